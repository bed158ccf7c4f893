"""The pack and the measured distribution in, the tables of scoring.md out, each by the name of its block."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.model.rubric import Cap, Rubric, Scheme
from reviewer.model.subject import Kind

KINDS: tuple[Kind, ...] = ("answer", "design_doc")
KIND_TITLES: Mapping[str, str] = {"answer": "practice answers", "design_doc": "design documents"}


@dataclass(frozen=True, slots=True)
class Measured:
    """How the reference documents score: counts only.

    `histogram` counts scores under `profile` by kind in bins of `bin_width` points from 0; `bands` counts bands by
    profile and kind; `supports` counts the highest profile that accepts, by kind.
    """

    profile: str
    bin_width: int
    histogram: Mapping[str, list[int]]
    bands: Mapping[str, Mapping[str, Mapping[str, int]]]
    supports: Mapping[str, Mapping[str, int]]


def read_measured(path: Path) -> Measured:
    """The counts as `measure.py` wrote them."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Measured(**data)


def tables(rubric: Rubric, measured: Measured) -> dict[str, str]:
    """Every table by the name of its block."""
    found = {
        "phases": _phases(rubric),
        "distribution": _distribution(rubric, measured),
        "supports": _supports(rubric, measured),
    }
    for kind in KINDS:
        name = kind.replace("_", "-")
        found[f"bands-{name}"] = _bands(rubric, kind)
        found[f"caps-{name}"] = _caps(rubric, kind)
        found[f"phase-weights-{name}"] = _phase_weights(rubric, kind)
    found["criterion-weights"] = _criterion_weights(rubric)
    return found


def _table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose first column is text and whose others are figures."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _scheme(rubric: Rubric, profile: str, kind: Kind) -> Scheme:
    return rubric.profile(profile).schemes[kind]


def _profiles(rubric: Rubric) -> list[str]:
    return [profile.id for profile in rubric.profiles]


def _phases(rubric: Rubric) -> str:
    rows = []
    for phase in rubric.phases:
        count = sum(one.phase == phase.id for one in rubric.criteria)
        minutes = str(phase.minutes) if phase.minutes else ""
        title = f"[{phase.title}](rubric/{phase.id}.md){' (checklist)' if phase.checklist else ''}"
        rows.append([title, f"{phase.weight:g}", minutes, str(count)])
    return _table(["phase", "weight", "minutes", "criteria"], rows)


def _bands(rubric: Rubric, kind: Kind) -> str:
    profiles = _profiles(rubric)
    schemes = [_scheme(rubric, profile, kind) for profile in profiles]
    rows = []
    for position, band in enumerate(schemes[0].bands):
        name = f"**{band.id}**" if band.id == schemes[0].accept else band.id
        rows.append([name, *(f"{scheme.bands[position].at_least:g}" for scheme in schemes)])
    return _table(["from this score on", *profiles], rows)


def _caps(rubric: Rubric, kind: Kind) -> str:
    """A list item for each cap with the bands at which it holds, profile by profile."""
    held: dict[str, dict[str, Cap]] = {}
    for profile in _profiles(rubric):
        for cap in _scheme(rubric, profile, kind).caps:
            held.setdefault(" ".join(cap.why.split()), {})[profile] = cap
    lines = []
    for why, caps in held.items():
        first = next(iter(caps.values()))
        criteria = ", ".join(f"`{one}`" for one in first.criteria)
        bands = ", ".join(f"{cap.band} ({profile})" for profile, cap in caps.items())
        lines.append(f"- {why} At most: {bands}.\n  All of these are *{first.level}*: {criteria}.")
    return "\n".join(lines)


def _phase_weights(rubric: Rubric, kind: Kind) -> str:
    profiles = _profiles(rubric)
    rows = []
    for phase in rubric.phases:
        weights = [_scheme(rubric, one, kind).phase_weights.get(phase.id, phase.weight) for one in profiles]
        rows.append([phase.title, *(f"{weight:g}" for weight in weights)])
    return _table(["phase", *profiles], rows)


def _criterion_weights(rubric: Rubric) -> str:
    profiles = _profiles(rubric)
    rows = []
    for criterion in rubric.criteria:
        weights = [_scheme(rubric, one, "design_doc").criterion_weights.get(criterion.id) for one in profiles]
        if any(weight is not None for weight in weights):
            shown = [f"{criterion.weight if weight is None else weight:g}" for weight in weights]
            rows.append([f"`{criterion.id}`", f"{criterion.weight:g}", *(dict.fromkeys(shown))])
    return _table(["criterion", "in an answer", "in a design document"], rows)


def _distribution(rubric: Rubric, measured: Measured) -> str:
    parts = []
    for kind in KINDS:
        profiles = _profiles(rubric)
        names = [band.id for band in _scheme(rubric, profiles[0], kind).bands]
        rows = [[name, *(str(measured.bands[one][kind].get(name, 0)) for one in profiles)] for name in names]
        count = sum(measured.histogram[kind])
        parts.append(f"{count} {KIND_TITLES[kind]} by band:\n\n" + _table(["band", *profiles], rows))
    return "\n\n".join(parts)


def _supports(rubric: Rubric, measured: Measured) -> str:
    names = ["none", *_profiles(rubric)]
    rows = [[KIND_TITLES[kind], *(str(measured.supports[kind].get(one, 0)) for one in names)] for kind in KINDS]
    return _table(["highest profile that accepts", *names], rows)
