"""Reviews by rules alone: stored before the ticket, ended whatever happens, told in order, and without the engine."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reviewer.engine import Pool
from reviewer.errors import ConfigError, ReviewerError, WorkError
from reviewer.jobs.intake import accepted
from reviewer.model.review import Review
from reviewer.store.store import Store
from tests.jobs.desks import desk, held_back, order, run, told, until

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_handed_in_while_the_children_start_waits_for_them(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            assert await opened.check() == {"desk": "its child processes are starting"}
            ticket = await opened.submit("us", order())
            row = await opened.wait("us", ticket.id, 120)
            assert row is not None
            assert row.status == "done"
            for _ in range(6000):  # two minutes
                if not await opened.check():
                    return
                await asyncio.sleep(0.02)
            raise AssertionError(await opened.check())

    run(scenario)


def test_a_desk_closes_in_good_order_before_its_children_have_started(tmp_path: Path) -> None:
    """Which is first, the end of the start or that of the review, nobody can say: both are in good order."""

    async def first() -> str:
        async with desk(str(tmp_path), grace_s=0.0) as opened:
            return (await opened.submit("us", order())).id

    async def second(review_id: str) -> None:
        async with desk(str(tmp_path)) as opened:
            row = await opened.wait("us", review_id, 120)
            assert row is not None
            assert row.status == "done"

    review_id = run(first)
    store = Store.open(tmp_path)
    row = store.reviews.get("us", review_id)
    store.close()
    assert row is not None
    assert row.status == "done" or (row.status in ("queued", "running") and row.executor is None)
    run(lambda: second(review_id))


def test_a_desk_closes_though_a_review_keeps_a_child_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one child, a review that came before the start's own order is in its way until the grace is over."""
    held_back(monkeypatch, tmp_path / "gate")
    under_way, warm = threading.Event(), Pool.warm

    def late(pool: Pool) -> None:
        assert under_way.wait(60)
        warm(pool)

    monkeypatch.setattr(Pool, "warm", late)

    async def scenario() -> str:
        async with desk(str(tmp_path), grace_s=0.0) as opened:
            ticket = await opened.submit("us", order())
            await until(lambda: opened.store.reviews.status(ticket.id) == "running")
            under_way.set()
        return ticket.id

    review_id = run(scenario, within_s=50)
    store = Store.open(tmp_path)
    row = store.reviews.get("us", review_id)
    store.close()
    assert row is not None
    assert (row.status, row.executor, row.error) == ("running", None, None)


def test_a_review_from_its_ticket_to_its_end(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            ticket = await opened.submit("us", order(kind="design_doc"), "key")
            assert ticket.created
            stored = opened.store.reviews.get("us", ticket.id)
            assert stored is not None
            listening = asyncio.create_task(told(opened, ticket.id, tenant="us"))
            row = await opened.wait("us", ticket.id, 120)
            assert row is not None
            assert (row.status, row.attempts) == ("done", 1)
            review = Review.model_validate_json(row.review_json or b"")
            assert review.document.kind == "design_doc"
            assert review.document.sha256 == row.sha256
            await _told_right(opened, ticket.id, await listening, review)
            again = await opened.submit("us", order(kind="design_doc"), "key")
            assert (again.id, again.created) == (ticket.id, False)
            with pytest.raises(ConfigError):
                await opened.submit("us", order(1), "key")
            await _others_see_nothing(opened, ticket.id)
            rerun = await opened.rerun("us", ticket.id)
            assert rerun is not None
            next_row = await opened.wait("us", rerun.id, 120)
            assert next_row is not None
            assert (next_row.previous, next_row.status) == (ticket.id, "done")
            document = opened.store.documents.get("us", ticket.id)
            assert document is not None
            assert document.text == order().data.decode()
            assert await opened.check() == {}
            assert await opened.idle()

    run(scenario)


async def _told_right(opened: object, review_id: str, events: list, review: Review) -> None:  # type: ignore[type-arg]
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    assert [event.data for event in events if event.kind == "grade"] == [
        grade.model_dump(mode="json") for grade in review.grades
    ]
    assert len([event for event in events if event.kind == "finding"]) == len(review.findings)
    assert events[-1].kind == "done"
    assert events[-1].data["score"] == review.score
    later = await told(opened, review_id, after=90, tenant="us")  # type: ignore[arg-type]
    assert later == events[90:]


async def _others_see_nothing(opened: object, review_id: str) -> None:
    assert await told(opened, review_id, tenant="them") == []  # type: ignore[arg-type]
    assert await opened.wait("them", review_id, 0) is None  # type: ignore[attr-defined]
    assert not await opened.cancel("them", review_id)  # type: ignore[attr-defined]
    assert await opened.rerun("them", review_id) is None  # type: ignore[attr-defined]
    assert await opened.erase("them", review_id) is None  # type: ignore[attr-defined]


def test_what_cannot_be_done_is_refused_or_ends_with_its_reason(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            refused = {
                "rubric.not_found": order(rubric="/etc"),
                "option.profile": order(profile="intern"),
                "option.criterion": order(only=("no.such",)),
                "model.not_allowed": order(model="openai:expensive"),
            }
            for code, wrong in refused.items():
                with pytest.raises(ReviewerError) as caught:
                    await opened.submit("local", wrong)
                assert caught.value.code == code
            assert opened.store.reviews.page("local").items == ()
            ticket = await opened.submit("local", order(data=b"\x00\x01\x02binary"))
            row = await opened.wait("local", ticket.id, 120)
            assert row is not None
            assert row.status == "failed"
            assert row.error is not None
            assert row.error["kind"] == "DocumentError"
            events = await told(opened, ticket.id)
            assert [(event.kind, event.data["code"]) for event in events] == [("error", row.error["code"])]

    run(scenario)


def test_cancelling_and_erasing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = tmp_path / "gate"
    held_back(monkeypatch, gate)

    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            tickets = [await opened.submit("local", order(number), priority="batch") for number in range(12)]
            last = tickets[-1].id
            assert await opened.cancel("local", last)
            assert not await opened.cancel("local", last)
            (event,) = await told(opened, last)
            assert (event.kind, event.data["code"]) == ("error", "review.cancelled")
            erased = await opened.erase("local", tickets[-2].id)
            assert erased is not None
            assert await opened.wait("local", tickets[-2].id, 1) is None
            gate.touch()
            ends = [await opened.wait("local", ticket.id, 120) for ticket in tickets[:-2]]
            assert {row.status for row in ends if row is not None} == {"done"}
            assert opened.queued() == 0

    run(scenario)


def test_interactive_work_overtakes_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = tmp_path / "gate"
    held_back(monkeypatch, gate)

    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            batch = [await opened.submit("local", order(number), priority="batch") for number in range(16)]
            quick = await opened.submit("local", order(99))
            gate.touch()
            await opened.wait("local", quick.id, 120)
            waiting = [opened.store.reviews.status(ticket.id) for ticket in batch].count("queued")
            assert waiting > 0
            for ticket in batch:
                await opened.wait("local", ticket.id, 120)

    run(scenario)


def test_what_a_process_left_behind_is_finished_by_the_next(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.executors.beat("dead", "elsewhere", 1)
    store.executors.leave("dead")
    left = [accepted("local", order(number), priority="interactive", executor="dead") for number in range(3)]
    for review, document in left:
        store.reviews.add(review, document)
    store.reviews.start(left[0][0].id, "dead")
    store.close()

    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            rows = [await opened.wait("local", review.id, 120) for review, _ in left]
            assert [row.status for row in rows if row is not None] == ["done"] * 3
            assert [row.attempts for row in rows if row is not None] == [2, 1, 1]
            assert opened.store.executors.dead(stale_s=-1) == [opened.executor]

    run(scenario)


def test_a_desk_that_closes_leaves_the_rest_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = tmp_path / "gate"
    held_back(monkeypatch, gate)

    async def first() -> list[str]:
        async with desk(str(tmp_path), grace_s=0.0) as opened:
            made = [(await opened.submit("local", order(number))).id for number in range(30)]
        with pytest.raises(WorkError) as caught:
            await opened.submit("local", order())
        assert caught.value.code == "desk.closing"
        return made

    made = run(first)
    store = Store.open(tmp_path)
    assert [row.id for row in store.reviews.unfinished()] == made
    store.close()
    gate.touch()

    async def second() -> None:
        async with desk(str(tmp_path)) as opened:
            rows = [await opened.wait("local", one, 120) for one in made]
            assert {row.status for row in rows if row is not None} == {"done"}

    run(second)


def test_rules_do_not_pay_for_the_engine(tmp_path: Path) -> None:
    code = f"""
import asyncio, sys
from tests.jobs.desks import desk, order

async def scenario():
    async with desk({str(tmp_path)!r}) as opened:
        ticket = await opened.submit("local", order())
        row = await opened.wait("local", ticket.id, 120)
        print(row.status, [name for name in ("dbos", "alembic.command", "openai", "langchain") if name in sys.modules])

if __name__ == "__main__":
    from reviewer.store.store import Store
    Store.open({str(tmp_path)!r}).close()
    sys.modules.pop("alembic.command", None)
    asyncio.run(scenario())
"""
    script = tmp_path / "scenario.py"
    script.write_text(code)
    done = subprocess.run(
        [sys.executable, str(script)],
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "done []\n", done.stderr


def test_a_fault_of_the_reviewer_ends_the_review_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(_order: object) -> object:
        raise TypeError("words of the document")

    monkeypatch.setattr("reviewer.jobs.desk.work_of", faulty)

    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            ticket = await opened.submit("local", order())
            row = await opened.wait("local", ticket.id, 60)
            assert row is not None
            assert row.status == "failed"
            assert row.error is not None
            assert row.error["code"] == "review.fault"
            assert "TypeError" in row.error["message"]
            assert "words" not in str(row.error)

    run(scenario)
    assert "TypeError at test_by_rules.py" in caplog.text
    assert "words" not in caplog.text


def test_what_a_desk_lost_sight_of_is_set_to_work_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.jobs.desk.BEAT_S", 0.1)

    async def scenario() -> None:
        async with desk(str(tmp_path)) as opened:
            review, document = accepted("local", order(), priority="batch", executor=opened.executor)
            opened.store.reviews.add(review, document)
            row = await opened.wait("local", review.id, 60)
            assert row is not None
            assert row.status == "done"

    run(scenario)
