"""`reviewer keys`, `reviewer db` and `reviewer worker`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewer.cli.main import cli
from reviewer.errors import ConfigError
from reviewer.store import schema
from reviewer.store.database import Database, url_of
from reviewer.store.store import Store
from tests.jobs.crashes import accept


def call(*arguments: str, **options: object) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False, **options)  # type: ignore[arg-type]


def test_a_key_is_printed_once_and_works(tmp_path: Path) -> None:
    made = call(
        "keys", "create", "ci", "--tenant", "team", "--scope", "read", "--expires", "3", "--data", str(tmp_path)
    )
    secret = made.stdout.strip()
    assert "\n" not in secret
    store = Store.open(tmp_path)
    found = store.keys.find(secret)
    store.close()
    assert found is not None
    assert (found.name, found.tenant, found.scopes) == ("ci", "team", ("read",))
    assert found.expires_at is not None
    listed = call("keys", "list", "--data", str(tmp_path)).stdout
    assert found.id in listed
    assert secret not in listed
    (row,) = json.loads(call("keys", "list", "--format", "json", "--data", str(tmp_path)).stdout)
    assert row["name"] == "ci"
    call("keys", "revoke", found.id, "--data", str(tmp_path))
    assert "revoked" in call("keys", "list", "--data", str(tmp_path)).stdout
    with pytest.raises(ConfigError) as caught:
        call("keys", "revoke", found.id, "--data", str(tmp_path))
    assert caught.value.code == "keys.unknown"


def test_the_place_can_be_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_DATA", str(tmp_path / "by-setting"))
    call("keys", "create", "ci")
    assert (tmp_path / "by-setting" / "reviewer.sqlite").exists()
    assert "never used" in call("keys", "list").stdout


def test_a_database_goes_up_and_down(tmp_path: Path) -> None:
    def version() -> str | None:
        database = Database(url_of(tmp_path))
        found = schema.version(database)
        database.close()
        return found

    assert "stands at 0001 (before: nothing)" in call("db", "upgrade", "--data", str(tmp_path)).stderr
    assert "stands at 0001." in call("db", "upgrade", "--data", str(tmp_path)).stderr
    assert call("db", "downgrade", "base", "--data", str(tmp_path), input="n\n").exit_code == 1
    assert version() == "0001"
    call("db", "downgrade", "base", "--yes", "--data", str(tmp_path))
    assert version() is None


def test_a_worker_finishes_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWER_MODEL", raising=False)
    store = Store.open(tmp_path)
    accept(store, 3, model=None)
    assert call("worker", "--once", "--data", str(tmp_path)).exit_code == 0
    assert store.reviews.counts() == {"done": 3}
    store.close()


@pytest.mark.parametrize("command", ["keys", "db", "worker"])
def test_help_teaches_by_example(command: str) -> None:
    assert "Examples:" in call(command, "--help").stdout
