"""The comparison. In: the grades of a document with the text that addresses its grader covered, and with it in view.
Out: the grades that count, the former, each with what the text would have made of it; one note for the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reviewer.model.grade import LLMGrade


class Comparison:
    """Grades of both views as they come; `settled` is told those that count once both are there."""

    def __init__(self, settled: Callable[[LLMGrade], None] | None = None) -> None:
        self._settled = settled
        self._counts: dict[str, LLMGrade] = {}
        self._check: dict[str, LLMGrade] = {}

    def counts(self, grade: LLMGrade) -> None:
        """Takes a grade of the covered text."""
        self._counts[grade.criterion] = grade
        self._tell(grade.criterion)

    def check(self, grade: LLMGrade) -> None:
        """Takes a grade of the text as it stands."""
        self._check[grade.criterion] = grade
        self._tell(grade.criterion)

    def compared(self, grades: Sequence[LLMGrade]) -> tuple[LLMGrade, ...]:
        """The grades that count, each with what the check says instead."""
        return tuple(_compared(grade, self._check.get(grade.criterion)) for grade in grades)

    def note(self, lines: str) -> str:
        """What was covered, in `lines`, and what it would have changed."""
        pairs = [(grade, self._check.get(one)) for one, grade in self._counts.items()]
        graded = [one for one in pairs if _both_said(*one)]
        swayed = sum(_compared(*one).swayed_to is not None for one in graded)
        changed = f"{swayed} of {len(graded)} grades that can be compared" if swayed else "no grade"
        return (
            f"Text that addresses the grader ({lines}) was covered for the judge and earns nothing;"
            f" graded once more with it in view, the judge changed {changed}."
        )

    def _tell(self, criterion: str) -> None:
        if self._settled is not None and criterion in self._counts and criterion in self._check:
            self._settled(_compared(self._counts[criterion], self._check[criterion]))


def _compared(grade: LLMGrade, check: LLMGrade | None) -> LLMGrade:
    if check is None or not _both_said(grade, check) or _outcome(grade) == _outcome(check):
        return grade
    return replace(grade, swayed_to=_outcome(check))


def _both_said(grade: LLMGrade, check: LLMGrade | None) -> bool:
    return check is not None and "not_assessed" not in (grade.status, check.status)


def _outcome(grade: LLMGrade) -> str:
    return grade.level or grade.status
