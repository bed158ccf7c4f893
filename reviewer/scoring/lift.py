"""What each criterion's next level would add to the total, in points of 0–100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from reviewer.model.rubric import Level, Rubric
from reviewer.scoring.tally import Mark, PhaseTally, earned, phase_shares


def next_level(rubric: Rubric, level_id: str) -> Level | None:
    """The level above this one, None at the top."""
    rank = rubric.rank(level_id)
    return rubric.scale[rank + 1] if rank + 1 < len(rubric.scale) else None


def gains(
    marks: Sequence[Mark],
    levels: Mapping[str, str],
    rubric: Rubric,
    weights: Mapping[str, float],
    phases: Mapping[str, PhaseTally],
) -> dict[str, float]:
    """Points by criterion id. `levels` holds the level of each graded criterion; criteria without one gain nothing.

    `phases` are the tallies of the marks.
    """
    shares = phase_shares(phases, weights)
    higher = {level.id: next_level(rubric, level.id) for level in rubric.scale}
    by_phase: dict[str, list[Mark]] = {}
    for mark in marks:
        by_phase.setdefault(mark.phase, []).append(mark)
    gained = {phase: _phase_gains(marks, phases[phase], levels, higher) for phase, marks in by_phase.items()}
    return {mark.criterion: shares.get(mark.phase, 0.0) * gained[mark.phase].get(mark.criterion, 0.0) for mark in marks}


def _phase_gains(
    phase: Sequence[Mark], sums: PhaseTally, levels: Mapping[str, str], higher: Mapping[str, Level | None]
) -> dict[str, float]:
    """How many points the phase's score rises when a criterion reaches its next level, for those that have one.

    Only one term of the phase's sums changes with each criterion.
    """
    now = sums.score or 0.0
    terms = {bonus: [(mark, earned(mark)) for mark in phase if mark.bonus == bonus] for bonus in (False, True)}
    gained: dict[str, float] = {}
    for mark in phase:
        level = higher[levels[mark.criterion]] if mark.criterion in levels else None
        if level is not None:
            term = mark.weight * (level.credit or 0.0)
            raised = fsum(term if other is mark else value for other, value in terms[mark.bonus])
            after = replace(sums, extra=raised) if mark.bonus else replace(sums, earned=raised)
            gained[mark.criterion] = (after.score or 0.0) - now
    return gained
