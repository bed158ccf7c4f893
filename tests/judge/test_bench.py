"""One model on a bench: what all its asks spend counts together, and a limit needs a price."""

from __future__ import annotations

import asyncio

import pytest

from reviewer.errors import ConfigError
from reviewer.judge.bench import ModelBench
from reviewer.judge.budget import most_tokens
from reviewer.judge.compose import AskOptions
from reviewer.judge.prices import Price, Prices
from tests.fault_server import Behaviour, FaultServer
from tests.judge.asking import request

KEY = "sk-test-0123456789abcdef"
PRICE = Price(model="openai:stub", input=1.0, cached=0.1, output=10.0)


def test_what_two_asks_spend_counts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    most_usd = PRICE.cost(most_tokens(request()))
    with FaultServer(Behaviour(latency_s=0.0)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        bench = ModelBench("openai:stub", max_cost_usd=1.01 * most_usd, prices=Prices(entries=(PRICE,), as_of=()))

        async def work() -> list[str]:
            try:
                asks = [bench.ask(None, AskOptions()) for _ in range(4)]
                return [(await ask(request(f"k{number}"))).state for number, ask in enumerate(asks)]
            finally:
                await bench.aclose()

        states = asyncio.run(work())
    assert states[0] == "ok"
    assert states[-1] == "budget"


def test_a_limit_needs_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(ConfigError) as caught:
        ModelBench("openai:stub", max_cost_usd=1.0, prices=Prices(entries=(), as_of=()))
    assert caught.value.code == "prices.unknown_model"


def test_its_options_name_the_model_and_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    bench = ModelBench("openai:stub")
    options = bench.options(votes=3)
    assert (options.model, options.host, options.votes) == (bench.provider.ref, bench.provider.host, 3)
