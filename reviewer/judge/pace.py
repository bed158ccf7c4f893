"""The pace that a host's rate headers allow. In: what each reply says is left. Out: how long the next call waits.

Headers tell a bucket: how many calls it holds, how many are left, and when it is full again. From two of them that
agree follows at what rate it fills, and so when there is a call for us. Headers of another kind (a window that ends)
do not agree with each other; then nothing is paced here.
"""

from __future__ import annotations

from reviewer.model.judgement import Rate

_AGREE = 0.25
"""Two rates agree if they differ by no more than this share: hosts round what they tell."""

_APART = 2
"""Calls by which what is left must differ for a second rate to say anything new."""

_MARGIN = 0.97
"""The share of the rate that is used: clocks differ, and calls do not arrive evenly."""


class Pace:
    """A bucket like the host's, as far as its headers tell. Not safe across threads by itself."""

    def __init__(self) -> None:
        self._seen: tuple[int, float] | None = None
        self._rate: float | None = None
        self._capacity = 0.0
        self._calls = 0.0
        self._at_s = 0.0

    @property
    def known(self) -> bool:
        """Whether the headers have proved to be those of a bucket."""
        return self._rate is not None

    def learn(self, told: Rate, now_s: float) -> None:
        """Takes a reply's headers in."""
        used = told.limit - told.remaining
        if used <= 0 or told.reset_s <= 0:
            return
        rate = used / told.reset_s
        if self._rate is None:
            self._compare(told, rate, now_s)
            return
        if abs(rate - self._rate) > _AGREE * self._rate:
            self._rate, self._seen = None, (told.remaining, rate)
            return
        self._rate = rate
        self._fill(now_s)
        self._calls = min(self._calls, float(told.remaining) + 1.0)

    def take_s(self, now_s: float) -> float:
        """Takes one call out of the bucket; seconds until it is there, 0 where nothing is known."""
        if self._rate is None:
            return 0.0
        self._fill(now_s)
        self._calls -= 1.0
        return max(0.0, -self._calls / (self._rate * _MARGIN))

    def give_back(self) -> None:
        """Puts a call back that was not made."""
        self._calls += 1.0

    def emptied(self, now_s: float) -> None:
        """A call was refused: there is less than was thought."""
        if self._rate is not None:
            self._fill(now_s)
            self._calls = min(self._calls, 0.0)

    def _compare(self, told: Rate, rate: float, now_s: float) -> None:
        """Keeps the first rate; with a second that agrees the bucket is known."""
        if self._seen is None:
            self._seen = (told.remaining, rate)
            return
        remaining, before = self._seen
        if abs(told.remaining - remaining) < _APART:
            return
        self._seen = (told.remaining, rate)
        if abs(rate - before) <= _AGREE * before:
            self._rate, self._capacity = rate, float(told.limit)
            self._calls, self._at_s = float(told.remaining), now_s

    def _fill(self, now_s: float) -> None:
        if self._rate is not None:
            self._calls = min(self._capacity, self._calls + (now_s - self._at_s) * self._rate * _MARGIN)
        self._at_s = now_s
