"""Prices per thousand in a row: such a price and the other cells come in, what so many of it cost goes out."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.tree import Node, figure_node

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
