"""Prices per piece and per thousand: sums of money and the cells of a row come in, what they may mean goes out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.tree import Node, figure_node
from reviewer.facts.units import DAY_S

_PER = frozenset((1e3, 1e4, 1e6))
_CLOSE = 0.02


def of_a_price(node: Node, cells: Sequence[Figure]) -> Claim | None:
    """The cost that a count in another cell and this price come to: "100,000 | $0.005/1000 | $0.50"; else None."""
    if node.op != "/" or node.parts[0].figure is None or node.parts[1].figure is None:
        return None
    price, per = node.parts[0].figure, node.parts[1].figure
    if not price.scale.dims.money or not per.bare or per.value not in _PER:
        return None
    counts = [one for one in cells if one.scale.dims == NONE and not one.is_factor]
    for stated in [one for one in cells if one.scale.dims == price.scale.dims]:
        for count in counts:
            made = count.base * price.base / per.value
            if made > 0 and abs(stated.base / made - 1) < _CLOSE:
                whole = Node("*", (figure_node(count), node))
                return Claim(whole, stated, min(count.start, price.start), max(stated.end, per.end))
    return None


def is_for_many(price: Figure, operands: Sequence[Figure]) -> bool:
    """Whether a price per thousand is one of so many as stand beside it: "100,000 × $0.20/1K", not "100 × $0.20/1K"."""
    if not price.scale.dims.money or len(price.readings) < _SEVERAL or not price.scale.factor:
        return False
    many = price.readings[1].scale.factor / price.scale.factor
    if any(one.value == many for one in operands):
        return False  # "10,000 / 1,000,000 × $0.20/million"
    return many < math.prod(one.value for one in operands if one is not price and one.still == NONE) * _LITTLE


def is_priced(node: Node, stated: Figure) -> bool:
    return bool(stated.scale.dims.money) and any(
        one.scale.dims.money and one.base < 1 and not one.per_item and len(one.readings) == 1 for one in node.figures()
    )


def is_paid(node: Node) -> bool:
    """Whether a sum may come to money: it has some, or nothing but numbers ("12 × 100 = $1,200")."""
    figures = node.figures()
    return any(one.scale.dims.money for one in figures) or all(one.bare or one.is_factor for one in figures)


def is_of_a_month(node: Node, stated: Figure, ratio: float) -> bool:
    """Whether what so many a day cost is told for a month, as bills are: "350 queries/day × $0.001 | $10"."""
    periods = [one.scale.period_s for one in node.figures() if one.scale.period_s]
    daily = periods == [DAY_S] and not any(one.scale.dims.time for one in node.figures())
    return stated.scale.dims.money == 1 and not stated.scale.period_s and daily and abs(ratio / _MONTH - 1) < _ROUNDED


_MONTH, _ROUNDED = 30.0, 0.08
_SEVERAL = 2
_LITTLE = 1.1
