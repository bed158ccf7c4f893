"""A score and the levels behind it in, the band out: the first that the score reaches, lowered by caps that hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model.grade import Verdict
from reviewer.model.rubric import Cap, Rubric, Scheme


@dataclass(frozen=True, slots=True)
class Banding:
    """The band, None where there is no score or no band is reached, and the cap that held it down, if any."""

    band: str | None
    cap: Cap | None = None


def banding(score: float | None, scheme: Scheme, verdicts: Mapping[str, Verdict], rubric: Rubric) -> Banding:
    """The band of `score` under `scheme` after its caps. Of several caps the lowest counts."""
    names = [band.id for band in scheme.bands]
    first = reached(score, scheme)
    if first is None:
        return Banding(None)
    held = Banding(first)
    for cap in scheme.caps:
        if _holds(cap, verdicts, rubric) and names.index(cap.band) > names.index(held.band or ""):
            held = Banding(cap.band, cap)
    return held


def reached(score: float | None, scheme: Scheme) -> str | None:
    """The best band whose threshold the score reaches, caps aside; None where it reaches none."""
    if score is None:
        return None
    return next((band.id for band in scheme.bands if score >= band.at_least), None)


def accepted(band: str | None, scheme: Scheme) -> bool:
    """Whether the band is the scheme's acceptance band or better. False where the scheme has none."""
    names = [item.id for item in scheme.bands]
    if band is None or scheme.accept is None:
        return False
    return names.index(band) <= names.index(scheme.accept)


def _holds(cap: Cap, verdicts: Mapping[str, Verdict], rubric: Rubric) -> bool:
    """Every criterion of the cap that applies is known to be at or below its level, and at least one applies."""
    found = [verdicts[criterion] for criterion in cap.criteria if criterion in verdicts]
    found = [verdict for verdict in found if verdict.status != "not_applicable"]
    highest = rubric.rank(cap.level)
    return bool(found) and all(verdict.level is not None and rubric.rank(verdict.level) <= highest for verdict in found)
