"""Who should have answered. In: a table of names and the answers of a source. Out: the answers with what the table
knows of their authors, and an entry without an answer for everybody who handed in none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from reviewer.batch.entry import Entry
from reviewer.batch.naming import Ids, safe_id
from reviewer.batch.sources.table import Table


class Roster:
    """The rows of a table with `id`, and perhaps `author`, `question` and further columns."""

    def __init__(self, path: Path) -> None:
        table = Table(path, needs_answers=False)
        self.columns = table.columns
        self._rows = tuple(replace(entry, data=None, trouble=None) for entry in table.entries())

    def beside(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The answers in their order, then the rows of the roster that none of them belongs to, in its order."""
        ids = Ids()
        seen: set[str] = set()
        by_name = {_folded(row.id): row for row in self._rows}
        for entry in entries:
            ids.take(entry.id, entry.origin)
            row = _row_of(entry, by_name)
            if row is not None:
                seen.add(_folded(row.id))
            yield entry if row is None else _joined(entry, row)
        for row in self._rows:
            if _folded(row.id) not in seen:
                yield replace(row, id=ids.take(row.id, f"roster: {row.origin}"), origin=f"roster, {row.origin}")


def _folded(name: str) -> str:
    return safe_id(name).casefold()


def _row_of(entry: Entry, by_name: Mapping[str, Entry]) -> Entry | None:
    """The row with the id of the answer, or with the name of its file."""
    return by_name.get(_folded(entry.id)) or by_name.get(_folded(PurePosixPath(entry.name).stem))


def _joined(entry: Entry, row: Entry) -> Entry:
    return replace(
        entry,
        author=entry.author or row.author,
        question=entry.question or row.question,
        extra={**row.extra, **entry.extra},
    )
