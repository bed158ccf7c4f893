"""Where data is kept, how its form is brought up to date and back, and what is said when it cannot be used."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from reviewer.errors import ConfigError, WorkError
from reviewer.store import schema
from reviewer.store.database import Database, url_of
from reviewer.store.records import StoredBatch
from reviewer.store.replies import reply_rows
from reviewer.store.store import Store
from reviewer.store.tables import HEAD, metadata


def test_the_migrations_make_the_tables_that_the_code_uses(store: Store) -> None:
    with store.database.engine.connect() as connection:
        there = sa.inspect(connection)
        for table in [*metadata.sorted_tables, reply_rows]:
            columns = {column["name"]: column for column in there.get_columns(table.name)}
            assert set(columns) == {column.name for column in table.columns}, table.name
            for column in table.columns:
                found = columns[column.name]
                assert column.primary_key or found["nullable"] == column.nullable, f"{table.name}.{column.name}"
            assert set(there.get_pk_constraint(table.name)["constrained_columns"]) == set(
                table.primary_key.columns.keys()
            )


def test_up_and_down_and_up_again(place: str) -> None:
    database = Database(url_of(place))
    assert schema.version(database) is None
    schema.upgrade(database)
    assert schema.version(database) == HEAD
    schema.downgrade(database, "base")
    assert schema.version(database) is None
    assert not database.has_table("reviews")
    schema.upgrade(database)
    assert database.has_table("reviews")
    with pytest.raises(ConfigError) as caught:
        schema.upgrade(database, "nonsense")
    assert caught.value.code == "store.step"
    database.close()


def test_many_may_migrate_at_once(place: str) -> None:
    def migrate(_: int) -> str | None:
        database = Database(url_of(place))
        schema.upgrade(database)
        found = schema.version(database)
        database.close()
        return found

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(migrate, range(4))) == {HEAD}


def test_a_newer_form_is_refused(store: Store) -> None:
    store.database.run(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkError) as caught:
        schema.is_current(store.database)
    assert caught.value.code == "store.newer"


def test_a_folder_needs_no_set_up(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "new" / "folder")
    assert store.check() == ""
    file = tmp_path / "new" / "folder" / "reviewer.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    mode = store.database.rows(sa.text("PRAGMA journal_mode"))[0]["journal_mode"]
    level = store.database.rows(sa.text("PRAGMA synchronous"))[0]["synchronous"]
    assert (mode, level) == ("wal", 1)
    store.close()


def test_postgres_without_tables_says_how_to_make_them(postgres: object) -> None:
    url = postgres.database("bare")  # type: ignore[attr-defined]
    with pytest.raises(WorkError) as caught:
        Store.open(url)
    assert caught.value.code == "store.older"
    assert "db upgrade" in str(caught.value)
    postgres.drop("bare")  # type: ignore[attr-defined]


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(WorkError) as caught:
        Store.open("postgresql://someone:geheim@127.0.0.1:9/reviewer")
    assert caught.value.code == "store.unreachable"
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("place", ["mysql://host/name", "sqlite://", "no such thing://x", "://"])
def test_other_places_are_refused(place: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Store.open(place)
    assert caught.value.code == "store.url"


def test_a_damaged_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "reviewer.sqlite"
    file.write_bytes(b"this is no database, whatever it was" * 100)
    with pytest.raises(WorkError) as caught:
        Store.open(tmp_path)
    assert caught.value.code == "store.damaged"
    assert file.read_bytes().startswith(b"this is no database")


def test_overrides_are_replaced_listed_and_removed(store: Store) -> None:
    put = store.overrides.put
    put("us", "d1", "r", "b", level="met", note="n", by="ann")
    put("us", "d1", "r", "a", level="missing", note="n", by="ann")
    put("us", "d1", "r", "b", level="partial", note="after all", by="bob")
    put("them", "d1", "r", "c", level="met", note="", by="eve")
    assert [(one.criterion, one.level, one.by) for one in store.overrides.of("us", "d1", "r")] == [
        ("a", "missing", "ann"),
        ("b", "partial", "bob"),
    ]
    assert len(store.overrides.all("us")) == 2
    assert not store.overrides.delete("us", "d1", "r", "c")
    assert store.overrides.delete("us", "d1", "r", "a")
    assert [one.criterion for one in store.overrides.of("us", "d1", "r")] == ["b"]


def test_batches_keep_their_state(store: Store) -> None:
    batch = StoredBatch("b1", "us", "queued", datetime.now(UTC), {"rows": 3})
    store.batches.add(batch)
    assert store.batches.get("us", "b1") == batch
    assert store.batches.get("them", "b1") is None
    assert store.batches.update("b1", "running", {"done": 1})
    assert [one.state for one in store.batches.unfinished()] == [{"done": 1}]
    assert store.batches.update("b1", "done", {"done": 3})
    assert not store.batches.update("b1", "running", {})
    assert store.batches.unfinished() == []


def test_processes_that_ended_are_told_from_those_that_live(store: Store) -> None:
    import os
    import socket

    here = socket.gethostname()
    store.executors.beat("me", here, os.getpid())
    store.executors.beat("ended", here, 2**22 + 1)
    store.executors.beat("elsewhere", "another-machine", 1)
    assert store.executors.dead() == ["ended"]
    assert store.executors.dead(stale_s=-1) == ["me", "ended", "elsewhere"]
    store.executors.sign_off("ended")
    assert store.executors.dead() == []
