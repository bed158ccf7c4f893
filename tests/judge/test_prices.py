"""Prices: dated, by host, with dated versions of a model, one's own file first, and never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import ConfigError
from reviewer.judge.prices import load_prices
from reviewer.model.judgement import CallUsage

HOST = "api.openai.com"


@pytest.fixture(autouse=True)
def _no_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWER_PRICES", raising=False)


def test_cached_input_has_its_own_price() -> None:
    usage = CallUsage(input_tokens=1_000_000, cached_tokens=600_000, output_tokens=100_000)
    assert load_prices().cost("openai:gpt-4o-mini", usage, HOST) == pytest.approx(0.4 * 0.15 + 0.6 * 0.075 + 0.1 * 0.6)


def test_an_unknown_model_has_no_cost() -> None:
    assert load_prices().cost("openai:made-up", CallUsage(1000, 0, 10), HOST) is None


def test_another_host_may_ask_another_price() -> None:
    assert load_prices().find("openai:gpt-4o-mini", "127.0.0.1:8080") is None


@pytest.mark.parametrize("ref", ["openai:gpt-4o-mini-2024-07-18", "openai:gpt-4o-mini-20240718"])
def test_a_dated_version_costs_what_its_name_costs(ref: str) -> None:
    prices = load_prices()
    assert prices.find(ref, HOST) == prices.find("openai:gpt-4o-mini", HOST)


@pytest.mark.parametrize("ref", ["openai:gpt-4o-mini-audio", "openai:gpt-4o-mini-fast-20240718", "openai:gpt-4"])
def test_a_like_named_model_is_another_model(ref: str) -> None:
    assert load_prices().find(ref, HOST) is None


def test_one_s_own_file_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text(
        "as_of: 2026-02-01\nmodels:\n"
        "  - {model: 'openai:gpt-4o-mini', input: 1, output: 2}\n"
        "  - {model: 'openai:local', host: '127.0.0.1:8080', input: 0, output: 0}\n"
    )
    monkeypatch.setenv("REVIEWER_PRICES", str(own))
    prices = load_prices()
    assert prices.cost("openai:gpt-4o-mini", CallUsage(1_000_000, 500_000, 0), HOST) == 1.0
    assert prices.cost("openai:local", CallUsage(1000, 0, 1000), "127.0.0.1:8080") == 0.0
    assert prices.find("openai:gpt-4.1", HOST) is not None
    assert str(prices.as_of[0]) == "2026-02-01"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("as_of: [", "prices.unreadable"),
        ("models: []", "prices.value"),
        ("as_of: 2026-01-01\nmodels: [{model: nocolon, input: 1, output: 1}]", "prices.value"),
        ("as_of: 2026-01-01\nmodels: [{model: 'a:b', input: -1, output: 1}]", "prices.value"),
        ("- 1", "prices.value"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, code: str) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_prices(own)
    assert (caught.value.code, caught.value.where) == (code, str(own))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="missing"):
        load_prices(tmp_path / "missing.yaml")
