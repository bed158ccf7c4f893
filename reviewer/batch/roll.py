"""The roll of a batch. In: sources, a roster, questions. Out: one Place for each answer, without its text.

The roll is made before anything is graded, so that ids, duplicates and missing answers do not depend on timing, and so
that it can be said beforehand what there is to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from reviewer.batch.entry import Entry, Trouble
from reviewer.batch.questions import Question, Questions
from reviewer.model.submission import Submission

Standing = Literal["answer", "missing", "duplicate", "error"]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the batch. `key` is the content address of everything its review depends on, "" if it has none."""

    id: str
    name: str
    origin: str
    standing: Standing
    author: str = ""
    question: Question = field(default_factory=Question)
    extra: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    key: str = ""
    duplicate_of: str = ""
    trouble: Trouble | None = None


KeyOf = Callable[[str, str, Question], str]
"""The key of a review from the answer's hash, name and question."""


def call_roll(entries: Iterable[Entry], questions: Questions, key_of: KeyOf) -> list[Place]:
    """The places in order of the entries; an answer with the very bytes of an earlier one is its duplicate."""
    first: dict[str, str] = {}
    return [_place(entry, questions, key_of, first) for entry in entries]


def _place(entry: Entry, questions: Questions, key_of: KeyOf, first: dict[str, str]) -> Place:
    question = questions.of(entry.question)
    plain = Place(
        entry.id, entry.name, entry.origin, "missing", author=entry.author, question=question, extra=entry.extra
    )
    if entry.trouble is not None:
        return replace(plain, standing="error", trouble=entry.trouble)
    if entry.data is None:
        return plain
    digest = hashlib.sha256(entry.data).hexdigest()
    key = key_of(digest, entry.name, question)
    # Two who hand in nothing have not copied from each other.
    original = first.setdefault(digest, entry.id) if entry.data.strip() else entry.id
    if original != entry.id:
        return replace(plain, standing="duplicate", sha256=digest, key=key, duplicate_of=original)
    return replace(plain, standing="answer", sha256=digest, key=key)


def submission_of(entry: Entry, place: Place) -> Submission:
    """What is graded of an entry that has data."""
    return Submission(name=place.name, data=entry.data or b"", question=place.question.prompt)
