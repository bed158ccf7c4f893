"""What a person decided, laid over a Review. In: a Review, its Rubric, levels by criterion. Out: the Review with its
figures made anew; the quotes, what the graders said, and the rest stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model.grade import Verdict
from reviewer.model.review import GradeItem, LiftItem, PhaseScore, Review
from reviewer.model.rubric import Rubric
from reviewer.scoring.lift import gains
from reviewer.scoring.score import levels_of, lift_steps, rounded, sums, supported
from reviewer.scoring.tally import PhaseTally, bounds, coverage


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's outcome for one criterion: a level, or None for not applicable; `note` says why."""

    level: str | None
    note: str = ""


def with_corrections(review: Review, rubric: Rubric, corrections: Mapping[str, Correction]) -> Review:
    """The review with these outcomes in place of its own. `rubric` is the one it was made with.

    `decided_by` keeps telling which grader the replaced outcome came from; the reason is the person's.
    Raises KeyError for a criterion or level that the rubric does not have.
    """
    if not corrections:
        return review
    items = [_item_corrected(item, rubric, corrections.get(item.criterion)) for item in review.grades]
    verdicts = {item.criterion: Verdict(item.criterion, item.status, level=item.level) for item in items}
    kind = review.document.kind
    made = sums(kind, rubric, rubric.profile(review.profile), verdicts)
    gained = gains(made.marks, levels_of(verdicts), rubric, made.weights)
    low, high = bounds(made.marks, made.weights, rubric.lowest.credit, rubric.highest.credit)
    partly = review.band is None and review.score is not None  # a part of the rubric has no band
    return review.model_copy(
        update={
            "score": None if made.score is None else rounded(made.score),
            "coverage": rounded(coverage(made.phases, made.weights)),
            "bounds": (rounded(low), rounded(high)),
            "band": None if partly else made.banding.band,
            "supports": None if partly else supported(kind, rubric, verdicts),
            "phases": [_phase(phase, made.phases.get(phase.id)) for phase in review.phases],
            "grades": [item.model_copy(update={"gain": rounded(gained[item.criterion])}) for item in items],
            "lift": _lift(review, lift_steps(rubric, verdicts, gained)),
        }
    )


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
