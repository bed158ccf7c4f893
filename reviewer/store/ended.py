"""What ended lately, of all tenants, for figures. In: a moment. Out: the reviews that reached an end since then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.records import Status
from reviewer.store.tables import as_micros, as_time, maybe_time, reviews

_COLUMNS = ("id", "status", "model", "created_at", "started_at", "finished_at", "review_json")


@dataclass(frozen=True, slots=True)
class EndedReview:
    """A review that has an end: when it was accepted, begun (None if it never was) and ended, and what came out."""

    id: str
    status: Status
    model: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime
    review_json: bytes | None


def ended_since(database: Database, since: datetime, most: int) -> list[EndedReview]:
    """The first `most` of them, the oldest first; those that were erased meanwhile are not among them."""
    columns = [reviews.c[name] for name in _COLUMNS]
    query = sa.select(*columns).where(reviews.c.finished_at >= as_micros(since))
    rows = database.rows(query.order_by(reviews.c.finished_at, reviews.c.id).limit(most))
    return [
        EndedReview(
            id=row["id"],
            status=cast("Status", row["status"]),
            model=row["model"],
            created_at=as_time(row["created_at"]),
            started_at=maybe_time(row["started_at"]),
            finished_at=as_time(row["finished_at"]),
            review_json=row["review_json"],
        )
        for row in rows
    ]
