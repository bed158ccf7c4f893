"""Desks for tests: opened on a loop of their own, with one child, and always closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from reviewer import engine
from reviewer.jobs.child import reviewed
from reviewer.jobs.desk import Desk
from reviewer.jobs.order import DeskSettings, Event, SubmissionOrder
from reviewer.store.records import Outcome
from tests.jobs.documents import text

MODEL = "openai:stub"
Result = TypeVar("Result")


@asynccontextmanager
async def desk(place: str, *, grace_s: float = 20.0, **settings: Any) -> AsyncIterator[Desk]:
    opened = await Desk.open(DeskSettings(data=place, workers=1, **settings))
    try:
        yield opened
    finally:
        await opened.close(grace_s)


@asynccontextmanager
async def judging(place: str, *, grace_s: float = 20.0, **settings: Any) -> AsyncIterator[Desk]:
    async with desk(place, grace_s=grace_s, model=MODEL, models=(MODEL,), **settings) as opened:
        yield opened


def run(scenario: Callable[[], Awaitable[Result]], within_s: float = 240.0) -> Result:
    """What a scenario gives; one that hangs is an error."""

    async def limited() -> Result:
        return await asyncio.wait_for(scenario(), within_s)

    return asyncio.run(limited())


def order(number: int = 0, **fields: Any) -> SubmissionOrder:
    return SubmissionOrder(**{"name": f"shop-{number}.md", "data": text(number), **fields})


def held_back(monkeypatch: pytest.MonkeyPatch, gate: Path) -> None:
    """From now on no review by rules ends before there is a file `gate`: what is under way stays so."""
    monkeypatch.setattr("reviewer.jobs.desk.reviewed", partial(reviewed_behind, gate))


def reviewed_behind(gate: Path, order: engine.Order) -> Outcome:
    """What `reviewed` gives, once the gate is there. Runs in a child, which ends with the desk or at its deadline."""
    while not gate.exists():
        time.sleep(0.02)
    return reviewed(order)


async def told(opened: Desk, review_id: str, after: int = 0, tenant: str = "local") -> list[Event]:
    """All events of a review, up to its end."""
    return [event async for event in opened.events(tenant, review_id, after)]


async def until(condition: Callable[[], bool]) -> None:
    """Waits until something holds; gives up after two minutes."""
    for _ in range(6000):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited for two minutes")
