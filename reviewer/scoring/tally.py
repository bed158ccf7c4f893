"""Marks in, numbers out: the scores of phases, the total, coverage and bounds. All scores are 0–100, weights as given.

- A phase's score is Σ weight · credit / Σ weight over its graded criteria. A bonus criterion adds weight · credit to
  the numerator only, and the score is capped at 100: a bonus can raise a phase and never lower it.
- The total is the mean of the phases' scores by phase weight, over the phases in which something was graded.
- What is not applicable leaves the sums. What is not assessed lowers the coverage (the share of the weight that was
  graded) and widens the bounds: the total with all of it at the lowest level, and with all of it at the highest.

Sums are exact (`math.fsum`), so that the order of the marks cannot change a digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from reviewer.model.grade import Status


class Mark(NamedTuple):
    """What the sums need of one criterion's outcome. `credit` is 0 to 1, None unless graded."""

    criterion: str
    phase: str
    weight: float
    status: Status
    credit: float | None = None
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class PhaseTally:
    """One phase's sums: `graded` and `open` are weights (bonus left out), `earned` and `extra` weight · credit."""

    graded: float
    open: float
    earned: float
    extra: float

    @property
    def score(self) -> float | None:
        """0–100, or None where nothing but bonus criteria was graded."""
        return min(1.0, (self.earned + self.extra) / self.graded) * 100 if self.graded else None

    @property
    def applicable(self) -> float:
        return self.graded + self.open

    @property
    def coverage(self) -> float:
        """The graded share of the applicable weight; 0 where nothing applies."""
        return self.graded / self.applicable if self.applicable else 0.0


def earned(mark: Mark) -> float:
    """What a mark adds to the sums of its phase: weight · credit."""
    return mark.weight * (mark.credit or 0.0)


def tally(marks: Iterable[Mark]) -> PhaseTally:
    """The sums of one phase's marks."""
    graded: list[float] = []
    open_: list[float] = []
    plain: list[float] = []
    extra: list[float] = []
    for _, _, weight, status, credit, bonus in marks:
        (extra if bonus else plain).append(weight * (credit or 0.0))
        if not bonus and status != "not_applicable":
            (graded if status == "graded" else open_).append(weight)
    return PhaseTally(graded=fsum(graded), open=fsum(open_), earned=fsum(plain), extra=fsum(extra))


def tallies(marks: Iterable[Mark]) -> dict[str, PhaseTally]:
    """The sums by phase id, for the phases that have marks."""
    by_phase: dict[str, list[Mark]] = {}
    for mark in marks:
        by_phase.setdefault(mark.phase, []).append(mark)
    return {phase: tally(marks) for phase, marks in by_phase.items()}


def phase_shares(phases: Mapping[str, PhaseTally], weights: Mapping[str, float]) -> dict[str, float]:
    """The share of the total that each phase with a score has; empty where no phase with a weight has one."""
    counted = {phase: weights[phase] for phase, sums in phases.items() if sums.graded and weights[phase]}
    whole = fsum(counted.values())
    return {phase: weight / whole for phase, weight in counted.items()}


def total(phases: Mapping[str, PhaseTally], weights: Mapping[str, float]) -> float | None:
    """The document's score 0–100, or None where nothing with a weight was graded."""
    shares = phase_shares(phases, weights)
    return fsum(share * (phases[phase].score or 0.0) for phase, share in shares.items()) if shares else None


def coverage(phases: Mapping[str, PhaseTally], weights: Mapping[str, float]) -> float:
    """The share of all applicable weight that was graded, 0 to 1."""
    counted = {phase: sums for phase, sums in phases.items() if sums.applicable}
    whole = fsum(weights[phase] for phase in counted)
    return fsum(weights[phase] * sums.coverage for phase, sums in counted.items()) / whole if whole else 0.0


def bounds(
    marks: Sequence[Mark],
    weights: Mapping[str, float],
    lowest: float,
    highest: float,
    phases: Mapping[str, PhaseTally] | None = None,
) -> tuple[float, float]:
    """The total with everything not assessed at worst and at best; (0, 100) where nothing applies.

    `lowest` and `highest` are the credits of the ends of the scale; `phases` are the tallies of the marks, if known.
    """
    now = total(tallies(marks) if phases is None else phases, weights)
    if now is not None and not any(mark.status == "not_assessed" for mark in marks):
        return now, now
    worst = total(tallies(_filled(mark, 0.0 if mark.bonus else lowest) for mark in marks), weights)
    best = total(tallies(_filled(mark, highest) for mark in marks), weights)
    if worst is None or best is None:
        return 0.0, 100.0
    return (worst, best) if now is None else (min(worst, now), max(best, now))


def _filled(mark: Mark, credit: float) -> Mark:
    return mark._replace(status="graded", credit=credit) if mark.status == "not_assessed" else mark
