"""A desk for tests of the API: the real store, no workflow engine, and reviews that begin when the test wants it."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from reviewer.engine import Order, Pool
from reviewer.errors import ReviewerError
from reviewer.jobs.order import Event, SubmissionOrder, Ticket
from reviewer.model.review import Review
from reviewer.model.submission import Submission
from reviewer.pipeline import ReviewOptions
from reviewer.store.records import Outcome, StoredDocument, StoredReview
from reviewer.store.store import Store


class StandIn:
    """Takes what a Desk takes. With `held` reviews stay queued until `release` is called."""

    def __init__(self, store: Store, pool: Pool, *, held: bool = False) -> None:
        self.store = store
        self.pool = pool
        self.held = held
        self.wrong: dict[str, str] = {}
        self.loop: asyncio.AbstractEventLoop
        self.orders: list[SubmissionOrder] = []
        self._work: dict[str, asyncio.Task[None]] = {}
        self._events: dict[str, list[Event]] = {}
        self._free = asyncio.Event()

    async def submit(
        self, tenant: str, order: SubmissionOrder, idempotency_key: str | None = None, priority: str = "interactive"
    ) -> Ticket:
        self.loop = asyncio.get_running_loop()
        self.orders.append(order)
        row = _row(tenant, order, idempotency_key)
        document = StoredDocument(row.id, row.name, row.sha256, order.data)
        row, created = self.store.reviews.add(row, document)
        if created:
            self._begin(row, order)
        return Ticket(row.id, row.status, created)

    def _begin(self, row: StoredReview, order: SubmissionOrder) -> None:
        self._events[row.id] = []
        self._work[row.id] = asyncio.create_task(self._reviewed(row, order))

    async def _reviewed(self, row: StoredReview, order: SubmissionOrder) -> None:
        if self.held:
            await self._free.wait()
        options = ReviewOptions(profile=order.profile, kind=order.kind, only=order.only, skip=order.skip)
        submission = Submission(name=order.name, data=order.data, question=order.question)
        try:
            review = await asyncio.wrap_future(self.pool.review(Order(submission, order.rubric, options)))
        except ReviewerError as error:
            kept = {"kind": type(error).__name__, "code": error.code, "message": error.message, "hint": error.hint}
            self.store.reviews.fail(row.id, kept)
            self._tell(row.id, "error", kept)
            return
        self.store.reviews.finish(row.id, _outcome(review, order))
        for grade in review.grades[:3]:
            self._tell(row.id, "grade", grade.model_dump(mode="json"))
        self._tell(row.id, "done", {"id": row.id, "score": review.score})

    def _tell(self, review_id: str, kind: Any, data: dict[str, Any]) -> None:
        told = self._events[review_id]
        told.append(Event(len(told) + 1, kind, data))

    async def release(self) -> None:
        self._free.set()

    def let_go(self) -> None:
        """The same from another thread."""
        self.loop.call_soon_threadsafe(self._free.set)

    async def wait(self, tenant: str, review_id: str, timeout_s: float) -> StoredReview | None:
        task = self._work.get(review_id)
        if task is not None and self.store.reviews.get(tenant, review_id):
            await asyncio.wait({task}, timeout=timeout_s)
        return self.store.reviews.get(tenant, review_id)

    async def cancel(self, tenant: str, review_id: str) -> bool:
        ended = self.store.reviews.cancel(tenant, review_id)
        if ended:
            self._work[review_id].cancel()
            self._tell(review_id, "error", {"code": "review.cancelled", "message": "cancelled"})
        return ended

    async def rerun(
        self, tenant: str, review_id: str, *, model: str | None = None, priority: str = "interactive"
    ) -> Ticket | None:
        row = self.store.reviews.get(tenant, review_id)
        document = self.store.documents.get(tenant, review_id)
        if row is None or document is None:
            return None
        return await self.submit(tenant, SubmissionOrder(name=row.name, data=document.data, rubric=row.order["rubric"]))

    async def events(self, tenant: str, review_id: str, after: int = 0) -> AsyncIterator[Event]:
        at = after
        while True:
            for event in self._events.get(review_id, [])[at:]:
                at = event.id
                yield event
                if event.kind in ("done", "error"):
                    return
            if self.store.reviews.status(review_id) in (None, "done", "failed", "cancelled"):
                return
            await asyncio.sleep(0.01)

    async def erase(self, tenant: str, review_id: str) -> object:
        return self.store.reviews.erase(tenant, review_id)

    def queued(self) -> int:
        return sum(not task.done() for task in self._work.values())

    async def check(self, patience_s: float = 0.0) -> dict[str, str]:
        return self.wrong


def _row(tenant: str, order: SubmissionOrder, idempotency_key: str | None) -> StoredReview:
    sha256 = hashlib.sha256(order.data).hexdigest()
    asked = {name: value for name, value in asdict(order).items() if name not in ("data", "name") and value}
    return StoredReview(
        id=secrets.token_urlsafe(12),
        tenant=tenant,
        status="queued",
        name=order.name,
        sha256=sha256,
        order=asked,
        created_at=datetime.now(UTC),
        idempotency_key=idempotency_key,
        fingerprint=hashlib.sha256(repr((sha256, sorted(asked.items()))).encode()).hexdigest(),
    )


def _outcome(review: Review, order: SubmissionOrder) -> Outcome:
    return Outcome(
        review_json=review.model_dump_json().encode(),
        schema_version="1",
        profile=review.profile,
        kind=review.document.kind,
        score=review.score,
        band=review.band,
        findings=len(review.findings),
        text=order.data.decode("utf-8", "replace"),
        line_count=review.document.line_count,
    )
