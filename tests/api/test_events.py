"""A review as it happens: server-sent events, resumed from the last one, kept open, ended when the service ends."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from api_answers import TEXT, WAIT, is_problem
from served import served
from starlette.testclient import TestClient

from reviewer.engine import Pool


def events_of(text: str) -> list[dict[str, Any]]:
    """The events of a stream, by the rules of its format."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append({**fields, "data": json.loads(fields["data"])})
    return found


def test_all_that_was_decided_comes_at_once(client: TestClient) -> None:
    path = client.post("/v1/reviews", json={"text": TEXT}, headers=WAIT).headers["location"]
    response = client.get(f"{path}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events_of(response.text)
    assert [event["event"] for event in told] == ["grade", "grade", "grade", "done"]
    assert [event["id"] for event in told] == ["1", "2", "3", "4"]
    assert told[0]["data"]["criterion"] == client.get(path).json()["grades"][0]["criterion"]


@pytest.mark.parametrize(("last", "left"), [("0", 4), ("2", 2), ("4", 0), ("99", 0)])
def test_it_goes_on_after_the_last_event(client: TestClient, last: str, left: int) -> None:
    path = client.post("/v1/reviews", json={"text": TEXT}, headers=WAIT).headers["location"]
    told = events_of(client.get(f"{path}/events", headers={"Last-Event-ID": last}).text)
    assert len(told) == left


@pytest.mark.parametrize("last", ["-1", "x", "99999999999999999999"])
def test_last_events_that_are_none(client: TestClient, last: str) -> None:
    path = client.post("/v1/reviews", json={"text": TEXT}, headers=WAIT).headers["location"]
    is_problem(client.get(f"{path}/events", headers={"Last-Event-ID": last}), 422, "request.invalid")


def test_a_review_that_is_none_is_404_and_no_stream(client: TestClient) -> None:
    is_problem(client.get("/v1/reviews/no-such-id/events"), 404, "review.unknown")


def test_a_review_that_fails_ends_with_an_error(client: TestClient) -> None:
    client.post("/v1/reviews", json={"text": " "}, headers=WAIT)
    review_id = client.get("/v1/reviews").json()["items"][0]["id"]
    told = events_of(client.get(f"/v1/reviews/{review_id}/events").text)
    assert [(event["event"], event["data"]["code"]) for event in told] == [("error", "document.empty")]


def test_events_come_while_the_review_runs(tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fastapi.routing._PING_INTERVAL", 0.05)
    with served(tmp_path, pool) as (port, desk), httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        desk.held = True
        path = client.post("/v1/reviews", json={"text": TEXT}).headers["location"]
        with client.stream("GET", f"{path}/events", timeout=20) as response:
            lines = response.iter_lines()
            assert next(lines).startswith(":")
            desk.let_go()
            kinds = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
        assert kinds == ["grade", "grade", "grade", "done"]


def test_a_stream_ends_when_the_service_ends(tmp_path: Path, pool: Pool) -> None:
    ended = threading.Event()

    def listen(port: int, path: str) -> None:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            client.get(f"{path}/events")
        ended.set()

    with served(tmp_path, pool) as (port, desk):
        desk.held = True
        path = httpx2.post(f"http://127.0.0.1:{port}/v1/reviews", json={"text": TEXT}).headers["location"]
        thread = threading.Thread(target=listen, args=(port, path))
        thread.start()
        time.sleep(0.3)
        assert not ended.is_set()
        begun_s = time.monotonic()
    thread.join(5)
    assert ended.is_set()
    assert time.monotonic() - begun_s < 8


def test_whoever_waits_gets_a_ticket_when_the_service_ends(tmp_path: Path, pool: Pool) -> None:
    answers: list[int] = []

    def wait(port: int) -> None:
        answers.append(
            httpx2.post(f"http://127.0.0.1:{port}/v1/reviews", json={"text": TEXT}, headers=WAIT).status_code
        )

    with served(tmp_path, pool) as (port, desk):
        desk.held = True
        thread = threading.Thread(target=wait, args=(port,))
        thread.start()
        deadline_s = time.monotonic() + 20
        while not desk.orders and time.monotonic() < deadline_s:
            time.sleep(0.05)
    thread.join(10)
    assert answers == [202]


def test_a_listener_that_leaves_leaves_nothing_behind(tmp_path: Path, pool: Pool) -> None:
    with served(tmp_path, pool) as (port, desk):
        desk.held = True
        path = httpx2.post(f"http://127.0.0.1:{port}/v1/reviews", json={"text": TEXT}).headers["location"]

        async def listeners() -> int:
            return sum(
                "api/routes/events.py" in repr(task)
                for task in asyncio.all_tasks()
                if task is not asyncio.current_task()
            )

        for _ in range(3):
            with httpx2.stream("GET", f"http://127.0.0.1:{port}{path}/events", timeout=5) as response:
                assert response.status_code == 200
        deadline_s = time.monotonic() + 10
        while time.monotonic() < deadline_s:
            left = asyncio.run_coroutine_threadsafe(listeners(), desk.loop).result(5)
            if left == 0:
                break
            time.sleep(0.1)
        assert left == 0
