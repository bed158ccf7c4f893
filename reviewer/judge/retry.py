"""Trying again. In: a Send that may fail. Out: a Send that fails only in ways another try would not mend.

Refusals for now, server errors, timeouts and lost connections are tried again, with Retry-After where it is given and
growing random pauses where not. A truncated reply is asked for once more with room for twice the tokens, an empty one
once more as it was. Refusals of content and the like are states of the reply: asking again would only pay again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, retry_if_result, wait_random_exponential

from reviewer.judge.deadline import Deadline
from reviewer.judge.failure import CLIMBING, ProviderError, Send
from reviewer.judge.limit import OnRateLimit
from reviewer.model.judgement import CallUsage, Reply, ReplyState, Request

ATTEMPTS = 6
"""Tries of one call, refusals for now not counted."""

REFUSALS = 30
"""Refusals for now that one call sits out."""

LONGEST_WAIT_S = 600.0
"""The longest Retry-After that is waited for; a provider that wants more is out of reach for this run."""

_BACKOFF = wait_random_exponential(multiplier=0.5, max=30)
_AGAIN: frozenset[ReplyState] = frozenset({"truncated", "empty"})


def retrying(
    send: Send,
    *,
    attempts: int = ATTEMPTS,
    on_rate_limit: OnRateLimit = "wait",
    deadline: Deadline | None = None,
    backoff: Callable[[RetryCallState], float] = _BACKOFF,
) -> Send:
    """Retries as told above; what is left over is a Reply, except the failures that another way of asking may mend."""
    refusals = REFUSALS if on_rate_limit == "wait" else 0

    async def wrapped(request: Request) -> Reply:
        tries = _Tries(send, request, attempts, refusals, deadline or Deadline(None))
        loop = AsyncRetrying(
            retry=retry_if_exception(_is_transient) | retry_if_result(tries.wants_another),
            wait=lambda state: _pause_s(state, backoff),
            stop=tries.stop,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        try:
            reply: Reply = await loop(tries.once)
        except ProviderError as error:
            if tries.last is not None:
                return replace(tries.last, usage=tries.usage)
            if error.kind in CLIMBING:
                raise
            return tries.ending(error)
        return replace(reply, usage=tries.usage)

    return wrapped


class _Tries:
    """The tries of one call: what they used, how often they failed, and the last reply that was no good."""

    def __init__(self, send: Send, request: Request, attempts: int, refusals: int, deadline: Deadline) -> None:
        self.usage = CallUsage(calls=0)
        self.last: Reply | None = None
        self._send = send
        self._request = request
        self._attempts_left = attempts
        self._refusals_left = refusals
        self._deadline = deadline
        self._out_of_time = False

    async def once(self) -> Reply:
        try:
            reply = await self._send(self._request)
        except ProviderError as error:
            self.usage += CallUsage(calls=int(error.sent))
            if error.kind == "rate_limit":
                self._refusals_left -= 1
            else:
                self._attempts_left -= 1
            raise
        self.usage += reply.usage
        return reply

    def wants_another(self, reply: Reply) -> bool:
        """Whether a reply is worth one more try; only one is, so that a bad case is paid for twice at most."""
        if reply.state not in _AGAIN or self.last is not None:
            return False
        if reply.state == "truncated":
            self._request = replace(self._request, max_output_tokens=2 * self._request.max_output_tokens)
        self.last = reply
        return True

    def stop(self, state: RetryCallState) -> bool:
        """Stops when tries are used up, and rather than sleep past the deadline or the longest wait."""
        wait_s = state.upcoming_sleep
        spent = self._attempts_left <= 0 or self._refusals_left < 0 or wait_s > LONGEST_WAIT_S
        self._out_of_time = not spent and wait_s > self._deadline.left_s
        return spent or self._out_of_time

    def ending(self, error: ProviderError) -> Reply:
        """What the call ends as when its last try failed."""
        reply = error.reply(self.usage)
        return replace(reply, state="deadline") if self._out_of_time else reply


def _is_transient(error: BaseException) -> bool:
    return isinstance(error, ProviderError) and error.transient


def _pause_s(state: RetryCallState, backoff: Callable[[RetryCallState], float]) -> float:
    """What the provider asked for and a little of our own, so that many callers do not come back in one moment."""
    outcome = state.outcome
    if outcome is None or not outcome.failed:
        return 0.0
    error = outcome.exception()
    asked_s = error.retry_after_s if isinstance(error, ProviderError) else None
    return backoff(state) if not asked_s else asked_s + min(backoff(state), 0.1 * asked_s)
