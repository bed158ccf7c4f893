"""The spending limit. In: a Send and a limit in USD. Out: a Send that cannot pass it, failed tries included.

Before each try the most it can cost is set aside; afterwards what it did cost is booked. A try that does not fit beside
those under way waits for them to end, since they mostly cost less than was set aside; one that cannot fit any more is
not made. A try that ended without a reply, though the provider may have done the work, is booked at its most.
"""

from __future__ import annotations

import json
import threading

from reviewer.judge.failure import ProviderError, Send
from reviewer.judge.prices import Price
from reviewer.judge.waiting import Queue
from reviewer.model.judgement import CallUsage, Reply, Request

_TOKENS_A_MESSAGE = 16
"""Role marks and separators around each message; no chat format known uses more."""

_TOKENS_A_SCHEMA = 128
"""The words around a schema where it goes into the prompt or becomes a tool."""


class Budget:
    """What may be spent, in USD, by all calls that share it; safe across loops and threads."""

    def __init__(self, most_usd: float) -> None:
        self.most_usd = most_usd
        self.spent_usd = 0.0
        self.reserved_usd = 0.0
        self._under_way = 0
        self._lock = threading.Lock()
        self._queue = Queue()

    async def reserve(self, usd: float) -> bool:
        """Sets `usd` aside, if need be once others have ended; False if it cannot fit any more."""
        while True:
            with self._lock:
                if self.spent_usd + self.reserved_usd + usd <= self.most_usd:
                    self.reserved_usd += usd
                    self._under_way += 1
                    return True
                if self.spent_usd + usd > self.most_usd or self._under_way == 0:
                    return False
                place = self._queue.join()
            try:
                await place
            finally:
                with self._lock:
                    self._queue.leave(place)

    def settle(self, reserved_usd: float, actual_usd: float) -> None:
        """Books what a call did cost in place of what was set aside for it."""
        with self._lock:
            self._under_way -= 1
            self.reserved_usd = self.reserved_usd - reserved_usd if self._under_way else 0.0
            self.spent_usd += actual_usd
            self._queue.wake_all()


def within_budget(send: Send, budget: Budget, price: Price) -> Send:
    """Sends what fits into the budget; what does not ends in the state `budget`."""

    async def wrapped(request: Request) -> Reply:
        most_usd = price.cost(most_tokens(request))
        if not await budget.reserve(most_usd):
            detail = (
                f"{budget.spent_usd:.4f} of {budget.most_usd:.4f} USD are spent and this call may cost {most_usd:.4f}"
            )
            return Reply(state="budget", usage=CallUsage(calls=0), detail=detail)
        actual_usd = most_usd
        try:
            reply = await send(request)
            actual_usd = most_usd if reply.usage.cost_usd is None else reply.usage.cost_usd
        except ProviderError as error:
            actual_usd = most_usd if error.maybe_billed else 0.0
            raise
        finally:
            budget.settle(most_usd, actual_usd)
        return reply

    return wrapped


def most_tokens(request: Request) -> CallUsage:
    """The most tokens a call can use. A token stands for at least one byte of text, so bytes bound the input."""
    text_bytes = sum(len(message.text.encode(errors="replace")) + _TOKENS_A_MESSAGE for message in request.messages)
    schema_bytes = len(json.dumps(dict(request.schema))) + _TOKENS_A_SCHEMA
    return CallUsage(input_tokens=text_bytes + schema_bytes, output_tokens=request.max_output_tokens)
