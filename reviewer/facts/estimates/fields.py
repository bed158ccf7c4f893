"""Results of fields in brackets, and of what each of something has: the sides of a sign come in, claims go out."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.side import Side
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Expression, Node, figure_node, plus

_PAIR = 2


def listed(left: Side, right: Side) -> Claim | None:
    """What fields with their sizes in brackets add up to: "id (16 B), lat (8 B), lng (8 B), state (4 B) ≈ 36 bytes"."""
    last, first = (side.found[at] if side.found else None for side, at in ((left, -1), (right, 0)))
    stated = first.node.figure if first is not None and not first.first else None
    if stated is None or last is None or not last.single or stated.scale.dims.size != 1:
        return None
    parts = [
        token.figure for token, before, after in zip(left.tokens[1:], left.tokens, left.tokens[2:], strict=False)
        if token.figure is not None and before.kind == "open" and after.kind == "close"
    ]  # fmt: skip
    alike = all(one.scale.dims == stated.scale.dims for one in parts)
    if len(parts) <= _PAIR or not alike or last.node.figure is not parts[-1]:
        return None
    return Claim(plus(*parts), stated, parts[0].start, stated.end, tentative=True)


def of_each(each: Node, stated: Figure, previous: Figure, right: Side) -> Claim:
    """The claim that so many of the last result give a figure; behind an arrow others may be meant."""
    node = Node("*", (figure_node(previous), each))
    return Claim(node, stated, each.figures()[0].start, stated.end, right.relation == "=", tentative=right.arrow)


def is_shared(before: Expression, after: Expression, tokens: Sequence[Token]) -> bool:
    """Whether a figure is told for each part of the one before it: "25 bytes ≈ 0.2 bytes each"."""
    return before.single and [one.sign for one in tokens[after.last : after.last + 1]] == ["each"]
