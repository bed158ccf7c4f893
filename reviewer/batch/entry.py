"""What a source hands out: one answer with whatever is known of it, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an answer cannot be graded: a stable code and words for a person."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as it came in.

    `id` is unique in the batch and safe as a file name; `name` is the file's name, whose suffix tells the format;
    `origin` is where it came from, as the user would say it. `data` is None where no answer was handed in or where
    `trouble` says why it could not be read. `question` is the id or the text of a question.
    """

    id: str
    name: str
    origin: str
    data: bytes | None = None
    author: str = ""
    question: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None


class Source(Protocol):
    """Answers in a fixed order. `entries` can be walked again and gives the same again."""

    columns: tuple[str, ...]
    """Extra columns that its entries may have, in the order of the table."""

    def entries(self) -> Iterator[Entry]:
        """The answers one by one; at most one is in memory. Their ids are as the source has them, not yet unique."""
        ...
