"""The parts of the desk alone: turns, events, steps, orders."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest

from reviewer.jobs.bench import stepped
from reviewer.jobs.events import ENDED_KEPT, IDS_AN_ATTEMPT, Hub, following, from_row
from reviewer.jobs.gate import Gate
from reviewer.jobs.intake import accepted, order_of
from reviewer.jobs.order import Event
from reviewer.model.judgement import Reply, Request
from tests.jobs.desks import order, run
from tests.judge.asking import request


def test_a_gate_lets_the_urgent_pass_first() -> None:
    async def scenario() -> list[str]:
        gate, passed = Gate(1), []
        busy = asyncio.Event()

        async def first() -> None:
            async with gate.turn(1):
                await busy.wait()

        async def other(name: str, priority: int) -> None:
            async with gate.turn(priority):
                passed.append(name)

        holding = asyncio.create_task(first())
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(other(name, priority)) for name, priority in [("a", 2), ("b", 1), ("c", 2)]]
        given_up = asyncio.create_task(other("d", 0))
        await asyncio.sleep(0)
        given_up.cancel()
        busy.set()
        await asyncio.gather(holding, *waiting)
        assert gate.open
        return passed

    assert run(scenario) == ["b", "a", "c"]


def test_listeners_hear_everything_in_order_from_any_thread() -> None:
    async def scenario() -> None:
        hub = Hub()
        hub.begin("r", 1)
        channel = hub.find("r")
        assert channel is not None

        async def listen(after: int) -> list[Event]:
            return [event async for event in following(channel, after)]

        listening = [asyncio.create_task(listen(after)) for after in (0, 0, 60)]
        await asyncio.sleep(0)

        def tell() -> None:
            for number in range(100):
                hub.tell("r", "grade", {"n": number})
            hub.tell("r", "done", {})
            hub.close("r")

        thread = threading.Thread(target=tell)
        thread.start()
        heard = await asyncio.gather(*listening)
        thread.join()
        assert [event.id for event in heard[0]] == list(range(1, 102))
        assert heard[1] == heard[0]
        assert heard[2] == heard[0][60:]
        late = [event async for event in following(channel, 99)]
        assert [event.kind for event in late] == ["grade", "done"]

    run(scenario)


def test_a_new_attempt_is_told_whole_with_greater_ids() -> None:
    async def scenario() -> None:
        hub = Hub()
        hub.begin("r", 1)
        channel = hub.find("r")
        assert channel is not None

        async def listen() -> list[int]:
            return [event.id async for event in following(channel, 0)]

        listening = asyncio.create_task(listen())
        hub.tell("r", "grade", {})
        hub.tell("r", "grade", {})
        await asyncio.sleep(0.01)
        hub.begin("r", 2)
        hub.tell("r", "grade", {})
        hub.tell("r", "done", {})
        hub.close("r")
        assert await listening == [1, 2, IDS_AN_ATTEMPT + 1, IDS_AN_ATTEMPT + 2]

    run(scenario)


def test_few_ended_reviews_are_remembered() -> None:
    async def scenario() -> None:
        hub = Hub()
        for number in range(ENDED_KEPT + 5):
            hub.begin(str(number), 1)
            hub.tell(str(number), "done", {})
            hub.close(str(number))
        assert hub.find("0") is None
        assert hub.find(str(ENDED_KEPT)) is not None
        hub.forget(str(ENDED_KEPT))
        assert hub.find(str(ENDED_KEPT)) is None

    run(scenario)


def test_a_judged_review_is_told_from_its_row_above_all_live_ids() -> None:
    row, _ = accepted("local", order(model="openai:x"), priority="interactive", executor="me")
    (event,) = from_row(replace(row, status="failed", attempts=2, error={"code": "x"}))
    assert event.id == 2 * IDS_AN_ATTEMPT + 1
    (event,) = from_row(replace(row, status="cancelled"))
    assert event.data["code"] == "review.cancelled"


def test_a_recorded_step_is_looked_up_under_its_own_key() -> None:
    asked: list[str] = []
    ledger: dict[str, Reply] = {}

    async def ask(one: Request) -> Reply:
        asked.append(one.key)
        return ledger.setdefault(one.key, Reply("ok", f"reply to {one.key}"))

    async def fresh(call: Any) -> object:
        return await call()

    async def recorded(_call: Any) -> object:
        return ["another call", "ok"]  # after a crash, calls began in another order

    async def scenario() -> list[str]:
        first = await stepped(ask, fresh)(request("a"))
        again = await stepped(ask, recorded)(request("a"))
        other = await stepped(ask, recorded)(request("b"))
        return [first.text, again.text, other.text]

    assert run(scenario) == ["reply to a", "reply to a", "reply to b"]
    assert asked == ["a", "a", "b"]


@pytest.mark.parametrize(
    "fields",
    [{}, {"only": ("restate",), "skip": ("a", "b"), "votes": 3, "deadline_s": 1.5, "not_applicable": {"a": "why"}}],
)
def test_an_order_comes_back_from_its_row(fields: dict[str, Any]) -> None:
    given = order(3, **fields)
    row, document = accepted("local", given, priority="batch", executor="me")
    assert order_of(row, document.data) == given
    same, _ = accepted("local", given, priority="interactive", executor="you")
    assert (row.fingerprint, row.priority) == (same.fingerprint, 2)
    assert row.fingerprint != accepted("local", order(4), priority="batch", executor="me")[0].fingerprint
