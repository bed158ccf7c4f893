"""A plan counts what the judge would send, and sends nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from reviewer.judge.plan import known_keys, plan
from reviewer.judge.prices import Price
from tests.judge.judging import IDS, OPTIONS, Asking, Memory, judged, rubric, shop

PRICE = Price(model="openai:stub", input=1.0, cached=0.1, output=4.0)
WITH_RISKS = replace(OPTIONS, risks=True)


def test_it_counts_the_calls_that_are_made() -> None:
    for options in (OPTIONS, WITH_RISKS, replace(WITH_RISKS, votes=3), replace(OPTIONS, batch="criterion")):
        ask = Asking()
        asyncio.run(judged(ask, options=options))
        made = plan(shop(), rubric(), frozenset(IDS), options)
        assert made.calls == len(ask.asked)
        assert made.prompt_chars == sum(len(message.text) for call in ask.asked for message in call.messages)


def test_tokens_and_cost_are_ranges() -> None:
    made = plan(shop(), rubric(), frozenset(IDS), WITH_RISKS, PRICE)
    assert made.input_tokens[0] < made.input_tokens[1]
    assert made.output_tokens[0] < made.output_tokens[1]
    assert made.cost_usd is not None
    assert 0 < made.cost_usd[0] < made.cost_usd[1]
    assert 0.5 < made.shared_share < 1


def test_without_a_price_there_is_no_cost() -> None:
    assert plan(shop(), rubric(), frozenset(IDS), WITH_RISKS).cost_usd is None


def test_what_is_known_is_not_planned_again() -> None:
    store = Memory()
    asyncio.run(judged(Asking(), store=store))
    known = known_keys(shop(), rubric(), frozenset(IDS), OPTIONS, store)
    made = plan(shop(), rubric(), frozenset(IDS), OPTIONS, PRICE, known)
    assert (made.calls, made.verdicts, made.verdicts_known, made.cost_usd) == (0, 3, 3, (0.0, 0.0))
    edited = rubric(ask="Which peak load?")
    made = plan(shop(), edited, frozenset(IDS), OPTIONS, PRICE, known)
    assert (made.calls, made.verdicts_known) == (1, 2)


@pytest.mark.parametrize("options", [OPTIONS, WITH_RISKS])
def test_nothing_to_ask_is_no_call(options) -> None:
    assert plan(shop(), rubric(), frozenset(), options).calls == 0
