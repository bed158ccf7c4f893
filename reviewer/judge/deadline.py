"""The deadline of a review. In: seconds from now. Out: an Ask that never takes longer, retries and waiting included."""

from __future__ import annotations

import asyncio
import math
import time

from reviewer.model.judgement import Ask, CallUsage, Reply, Request


class Deadline:
    """A point in time that all calls of a review share; without `seconds` there is none. It runs from its creation."""

    def __init__(self, seconds: float | None) -> None:
        self.at_s = math.inf if seconds is None else now_s() + seconds

    @property
    def left_s(self) -> float:
        """Seconds that are left: infinite without a deadline, negative once it has passed."""
        return self.at_s - now_s()

    @property
    def passed(self) -> bool:
        return self.left_s <= 0


def now_s() -> float:
    """The clock that asyncio sleeps by, so that waits and deadlines agree."""
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:
        return time.monotonic()


def within_deadline(ask: Ask, deadline: Deadline) -> Ask:
    """Gives a call up when the deadline passes; one that would start after it is not made at all."""

    async def wrapped(request: Request) -> Reply:
        if deadline.passed:
            return Reply(state="deadline", usage=CallUsage(calls=0), detail="the deadline had passed before this call")
        try:
            async with asyncio.timeout(None if math.isinf(deadline.left_s) else deadline.left_s):
                return await ask(request)
        except TimeoutError:
            return Reply(state="deadline", detail="the deadline passed during this call", kind="timeout")

    return wrapped
