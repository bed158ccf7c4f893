"""Units that a document means otherwise throughout: estimates in, with those that such a unit explains unchecked out.

Who writes "40 MB × 60 = 2400 mbps" once took bytes for bits; who writes it in every sum calls megabytes so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def _is_an_eighth(one: Estimate) -> bool:
    if one.verdict != "wrong" or one.expected is None or one.expected.value <= 0:
        return False
    return _LEAST < one.stated.value / one.expected.value < _MOST
