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
    reached = [band.id for band in scheme.bands if score is not None and score >= band.at_least]
    if not reached:
        return Banding(None)
    held = Banding(reached[0])
    for cap in scheme.caps:
        if _holds(cap, verdicts, rubric) and names.index(cap.band) > names.index(held.band or ""):
            held = Banding(cap.band, cap)
    return held


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
