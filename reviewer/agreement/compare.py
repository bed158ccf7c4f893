"""Two reviews, the earlier and the later. In: two Reviews. Out: what became better or worse, and which findings.

Levels are compared where both reviews use the same rubric; which of two levels is better is what the caller's `credit`
says (the credit of each level of the scale).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from reviewer.model.review import FindingItem, GradeItem, Review

Change = Literal["better", "worse", "other"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class PhaseChange(_Frozen):
    """A phase's score before and after, 0 to 100; None where nothing of it was assessed."""

    phase: str
    title: str
    before: float | None
    after: float | None
    change: float | None


class GradeChange(_Frozen):
    """A criterion whose outcome changed. `before` and `after` are levels, or the status where there is none."""

    criterion: str
    phase: str
    title: str
    change: Change
    before: str
    after: str


class FindingChanges(_Frozen):
    """Findings that are gone, that are new, and how many stayed."""

    solved: list[FindingItem]
    new: list[FindingItem]
    remaining: int


class Comparison(_Frozen):
    """What changed from one review to another. `comparable` is False where they use different rubrics: then there are
    no grades and phases. `score_change` is None where one of them has no score."""

    comparable: bool
    same_text: bool
    score_change: float | None
    phases: list[PhaseChange]
    grades: list[GradeChange]
    findings: FindingChanges


def compare(before: Review, after: Review, credit: Mapping[str, float]) -> Comparison:
    """What changed from `before` to `after`. `credit` holds each level's credit, 0 to 1."""
    comparable = before.rubric.id == after.rubric.id
    return Comparison(
        comparable=comparable,
        same_text=before.document.sha256 == after.document.sha256,
        score_change=_difference(before.score, after.score) if comparable else None,
        phases=_phases(before, after) if comparable else [],
        grades=_grades(before, after, credit) if comparable else [],
        findings=_findings(before.findings, after.findings),
    )


def _phases(before: Review, after: Review) -> list[PhaseChange]:
    earlier = {phase.id: phase.score for phase in before.phases}
    return [
        PhaseChange(
            phase=phase.id,
            title=phase.title,
            before=earlier.get(phase.id),
            after=phase.score,
            change=_difference(earlier.get(phase.id), phase.score),
        )
        for phase in after.phases
    ]


def _grades(before: Review, after: Review, credit: Mapping[str, float]) -> list[GradeChange]:
    earlier = {grade.criterion: grade for grade in before.grades}
    changed = [
        (earlier[grade.criterion], grade)
        for grade in after.grades
        if grade.criterion in earlier and _outcome(earlier[grade.criterion]) != _outcome(grade)
    ]
    return [
        GradeChange(
            criterion=grade.criterion,
            phase=grade.phase,
            title=grade.title,
            change=_change(old, grade, credit),
            before=_outcome(old),
            after=_outcome(grade),
        )
        for old, grade in changed
    ]


def _outcome(grade: GradeItem) -> str:
    return grade.level or grade.status


def _change(old: GradeItem, new: GradeItem, credit: Mapping[str, float]) -> Change:
    """Between two levels the credit decides; to or from no grade at all it is neither better nor worse."""
    before, after = credit.get(old.level or ""), credit.get(new.level or "")
    if before is None or after is None:
        return "other"
    step = after - before
    return "better" if step > 0 else "worse" if step < 0 else "other"


def _findings(before: list[FindingItem], after: list[FindingItem]) -> FindingChanges:
    """Findings are the same where their fingerprints are, whatever line they moved to."""
    old, new = ({one.fingerprint for one in found} for found in (before, after))
    return FindingChanges(
        solved=[one for one in before if one.fingerprint not in new],
        new=[one for one in after if one.fingerprint not in old],
        remaining=len(old & new),
    )


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, 4)
