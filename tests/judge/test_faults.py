"""Every kind of fault at once, over real HTTP: nothing is lost, nothing is asked without end, nothing is paid twice."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import load_prices
from reviewer.judge.providers import provider
from reviewer.model.judgement import Reply, Request
from reviewer.store.replies import Replies
from tests.fault_server import Behaviour, FaultServer
from tests.judge.asking import DOCUMENT, request

PASSING = ("rate_limit", "rate_limit_bare", "rate_limit_date", "server_error", "unavailable", "drop", "cut", "stall")
PASSING += ("not_json", "no_choices", "wrapped_error")
SPOILT = ("truncated", "empty", "malformed", "prose", "refusal", "content_filter", "context")
MIXED = {fault: 0.2 / len(PASSING + SPOILT) for fault in PASSING + SPOILT}
COUNT = 300


def run(server: FaultServer, path: Path, requests: list[Request], timeout_s: float = 60.0) -> list[Reply]:
    model = provider("openai:stub", base_url=server.url, api_key="sk-test-0123456789", timeout_s=timeout_s)
    store = Replies(path)

    async def work() -> list[Reply]:
        ask = compose(model, store=store, prices=load_prices(), options=AskOptions(limiter=Limiter(16)))
        try:
            return await asyncio.gather(*(ask(one) for one in requests))
        finally:
            await model.aclose()
            store.close()

    return asyncio.run(work())


def test_with_a_fifth_of_calls_failing_nothing_is_lost(tmp_path: Path) -> None:
    requests = [request(f"k{number}", task=f"Grade, number {number}.") for number in range(COUNT)]
    with FaultServer(Behaviour(faults=MIXED, seed=13)) as server:
        replies = run(server, tmp_path / "replies.sqlite", requests, timeout_s=2.0)
        calls, met = len(server.calls), server.faults
        again = run(server, tmp_path / "replies.sqlite", requests, timeout_s=2.0)
        calls_again = len(server.calls) - calls
    assert set(met) == {"", *PASSING, *SPOILT}
    states = {reply.state for reply in replies}
    assert states <= {"ok", "refused", "filtered", "context_length", "truncated", "empty"}
    # What passes has passed: only what a server says about the content of a call is left.
    final = sum(met[fault] for fault in ("refusal", "content_filter", "context"))
    assert sum(reply.state == "ok" for reply in replies) >= COUNT - final - 2
    assert sum(reply.usage.calls for reply in replies) == calls
    assert calls < COUNT * 1.35
    assert calls_again <= sum(reply.state in ("context_length", "truncated", "empty") for reply in replies) * 2
    assert sum(reply.reused for reply in again) >= COUNT - met["context"] - 2


def test_the_same_faults_come_again(tmp_path: Path) -> None:
    requests = [request(f"k{number}", task=f"Grade, number {number}.") for number in range(40)]
    ends = []
    for name in ("one", "two"):
        with FaultServer(Behaviour(faults={"unavailable": 0.1, "refusal": 0.2}, seed=5)) as server:
            replies = run(server, tmp_path / name, requests)
            ends.append(([(reply.state, reply.text) for reply in replies], server.faults))
    assert ends[0] == ends[1]


def test_the_server_s_quotes_are_in_the_document(tmp_path: Path) -> None:
    source = "\n".join(line.partition("| ")[2] for line in DOCUMENT.split("\n"))
    with FaultServer() as server:
        (reply,) = run(server, tmp_path / "replies.sqlite", [request()])
    quotes = [quote for verdict in json.loads(reply.text)["verdicts"] for quote in verdict["quotes"]]
    assert quotes
    assert all(len(quote) >= 12 and quote in source for quote in quotes)


def test_invented_quotes_are_not_in_the_document(tmp_path: Path) -> None:
    with FaultServer(Behaviour(faults={"invented": 1.0})) as server:
        (reply,) = run(server, tmp_path / "replies.sqlite", [request()])
    quotes = [quote for verdict in json.loads(reply.text)["verdicts"] for quote in verdict["quotes"]]
    assert all(quote not in DOCUMENT for quote in quotes)


def test_it_settles_under_a_rate_limit(tmp_path: Path) -> None:
    requests = [request(f"k{number}", task=f"Grade, number {number}.") for number in range(60)]
    with FaultServer(Behaviour(rate_per_s=60, burst=5, retry_after_s=0.05)) as server:
        replies = run(server, tmp_path / "replies.sqlite", requests)
    assert {reply.state for reply in replies} == {"ok"}
    assert server.faults["over_rate"] < 60
