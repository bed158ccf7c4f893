"""API keys. In: a secret. Out: whose key it is and what it may do.

A secret is 256 random bits, so its plain SHA-256 cannot be turned back; that is all that is kept of it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.records import KeyInfo, Scope
from reviewer.store.tables import as_micros, as_time, keys, maybe_micros, maybe_time, now_micros

PREFIX = "dr_"
"""What every secret begins with, so that scanners of code and logs can tell one."""

_SECRET_BYTES = 32
_SEEN_EVERY_S = 60
"""How exact `last_used_at` is; more would cost a write for every request."""


class Keys:
    """The table of keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, name: str, tenant: str, scopes: Sequence[Scope], expires_at: datetime | None = None
    ) -> tuple[KeyInfo, str]:
        """A new key and its secret, which cannot be shown again."""
        secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
        info = KeyInfo(uuid.uuid4().hex[:12], name, tenant, tuple(scopes), datetime.now(UTC), expires_at)
        row = {
            "id": info.id,
            "name": name,
            "tenant": tenant,
            "scopes": " ".join(scopes),
            "secret_sha256": _digest(secret),
            "created_at": as_micros(info.created_at),
            "expires_at": maybe_micros(expires_at),
        }
        self._database.run(sa.insert(keys).values(**row))
        return info, secret

    def list(self, tenant: str | None = None) -> list[KeyInfo]:
        """All keys, or those of one tenant, the oldest first; revoked and expired ones too."""
        query = sa.select(keys).order_by(keys.c.created_at, keys.c.id)
        return [_info(row) for row in self._database.rows(query if tenant is None else query.where(_of(tenant)))]

    def revoke(self, key_id: str) -> bool:
        """Makes a key useless at once; False where there is no such key that was not revoked before."""
        mine = sa.update(keys).where(keys.c.id == key_id, keys.c.revoked_at.is_(None))
        return self._database.run(mine.values(revoked_at=now_micros())) == 1

    def find(self, secret: str) -> KeyInfo | None:
        """The key of this secret, None where there is none or it has expired or was revoked."""
        digest = _digest(secret)
        now = now_micros()
        rows = self._database.rows(sa.select(keys).where(keys.c.secret_sha256 == digest, _working(now)))
        if not rows or not hmac.compare_digest(rows[0]["secret_sha256"], digest):
            return None
        if now - (rows[0]["last_used_at"] or 0) > _SEEN_EVERY_S * 1_000_000:
            self._database.run(sa.update(keys).where(keys.c.id == rows[0]["id"]).values(last_used_at=now))
        return _info(rows[0])

    def any(self) -> bool:
        """Whether there is a key that works."""
        return bool(self._database.rows(sa.select(keys.c.id).where(_working(now_micros())).limit(1)))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _of(tenant: str) -> sa.ColumnElement[bool]:
    return keys.c.tenant == tenant


def _working(now: int) -> sa.ColumnElement[bool]:
    return sa.and_(keys.c.revoked_at.is_(None), sa.or_(keys.c.expires_at.is_(None), keys.c.expires_at > now))


def _info(row: Mapping[str, Any]) -> KeyInfo:
    return KeyInfo(
        id=row["id"],
        name=row["name"],
        tenant=row["tenant"],
        scopes=cast("tuple[Scope, ...]", tuple(row["scopes"].split())),
        created_at=as_time(row["created_at"]),
        expires_at=maybe_time(row["expires_at"]),
        revoked_at=maybe_time(row["revoked_at"]),
        last_used_at=maybe_time(row["last_used_at"]),
    )
