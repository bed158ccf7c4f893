"""The rows of the outputs. In: the roll, the journal, corrections. Out: for each answer what the tables say, in order.

A row that cannot be given (the run ended before its turn) is left out and counted as pending; one that was graded
under earlier terms is given as it was, with the hash of its own rubric, and counted as stale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from reviewer.batch.grade import figures, unpack
from reviewer.batch.grades_table import grade_lines
from reviewer.batch.journal import Journal, Outcome
from reviewer.batch.overrides import Overrides
from reviewer.batch.roll import Place
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.scoring.override import Correction, with_corrections

Status = Literal["graded", "partial", "error", "missing", "duplicate"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `data` is the outcome's plain data, empty where nothing was graded; `error` says why that is so."""

    place: Place
    status: str
    data: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    code: str = ""
    stale: bool = False
    overridden: tuple[str, ...] = ()

    @property
    def has_review(self) -> bool:
        return self.status in ("graded", "partial")


@dataclass(frozen=True, slots=True)
class Paper:
    """The review of a row: its JSON, and its lines of grades.csv."""

    review: bytes
    grades: bytes


class Rows:
    """Rows of one batch, made anew each time they are walked; one review is in memory at a time."""

    def __init__(
        self, roll: Sequence[Place], journal: Journal, rubric: Rubric, overrides: Overrides, *, sort: bool = False
    ) -> None:
        self._roll = sorted(roll, key=lambda place: place.id) if sort else roll
        self._journal = journal
        self._rubric = rubric
        self._overrides = overrides

    def walk(self) -> Iterator[Row]:
        """The rows without their reviews."""
        for place in self._roll:
            if place.standing != "answer":
                yield self._without_grading(place)
                continue
            found = self._journal.light(place.id)
            if found is not None:
                yield self._row(place, found)

    def pending(self) -> list[str]:
        """The ids that have no row yet."""
        known: Collection[str] = self._journal.keys()
        return [place.id for place in self._roll if place.standing == "answer" and place.id not in known]

    def paper(self, row: Row) -> Paper:
        """The review of a row that has one, with corrections laid over it."""
        found = self._journal.whole(row.place.id)
        if found is None or found.review is None or found.grades is None:
            raise LookupError(row.place.id)
        if not row.overridden:
            return Paper(unpack(found.review), unpack(found.grades))
        review = self._corrected(found, self._corrections(row.place.id))
        text = review.model_dump_json().encode("utf-8", "replace")
        return Paper(text, grade_lines(row.place.id, review.grades, frozenset(row.overridden)))

    def unknown_overrides(self) -> list[str]:
        """Ids in the table of corrections that no answer has."""
        known = {place.id for place in self._roll}
        return sorted(one for one in self._overrides if one not in known)

    def _without_grading(self, place: Place) -> Row:
        if place.standing == "duplicate":
            return Row(place, "duplicate", error=f"the same text as {place.duplicate_of}")
        if place.standing == "missing":
            return Row(place, "missing", error="no answer was handed in")
        trouble = place.trouble
        return Row(place, "error", error=trouble.message if trouble else "", code=trouble.code if trouble else "")

    def _row(self, place: Place, found: Outcome) -> Row:
        stale = found.key != place.key
        if found.status == "error":
            error = found.row["error"]
            return Row(place, "error", found.row, error["message"], error["code"], stale)
        row = Row(place, found.status, found.row, stale=stale)
        # A review under an earlier rubric cannot be computed anew by this one.
        corrections = {} if found.row["rubric_hash"] != self._rubric.hash else self._corrections(place.id)
        if not corrections:
            return row
        whole = self._journal.whole(place.id)
        if whole is None:
            return row
        review = self._corrected(whole, corrections)
        data = {**found.row, **figures(review, self._rubric)}
        status = "partial" if any(grade.status == "not_assessed" for grade in review.grades) else "graded"
        return replace(row, data=data, status=status, overridden=tuple(sorted(corrections)))

    def _corrections(self, identity: str) -> Mapping[str, Correction]:
        return self._overrides.get(identity, {})

    def _corrected(self, found: Outcome, corrections: Mapping[str, Correction]) -> Review:
        review = Review.model_validate_json(unpack(found.review or b""))
        return with_corrections(review, self._rubric, corrections)
