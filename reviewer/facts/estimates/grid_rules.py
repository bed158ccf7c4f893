"""What a column of a table may be made of: columns and figures outside come in, rules and how far they hold go out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reviewer.facts.estimates.algebra import Way, amount_of, evaluate
from reviewer.facts.estimates.context import Entry
from reviewer.facts.estimates.figure import Figure, constant
from reviewer.facts.estimates.tolerance import distance, nearest
from reviewer.facts.estimates.tree import Node, figure_node, over, times
from reviewer.facts.units import DAY_S

AGREES = 0.16
"""How far, as a natural logarithm, a row may be off: 10^5 seconds for a day."""

_MOST_OUTSIDE = 8
_CONSTANTS = (1 / DAY_S, 30.0, 365.0, 12.0, 24.0, 3600.0)

_CALENDAR = frozenset((12.0, 24.0, 30.0, 365.0))
_TIGHT = 0.06
"""How far a row may be off that is twelve times another: a tenth of a prefix is near it."""

Rule = Callable[[dict[int, Entry]], Node | None]


def rules(others: Sequence[int], outside: Sequence[Entry]) -> Iterator[Rule]:
    """The rules that columns may follow, by the columns and the figures outside that they may be made of."""
    yield from pairs(others)
    for one in others:
        yield itself(one)
        for entry in outside[:_MOST_OUTSIDE]:
            if entry.figure.value > 1 and not entry.figure.is_factor:
                yield with_fixed(one, entry.figure, times)
                yield with_fixed(one, entry.figure, lambda cell, fixed: over(fixed, cell))
                yield with_fixed(one, entry.figure, over)
        for value in _CONSTANTS:
            yield with_fixed(one, constant(value, f"{value:.6g}", 0), times)


def pairs(others: Sequence[int]) -> Iterator[Rule]:
    """The products, quotients, sums and differences of two columns."""
    for at, one in enumerate(others):
        for other in others[at + 1 :]:
            yield _of_two(one, other, times)
            yield _of_two(one, other, over)
            yield _of_two(other, one, over)
            yield _of_a_kind(one, other, "+")
            yield _of_a_kind(one, other, "-")
            yield _of_a_kind(other, one, "-")


def _of_two(one: int, other: int, made: Callable[[Figure, Figure], Node]) -> Rule:
    return lambda row: made(row[one].figure, row[other].figure) if one in row and other in row else None


def _of_a_kind(one: int, other: int, sign: str) -> Rule:
    """The sum or difference of two columns of one kind: a size and a bare number have none."""

    def rule(row: dict[int, Entry]) -> Node | None:
        if one not in row or other not in row:
            return None
        first, second = row[one].figure, row[other].figure
        alike = first.scale.dims == second.scale.dims and not (first.is_factor or second.is_factor)
        return Node(sign, (figure_node(first), figure_node(second))) if alike else None

    return rule


def itself(one: int) -> Rule:
    """The same quantity in another unit: Mbit/s and GB per day."""
    return lambda row: figure_node(row[one].figure) if one in row else None


def with_fixed(one: int, fixed: Figure, made: Callable[[Figure, Figure], Node]) -> Rule:
    """What a column and a figure that is the same in all rows make."""
    return lambda row: made(row[one].figure, fixed) if one in row else None


def holds(body: Sequence[dict[int, Entry]], column: int, rule: Rule) -> int:
    """In how many rows with different results a rule gives the cell of `column`."""
    held: set[float] = set()
    filled = sum(column in row for row in body)
    failed = 0
    for row in body:
        if column not in row:
            continue
        node = rule(row)
        if node is not None and _follows(node, row[column].figure):
            held.add(row[column].figure.value)
            continue
        failed += 1
        if failed * 2 > filled:
            return 0
    return len(held)


def _follows(node: Node, stated: Figure) -> bool:
    """Whether the cell is what the rule gives; one that only repeats the other column in its own unit is none."""
    if node.figure is None:
        months = any(one.told and one.value in _CALENDAR for one in node.figures())
        return agrees(node, stated, most_off=_TIGHT if months else AGREES, rounded=not months)
    dated = bool(stated.scale.period_s) and bool(node.figure.scale.period_s)
    return dated and node.figure.scale != stated.scale and agrees(node, stated, exact=True)


def agrees(node: Node, stated: Figure, *, exact: bool = False, most_off: float = AGREES, rounded: bool = True) -> bool:
    """Whether a node comes to what is stated, times counted as plain numbers or, with `exact`, as times.

    With `rounded` 1024 may stand for 1000.
    """
    way: Way = "exact" if exact else "undated"
    came = evaluate(node, way, {})
    told = amount_of(stated, stated.readings[0], way)
    if came is None or came.low <= 0 or told.low <= 0 or came.dims != told.dims:
        return False
    return distance(nearest(told.low / came.low, sizes=rounded and bool(told.dims.size))) <= most_off
