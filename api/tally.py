"""Figures of reviews. In: the store. Out: what ended since the last look, added to the metrics.

The store is asked whenever the figures are read, so that reviews count wherever they were made, in this process or in a
worker on another machine. Reviews from before the service started do not count.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from api.metrics import Metrics
from reviewer.model.review import Review
from reviewer.store.ended import EndedReview

_LATE = timedelta(seconds=30)
"""A review can be seen this much after it ended: its transaction ends later, and other machines have other clocks."""

_AT_ONCE = 200
_REMEMBERED = 50_000

Look = Callable[[datetime, int], list[EndedReview]]


class Tally:
    """Counts each ended review once. `look` gives those that ended since a moment."""

    def __init__(self, metrics: Metrics, look: Look, began: datetime | None = None) -> None:
        self._metrics = metrics
        self._look = look
        self._began = began or datetime.now(UTC)
        self._seen_to = self._began
        self._order: deque[str] = deque()
        self._counted: set[str] = set()
        self._lock = threading.Lock()

    def bring_up_to_date(self) -> None:
        """Adds what ended since it was last called. Raises WorkError where the store does not answer."""
        with self._lock:
            since, most = max(self._began, self._seen_to - _LATE), _AT_ONCE
            while True:
                found = self._look(since, most)
                new = [one for one in found if one.id not in self._counted]
                for one in new:
                    self._count(one)
                if len(found) < most:
                    return
                if not new:  # all that fit were counted before: look further
                    most *= 2
                since = max(since, self._seen_to - _LATE)

    def _count(self, one: EndedReview) -> None:
        self._remember(one)
        waited_s = (one.started_at - one.created_at).total_seconds() if one.started_at else None
        worked_s = (one.finished_at - one.started_at).total_seconds() if one.started_at else None
        self._metrics.ended(one.status, waited_s, worked_s)
        # A review by rules that assessed everything took nothing that is counted; most are of that kind.
        if one.review_json and (one.model is not None or b'"not_assessed"' in one.review_json):
            self._metrics.reviewed(Review.model_validate_json(one.review_json))

    def _remember(self, one: EndedReview) -> None:
        self._seen_to = max(self._seen_to, one.finished_at)
        self._counted.add(one.id)
        self._order.append(one.id)
        if len(self._order) > _REMEMBERED:
            self._counted.discard(self._order.popleft())
