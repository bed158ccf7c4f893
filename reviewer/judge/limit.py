"""How many calls are under way at once. In: what a host answers. Out: a concurrency that it bears.

Additive increase, multiplicative decrease: each call that goes well while the limit is reached raises it a little, each
refusal halves it. A refusal with Retry-After, or headers that say nothing is left, holds back every call to that host.
Where headers tell at what rate calls are allowed, calls go at that rate and none has to be refused.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from reviewer.judge.deadline import now_s
from reviewer.judge.failure import FailureKind, ProviderError, Send
from reviewer.judge.pace import Pace
from reviewer.judge.waiting import Queue
from reviewer.model.judgement import Rate, Reply, Request

OnRateLimit = Literal["wait", "fail", "rules"]
"""When a host refuses for now: wait for it, or give up at once (and fail the review, or let the rules grade)."""

_CUT = 0.5
_CONGESTION: frozenset[FailureKind] = frozenset({"rate_limit", "timeout"})  # a server that queues too much times out


class Limiter:
    """The calls to one host: at most `most` at once, fewer where the host refuses; safe across loops and threads.

    With `probe` the first call goes alone: its headers say what the host bears and has left, before many go at once.
    """

    def __init__(self, most: int, *, probe: bool = False) -> None:
        self.most = max(1, most)
        self.limit = 1.0 if probe else float(self.most)
        self._probing = probe
        self._pace = Pace()
        self.active = 0
        self.refusals = 0
        self._resume_at_s = float("-inf")
        self._cut_at_s = float("-inf")
        self._lock = threading.Lock()
        self._queue = Queue()

    @property
    def pause_s(self) -> float:
        """Seconds that the host still wants no call."""
        return max(0.0, self._resume_at_s - now_s())

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """One of the calls that may be under way."""
        await self._enter()
        try:
            yield
        finally:
            with self._lock:
                self.active -= 1
                self._let_in()

    def turn_s(self) -> float:
        """Takes the next call that the host's rate allows; seconds until its turn."""
        with self._lock:
            return self._pace.take_s(now_s())

    def passed_up(self) -> None:
        """Reports that a turn was not used."""
        with self._lock:
            self._pace.give_back()

    def went_well(self, pause_s: float = 0.0, rate: Rate | None = None) -> None:
        """Reports a reply, how long its headers want no further call, and what they say of the rate."""
        with self._lock:
            if rate is not None:
                self._pace.learn(rate, now_s())
                if rate.remaining == 0 and not self._pace.known:
                    pause_s = max(pause_s, rate.reset_s)
            if self._probing:
                # No more at once than the host has left, as long as its rate is not known.
                left = self.most if rate is None else max(1, min(self.most, rate.remaining))
                self._probing, self.limit = False, float(left)
            elif self.active >= int(self.limit):
                self.limit = min(float(self.most), self.limit + 1 / self.limit)
            self._hold(pause_s)
            self._let_in()

    def refused(self, began_s: float, retry_after_s: float | None) -> None:
        """Reports a call that was too much and began at `began_s`; one under way at a cut does not cut again."""
        with self._lock:
            self.refusals += 1
            if began_s > self._cut_at_s:
                self.limit = max(1.0, min(self.limit, self.active) * _CUT)
                self._cut_at_s = now_s()
            self._pace.emptied(now_s())
            self._hold(retry_after_s or 0.0)

    async def _enter(self) -> None:
        with self._lock:
            if self.active < int(self.limit) and not self._queue:
                self.active += 1
                return
            place = self._queue.join()
        try:
            await place
        except asyncio.CancelledError:
            with self._lock:
                if not self._queue.leave(place):
                    self.active -= 1
                    self._let_in()
            raise

    def _let_in(self) -> None:
        """Hands free slots to those who wait; the caller holds the lock."""
        while self.active < int(self.limit) and self._queue.wake_first():
            self.active += 1

    def _hold(self, pause_s: float) -> None:
        self._resume_at_s = max(self._resume_at_s, now_s() + pause_s)


_shared: dict[str, Limiter] = {}
_shared_lock = threading.Lock()


def limiter_of(host: str, most: int) -> Limiter:
    """The one limiter of this process for a host; the largest `most` that was asked for holds."""
    with _shared_lock:
        limiter = _shared.setdefault(host, Limiter(most))
        if most > limiter.most:
            unhurt = limiter.limit == limiter.most
            limiter.most = most
            limiter.limit = float(most) if unhurt else limiter.limit
        return limiter


def limited(send: Send, limiter: Limiter, *, on_rate_limit: OnRateLimit = "wait") -> Send:
    """Sends within the limit. Unless told to wait, a call that a pause would hold back fails as `rate_limit`."""

    async def wrapped(request: Request) -> Reply:
        async with limiter.slot():
            while (pause_s := limiter.pause_s) > 0:
                if on_rate_limit != "wait":
                    raise ProviderError("rate_limit", "the provider asked to wait", retry_after_s=pause_s, sent=False)
                await asyncio.sleep(pause_s)
            turn_s = limiter.turn_s()
            if turn_s > 0:
                if on_rate_limit != "wait":
                    limiter.passed_up()
                    raise ProviderError("rate_limit", "the rate is used up", retry_after_s=turn_s, sent=False)
                await asyncio.sleep(turn_s)
            began_s = now_s()
            try:
                reply = await send(request)
            except ProviderError as error:
                if error.kind in _CONGESTION or error.retry_after_s:
                    limiter.refused(began_s, error.retry_after_s)
                raise
            limiter.went_well(reply.pause_s, reply.rate)
            return reply

    return wrapped
