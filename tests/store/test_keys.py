"""Keys: the secret is shown once and kept nowhere; expired and revoked ones do not work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from reviewer.store.store import Store


def test_a_secret_finds_its_key(store: Store) -> None:
    info, secret = store.keys.create("ci", "us", ("read", "submit"))
    assert secret.startswith("dr_")
    assert len(secret) > 40
    found = store.keys.find(secret)
    assert found is not None
    assert (found.id, found.tenant, found.scopes) == (info.id, "us", ("read", "submit"))
    assert found.allows("submit")
    assert not found.allows("admin")
    assert store.keys.find(secret + "x") is None
    assert store.keys.find("") is None
    assert store.keys.any()


def test_an_admin_may_do_everything(store: Store) -> None:
    info, _ = store.keys.create("root", "us", ("admin",))
    assert info.allows("read")
    assert info.allows("submit")


def test_revoked_and_expired_keys_do_not_work(store: Store) -> None:
    _, old = store.keys.create("old", "us", ("read",), datetime.now(UTC) - timedelta(seconds=1))
    later, soon = store.keys.create("soon", "us", ("read",), datetime.now(UTC) + timedelta(hours=1))
    assert store.keys.find(old) is None
    assert store.keys.find(soon) is not None
    assert store.keys.revoke(later.id)
    assert not store.keys.revoke(later.id)
    assert not store.keys.revoke("no such key")
    assert store.keys.find(soon) is None
    assert not store.keys.any()


def test_keys_are_listed_by_tenant_with_their_last_use(store: Store) -> None:
    _, secret = store.keys.create("a", "us", ("read",))
    store.keys.create("b", "them", ("read",))
    store.keys.find(secret)
    assert [key.name for key in store.keys.list()] == ["a", "b"]
    (ours,) = store.keys.list("us")
    assert ours.last_used_at is not None


def test_the_secret_is_in_no_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    _, secret = store.keys.create("a", "us", ("read",))
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert secret.encode() not in everything
