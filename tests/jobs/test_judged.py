"""Judged reviews: workflows that are told as they go, can be cancelled, and go on where a closed or dead one was."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import ConfigError
from reviewer.jobs.intake import accepted
from reviewer.model.review import Review
from reviewer.store.store import Store
from tests.fault_server import Behaviour, FaultServer
from tests.jobs.desks import MODEL, desk, judging, order, run, told, until


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with FaultServer(Behaviour(latency_s=0.1)) as started:
        monkeypatch.setenv("OPENAI_API_KEY", "not-a-key")
        monkeypatch.setenv("OPENAI_BASE_URL", started.url)
        yield started


def test_a_judged_review_is_told_as_it_is_decided(tmp_path: Path, server: FaultServer) -> None:
    async def scenario() -> None:
        async with judging(str(tmp_path)) as opened:
            ticket = await opened.submit("local", order(model=MODEL))
            events = await told(opened, ticket.id)
            row = await opened.wait("local", ticket.id, 1)
            assert row is not None
            assert row.status == "done"
            review = Review.model_validate_json(row.review_json or b"")
            assert review.usage.calls == len(server.calls)
            assert {grade.made_by.model for grade in review.grades if grade.llm} == {"stub"}
            assert [event.id for event in events] == list(range(1, len(events) + 1))
            assert (events[-1].kind, events[-1].data["score"]) == ("done", review.score)
            last = {event.data["criterion"]: event.data for event in events if event.kind == "grade"}
            assert last == {grade.criterion: grade.model_dump(mode="json") for grade in review.grades}
            assert await told(opened, ticket.id, after=5) == events[5:]
            opened.hub.forget(ticket.id)  # as after a restart
            again = await told(opened, ticket.id, after=events[-2].id)
            assert again[0].id > events[-1].id
            assert {event.data["criterion"] for event in again if event.kind == "grade"} == set(last)
            await _a_rerun_pays_nothing(opened, ticket.id, server)
            await _tenants_pay_for_themselves(opened, server)
            await _erased_everywhere(opened, ticket.id, tmp_path)

    run(scenario)


async def _a_rerun_pays_nothing(opened: object, review_id: str, server: FaultServer) -> None:
    before = len(server.calls)
    rerun = await opened.rerun("local", review_id)  # type: ignore[attr-defined]
    row = await opened.wait("local", rerun.id, 60)  # type: ignore[attr-defined]
    assert (row.status, row.previous) == ("done", review_id)
    assert len(server.calls) == before
    assert Review.model_validate_json(row.review_json).usage.replies_reused > 0


async def _tenants_pay_for_themselves(opened: object, server: FaultServer) -> None:
    before = len(server.calls)
    ticket = await opened.submit("them", order(model=MODEL))  # type: ignore[attr-defined]
    row = await opened.wait("them", ticket.id, 60)  # type: ignore[attr-defined]
    assert row.status == "done"
    assert Review.model_validate_json(row.review_json).usage.replies_reused == 0
    assert len(server.calls) > before


async def _erased_everywhere(opened: object, review_id: str, folder: Path) -> None:
    assert await opened.erase("local", review_id)  # type: ignore[attr-defined]
    connection = sqlite3.connect(folder / "work.sqlite")
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = "".join(str(connection.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables)
    connection.close()
    assert "tickets" not in kept
    assert review_id not in kept


def test_a_review_under_way_can_be_cancelled(tmp_path: Path, server: FaultServer) -> None:
    server.behaviour = replace(server.behaviour, latency_s=30.0)

    async def scenario() -> None:
        async with judging(str(tmp_path)) as opened:
            running = (await opened.submit("local", order(model=MODEL))).id
            await until(lambda: bool(server.calls))
            listening = asyncio.create_task(told(opened, running))
            await asyncio.sleep(0.1)
            assert await opened.cancel("local", running)
            assert (await listening)[-1].data["code"] == "review.cancelled"
            await until(lambda: not opened.queued())
            row = await opened.wait("local", running, 0)
            assert row is not None
            assert row.status == "cancelled"

    run(scenario)


def test_the_deadline_lets_the_rules_decide(tmp_path: Path, server: FaultServer) -> None:
    server.behaviour = replace(server.behaviour, latency_s=30.0)

    async def scenario() -> None:
        async with judging(str(tmp_path)) as opened:
            ticket = await opened.submit("local", order(model=MODEL, deadline_s=1.0))
            row = await opened.wait("local", ticket.id, 60)
            assert row is not None
            assert row.status == "done"
            review = Review.model_validate_json(row.review_json or b"")
            assert {grade.decided_by for grade in review.grades if grade.status == "graded"} == {"rules"}

    run(scenario)


# A connection that is being opened when its task is cancelled leaves a coroutine of anyio that nobody awaited.
@pytest.mark.filterwarnings("ignore:coroutine 'connect_tcp:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_closed_desk_goes_on_at_the_next_start_and_asks_nothing_again(tmp_path: Path, server: FaultServer) -> None:
    server.behaviour = replace(server.behaviour, latency_s=0.4)

    async def first() -> str:
        async with judging(str(tmp_path), grace_s=0.0) as opened:
            ticket = await opened.submit("local", order(model=MODEL))
            await until(lambda: len(server.calls) >= 3)
        return ticket.id

    review_id = run(first)
    store = Store.open(tmp_path)
    assert store.reviews.status(review_id) == "running"
    store.close()

    async def second() -> None:
        async with judging(str(tmp_path)) as opened:
            row = await opened.wait("local", review_id, 120)
            assert row is not None
            assert (row.status, row.attempts) == ("done", 2)

    run(second)
    prompts = [str(call.body["messages"]) for call in server.calls]
    answered_before = 1  # the first call goes alone; the others were under way when the desk closed
    assert len(prompts) - len(set(prompts)) <= len(set(prompts)) - answered_before


def test_what_was_stored_but_never_enqueued_is_judged(tmp_path: Path, server: FaultServer) -> None:
    store = Store.open(tmp_path)
    store.executors.beat("dead", "elsewhere", 1)
    store.executors.leave("dead")
    review, document = accepted("local", order(model=MODEL), priority="interactive", executor="dead")
    store.reviews.add(review, document)
    store.close()

    async def scenario() -> None:
        async with judging(str(tmp_path)) as opened:
            row = await opened.wait("local", review.id, 120)
            assert row is not None
            assert row.status == "done"

    run(scenario)


def test_a_review_whose_model_is_gone_ends_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    store = Store.open(tmp_path)
    review, document = accepted("local", order(model=MODEL), priority="interactive", executor="dead")
    store.reviews.add(review, document)
    store.reviews.let_go("dead")
    store.close()

    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            row = await opened.wait("local", review.id, 120)
            assert row is not None
            assert row.status == "failed"
            assert row.error is not None
            assert row.error["code"] == "model.no_key"

    run(scenario)


def test_a_model_that_cannot_be_used_is_said_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)

    async def scenario() -> None:
        with pytest.raises(ConfigError) as caught:
            async with judging(str(tmp_path)):
                pass
        assert caught.value.code == "model.no_key"

    run(scenario)
    assert os.listdir(tmp_path) != []
