"""Events. In: what happens to reviews, from any thread. Out: the same to whoever listens, at their own pace.

Telling never waits: an event is put on its review's list, and listeners read on from where they are. A review that
nobody here saw happen is told from its row instead, in the order of its Review. Ids grow through all of it: those of
the n-th attempt begin above those of the one before, and those told from the row above all of them, so whoever resumes
after a restart misses nothing (and hears some grades twice).
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from reviewer.jobs.order import Event, EventKind
from reviewer.model.review import Review
from reviewer.store.records import StoredReview

IDS_AN_ATTEMPT = 1_000_000
ENDED_KEPT = 256
"""How many ended reviews are remembered with the order in which their events came."""

CANCELLED = {"kind": "WorkError", "code": "review.cancelled", "message": "was cancelled", "where": None, "hint": None}


class Waiters:
    """Those who wait for something to happen; on one loop."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    async def woken(self) -> None:
        """Waits until the next `wake`."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)

    def wake(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)


class Channel:
    """The events of one review. `closed` once no more come; a closed one without an end is told from its row."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.closed = False
        self.base = 0
        self.news = Waiters()


class Hub:
    """All channels of this process. Listeners are on the loop that made the hub; telling may come from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._channels: dict[str, Channel] = {}
        self._ended: OrderedDict[str, Channel] = OrderedDict()
        self._lock = threading.Lock()
        self._any = Waiters()

    def open(self, review_id: str) -> None:
        """A review that this process works on, or will at once."""
        with self._lock:
            self._channels.setdefault(review_id, Channel())
        self._call(self._any.wake)

    def begin(self, review_id: str, attempt: int) -> None:
        """A new attempt; what an earlier one told is taken back."""
        with self._lock:
            channel = self._channels.setdefault(review_id, Channel())
            channel.base = (attempt - 1) * IDS_AN_ATTEMPT
            channel.events = []
        self._call(self._any.wake)

    def tell(self, review_id: str, kind: EventKind, data: Mapping[str, Any]) -> None:
        """Something happened."""
        with self._lock:
            channel = self._channels.get(review_id)
            if channel is None or channel.closed:
                return
            channel.events.append(Event(channel.base + len(channel.events) + 1, kind, data))
        self._call(channel.news.wake)

    def close(self, review_id: str) -> None:
        """Nothing more comes from here; its row says how it ended, or another process goes on with it."""
        with self._lock:
            channel = self._channels.pop(review_id, None)
            if channel is None:
                return
            channel.closed = True
            if channel.events and channel.events[-1].kind in ("done", "error"):
                self._ended[review_id] = channel
                while len(self._ended) > ENDED_KEPT:
                    self._ended.popitem(last=False)
        self._call(channel.news.wake)
        self._call(self._any.wake)

    async def change(self, timeout_s: float) -> None:
        """Waits until some review begins or ends here, at most so long."""
        try:
            await asyncio.wait_for(self._any.woken(), timeout_s)
        except TimeoutError:
            return

    def forget(self, review_id: str) -> None:
        """Drops what was told of a review."""
        self.close(review_id)
        with self._lock:
            self._ended.pop(review_id, None)

    def find(self, review_id: str) -> Channel | None:
        with self._lock:
            return self._channels.get(review_id) or self._ended.get(review_id)

    def _call(self, wake: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(wake)


async def following(channel: Channel, after: int) -> AsyncIterator[Event]:
    """The events of a channel after an id, until it is closed. An id of another attempt hides none of this one."""
    base, at = channel.base, 0
    while True:
        if channel.base != base:  # begun again: all its ids are new
            base, at = channel.base, 0
        told = channel.events
        while at < len(told):
            event = told[at]
            at += 1
            if event.id > after:
                yield event
        if channel.closed and at >= len(channel.events):
            return
        if at >= len(channel.events):
            await channel.news.woken()


def from_row(review: StoredReview) -> Iterator[Event]:
    """The events of a review that has ended, from its row: the same ones each time."""
    base = review.attempts * IDS_AN_ATTEMPT if review.model is not None else 0
    for number, (kind, data) in enumerate(_told(review), base + 1):
        yield Event(number, kind, data)


def ending(review_id: str, review: Review) -> dict[str, Any]:
    """What the event `done` says."""
    return {
        "id": review_id,
        "score": review.score,
        "coverage": review.coverage,
        "bounds": list(review.bounds),
        "band": review.band,
    }


def _told(review: StoredReview) -> Iterator[tuple[EventKind, Mapping[str, Any]]]:
    if review.review_json is not None:
        made = Review.model_validate_json(review.review_json)
        for grade in made.grades:
            yield "grade", grade.model_dump(mode="json")
        for finding in made.findings:
            yield "finding", finding.model_dump(mode="json")
        yield "done", ending(review.id, made)
    elif review.status == "cancelled":
        yield "error", CANCELLED
    else:
        yield "error", review.error or {}
