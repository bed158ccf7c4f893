"""Every test of the store runs on SQLite and on a real Postgres, where one is installed."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.store import schema
from reviewer.store.database import Database, url_of
from reviewer.store.store import Store
from tests.store.postgres import Postgres, binaries


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    if binaries() is None:
        pytest.skip("NO POSTGRES ON THIS MACHINE: install `postgresql` to run this part of the tests")
    folder = Path(tempfile.mkdtemp(prefix="reviewer-postgres-"))
    server = Postgres(folder).start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def with_tables(postgres: Postgres) -> str:
    """The name of a database that has the tables; copying it is faster than making them."""
    database = Database(url_of(postgres.database("tables")))
    schema.upgrade(database)
    database.close()
    return "tables"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder, or the URL of an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "data")
    else:
        yield from _database(request, "template0")


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite":
        places = iter([str(tmp_path / "data")])
    else:
        places = _database(request, request.getfixturevalue("with_tables"))
    opened = Store.open(next(places))
    yield opened
    opened.close()
    next(places, None)


def _database(request: pytest.FixtureRequest, template: str) -> Iterator[str]:
    server: Postgres = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex}"
    yield server.database(name, template)
    server.drop(name)
