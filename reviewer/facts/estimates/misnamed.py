"""What the whole document says for results that their sums do not give: estimates come in, those that count go out.

Who writes "40 MB × 60 = 2400 mbps" once took bytes for bits; who writes it in every sum calls megabytes so. What a sum
close by comes to is its result, wherever it is told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from reviewer.model.facts import Estimate

_SMALL = re.compile(r"[0-9] ?[kmg]bps\b")
_OFTEN = 3
"""Sums that are off by the bits of a byte before a document is taken to mean bytes."""

_LEAST, _MOST = 1 / 9.5, 1 / 7.5


def spared(estimates: Iterable[Estimate]) -> tuple[Estimate, ...]:
    """The estimates; where most results in "mbps" made of bytes are an eighth of their sums, they are bytes."""
    given = tuple(estimates)
    told = [one for one in given if _SMALL.search(one.text) and any("B" in part.unit for part in one.inputs)]
    off = [one for one in told if _is_an_eighth(one)]
    if len(off) < _OFTEN * (1 + sum(one.verdict == "right" for one in told)):
        return given
    return tuple(replace(one, verdict="unchecked", expected=None) if one in off else one for one in given)


def without_retold(estimates: Mapping[int, Estimate], written: Set[int]) -> list[Estimate]:
    """The estimates by their place, without wrong ones whose result a sum that is `written` under them comes to."""
    right = {
        (one.stated.value, one.stated.unit, line)
        for start, one in estimates.items() if start in written and one.verdict == "right"
        for line in range(one.lines[0] - _NEAR, one.lines[0])
    }  # fmt: skip
    return [
        one for start, one in sorted(estimates.items())
        if one.verdict != "wrong" or start in written
        or (one.stated.value, one.stated.unit, one.lines[0]) not in right
    ]  # fmt: skip


_NEAR = 3
"""Lines between a result and the sum that it is told with."""


def _is_an_eighth(one: Estimate) -> bool:
    if one.verdict != "wrong" or one.expected is None or one.expected.value <= 0:
        return False
    return _LEAST < one.stated.value / one.expected.value < _MOST
