"""What the answers answer. In: a TOML file of questions, or a text. Out: Questions with expected points.

    [url-shortener]
    ask = "Design a URL shortener for 100 million links a year."
    expected = [
        "The key space is sized.",
        { point = "Redirects are cached.", words = ["cache", "CDN"] },
    ]
    not_applicable = { "api.pagination" = "the task has no lists" }

The text and all points go to the model with the document. A point with `words` is looked for by the rules too: it is
found where one of its words stands. `not_applicable` takes criteria out for this question, with the reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from reviewer.batch.entry import Entry
from reviewer.errors import ConfigError


def _point(value: Any) -> Any:
    return {"point": value} if isinstance(value, str) else value


class Point(BaseModel):
    """Something a good answer says; `words` are words or phrases of which one is enough to find it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    point: str = Field(min_length=1)
    words: tuple[str, ...] = ()


class Question(BaseModel):
    """A task. `id` is empty for one that was given as plain text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = ""
    ask: str = ""
    expected: tuple[Annotated[Point, BeforeValidator(_point)], ...] = ()
    not_applicable: Mapping[str, str] = Field(default_factory=dict)

    @property
    def prompt(self) -> str | None:
        """The question as the judge is told it, its expected points included; None if there is nothing to tell."""
        if not self.expected:
            return self.ask or None
        points = "; ".join(one.point.rstrip(". ") for one in self.expected)
        return f"{self.ask} A good answer covers: {points}.".strip()


class Questions:
    """All questions of a batch by id, and the one that holds where an answer names none."""

    def __init__(self, known: Mapping[str, Question] | None = None, default: str | None = None) -> None:
        self._known = dict(known or {})
        self._default = self._named(default) if default else Question()

    @property
    def all(self) -> tuple[Question, ...]:
        return tuple(self._known.values())

    def of(self, named: str) -> Question:
        """The question of an answer that names it by id or text; the default for one that names none."""
        return self._named(named) if named else self._default

    def named(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The answers, each with the id of its question where a folder on its path has that id."""
        for entry in entries:
            folders = PurePosixPath(entry.origin).parts[:-1]
            found = entry.question or next((one for one in folders if one in self._known), "")
            yield entry if found == entry.question else replace(entry, question=found)

    def _named(self, text: str) -> Question:
        return self._known.get(text.strip()) or Question(ask=text)


def read_questions(path: Path) -> dict[str, Question]:
    """The questions of a file by id. Raises ConfigError `batch.questions` that says what is wrong where."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", code="batch.questions", where=str(path)) from error
    found = {}
    for question_id, table in tables.items():
        if not isinstance(table, dict):
            hint = "each question is a table: [its-id] with `ask`, `expected`, `not_applicable`"
            raise ConfigError(f"{question_id!r} is no table", code="batch.questions", where=str(path), hint=hint)
        try:
            found[question_id] = Question(**{**table, "id": question_id})
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            message = f"[{question_id}] {name}: {first['msg']}"
            raise ConfigError(message, code="batch.questions", where=str(path)) from error
    return found


def points_found(points: Sequence[Point], source: str) -> list[int | None]:
    """For each point with words the line (from 1) of the first of them in the text, 0 where none stands.

    None for a point without words: the rules cannot look for it.
    """
    return [_line_of(point.words, source) if point.words else None for point in points]


def _line_of(words: Sequence[str], source: str) -> int:
    spoken = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words if word.strip())
    if not spoken:
        return 0
    # A plural or an ending counts as the word: "cache" finds "caches" and "cached".
    found = re.search(rf"(?<!\w)(?:{spoken})\w{{0,3}}(?!\w)", source, re.IGNORECASE)
    return 0 if found is None else source.count("\n", 0, found.start()) + 1
