"""A folder of documents in, their grades as labels out: what is compared with the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reviewer.agreement.labels import NA, NOT_ASSESSED, Label
from reviewer.errors import InputError
from reviewer.model.review import GradeItem, Review
from reviewer.model.submission import Submission

Reviewing = Callable[[Submission], Review]


def grade_folder(folder: Path, review: Reviewing) -> Iterator[tuple[str, list[Label]]]:
    """For each `docs/<id>.md` of the folder, in order of ids: the id and one label for each criterion.

    Raises InputError `agreement.no_docs` where there are no documents, and what `review` raises.
    """
    documents = sorted((folder / "docs").glob("*.md"))
    if not documents:
        raise InputError("there are no documents (docs/*.md)", code="agreement.no_docs", where=str(folder))
    for path in documents:
        yield path.stem, labels_of(review(Submission(name=path.name, data=path.read_bytes())))


def labels_of(review: Review) -> list[Label]:
    """A review as label lines, one for each criterion in rubric order."""
    return [_label(grade) for grade in review.grades]


def _label(grade: GradeItem) -> Label:
    level = grade.level or (NA if grade.status == "not_applicable" else NOT_ASSESSED)
    lines = sorted({item.lines for item in grade.evidence})
    return Label(criterion=grade.criterion, level=level, lines=lines, note=grade.reason or grade.why or "")
