"""What a person decided, laid over a Review. In: a Review, its Rubric, levels by criterion. Out: its figures made anew,
alone or in a Review whose quotes, and whatever the graders said, stay.

Weights are those that the Review was made with, so that its sums can be made anew under a later version of the rubric.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.grade import Verdict
from reviewer.model.review import GradeItem, LiftItem, PhaseScore, Review
from reviewer.model.rubric import Rubric, Scheme
from reviewer.scoring.band import banding
from reviewer.scoring.lift import gains
from reviewer.scoring.score import levels_of, lift_steps, rounded, supported
from reviewer.scoring.tally import Mark, PhaseTally, bounds, coverage, tallies, total


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's outcome for one criterion: a level, or None for not applicable; `note` says why."""

    level: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Score, bounds (0–100), coverage (0–1) and band as a Review has them; what each phase and criterion adds."""

    score: float | None
    coverage: float
    bounds: tuple[float, float]
    band: str | None
    marks: tuple[Mark, ...]
    weights: Mapping[str, float]
    phases: Mapping[str, PhaseTally]


def with_corrections(review: Review, rubric: Rubric, corrections: Mapping[str, Correction]) -> Review:
    """The review with these outcomes in place of its own. `rubric` is the one it was made with.

    `decided_by` keeps telling which grader the replaced outcome came from; the reason is the person's.
    Raises KeyError for a criterion or level that the rubric does not have.
    """
    if not corrections:
        return review
    items = [_item_corrected(item, rubric, corrections.get(item.criterion)) for item in review.grades]
    made = _figures(review, rubric, items)
    verdicts = _verdicts(items)
    gained = gains(made.marks, levels_of(verdicts), rubric, made.weights, made.phases)
    supports = None if _is_partial(review) else supported(review.document.kind, rubric, verdicts)
    return review.model_copy(
        update={
            "score": made.score,
            "coverage": made.coverage,
            "bounds": made.bounds,
            "band": made.band,
            "supports": supports,
            "phases": [_phase(phase, made.phases.get(phase.id)) for phase in review.phases],
            "grades": [item.model_copy(update={"gain": rounded(gained[item.criterion])}) for item in items],
            "lift": _lift(review, lift_steps(rubric, verdicts, gained)),
        }
    )


def corrected(review: Review, rubric: Rubric, levels: Mapping[str, str]) -> Figures:
    """The figures of `review` with `levels`; `rubric` may be a later version of its own.

    Levels and criteria that the rubric or the Review does not have are ignored.
    """
    known = {level.id for level in rubric.scale}
    kept = {criterion: Correction(level) for criterion, level in levels.items() if level in known}
    return _figures(review, rubric, [_item_corrected(item, rubric, kept.get(item.criterion)) for item in review.grades])


def _figures(review: Review, rubric: Rubric, items: Sequence[GradeItem]) -> Figures:
    credit = {level.id: level.credit for level in rubric.scale}
    marks = tuple(
        Mark(one.criterion, one.phase, one.weight, one.status, credit.get(one.level) if one.level else None, one.bonus)
        for one in items
    )
    weights = {phase.id: phase.weight for phase in review.phases}
    phases = tallies(marks)
    points = total(phases, weights)
    low, high = bounds(marks, weights, rubric.lowest.credit, rubric.highest.credit)
    return Figures(
        score=None if points is None else rounded(points),
        coverage=rounded(coverage(phases, weights)),
        bounds=(rounded(low), rounded(high)),
        band=None if _is_partial(review) else _band(review, rubric, items, points),
        marks=marks,
        weights=weights,
        phases=phases,
    )


def _is_partial(review: Review) -> bool:
    """Whether a part of the rubric was left out: then there is no band."""
    return review.band is None and review.score is not None


def _band(review: Review, rubric: Rubric, items: Sequence[GradeItem], points: float | None) -> str | None:
    """The band under the profile that the review was made with; its own where the rubric has no such profile now."""
    schemes: list[Scheme] = [
        profile.schemes[review.document.kind]
        for profile in rubric.profiles
        if profile.id == review.profile and review.document.kind in profile.schemes
    ]
    return banding(points, schemes[0], _verdicts(items), rubric).band if schemes else review.band


def _verdicts(items: Sequence[GradeItem]) -> dict[str, Verdict]:
    return {item.criterion: Verdict(item.criterion, item.status, level=item.level, why=item.why) for item in items}


def _item_corrected(item: GradeItem, rubric: Rubric, correction: Correction | None) -> GradeItem:
    if correction is None:
        return item
    why = correction.note or "decided by a person"
    if correction.level is None:
        return item.model_copy(update={"status": "not_applicable", "level": None, "why": why, "reason": why})
    level = rubric.level(correction.level).id
    decided_by = item.decided_by or "rules"
    return item.model_copy(
        update={"status": "graded", "level": level, "why": None, "reason": why, "decided_by": decided_by}
    )


def _phase(phase: PhaseScore, tally: PhaseTally | None) -> PhaseScore:
    if tally is None:
        return phase
    score = None if tally.score is None else rounded(tally.score)
    return phase.model_copy(update={"score": score, "coverage": rounded(tally.coverage)})


def _lift(review: Review, steps: list[LiftItem]) -> list[LiftItem]:
    """The steps, in the words of the review where it named the same step."""
    said = {(one.criterion, one.next_level): one.step for one in review.lift}
    return [one.model_copy(update={"step": said.get((one.criterion, one.next_level), one.step)}) for one in steps]
