"""The journal of a batch. In: outcomes as they come. Out: the same again, after whatever happened in between.

One SQLite file in the output folder. A process that is killed loses at most the outcomes that were not yet added; what
was added is whole. All outputs are made from it and can be made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reviewer.errors import WorkError

FILE_NAME = "journal.sqlite"
FORM = 1
"""The version of the tables; a file of another version is refused."""

Series = Literal["answer", "anchor", "second"]
"""What an outcome belongs to: an answer, a graded example that is scored again, or a second grading of an answer."""

_TABLES = """
CREATE TABLE IF NOT EXISTS outcomes (
  series TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, sha256 TEXT NOT NULL, status TEXT NOT NULL,
  row TEXT NOT NULL, review BLOB, grades BLOB, PRIMARY KEY (series, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY, terms TEXT NOT NULL, figures TEXT);
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one answer.

    `row` is what tables and pages need, as plain data; `review` and `grades` are the compressed JSON of the Review and
    the compressed lines of grades.csv, None where there is no review.
    """

    id: str
    key: str
    sha256: str
    status: str
    row: Mapping[str, Any]
    review: bytes | None = None
    grades: bytes | None = None


class Journal:
    """The outcomes of a batch in its folder. One process at a time. Raises WorkError `batch.busy`, `batch.damaged`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        with self._explained():
            self._file = sqlite3.connect(self.path, timeout=0.2, isolation_level=None, check_same_thread=False)
            # An exclusive lock is kept as long as this process lives, so that two runs cannot write the same outputs.
            self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            form = self._file.execute("PRAGMA user_version").fetchone()[0]
            if form not in (0, FORM):
                raise WorkError(
                    f"was written by another version (its form is {form}, ours {FORM})",
                    code="batch.damaged",
                    where=str(self.path),
                    hint="name another folder in --out",
                )
            self._file.executescript(_TABLES)
            self._file.execute(f"PRAGMA user_version = {FORM}")

    def close(self) -> None:
        self._file.close()

    def add(self, outcomes: Iterable[Outcome], series: Series = "answer") -> None:
        """Writes outcomes, in place of earlier ones of the same ids, all or none."""
        rows = [
            (series, one.id, one.key, one.sha256, one.status, json.dumps(one.row), one.review, one.grades)
            for one in outcomes
        ]
        with self._explained():
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._file.execute("COMMIT")

    def keys(self, series: Series = "answer") -> dict[str, str]:
        """The key of every outcome by id."""
        with self._explained():
            return dict(self._file.execute("SELECT id, key FROM outcomes WHERE series = ?", (series,)))

    def statuses(self, series: Series = "answer") -> dict[str, tuple[str, int]]:
        """Of every outcome its status and how many of its criteria the judge failed to grade."""
        query = "SELECT id, status, coalesce(json_extract(row, '$.failures'), 0) FROM outcomes WHERE series = ?"
        with self._explained():
            return {one: (status, failures) for one, status, failures in self._file.execute(query, (series,))}

    def hashes(self) -> dict[str, str]:
        """The hash of every answer as it was graded, by id."""
        with self._explained():
            return dict(self._file.execute("SELECT id, sha256 FROM outcomes WHERE series = 'answer'"))

    def light(self, identity: str, series: Series = "answer") -> Outcome | None:
        """An outcome without its review and grades."""
        return self._found("SELECT id, key, sha256, status, row, NULL, NULL", identity, series)

    def whole(self, identity: str, series: Series = "answer") -> Outcome | None:
        """An outcome with everything."""
        return self._found("SELECT id, key, sha256, status, row, review, grades", identity, series)

    def all_light(self, series: Series) -> Iterator[Outcome]:
        """All outcomes of a series in order of their ids, without reviews."""
        for identity in sorted(self.keys(series)):
            found = self.light(identity, series)
            if found is not None:
                yield found

    def last_terms(self) -> Mapping[str, Any] | None:
        """What the last run graded by, None before the first."""
        with self._explained():
            row = self._file.execute("SELECT terms FROM runs ORDER BY number DESC LIMIT 1").fetchone()
        return json.loads(row[0]) if row else None

    def last_figures(self, before: int) -> Mapping[str, Any] | None:
        """What the latest run before run `before` measured of itself, None if none did."""
        query = "SELECT figures FROM runs WHERE number < ? AND figures IS NOT NULL ORDER BY number DESC LIMIT 1"
        with self._explained():
            row = self._file.execute(query, (before,)).fetchone()
        return json.loads(row[0]) if row else None

    def begin(self, terms: Mapping[str, Any]) -> int:
        """Notes that a run by these terms begins; its number."""
        with self._explained():
            made = self._file.execute("INSERT INTO runs (terms) VALUES (?)", (json.dumps(terms),))
        return int(made.lastrowid or 0)

    def measured(self, number: int, figures: Mapping[str, Any]) -> None:
        """Notes what a run measured of itself."""
        with self._explained():
            self._file.execute("UPDATE runs SET figures = ? WHERE number = ?", (json.dumps(figures), number))

    def _found(self, select: str, identity: str, series: Series) -> Outcome | None:
        with self._explained():
            row = self._file.execute(
                f"{select} FROM outcomes WHERE series = ? AND id = ?", (series, identity)
            ).fetchone()
        if row is None:
            return None
        one, key, sha256, status, data, review, grades = row
        return Outcome(one, key, sha256, status, json.loads(data), review, grades)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                hint = "wait for the other run, or name another folder in --out"
                message = "is in use by another run"
                raise WorkError(message, code="batch.busy", where=str(self.path), hint=hint) from error
            raise WorkError(f"cannot be used ({error})", code="batch.unwritable", where=str(self.path)) from error
        except sqlite3.DatabaseError as error:
            hint = (
                "move the file away to grade everything anew; replies of a model are kept elsewhere and not paid again"
            )
            message = f"is damaged ({error})"
            raise WorkError(message, code="batch.damaged", where=str(self.path), hint=hint) from error
