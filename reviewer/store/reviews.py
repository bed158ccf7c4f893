"""The accepted reviews. In: orders with their documents, then outcomes. Out: rows and pages of one tenant.

A row is written before anybody is told that the review was accepted, and leaves `queued` and `running` only for an end.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from reviewer.errors import ConfigError
from reviewer.store import erasing
from reviewer.store.database import Database
from reviewer.store.records import Erased, Outcome, Page, ReviewSummary, Status, StoredDocument, StoredReview
from reviewer.store.tables import as_micros, as_time, documents, maybe_micros, maybe_time, now_micros, reviews

MOST_A_PAGE = 200
OPEN: tuple[Status, ...] = ("queued", "running")

_SUMMARY = tuple(
    reviews.c[name]
    for name in (
        *("id", "name", "status", "created_at", "finished_at", "sha256", "rubric", "profile", "kind"),
        *("model", "score", "band", "findings", "previous"),
    )
)


class Reviews:
    """The table of reviews. Methods are short, safe from many threads, and never cross a tenant unless they say so."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, review: StoredReview, document: StoredDocument) -> tuple[StoredReview, bool]:
        """Writes a new row and its document in one transaction; gives the row and whether it is new.

        Where the tenant has a row with the same `idempotency_key` that one is given.
        Raises ConfigError `idempotency.conflict` where its `fingerprint` differs.
        """
        row = self._database.insert(reviews).values(**values_of(review))
        once = row.on_conflict_do_nothing(index_elements=["tenant", "idempotency_key"])
        with self._database.transaction() as connection:
            added = connection.execute(once).rowcount == 1
            if added:
                values = {"review_id": review.id, "data": document.data}
                connection.execute(sa.insert(documents).values(**values))
        return (review, True) if added else self._earlier(review, document)

    def get(self, tenant: str, review_id: str) -> StoredReview | None:
        """The row, None where this tenant has none of that id."""
        found = self.work(review_id)
        return found if found is not None and found.tenant == tenant else None

    def work(self, review_id: str) -> StoredReview | None:
        """The row of whatever tenant, for whoever does the work."""
        rows = self._database.rows(sa.select(reviews).where(reviews.c.id == review_id))
        return _review(rows[0]) if rows else None

    def status(self, review_id: str) -> Status | None:
        """Where it stands, of whatever tenant."""
        rows = self._database.rows(sa.select(reviews.c.status).where(reviews.c.id == review_id))
        return cast("Status", rows[0]["status"]) if rows else None

    def start(self, review_id: str, executor: str) -> int | None:
        """Marks it as running in this process; the number of the attempt, from 1. None where it has an end."""
        begun = sa.update(reviews).where(reviews.c.id == review_id, reviews.c.status.in_(OPEN))
        rows = self._database.rows(begun.values(_running(executor)).returning(reviews.c.attempts))
        return int(rows[0]["attempts"]) if rows else None

    def take(self, executor: str, dead: Sequence[str], most: int, *, judged: bool = False) -> list[StoredReview]:
        """Makes reviews ours that no living process has, the urgent first: `judged` ones or those by rules alone."""
        free = sa.or_(reviews.c.executor.is_(None), reviews.c.executor.in_(list(dead)))
        kind = reviews.c.model.is_not(None) if judged else reviews.c.model.is_(None)
        first = sa.select(reviews.c.id, reviews.c.executor).where(reviews.c.status.in_(OPEN), kind, free)
        found = self._database.rows(first.order_by(reviews.c.priority, reviews.c.created_at).limit(most))
        mine = [row["id"] for row in found if self._take_over(row["id"], row["executor"], executor)]
        taken = [self.work(one) for one in mine]
        return [one for one in taken if one is not None]

    def had_by(self, executor: str) -> list[StoredReview]:
        """What a process has and did not end."""
        mine = sa.select(reviews).where(reviews.c.status.in_(OPEN), reviews.c.executor == executor)
        return [_review(row) for row in self._database.rows(mine)]

    def let_go(self, executor: str) -> int:
        """Gives back what this process has and did not end, for any other to take."""
        mine = sa.update(reviews).where(reviews.c.executor == executor, reviews.c.status.in_(OPEN))
        return self._database.run(mine.values(executor=None))

    def finish(self, review_id: str, outcome: Outcome) -> bool:
        """Ends it as done; False where it has an end already or was erased."""
        values = {
            "status": "done",
            "finished_at": now_micros(),
            "schema_version": outcome.schema_version,
            "review_json": outcome.review_json,
            "profile": outcome.profile,
            "kind": outcome.kind,
            "score": outcome.score,
            "band": outcome.band,
            "findings": outcome.findings,
        }
        with self._database.transaction() as connection:
            ended = sa.update(reviews).where(reviews.c.id == review_id, reviews.c.status.in_(OPEN)).values(**values)
            if connection.execute(ended).rowcount != 1:
                return False
            # Text that is the submitted bytes themselves is not kept twice.
            same = documents.c.data == outcome.text.encode("utf-8", "surrogatepass")
            text = sa.case((same, sa.null()), else_=outcome.text)
            read = sa.update(documents).where(documents.c.review_id == review_id)
            connection.execute(read.values(text=text, line_count=outcome.line_count))
        return True

    def fail(self, review_id: str, error: Mapping[str, Any]) -> bool:
        """Ends it as failed; False where it has an end already."""
        return self._end(review_id, "failed", error_json=json.dumps(dict(error)))

    def cancel(self, tenant: str, review_id: str) -> bool:
        """Ends it as cancelled; False where it has an end already or is not there."""
        return self._end(review_id, "cancelled", tenant=tenant)

    def page(
        self,
        tenant: str,
        *,
        limit: int = 50,
        cursor: str | None = None,
        status: Status | None = None,
        rubric: str | None = None,
        name: str | None = None,
        since: datetime | None = None,
    ) -> Page[ReviewSummary]:
        """The newest first; rows that arrive meanwhile neither repeat nor hide any. `name` is a part of the name.

        Raises ConfigError `option.cursor` for a cursor that is none of ours, `option.limit` outside 1 to 200.
        """
        if not 1 <= limit <= MOST_A_PAGE:
            raise ConfigError(f"a page has 1 to {MOST_A_PAGE} rows, not {limit}", code="option.limit")
        query = sa.select(*_SUMMARY).where(reviews.c.tenant == tenant)
        if cursor is not None:
            query = query.where(sa.tuple_(reviews.c.created_at, reviews.c.id) < sa.tuple_(*_position(cursor)))
        if status is not None:
            query = query.where(reviews.c.status == status)
        if rubric is not None:
            query = query.where(reviews.c.rubric == rubric)
        if name:
            query = query.where(sa.func.lower(reviews.c.name).contains(name.lower(), autoescape=True))
        if since is not None:
            query = query.where(reviews.c.created_at >= as_micros(since))
        rows = self._database.rows(query.order_by(reviews.c.created_at.desc(), reviews.c.id.desc()).limit(limit + 1))
        shown = tuple(_summary(row) for row in rows[:limit])
        return Page(shown, _cursor(rows[limit - 1]) if len(rows) > limit else None)

    def newest(self, tenant: str, sha256: str, rubric: str) -> StoredReview | None:
        """The newest finished review of these bytes under this rubric."""
        query = sa.select(reviews).where(
            reviews.c.tenant == tenant,
            reviews.c.sha256 == sha256,
            reviews.c.rubric == rubric,
            reviews.c.status == "done",
        )
        rows = self._database.rows(query.order_by(reviews.c.created_at.desc(), reviews.c.id.desc()).limit(1))
        return _review(rows[0]) if rows else None

    def unfinished(self) -> list[StoredReview]:
        """What was accepted and has no end yet, of all tenants, the oldest first."""
        query = sa.select(reviews).where(reviews.c.status.in_(OPEN))
        return [_review(row) for row in self._database.rows(query.order_by(reviews.c.created_at, reviews.c.id))]

    def counts(self) -> dict[Status, int]:
        """How many reviews stand where, of all tenants."""
        query = sa.select(reviews.c.status, sa.func.count().label("many")).group_by(reviews.c.status)
        return {cast("Status", row["status"]): int(row["many"]) for row in self._database.rows(query)}

    def erase(self, tenant: str, review_id: str) -> Erased | None:
        """Removes the row, its document and the replies that only it used; None where this tenant has none such."""
        row = self.get(tenant, review_id)
        return None if row is None else erasing.erase(self._database, row)

    def _earlier(self, review: StoredReview, document: StoredDocument) -> tuple[StoredReview, bool]:
        """The row whose idempotency key a new one has."""
        same = (reviews.c.tenant == review.tenant, reviews.c.idempotency_key == review.idempotency_key)
        rows = self._database.rows(sa.select(reviews).where(*same))
        if not rows:  # erased since
            return self.add(review, document)
        earlier = _review(rows[0])
        if earlier.fingerprint != review.fingerprint:
            raise ConfigError(
                "this idempotency key was used for another submission",
                code="idempotency.conflict",
                hint="use a new key for each submission, and the same key only to repeat one",
            )
        return earlier, False

    def _end(self, review_id: str, status: Status, *, tenant: str | None = None, **values: Any) -> bool:
        ended = sa.update(reviews).where(reviews.c.id == review_id, reviews.c.status.in_(OPEN))
        if tenant is not None:
            ended = ended.where(reviews.c.tenant == tenant)
        return self._database.run(ended.values(status=status, finished_at=now_micros(), **values)) == 1

    def _take_over(self, review_id: str, had: str | None, executor: str) -> bool:
        unchanged = reviews.c.executor.is_(None) if had is None else reviews.c.executor == had
        mine = sa.update(reviews).where(reviews.c.id == review_id, reviews.c.status.in_(OPEN), unchanged)
        return self._database.run(mine.values(executor=executor)) == 1


def _running(executor: str) -> dict[str, Any]:
    return {
        "status": "running",
        "executor": executor,
        "attempts": reviews.c.attempts + 1,
        "started_at": sa.func.coalesce(reviews.c.started_at, now_micros()),
    }


def values_of(review: StoredReview) -> dict[str, Any]:
    """A row as the table takes it."""
    order = dict(review.order)
    return {
        "id": review.id,
        "tenant": review.tenant,
        "status": review.status,
        "name": review.name,
        "sha256": review.sha256,
        "order_json": json.dumps(order),
        "rubric": order.get("rubric", ""),
        "profile": order.get("profile"),
        "kind": order.get("kind"),
        "model": order.get("model"),
        "priority": review.priority,
        "attempts": review.attempts,
        "executor": review.executor,
        "created_at": as_micros(review.created_at),
        "started_at": maybe_micros(review.started_at),
        "finished_at": maybe_micros(review.finished_at),
        "idempotency_key": review.idempotency_key,
        "fingerprint": review.fingerprint,
        "previous": review.previous,
    }


def _review(row: Mapping[str, Any]) -> StoredReview:
    return StoredReview(
        id=row["id"],
        tenant=row["tenant"],
        status=row["status"],
        name=row["name"],
        sha256=row["sha256"],
        order=json.loads(row["order_json"]),
        created_at=as_time(row["created_at"]),
        started_at=maybe_time(row["started_at"]),
        finished_at=maybe_time(row["finished_at"]),
        review_json=None if row["review_json"] is None else bytes(row["review_json"]),
        error=None if row["error_json"] is None else json.loads(row["error_json"]),
        idempotency_key=row["idempotency_key"],
        fingerprint=row["fingerprint"],
        previous=row["previous"],
        priority=row["priority"],
        attempts=row["attempts"],
        executor=row["executor"],
    )


def _summary(row: Mapping[str, Any]) -> ReviewSummary:
    times = {"created_at": as_time(row["created_at"]), "finished_at": maybe_time(row["finished_at"])}
    return ReviewSummary(**{**row, **times})


def _cursor(row: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(f"{row['created_at']}:{row['id']}".encode()).decode().rstrip("=")


def _position(cursor: str) -> tuple[int, str]:
    """The time and id that a cursor stands for."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        created_at, _, review_id = text.partition(":")
        return int(created_at), review_id
    except (ValueError, binascii.Error) as error:
        message = "this cursor is none that a page gave"
        raise ConfigError(message, code="option.cursor", hint="start again without a cursor") from error
