"""Durable batches. In: what was asked for. Out: the row again, with the state that its maker keeps in it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.records import ENDS, Status, StoredBatch, StoredDocument, StoredReview
from reviewer.store.reviews import values_of
from reviewer.store.tables import as_micros, as_time, batches, documents, maybe_time, now_micros, reviews

_AT_ONCE = 500
"""Ids in one query; databases limit how many there may be."""


class Batches:
    """The table of batches."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, batch: StoredBatch, rows: Iterable[tuple[StoredReview, StoredDocument]] = ()) -> bool:
        """Writes a new row with the reviews that it consists of, all or nothing; False where its id is there already.

        Whoever works takes the reviews up, those that no process has.
        """
        row = {
            "id": batch.id,
            "tenant": batch.tenant,
            "status": batch.status,
            "order_json": json.dumps(dict(batch.order)),
            "state_json": json.dumps(dict(batch.state)),
            "created_at": as_micros(batch.created_at),
        }
        once = self._database.insert(batches).values(**row).on_conflict_do_nothing(index_elements=["id"])
        with self._database.transaction() as connection:
            if connection.execute(once).rowcount != 1:
                return False
            for review, document in rows:
                connection.execute(sa.insert(reviews).values(**values_of(review)))
                values = {"review_id": review.id, "data": document.data}
                connection.execute(sa.insert(documents).values(**values))
        return True

    def standing(self, tenant: str, review_ids: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """Where reviews stand, by id: `status`, `score`, `band`, `error_json`. Those that were erased are left out."""
        ids = list(review_ids)
        shown = (reviews.c.id, reviews.c.status, reviews.c.score, reviews.c.band, reviews.c.error_json)
        found: dict[str, Mapping[str, Any]] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = reviews.c.id.in_(ids[start : start + _AT_ONCE])
            query = sa.select(*shown).where(reviews.c.tenant == tenant, some)
            found |= {row["id"]: row for row in self._database.rows(query)}
        return found

    def get(self, tenant: str, batch_id: str) -> StoredBatch | None:
        """The row, None where this tenant has none of that id."""
        rows = self._database.rows(sa.select(batches).where(batches.c.id == batch_id, batches.c.tenant == tenant))
        return _batch(rows[0]) if rows else None

    def update(self, batch_id: str, status: Status, state: Mapping[str, Any]) -> bool:
        """Writes how far it is; False where it has an end already or is not there."""
        open_ = sa.update(batches).where(batches.c.id == batch_id, batches.c.status.not_in(ENDS))
        finished_at = now_micros() if status in ENDS else None
        values = {"status": status, "state_json": json.dumps(dict(state)), "finished_at": finished_at}
        return self._database.run(open_.values(**values)) == 1

    def unfinished(self) -> list[StoredBatch]:
        """Those without an end, of all tenants, the oldest first."""
        query = sa.select(batches).where(batches.c.status.not_in(ENDS)).order_by(batches.c.created_at, batches.c.id)
        return [_batch(row) for row in self._database.rows(query)]


def _batch(row: Mapping[str, Any]) -> StoredBatch:
    return StoredBatch(
        id=row["id"],
        tenant=row["tenant"],
        status=row["status"],
        created_at=as_time(row["created_at"]),
        order=json.loads(row["order_json"]),
        state=json.loads(row["state_json"]),
        finished_at=maybe_time(row["finished_at"]),
    )
