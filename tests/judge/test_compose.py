"""The whole ask over real HTTP: what each limit does, in the order in which the wrappers stand."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.judge.announce import Told
from reviewer.judge.budget import Budget, most_tokens
from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import Price, Prices, load_prices
from reviewer.judge.providers import provider
from reviewer.model.judgement import Reply, Request
from reviewer.store.replies import Replies
from tests.fault_server import Behaviour, FaultServer
from tests.judge.asking import request

KEY = "sk-test-0123456789abcdef"
PRICE = Price(model="openai:stub", input=1.0, cached=0.1, output=10.0)
PRICES = Prices(entries=(PRICE,), as_of=())
MOST_USD = PRICE.cost(most_tokens(request()))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Replies]:
    replies = Replies(tmp_path / "replies.sqlite")
    yield replies
    replies.close()


def asked(
    server: FaultServer,
    *requests: Request,
    store: Replies | None = None,
    timeout_s: float = 10.0,
    prices: Prices = PRICES,
    **options: object,
) -> list[Reply]:
    """The replies to these requests, asked for together."""
    model = provider("openai:stub", base_url=server.url, api_key=KEY, timeout_s=timeout_s)
    given = AskOptions(**{"limiter": Limiter(16), **options})  # type: ignore[arg-type]

    async def work() -> list[Reply]:
        ask = compose(model, store=store, prices=prices, options=given)
        try:
            return await asyncio.gather(*(ask(one) for one in requests))
        finally:
            await model.aclose()

    return asyncio.run(work())


def several(count: int) -> list[Request]:
    return [request(f"k{number}", task=f"Grade, number {number}.") for number in range(count)]


def test_a_reply_is_priced_and_kept(store: Replies) -> None:
    with FaultServer() as server:
        (first,) = asked(server, request(), store=store)
        (again,) = asked(server, request(), store=store)
    assert len(server.calls) == 1
    assert first.usage.cost_usd == pytest.approx(PRICE.cost(first.usage))
    assert (again.reused, again.usage.calls, again.usage.cost_usd) == (True, 0, None)


def test_without_a_price_tokens_are_counted_and_the_cost_is_unknown() -> None:
    with FaultServer() as server:
        (reply,) = asked(server, request(), prices=load_prices())
    assert reply.usage.input_tokens > 0
    assert reply.usage.cost_usd is None


def test_the_concurrency_holds() -> None:
    with FaultServer(Behaviour(latency_s=0.02)) as server:
        asked(server, *several(30), limiter=Limiter(4))
    assert server.most_at_once == 4


@pytest.mark.parametrize("timeout_s", [0.2, 30.0])
def test_a_deadline_ends_stalled_calls_and_their_retries(timeout_s: float) -> None:
    with FaultServer(Behaviour(faults={"stall": 1.0})) as server:
        replies = asked(server, *several(3), deadline_s=0.3, timeout_s=timeout_s)
    assert {reply.state for reply in replies} == {"deadline"}
    assert len(server.calls) <= 6


def test_a_deadline_that_has_passed_sends_nothing() -> None:
    with FaultServer() as server:
        (reply,) = asked(server, request(), deadline_s=-1.0)
    assert (reply.state, reply.usage.calls, len(server.calls)) == ("deadline", 0, 0)


@pytest.mark.parametrize("choice", ["fail", "rules"])
def test_a_refusal_is_final_if_told_so(choice: str) -> None:
    with FaultServer(Behaviour(faults={"rate_limit": 1.0}, retry_after_s=30)) as server:
        replies = asked(server, *several(3), on_rate_limit=choice)
    assert {(reply.state, reply.kind) for reply in replies} == {("failed", "rate_limit")}
    assert all(reply.retry_after_s and reply.retry_after_s > 20 for reply in replies)
    assert len(server.calls) <= 3


def test_a_spending_limit_holds_over_faults_and_retries() -> None:
    budget = Budget(MOST_USD * 4)
    with FaultServer(Behaviour(faults={"drop": 0.3, "truncated": 0.3, "unavailable": 0.1}, seed=3)) as server:
        replies = asked(server, *several(40), budget=budget)
    # A dropped call may have been billed, so it is booked at its most: the limit holds even if all of them were.
    billed = [call for call in server.calls if call.fault != "unavailable"]
    assert budget.spent_usd <= budget.most_usd
    assert {reply.state for reply in replies} <= {"ok", "budget", "truncated"}
    assert "budget" in {reply.state for reply in replies}
    assert len(billed) < 40


def test_the_first_send_to_a_host_is_announced_once(store: Replies) -> None:
    named: list[tuple[str, int, float | None]] = []
    announce: Callable[[str, int, float | None], None] = lambda *what: named.append(what)  # noqa: E731
    told = Told()
    with FaultServer() as server:
        asked(server, *several(5), store=store, announce=announce, told=told)
        asked(server, *several(6), store=store, announce=announce, told=told)
        host = server.url.removeprefix("http://").removesuffix("/v1")
    chars = sum(len(message.text) for message in several(1)[0].messages)
    assert named == [(host, chars, pytest.approx(PRICE.cost(most_tokens(several(1)[0]))))]


def test_what_is_reused_is_not_announced(store: Replies) -> None:
    told: list[str] = []
    with FaultServer() as server:
        asked(server, request(), store=store)
        asked(server, request(), store=store, announce=lambda host, *_: told.append(host))
    assert told == []


def test_the_way_of_asking_is_found_once(store: Replies) -> None:
    with FaultServer(Behaviour(supports=("json",), rejects=("seed",))) as server:
        (first,) = asked(server, request("one"), store=store)
        (second,) = asked(server, request("two", task="Again."), store=store)
    assert (first.state, second.state) == ("ok", "ok")
    assert (first.usage.calls, second.usage.calls) == (4, 1)


def test_a_model_that_ignores_schemas_is_found_out(store: Replies) -> None:
    with FaultServer(Behaviour(supports=("json",), ignores=True)) as server:
        (first,) = asked(server, request("one"), store=store)
        (second,) = asked(server, request("two", task="Again."), store=store)
    assert (first.usage.calls, second.usage.calls) == (5, 1)


def test_keys_are_not_in_the_replies_file(store: Replies) -> None:
    with FaultServer(Behaviour(script=["", "auth", "auth"])) as server:
        replies = asked(server, request("one"), store=store) + asked(server, request("two", task="2"), store=store)
    assert [reply.state for reply in replies] == ["ok", "failed"]
    store.close()
    for path in store.path.parent.glob("replies.sqlite*"):
        assert KEY.encode() not in path.read_bytes()
    assert KEY not in repr(replies)


def test_a_bad_key_fails_every_call_at_once_and_is_not_retried() -> None:
    with FaultServer(Behaviour(faults={"auth": 1.0})) as server:
        replies = asked(server, *several(4))
    assert {(reply.state, reply.kind) for reply in replies} == {("failed", "auth")}
    assert len(server.calls) == 4


def test_asking_loads_no_model_library_before_it_sends() -> None:
    code = (
        "import sys, importlib, pkgutil, reviewer.judge as judge\n"
        "for module in pkgutil.iter_modules(judge.__path__):\n"
        "    importlib.import_module(f'reviewer.judge.{module.name}')\n"
        "from reviewer.judge.providers import provider\n"
        "provider('openai:x', base_url='http://127.0.0.1:9/v1')\n"
        "heavy = {'openai', 'langchain', 'langchain_core', 'langchain_openai', 'httpx2', 'sqlalchemy', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
