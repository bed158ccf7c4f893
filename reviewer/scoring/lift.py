"""What each criterion's next level would add to the total, in points of 0–100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewer.model.rubric import Level, Rubric
from reviewer.scoring.tally import Mark, phase_shares, tallies, tally


def next_level(rubric: Rubric, level_id: str) -> Level | None:
    """The level above this one, None at the top."""
    rank = rubric.rank(level_id)
    return rubric.scale[rank + 1] if rank + 1 < len(rubric.scale) else None


def gains(
    marks: Sequence[Mark], levels: Mapping[str, str], rubric: Rubric, weights: Mapping[str, float]
) -> dict[str, float]:
    """Points by criterion id. `levels` holds the level of each graded criterion; criteria without one gain nothing."""
    shares = phase_shares(tallies(marks), weights)
    by_phase: dict[str, list[Mark]] = {}
    for mark in marks:
        by_phase.setdefault(mark.phase, []).append(mark)
    return {
        mark.criterion: shares.get(mark.phase, 0.0) * _phase_gain(by_phase[mark.phase], mark, levels, rubric)
        for mark in marks
    }


def _phase_gain(phase: Sequence[Mark], mark: Mark, levels: Mapping[str, str], rubric: Rubric) -> float:
    """How many points the phase's score rises when this criterion reaches its next level."""
    level_id = levels.get(mark.criterion)
    higher = next_level(rubric, level_id) if level_id is not None else None
    if higher is None:
        return 0.0
    raised = [replace(other, credit=higher.credit) if other == mark else other for other in phase]
    return (tally(raised).score or 0.0) - (tally(phase).score or 0.0)
