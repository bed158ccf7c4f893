"""A Review under what people decided. In: a Review, its rubric, levels by criterion. Out: the sums anew.

Weights are those that the Review was made with. A criterion that was not assessed counts as graded once a person gives
it a level; one that does not apply does so too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model.grade import Verdict
from reviewer.model.review import GradeItem, Review
from reviewer.model.rubric import Rubric, Scheme
from reviewer.scoring.band import banding
from reviewer.scoring.tally import Mark, bounds, coverage, tallies, total

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Corrected:
    """Score, bounds (0–100), coverage (0–1) and band as a Review has them, with people's levels in place of its own."""

    score: float | None
    coverage: float
    bounds: tuple[float, float]
    band: str | None


def corrected(review: Review, rubric: Rubric, levels: Mapping[str, str]) -> Corrected:
    """The sums of `review` with `levels`. Levels and criteria that the rubric or the Review does not have are ignored.

    The band stays None where the Review has none, since then a part of the rubric was left out.
    """
    credit = {level.id: level.credit for level in rubric.scale}
    kept = {criterion: level for criterion, level in levels.items() if level in credit}
    marks = [_mark(grade, kept.get(grade.criterion), credit) for grade in review.grades]
    weights = {phase.id: phase.weight for phase in review.phases}
    phases = tallies(marks)
    points = total(phases, weights)
    low, high = bounds(marks, weights, rubric.lowest.credit, rubric.highest.credit)
    return Corrected(
        score=None if points is None else round(points, _DECIMALS),
        coverage=round(coverage(phases, weights), _DECIMALS),
        bounds=(round(low, _DECIMALS), round(high, _DECIMALS)),
        band=None if review.band is None else _band(review, rubric, kept, points),
    )


def _mark(grade: GradeItem, level: str | None, credit: Mapping[str, float]) -> Mark:
    decided = level or grade.level
    return Mark(
        criterion=grade.criterion,
        phase=grade.phase,
        weight=grade.weight,
        status="graded" if level else grade.status,
        credit=credit.get(decided) if decided else None,
        bonus=grade.bonus,
    )


def _band(review: Review, rubric: Rubric, levels: Mapping[str, str], points: float | None) -> str | None:
    schemes: list[Scheme] = [
        profile.schemes[review.document.kind]
        for profile in rubric.profiles
        if profile.id == review.profile and review.document.kind in profile.schemes
    ]
    verdicts = {grade.criterion: _verdict(grade, levels.get(grade.criterion)) for grade in review.grades}
    return banding(points, schemes[0], verdicts, rubric).band if schemes else review.band


def _verdict(grade: GradeItem, level: str | None) -> Verdict:
    if level is not None:
        return Verdict(grade.criterion, "graded", level=level)
    return Verdict(grade.criterion, grade.status, level=grade.level, why=grade.why)
