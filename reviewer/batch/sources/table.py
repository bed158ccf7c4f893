"""A CSV, TSV or JSONL file as a source: one answer in each row, as text or as the path of a file.

Columns: `id`, `text` (or `answer`) or `path` (or `file`), `question`, `author` (or `name`, `student`); any case. All
others are kept and come out again in the summary. Paths are relative to the table and must stay below its folder.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from reviewer.batch.entry import Entry, Trouble
from reviewer.batch.sources.folder import read_file, without_suffix
from reviewer.errors import InputError

LONGEST_FIELD = 16 * 1024 * 1024
_OURS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "answer_id", "student_id"),
    "text": ("text", "answer"),
    "path": ("path", "file"),
    "question": ("question",),
    "author": ("author", "name", "student"),
}
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_TEXT_SUFFIX = ".md"


class Table:
    """The rows of a table. Raises InputError `batch.table` if it has no usable columns or cannot be read."""

    def __init__(self, path: Path, *, needs_answers: bool = True) -> None:
        self._path = path
        self._home = path.parent.resolve()
        names = self._names()
        self._column = {ours: _find(known, names) for ours, known in _OURS.items()}
        self.columns = tuple(name for name in names if name not in self._column.values())
        if needs_answers and self._column["text"] is None and self._column["path"] is None:
            raise InputError(
                "has no column with answers",
                code="batch.table",
                where=str(path),
                hint="name one `text` (the answer itself) or `path` (a file beside the table)",
            )

    def entries(self) -> Iterator[Entry]:
        for number, row in enumerate(self._rows(), start=1):
            yield row if isinstance(row, Entry) else self._entry(number, row)

    def _names(self) -> list[str]:
        """The columns: the head of a CSV file, or the keys of all lines of JSON."""
        if self._path.suffix.lower() in _JSON_LINES:
            rows = (row for row in self._rows() if not isinstance(row, Entry))
            return list(dict.fromkeys(key for row in rows for key in row))
        with self._opened() as file:
            return [name for name in next(csv.reader(file, self._dialect(file)), []) if name]

    def _rows(self) -> Iterator[Mapping[str, str] | Entry]:
        with self._opened() as file:
            if self._path.suffix.lower() in _JSON_LINES:
                yield from _json_rows(file)
                return
            try:
                for row in csv.DictReader(file, dialect=self._dialect(file), strict=False):
                    yield {key: value or "" for key, value in row.items() if key and not isinstance(value, list)}
            except csv.Error as error:
                raise self._unreadable(error) from error

    @contextmanager
    def _opened(self) -> Iterator[IO[str]]:
        csv.field_size_limit(LONGEST_FIELD)
        try:
            with self._path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                yield file
        except OSError as error:
            raise self._unreadable(error.strerror) from error

    def _dialect(self, file: IO[str]) -> type[csv.Dialect]:
        """Commas, or what the head has most of: spreadsheets of many countries write semicolons."""
        at = file.tell()
        head = file.readline()
        file.seek(at)
        mark = max(",;\t", key=head.count)
        return type("Found", (csv.excel,), {"delimiter": mark})

    def _entry(self, number: int, row: Mapping[str, str]) -> Entry:
        text, path = self._cell(row, "text"), self._cell(row, "path").strip()
        wanted = self._cell(row, "id").strip()
        known = Entry(
            id=wanted or without_suffix(path) or f"row-{number}",
            name=Path(path).name if path else f"{wanted or f'row-{number}'}{_TEXT_SUFFIX}",
            origin=f"row {number}" + (f" ({path})" if path else ""),
            author=self._cell(row, "author").strip(),
            question=self._cell(row, "question").strip(),
            extra={name: row[name] for name in self.columns if row.get(name)},
        )
        if text:
            return replace(known, data=text.encode("utf-8", "surrogatepass"))
        return self._from_file(known, path) if path else known

    def _from_file(self, known: Entry, path: str) -> Entry:
        """The answer in a file beside the table. One that is not there was not handed in."""
        file = (self._home / path).resolve()
        if not file.is_relative_to(self._home):
            trouble = Trouble("document.not_found", "its path leads out of the folder of the table")
            return replace(known, trouble=trouble)
        if not file.exists():
            return known
        read = read_file(file, known.origin)
        return replace(known, data=read.data, trouble=read.trouble)

    def _cell(self, row: Mapping[str, str], ours: str) -> str:
        column = self._column[ours]
        return row.get(column, "") if column else ""

    def _unreadable(self, why: object) -> InputError:
        return InputError(f"cannot be read ({why})", code="batch.table", where=str(self._path))


def _find(known: tuple[str, ...], names: list[str]) -> str | None:
    """The first column that goes by one of the known names."""
    folded = {name.strip().casefold(): name for name in reversed(names)}
    return next((folded[one] for one in known if one in folded), None)


def _json_rows(file: IO[str]) -> Iterator[Mapping[str, str] | Entry]:
    """The objects of a JSONL file; a line that is none becomes an answer with trouble."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            yield {str(key): _text(value) for key, value in found.items()}
        else:
            trouble = Trouble("document.damaged", "this line is no JSON object")
            name = f"line-{number}"
            yield Entry(id=name, name=f"{name}{_TEXT_SUFFIX}", origin=f"line {number}", trouble=trouble)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
