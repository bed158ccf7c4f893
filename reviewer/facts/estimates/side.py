"""What stands between two relations, and what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Expression, Node

LONGEST_LINK = 5
"""Words that may stand between a sum and its result."""


@dataclass(frozen=True, slots=True)
class Side:
    """What stands between two relations: its tokens, its expressions and the relation before it."""

    tokens: list[Token]
    found: list[Expression]
    relation: str = ""
    arrow: bool = False


def with_previous(one: Expression, previous: Figure | None) -> Node | None:
    """The tree of an expression; the last result stands in for a left operand that is missing."""
    if not one.leading:
        return one.node
    if previous is None or (one.leading == "+" and not _is_added_share(one, previous)):
        return None
    return _prefixed(one.node, one.leading, Node("", figure=previous))


def _is_added_share(one: Expression, previous: Figure) -> bool:
    """Whether a line adds a share of the last result to it: "+20% headroom → 240"."""
    return one.node.figure is not None and one.node.figure.dimension == "percent" and not previous.is_factor


def _prefixed(node: Node, sign: str, left: Node) -> Node:
    """`left sign node`, with the operator at the leftmost operand of `node`."""
    if node.op in ("*", "/", "+", "-"):
        return Node(node.op, (_prefixed(node.parts[0], sign, left), node.parts[1]))
    return Node(sign, (left, node))


def reversed_claim(before: Expression, after: Expression, *, exact: bool) -> Claim | None:
    """The claim that a figure is what the sum behind it comes to: "30 GB: 100M × 300 B"."""
    stated = before.node.figure
    if stated is None or stated.is_factor or any(one.readings == stated.readings for one in after.node.figures()):
        return None
    return Claim(after.node, stated, stated.start, after.node.figures()[-1].end, exact, firm=False)


def start_of(node: Node) -> int:
    """Where the first figure of a sum begins in the source."""
    return min(figure.start for figure in node.figures())
