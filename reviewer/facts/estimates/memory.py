"""What bare numbers of a sum may stand for, since a document told them before with a unit or a scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import NONE, PLAIN, Figure, Reading, told_per
from reviewer.facts.estimates.outcome import Setting
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Node, exchanged

_MOST = 400
_MANY = 100_000
_DIGITS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?(?![0-9,.])")
"""The number of a count that is told with a scale: "500M", "1.5 billion"."""


@dataclass
class Memory:
    """Sizes by their number, and counts by the number that they were told with: the 500 million of "500M users"."""

    sizes: dict[float, tuple[Reading, ...]] = field(default_factory=dict)
    counts: dict[float, Reading] = field(default_factory=dict)

    def remember(self, tokens: Sequence[Token], plain: str) -> None:
        """Take in the figures of a line of the text `plain`."""
        for token in tokens:
            if token.figure is None:
                continue
            if token.figure.scale.dims.size:
                _make_room(self.sizes)
                self.sizes[token.figure.value] = token.figure.readings[:1]
            elif token.figure.scale.dims == NONE and token.figure.value >= _MANY:
                self._count(token.figure, plain)

    def _count(self, figure: Figure, plain: str) -> None:
        digits = _DIGITS.match(plain, figure.start)
        if digits is not None and float(digits[0]) < _MANY:
            _make_room(self.counts)
            self.counts[float(digits[0])] = Reading(figure.value, figure.value, PLAIN)


def setting_of(claim: Claim, periods: tuple[float, ...], memory: Memory) -> Setting:
    """How the numbers of a sum that is written out may be read."""
    setting = Setting(periods, memory.sizes, claim.exact, claim.bound, counts=memory.counts)
    figures = claim.node.figures()
    if all(one.bare for one in figures):
        setting = replace(setting, unitless=claim.stated.bare, bare=not claim.stated.bare)
    elif claim.stated.bare and any(one.scale.dims.size for one in figures):
        setting = replace(setting, bare=True)
    if not claim.stated.bare and claim.stated.is_counted and all(one.may_be_plain for one in figures):
        setting = replace(setting, counted=True)
    return setting


def told_before(node: Node, stated: Figure, last: Figure | None) -> tuple[Node, Figure] | None:
    """A sum of bare numbers, one of which is the last result, and its own result, both for no time.

    "64 GB/day", then "64 × 365 = 23 TB/year".
    """
    if last is None or not last.unit or not last.still.size or stated.scale.dims != last.scale.dims:
        return None
    figures = node.figures()
    same = [one for one in figures if one.value == last.value]
    if len(same) != 1 or len(figures) < _TWO or not all(one.bare for one in figures):
        return None
    told = replace(told_per(last, 0.0), start=same[0].start, end=same[0].end)
    return exchanged(node, same[0], told), told_per(stated, 0.0)


_TWO = 2


def _make_room(known: dict[float, Any]) -> None:
    if len(known) > _MOST:
        known.clear()
