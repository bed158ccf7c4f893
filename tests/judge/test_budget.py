"""The spending limit holds whatever happens: many calls at once, retries, failures, replies that cost more or less."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import ConfigError
from reviewer.judge.budget import Budget, most_tokens, within_budget
from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.failure import ProviderError
from reviewer.judge.prices import Price, load_prices
from reviewer.judge.providers import provider
from reviewer.judge.retry import retrying
from reviewer.model.judgement import Message, Reply, Request
from tests.judge.asking import Script, ok, request, run_virtual

PRICE = Price(model="openai:priced", input=1.0, cached=0.1, output=10.0)
MOST_USD = PRICE.cost(most_tokens(request()))


def test_what_fits_is_sent_and_booked() -> None:
    budget = Budget(2 * MOST_USD)
    reply, _ = run_virtual(within_budget(Script([ok(cost_usd=0.001)]), budget, PRICE)(request()))
    assert (reply.state, budget.spent_usd, budget.reserved_usd) == ("ok", 0.001, 0.0)


def test_what_cannot_fit_is_not_sent() -> None:
    send = Script([ok()])
    reply, _ = run_virtual(within_budget(send, Budget(MOST_USD / 2), PRICE)(request()))
    assert (reply.state, reply.usage.calls, send.asked) == ("budget", 0, [])
    assert "USD" in reply.detail


def test_calls_wait_for_others_that_may_turn_out_cheaper() -> None:
    send, budget = Script([ok(cost_usd=MOST_USD / 10)], takes_s=1.0), Budget(MOST_USD * 1.5)
    asks = within_budget(send, budget, PRICE)

    async def work() -> list[Reply]:
        return await asyncio.gather(*(asks(request()) for _ in range(5)))

    replies, took_s = run_virtual(work())
    assert [reply.state for reply in replies] == ["ok"] * 5
    assert took_s == 5  # only one at a time could be set aside
    assert budget.spent_usd == pytest.approx(MOST_USD / 2)


def test_a_call_that_may_have_been_billed_is_booked_at_its_most() -> None:
    for kind, booked in (("timeout", MOST_USD), ("connection", MOST_USD), ("server", 0.0), ("rate_limit", 0.0)):
        budget = Budget(1.0)
        with pytest.raises(ProviderError):
            run_virtual(within_budget(Script([ProviderError(kind)]), budget, PRICE)(request()))  # type: ignore[arg-type]
        assert budget.spent_usd == booked


def test_a_reply_without_tokens_is_booked_at_its_most() -> None:
    budget = Budget(1.0)
    run_virtual(within_budget(Script([ok(cost_usd=None)]), budget, PRICE)(request()))
    assert budget.spent_usd == MOST_USD


def test_retries_count() -> None:
    send, budget = Script([ProviderError("timeout")]), Budget(MOST_USD * 2.5)
    reply, _ = run_virtual(retrying(within_budget(send, budget, PRICE))(request()))
    assert (reply.state, len(send.asked)) == ("budget", 2)


def test_a_call_that_is_given_up_is_booked_at_its_most() -> None:
    budget = Budget(1.0)

    async def work() -> None:
        asks = within_budget(Script([ok()], takes_s=10), budget, PRICE)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asks(request()), 1)

    run_virtual(work())
    assert (budget.spent_usd, budget.reserved_usd) == (MOST_USD, 0.0)


@settings(max_examples=60, deadline=None)
@given(
    limit=st.floats(0.0, 20.0),
    shares=st.lists(st.one_of(st.floats(0.0, 1.0), st.sampled_from(["timeout", "server"])), min_size=1, max_size=30),
)
def test_the_limit_is_never_passed(limit: float, shares: list[float | str]) -> None:
    budget = Budget(limit * MOST_USD)
    left = iter(shares)

    async def send(_request: Request) -> Reply:
        share = next(left)
        await asyncio.sleep(1)
        if isinstance(share, str):
            raise ProviderError(share)  # type: ignore[arg-type]
        return ok(cost_usd=share * MOST_USD)

    async def work() -> list[Reply | BaseException]:
        asks = within_budget(send, budget, PRICE)
        return await asyncio.gather(*(asks(request()) for _ in shares), return_exceptions=True)

    endings, _ = run_virtual(work())
    assert len(endings) == len(shares)
    assert budget.spent_usd <= budget.most_usd + 1e-9
    assert budget.reserved_usd == 0.0


@given(st.text(max_size=200))
def test_no_text_has_more_tokens_than_are_set_aside(text: str) -> None:
    asked = request(messages=(Message("user", text),))
    assert most_tokens(asked).input_tokens >= len(text.encode())
    assert most_tokens(asked).output_tokens == asked.max_output_tokens


def test_a_limit_needs_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWER_PRICES", raising=False)
    unknown = provider("openai:made-up", base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ConfigError) as caught:
        compose(unknown, store=None, prices=load_prices(), options=AskOptions(max_cost_usd=1.0))
    assert caught.value.code == "prices.unknown_model"
    assert "REVIEWER_PRICES" in str(caught.value)
    assert "openai:made-up" in str(caught.value)
