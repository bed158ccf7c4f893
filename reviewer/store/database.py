"""One database. In: a place (folder, file or URL). Out: rows and transactions, and errors that say what to do.

SQLite: one file in WAL form, made on first use for its user alone, used by many threads and processes at once.
Postgres: by URL, through psycopg.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from reviewer.errors import ConfigError, WorkError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

FILE_NAME = "reviewer.sqlite"

_BUSY_TIMEOUT_MS = 15_000
_POSTGRES = "postgresql+psycopg"


class Database:
    """A database behind an engine. `where` names it in errors, without a password.

    `variable` is the setting that names another place. All methods raise WorkError `store.damaged`, `store.busy`,
    `store.unwritable`, `store.unreachable`.
    """

    def __init__(self, url: sa.URL, *, variable: str = "REVIEWER_DATA") -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.where = str(url.database) if self.is_sqlite else url.render_as_string(hide_password=True)
        self._variable = variable
        self.engine = _engine(url)
        self._single = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        if self.is_sqlite:
            sa.event.listen(self.engine, "connect", _prepare)
            self._make_file()

    def close(self) -> None:
        """Closes the connections; the object can be used again all the same."""
        self.engine.dispose()

    def rows(self, query: sa.Executable) -> list[Mapping[str, Any]]:
        """What a query finds."""
        with self.explained(), self._single.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def run(self, statement: sa.Executable) -> int:
        """Runs a statement that commits by itself; the number of rows that it changed."""
        with self.explained(), self._single.connect() as connection:
            return cast("sa.CursorResult[Any]", connection.execute(statement)).rowcount

    def run_all(self, statement: sa.Executable, values: Sequence[Mapping[str, Any]]) -> None:
        """Runs a statement once for each of `values`, all or none."""
        with self.transaction() as connection:
            connection.execute(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Statements that take effect together or not at all."""
        with self.explained(), self.engine.begin() as connection:
            yield connection

    def insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that can say what happens on conflict."""
        if self.is_sqlite:
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    def has_table(self, name: str) -> bool:
        with self.explained(), self.engine.connect() as connection:
            return sa.inspect(connection).has_table(name)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what the driver raises into errors of ours."""
        try:
            yield
        except DBAPIError as error:
            raise self._explain(str(error.orig)) from error
        except OSError as error:
            raise self._explain(str(error)) from error

    def _make_file(self) -> None:
        with self.explained():
            path = Path(str(self.url.database))
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))

    def _explain(self, words: str) -> WorkError:
        words = " ".join(words.split())
        if "not a database" in words or "malformed" in words:
            hint = "move the file away to start a new one; the replies in it would have to be paid for again"
            return WorkError(f"is damaged ({words})", code="store.damaged", where=self.where, hint=hint)
        if "locked" in words:
            hint = "try again later"
            return WorkError("is held by another process", code="store.busy", where=self.where, hint=hint)
        if self.is_sqlite:
            hint = f"name a folder that can be written in {self._variable}"
            return WorkError(f"cannot be used ({words})", code="store.unwritable", where=self.where, hint=hint)
        hint = f"check that the server runs and that {self._variable} names it; `reviewer db upgrade` makes the tables"
        return WorkError(f"cannot be used ({words})", code="store.unreachable", where=self.where, hint=hint)


def file_url(path: Path) -> sa.URL:
    """The URL of a SQLite file."""
    return sa.URL.create("sqlite", database=str(path))


def url_of(place: str | Path) -> sa.URL:
    """The URL that a place stands for: `reviewer.sqlite` in a folder, or a URL of SQLite or Postgres.

    Raises ConfigError `store.url`.
    """
    if isinstance(place, Path) or "://" not in place:
        return file_url(Path(place).expanduser() / FILE_NAME)
    try:
        url = sa.make_url(place)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _no_url(place.partition("://")[0]) from error
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername=_POSTGRES)
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise _no_url(url.drivername)
    return url


def _no_url(scheme: str) -> ConfigError:
    return ConfigError(
        f"data cannot be kept at a place of the kind {scheme!r}",
        code="store.url",
        hint="name a folder, or a database as in postgresql://user@host/name",
    )


def _engine(url: sa.URL) -> sa.Engine:
    # Whether an insert met a conflict shows in its row count, which is not kept for inserts by default.
    kept = {"preserve_rowcount": True}
    if url.get_backend_name() == "sqlite":
        waiting = {"timeout": _BUSY_TIMEOUT_MS / 1000}
        return sa.create_engine(url, connect_args=waiting, pool_size=8, max_overflow=56, execution_options=kept)
    waiting = {"connect_timeout": 10}
    return sa.create_engine(
        url, connect_args=waiting, pool_size=8, max_overflow=24, pool_pre_ping=True, execution_options=kept
    )


def _prepare(connection: Any, _record: Any) -> None:
    """Settings of one connection. Switching to WAL does not wait for a lock by itself, hence the loop."""
    deadline = time.monotonic() + _BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except connection.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
