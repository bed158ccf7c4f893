"""A pack's examples as its tests. In: a rubric and a grader. Out: for each example, the level it must get and got.

The grader is handed in, because rubrics lie below the rules that grade them: `rules.grade`, or anything of its shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.model.grade import Grade
from reviewer.model.rubric import Criterion, Example, Place, Rubric
from reviewer.model.subject import Subject
from reviewer.model.submission import Submission
from reviewer.rubric.build import NOT_APPLICABLE

Grader = Callable[[Subject, Rubric], Sequence[Grade]]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example with the level it must get and the one it got (a status where no level was given);
    `detail` is the grader's reason."""

    criterion: str
    expected: str
    got: str
    detail: str = ""
    note: str = ""
    place: Place | None = None

    @property
    def passed(self) -> bool:
        return self.expected == self.got


def run_examples(rubric: Rubric, grade: Grader) -> list[ExampleResult]:
    """Grades every example of every criterion as a short Markdown answer."""
    return [result for criterion in rubric.criteria for result in _run(rubric, criterion, grade)]


def _run(rubric: Rubric, criterion: Criterion, grade: Grader) -> Iterator[ExampleResult]:
    """The examples of one criterion; they are graded by it alone."""
    alone = replace(rubric, criteria=(criterion,))
    for example in criterion.examples:
        (graded,) = grade(_subject(rubric, example), alone)
        got = NOT_APPLICABLE if graded.status == "not_applicable" else graded.level or graded.status
        place = example.place or criterion.place
        yield ExampleResult(criterion.id, example.level, got, graded.reason, example.note, place)


def _subject(rubric: Rubric, example: Example) -> Subject:
    from reviewer.documents import read
    from reviewer.facts import extract

    document = read(Submission(name="example.md", data=example.text.encode()))
    if document.language not in rubric.languages:  # a few words are too little to tell a language by
        document = replace(document, language=rubric.languages[0])
    return Subject(document, extract(document, rubric.vocabulary))
