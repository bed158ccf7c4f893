"""What a sum comes to: a tree and a way of reading its units come in, an interval with dimensions goes out.

There are three ways. `exact` keeps all dimensions. `undated` takes times for plain numbers in the unit they are
written in, since people write 112 GB × 365 days × 5 and mean a size. `plain` takes all numbers as they are written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from reviewer.facts.estimates.figure import NONE, TIME, Dims, Figure, Reading
from reviewer.facts.estimates.tree import Node, times

Way = Literal["exact", "undated", "plain"]

_LARGEST = 1e120
_SLOWEST_POWER = 200


class Amount(NamedTuple):
    """An interval in base units. `share` is true for a percentage, which a sum applies to what it is added to."""

    low: float
    high: float
    dims: Dims = NONE
    share: bool = False


def amount_of(figure: Figure, reading: Reading, way: Way) -> Amount:
    """A figure in one of its readings, read in one `way`."""
    factor, dims, period_s = reading.scale
    share = figure.dimension in ("percent", "growth")
    if way == "plain":
        factor, dims = (0.01 if share else 1.0), NONE
    elif way == "undated":
        factor, dims = (1.0 if dims.time else factor), (dims._replace(time=0) if dims.time else dims)
    elif period_s and not share:
        factor, dims = factor / period_s, _less(dims, TIME)
    return Amount(reading.low * factor, reading.high * factor, dims, share)


def evaluate(node: Node, way: Way, chosen: Mapping[int, Reading]) -> Amount | None:
    """The value of `node`, None where it has none or its dimensions do not fit. `chosen` are readings by offset."""
    if node.figure is not None:
        first = node.figure.readings[0]
        return amount_of(node.figure, first if node.figure.told else chosen.get(node.figure.start, first), way)
    parts = [evaluate(part, way, chosen) for part in node.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    made = _BINARY[node.op](*known) if node.op in _BINARY else _called(node.op, known)
    if made is None or not (0 <= made.low <= made.high <= _LARGEST):
        return None
    return made


def _times(left: Amount, right: Amount) -> Amount:
    return Amount(left.low * right.low, left.high * right.high, _more(left.dims, right.dims))


def _over(left: Amount, right: Amount) -> Amount | None:
    if right.low <= 0:
        return None
    return Amount(left.low / right.high, left.high / right.low, _less(left.dims, right.dims))


@lru_cache(maxsize=1024)
def _more(left: Dims, right: Dims) -> Dims:
    return Dims(*(a + b for a, b in zip(left, right, strict=True)))


@lru_cache(maxsize=1024)
def _less(left: Dims, right: Dims) -> Dims:
    return Dims(*(a - b for a, b in zip(left, right, strict=True)))


def _plus(left: Amount, right: Amount) -> Amount | None:
    if right.share and not left.share:
        return left._replace(low=left.low * (1 + right.low), high=left.high * (1 + right.high))
    if left.dims != right.dims:
        return None
    return Amount(left.low + right.low, left.high + right.high, left.dims, left.share)


def _minus(left: Amount, right: Amount) -> Amount | None:
    if right.share and not left.share:
        return left._replace(low=left.low * (1 - right.high), high=left.high * (1 - right.low))
    if left.dims != right.dims:
        return None
    return Amount(left.low - right.high, left.high - right.low, left.dims, left.share)


def _raised(left: Amount, right: Amount) -> Amount | None:
    if left.dims != NONE or right.low > _SLOWEST_POWER or right.high != right.low or left.low <= 0:
        return None
    if right.low * math.log10(max(left.high, 1.0)) > 100:
        return None
    return Amount(left.low**right.low, left.high**right.low)


_BINARY = {"*": _times, "/": _over, "+": _plus, "-": _minus, "^": _raised}


def _called(name: str, parts: list[Amount]) -> Amount | None:
    first = parts[0]
    if name == "max" or name == "min":
        choose = max if name == "max" else min
        if any(part.dims != first.dims for part in parts):
            return None
        return first._replace(low=choose(part.low for part in parts), high=choose(part.high for part in parts))
    if name in ("sqrt", "log", "log2"):
        return _function(name, first)
    if name in _ROUNDED and first.dims == NONE and len(parts) == 1:
        return first._replace(low=float(_ROUNDED[name](first.low)), high=float(_ROUNDED[name](first.high)))
    return first if len(parts) == 1 else None


_ROUNDED: dict[str, Callable[[float], int]] = {
    "ceil": math.ceil,
    "ceiling": math.ceil,
    "roundup": math.ceil,
    "floor": math.floor,
    "round": round,
}


def _function(name: str, part: Amount) -> Amount | None:
    if part.dims != NONE or part.low <= 0:
        return None
    function = {"sqrt": math.sqrt, "log2": math.log2, "log": math.log10}[name]
    return Amount(function(part.low), function(part.high))


def regrouped(node: Node) -> Node | None:
    """The sum with a ÷ b × c taken for a ÷ (b × c), as people write it; None where it is not of that form."""
    if node.op != "*" or not node.parts:
        return None
    left = node.parts[0]
    if left.closed:
        return None
    inner = left if left.op == "/" else regrouped(left)
    return Node("/", (inner.parts[0], Node("*", (inner.parts[1], node.parts[1])))) if inner is not None else None


def divided_whole(node: Node) -> Node | None:
    """The sum with a + b ÷ c taken for (a + b) ÷ c, as people write it; None where it is not of that form."""
    last = node.parts[-1] if node.op == "+" else node
    if node.op != "+" or last.op != "/" or last.closed:
        return None
    return Node("/", (Node("+", (node.parts[0], last.parts[0])), last.parts[1]))


def terms(node: Node) -> list[Node]:
    """The terms of a sum, from left to right."""
    found: list[Node] = []
    while node.op == "+":
        found.append(node.parts[1])
        node = node.parts[0]
    return [node, *found[::-1]]


def without_shared(before: Node, after: Node) -> Node | None:
    """What the first factor behind a sign stands for, where the others stand before it too.

    "3.3M × 365 × 500 bytes ≈ 1.2B × 500 bytes" tells that 3.3M × 365 are 1.2B.
    """
    given, told = _product(before), _product(after)
    if given is None or told is None or len(told) < 2 or len(given) <= len(told):
        return None
    for one in told[1:]:
        same = next((other for other in given[::-1] if (other.value, other.unit) == (one.value, one.unit)), None)
        if same is None:
            return None
        given.remove(same)
    return times(*given)


def _product(node: Node) -> list[Figure] | None:
    """The factors of a plain product, None for any other sum."""
    if node.figure is not None:
        return [node.figure]
    if node.op != "*" or len(node.parts) != 2:
        return None
    left, right = _product(node.parts[0]), _product(node.parts[1])
    return None if left is None or right is None else left + right
