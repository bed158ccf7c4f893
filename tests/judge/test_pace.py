"""Pacing by rate headers: calls go at the rate that is allowed, and headers of another kind pace nothing."""

from __future__ import annotations

import pytest

from reviewer.judge.limit import Limiter
from reviewer.judge.pace import Pace
from reviewer.judge.providers.refusal import pause_s, request_rate
from reviewer.model.judgement import Rate


class Bucket:
    """A host's bucket in a time of its own."""

    def __init__(self, rate: float, limit: int) -> None:
        self.rate, self.limit, self.calls, self.at_s = rate, limit, float(limit), 0.0

    def ask(self, now_s: float) -> Rate | None:
        self.calls = min(self.limit, self.calls + (now_s - self.at_s) * self.rate)
        self.at_s = now_s
        if self.calls < 1:
            return None
        self.calls -= 1
        return Rate(self.limit, int(self.calls), round((self.limit - self.calls) / self.rate, 3))


@pytest.mark.parametrize(("rate", "limit"), [(15.0, 15), (8.3, 500), (100.0, 20), (2.0, 4)])
def test_calls_go_at_the_rate_and_none_is_refused(rate: float, limit: int) -> None:
    bucket, pace, now_s, refused = Bucket(rate, limit), Pace(), 0.0, 0
    count = 4 * limit
    for _ in range(count):
        now_s += pace.take_s(now_s)
        told = bucket.ask(now_s)
        if told is None:
            refused += 1
            pace.emptied(now_s)
        else:
            pace.learn(told, now_s)
    assert pace.known
    assert refused <= 0.02 * count
    assert (count - limit) / now_s >= 0.9 * rate


def test_a_window_that_ends_paces_nothing() -> None:
    pace = Pace()
    for used in range(1, 60):
        pace.learn(Rate(60, 60 - used, 60.0 - used * 0.5), used * 0.5)
        assert pace.take_s(used * 0.5) == 0


def test_without_headers_nothing_waits() -> None:
    assert Pace().take_s(0.0) == 0


def test_headers_are_read_whole_or_not_at_all() -> None:
    whole = {
        "x-ratelimit-limit-requests": "500",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1m0s",
    }
    assert request_rate(whole) == Rate(500, 0, 60.0)
    assert pause_s(whole) == 0
    part = {name: value for name, value in whole.items() if "limit-requests" not in name}
    assert request_rate(part) is None
    assert pause_s(part) == 60.0


def test_nothing_left_of_a_window_holds_all_calls_back() -> None:
    limiter = Limiter(8)
    limiter.went_well(rate=Rate(60, 0, 20.0))
    assert limiter.pause_s == pytest.approx(20.0, abs=1.0)


def test_a_probe_lets_one_call_go_first() -> None:
    limiter = Limiter(32, probe=True)
    assert limiter.limit == 1
    limiter.refused(0.0, None)
    assert limiter.limit == 1
    limiter.went_well()
    assert limiter.limit == 32


def test_after_a_probe_no_more_go_than_the_host_has_left() -> None:
    limiter = Limiter(32, probe=True)
    limiter.went_well(rate=Rate(15, 14, 0.1))
    assert limiter.limit == 14
    generous = Limiter(32, probe=True)
    generous.went_well(rate=Rate(10_000, 9_999, 0.1))
    assert generous.limit == 32
