"""What a sum is said to come to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reviewer.facts.estimates.figure import NONE, SIZE, TIME, Figure
from reviewer.facts.estimates.slips import figures_of, is_digit
from reviewer.facts.estimates.spot import MACHINES
from reviewer.facts.estimates.tree import Expression, Node, failing, figure_node


@dataclass(frozen=True, slots=True)
class Claim:
    """`stated` is said to be what `node` comes to. `exact` tells "=" from "≈"; `bound` is "<" or ">" for limits.

    `firm` is false where only the order of the words says that the two belong together; one that is `tentative` counts
    only where it is right. `chained` is the whole expression behind the sign where `stated` is only its first
    operand; `rounded` tells that `stated` only rounds a result.
    """

    node: Node
    stated: Figure
    start: int
    end: int
    exact: bool = False
    bound: str = ""
    firm: bool = True
    tentative: bool = False
    chained: Node | None = None
    rounded: bool = False


def of_failures(claim: Claim) -> Claim:
    """A claim of what an availability leaves of a time ("99.9 % over 30 days = 43.2 minutes"); others as they are."""
    node, stated = claim.node, claim.stated
    share, length = (part.figure for part in node.parts) if node.op == "*" else (None, None)
    if share is None or length is None or not share.is_availability:
        return claim
    times = length.scale.dims == stated.scale.dims == TIME
    if not times or stated.base * _LEAST_PART > length.base:
        return claim
    return replace(claim, node=Node("*", (failing(share, stated.start), figure_node(length))))


def is_assigned(claim: Claim) -> bool:
    """Whether a bare number stands before its sum, as in a program; "58 x 6 = 348" is none."""
    figures = claim.node.figures()
    return claim.stated.bare and (len(figures) < 2 or claim.stated.start < figures[-1].start)


def rounding(before: Expression, stated: Figure, *, arrow: bool) -> Claim | None:
    """The claim that a result is told again in round numbers: "… = 1157 ≈ 1200", "… = 1.39 → 2 servers"."""
    given = before.node.figure
    if given is None or given.powered or given.value <= 0 or given.is_factor or stated.is_factor:
        return None
    if given.bare and given.value >= _BYTES and stated.scale.dims == SIZE and not arrow:
        return Claim(before.node, stated, given.start, stated.end)
    plain = stated.scale.dims == NONE and stated.scale.period_s in (0.0, 1.0)
    if not (plain if given.bare else given.scale == stated.scale and not arrow):
        return None
    if not 1 / _PREFIX < stated.value / given.value < _PREFIX:
        # "4,505.6 ≈ 4.5 TxkB/s", but "77,760,000 values = 77.76B values"
        same = bool(given.unit) and given.unit == stated.unit and given.value > _MANY and figures_of(stated.value) > 2
        if not same or not is_digit(stated.value / given.value, _SAME):
            return None
        return Claim(before.node, stated, given.start, stated.end)
    told = replace(given, readings=tuple(one._replace(scale=stated.scale) for one in given.readings), unit=stated.unit)
    node = Node("ceil", (figure_node(told),)) if stated.unit in MACHINES else figure_node(told)
    return Claim(node, stated, given.start, stated.end, rounded=True)


_LEAST_PART = 5.0
"""How often a time has to hold what it may only fail for."""

_BYTES = 1e9
"""So large a bare number is told again as a size: "= 70,000,000,000 = 70 GB"."""

_MANY = 1e5
_SAME = 0.002
_PREFIX = 900.0
"""From so many times on a letter before a unit explains what a rounded number is off by."""


def is_of_each(given: Figure | None, stated: Figure | None, previous: Figure, *, each: bool) -> bool:
    """Whether a size is that of each one of the last result: "= 360,000 messages", "at 2 KB per message = 720 MB"."""
    if given is None or stated is None or not (given.per_item or each):
        return False
    counts = previous.scale.dims == NONE and not previous.is_factor
    if each and given.still == stated.still == NONE and given.scale.period_s and stated.scale.period_s:
        return counts and not previous.scale.period_s  # "2,000 active; 12 req/min each = 400 req/s"
    sized = bool(given.scale.dims.size) and not stated.scale.period_s
    return counts and bool(previous.unit) and sized and stated.still == given.still
