"""Reviews of one session: an order in, a review or its number out, which can be asked for later.

A chat gives a tool about a minute. A review that takes longer goes on, and the shelf hands out its number meanwhile.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from reviewer.engine import Order, Pool
from reviewer.errors import ConfigError, WorkError
from reviewer.model.review import Review
from reviewer.pipeline import Judge

KEPT = 100
"""How many reviews a session keeps; the oldest finished one goes first."""

MOST_UNDER_WAY = 8

BEAT_S = 5.0
"""How often whoever waits is told that the work goes on. Clients give up on a tool that is silent for a minute."""

Beat = Callable[[float], Awaitable[None]]
"""Told the seconds waited so far."""


class Shelf:
    """The reviews of one session, by number. Used from one event loop."""

    def __init__(self, pool: Pool, judge: Judge | None) -> None:
        self.pool = pool
        self.judged = judge is not None
        self._judge = judge
        self._work: OrderedDict[str, asyncio.Task[Review]] = OrderedDict()

    def begin(self, order: Order, *, judged: bool = True) -> str:
        """Begins a review and gives its number. Raises WorkError `reviews.too_many` where too many are under way."""
        if sum(not task.done() for task in self._work.values()) >= MOST_UNDER_WAY:
            raise WorkError(
                f"{MOST_UNDER_WAY} reviews are under way", code="reviews.too_many", hint="wait for one with get_review"
            )
        self._make_room()
        number = uuid.uuid4().hex[:12]
        judge = self._judge if judged else None
        self._work[number] = asyncio.create_task(self.pool.review_with(order, judge))
        return number

    async def wait(self, number: str, limit_s: float, beat: Beat | None = None) -> Review | None:
        """The review, or None where it is not done within the limit. Raises what the review raised.

        Raises ConfigError `reviews.unknown` for a number that the session does not have.
        """
        task = self._work.get(number)
        if task is None:
            raise ConfigError(
                f"there is no review {number!r} in this session",
                code="reviews.unknown",
                hint="a session keeps its latest reviews only; review the design again",
            )
        waited_s = 0.0
        while not task.done() and waited_s < limit_s:
            step_s = min(BEAT_S, limit_s - waited_s)
            await asyncio.wait({task}, timeout=step_s)
            waited_s += step_s
            if beat is not None and not task.done():
                await beat(waited_s)
        return task.result() if task.done() else None

    def close(self) -> None:
        """Gives up what is under way."""
        for task in self._work.values():
            task.cancel()

    def _make_room(self) -> None:
        while len(self._work) >= KEPT:
            done = next(number for number, task in self._work.items() if task.done())
            del self._work[done]
