"""For the tests of asking: requests, sends by script, and event loops whose time is not ours."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reviewer.judge.failure import ProviderError
from reviewer.model.judgement import CallUsage, Message, Reply, Request

Result = TypeVar("Result")

DOCUMENT = """\
1| # Paste service
2|
3| All pastes live in a single Postgres primary with no replica at all.
4| Reads go through a cache that keeps a paste for one hour after its last use.
5| We expect 120 writes per second at peak and ten times as many reads.
"""

VERDICTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["verdicts"],
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["criterion", "reason", "quotes", "level", "step"],
                "properties": {
                    "criterion": {"type": "string", "enum": ["data.replication", "cache.expiry"]},
                    "reason": {"type": "string", "maxLength": 200},
                    "quotes": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
                    "level": {"type": "string", "enum": ["met", "partial", "missing", "not_applicable"]},
                    "step": {"type": "string", "maxLength": 200},
                },
            },
        }
    },
}

SHAPED = '{"verdicts": []}'


def request(key: str = "k", task: str = "Grade both criteria.", **changed: Any) -> Request:
    """A request for the verdicts above on the document above."""
    given: dict[str, Any] = {
        "key": key,
        "purpose": "grade",
        "messages": (Message("system", "You grade designs."), Message("user", DOCUMENT), Message("user", task)),
        "schema": VERDICTS,
        "schema_name": "verdicts",
        "criteria": ("data.replication", "cache.expiry"),
        "prompt": "phase@test",
        "max_output_tokens": 400,
        **changed,
    }
    return Request(**given)


def ok(cost_usd: float | None = None, **changed: Any) -> Reply:
    """A reply of 100 tokens in and 10 out that has the shape of the schema."""
    return Reply(**{"state": "ok", "text": SHAPED, "usage": CallUsage(100, 0, 10, cost_usd), **changed})


@dataclass
class Script:
    """A send that gives or raises one thing after the other, the last one for ever; it notes what it was asked."""

    steps: Iterable[Reply | ProviderError]
    takes_s: float = 0.0
    asked: list[Request] = field(default_factory=list)
    began_s: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps = list(self.steps)

    async def __call__(self, given: Request) -> Reply:
        steps = list(self.steps)
        step = steps[min(len(self.asked), len(steps) - 1)]
        self.asked.append(given)
        self.began_s.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self.takes_s)
        if isinstance(step, ProviderError):
            raise ProviderError(step.kind, step.detail, retry_after_s=step.retry_after_s, parameter=step.parameter)
        return step


class _Leap(selectors.SelectSelector):
    """Never waits: where a loop would sleep until its next timer, its clock is put forward instead."""

    now_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout > 0:
            self.now_s += timeout
        return super().select(0)


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leap = _Leap()
        super().__init__(self._leap)

    def time(self) -> float:
        return self._leap.now_s


def run_virtual(work: Coroutine[Any, Any, Result]) -> tuple[Result, float]:
    """Runs what waits for neither threads nor a network; gives its result and the seconds it believes it took."""
    with asyncio.Runner(loop_factory=_VirtualLoop) as runner:
        result = runner.run(work)
        return result, runner.get_loop().time()
