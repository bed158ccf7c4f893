"""By how much one figure is more or less than another: "from $150 to $300 (an increase of $150)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.facts.estimates.context import Context, stem
from reviewer.facts.estimates.figure import NONE, Figure, constant, told_per
from reviewer.facts.estimates.slips import is_digit
from reviewer.facts.estimates.spot import SAVED, Place
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Derivation, Node, figure_node, times
from reviewer.facts.words import word_set

_MORE_OR_LESS = word_set(
    """increase increases increased decrease decreases decreased reduction reduced drop dropped saving savings saves
    saved less more fewer lower higher cheaper faster slower smaller larger growth difference cut"""
)
_LONGEST = 8
_NEAR = 4


def change_before(tokens: Sequence[Token], at: int) -> tuple[Figure, Figure] | None:
    """The two figures of "from A to B" before the one at `at`, where the words near it tell of a change."""
    words = [one.sign for one in tokens[max(0, at - _NEAR) : at + 1 + _NEAR] if one.kind == "word"]
    if _MORE_OR_LESS.isdisjoint(words):
        return None
    second = _number_before(tokens, at)
    first = _number_before(tokens, second) if second is not None else None
    if first is None or second is None or second - first > _LONGEST or at - second > _LONGEST:
        return None
    joined = [one.sign for one in tokens[first + 1 : second] if one.kind == "word"]
    begun = [one.sign for one in tokens[max(0, first - 2) : first]]
    before, after = tokens[first].figure, tokens[second].figure
    if before is None or after is None or "to" not in joined[-2:] or "from" not in begun:
        return None
    return before, after


def changed(first: Figure, second: Figure, told: Figure, *, sure: bool = False) -> Iterator[Derivation]:
    """By how much the second of two figures of one kind is more or less than the first; `sure` where words say so."""
    if first.still != second.still or first.is_factor or second.is_factor:
        return
    if first.scale.period_s != second.scale.period_s:  # "from $150 to $300 a month"
        first, second, told = (told_per(one, 0.0) for one in (first, second, told))
    if first.base == second.base:
        return
    more, less = (first, second) if first.base > second.base else (second, first)
    node = Node("-", (figure_node(more), figure_node(less)))
    if told.dimension == "percent" and first.base > 0:
        ratio = told.value / _WHOLE / ((more.base - less.base) / first.base)
        close = abs(ratio - 1) < _CLOSE or is_digit(ratio)
        yield Derivation(Node("/", (node, figure_node(first))), told, firm=close, loose=True)
    elif told.still == first.still and not told.is_factor:
        yield Derivation(node, told, firm=True, loose=not sure)


def saved(place: Place, context: Context) -> Iterator[Derivation]:
    """The difference of the results of the two lines above: "Old: … = 270 µs", "New: … = 190 µs", "Saved: 80 µs"."""
    entry = place.entry
    first = min(one.order for one in place.row) == entry.order
    if not first or not place.pointed or place.words.isdisjoint(SAVED) or entry.figure.is_factor:
        return
    before = context.before(entry.order, _FAR)
    last = [one for one in before if one.row == entry.row - 1]
    if (
        len(last) == 2
        and len(place.row) == 1
        and all(one.figure.scale.dims == entry.figure.scale.dims != NONE for one in last)
    ):
        yield from changed(last[1].figure, last[0].figure, entry.figure, sure=True)  # "cold: 10 min → warm: 45 s"
        return
    above = [one for one in before if one.row >= entry.row - 2 and one.result]
    above = [one for one in above if one.figure.scale == entry.figure.scale]
    if len(above) == 2 and {one.row for one in above} == {entry.row - 1, entry.row - 2}:
        yield from changed(above[1].figure, above[0].figure, entry.figure, sure=True)


def left_over(place: Place, context: Context) -> Iterator[Derivation]:
    """What is left of a whole: "Total: 120 MB", "used: 84.5 MB", "available: 35.5 MB". Only a digit is wrong."""
    entry = place.entry
    if place.words.isdisjoint(_LEFT) or place.row[0] is not entry or not place.pointed or entry.figure.is_factor:
        return
    above = [one for one in context.before(entry.order, _FAR) if one.row >= entry.row - _PAIR]
    above = [one for one in above if one.figure.scale == entry.figure.scale and one.section == entry.section]
    if len(above) != _PAIR or {one.row for one in above} != {entry.row - 1, entry.row - _PAIR}:
        return
    less, more = sorted((one.figure for one in above), key=lambda one: one.base)
    off = entry.figure.base / (more.base - less.base) if more.base > less.base else 0.0
    yield Derivation(Node("-", (figure_node(more), figure_node(less))), entry.figure, firm=is_digit(off, _EXACT))


def progressed(place: Place, context: Context) -> Iterator[Derivation]:
    """The next of "Year 1: 12 TB", "Year 2: 24 TB", "Year 3: 48 TB". Only a digit is wrong."""
    entry = place.entry
    if place.words.isdisjoint(_STEPS):
        return
    above = [one for one in context.before(entry.order, _FAR) if one.figure.scale == entry.figure.scale]
    above = [one for one in above if one.indent == entry.indent and one.section == entry.section]
    if [entry.row - one.row for one in above[:_PAIR]] != [1, _PAIR]:
        return
    last, first = above[0].figure, above[1].figure
    if last.base > first.base > 0 and not entry.figure.is_factor and not entry.figure.bare:
        off = entry.figure.base / (last.base * last.base / first.base)
        node = Node("/", (Node("*", (figure_node(last), figure_node(last))), figure_node(first)))
        yield Derivation(node, told_per(entry.figure, last.scale.period_s), firm=is_digit(off, _EXACT), loose=True)


_LEFT = word_set("available free remaining remains left headroom net margin billable spare leaves leaving")
_STEPS = word_set("year month quarter week day")
_PAIR = 2
_EXACT = 0.005


def grown(place: Place, context: Context) -> Iterator[Derivation]:
    """What grows by a share a year: "1,000 orders/s", then "30 % YoY for 5 years → 3,713 orders/s"."""
    entry = place.entry
    before = [one for one in place.row if one.order < entry.order]
    shares = [one.figure for one in before if one.figure.dimension in ("percent", "growth")]
    years = [one.figure for one in before if one.figure.unit == "year"]
    told = not place.words.isdisjoint(_GROWING) and place.signed
    if not told or len(before) != 2 or len(shares) != 1 or len(years) != 1 or not 0 < shares[0].value < _WHOLE:
        return
    above = [one for one in context.before(before[0].order, _FAR) if entry.row - one.row <= _LINES]
    base = next(
        (one.figure for one in above if one.figure.scale == entry.figure.scale and not one.figure.is_factor), None
    )
    if base is not None and 1 < years[0].value <= _MOST_YEARS:
        one, count = (
            constant(1.0, "1", entry.figure.start),
            constant(years[0].value, f"{years[0].value:g}", entry.figure.start),
        )
        share = Node("+", (figure_node(one), figure_node(shares[0])))
        grown_by = Node("^", (share, figure_node(count)))
        yield Derivation(Node("*", (figure_node(base), grown_by)), entry.figure, firm=True, loose=True)


_GROWING = word_set("growth grows grow growing yoy annual annually increase increases")
_LINES = 3
_MOST_YEARS = 30
_FAR = 12
_WHOLE = 100
_CLOSE = 0.1
"""A share of a change is told to a tenth of itself."""


def _number_before(tokens: Sequence[Token], at: int) -> int | None:
    return next((one for one in range(at - 1, -1, -1) if tokens[one].figure is not None), None)


def turned_over(place: Place) -> Iterator[Derivation]:
    """ "200 GB, 5 % daily change rate = 10 GB a day": the share of the only other figure that changes in a time."""
    entry = place.entry
    before = [one for one in place.row if one.order < entry.order]
    if len(before) != 2 or not place.signed or entry.figure.is_factor:
        return
    whole, share = before
    told = share.figure.dimension == "growth" and not share.words.isdisjoint(_TURNING)
    if told and whole.figure.still == entry.figure.still and not whole.period_s and not whole.figure.is_factor:
        yield Derivation(times(whole.figure, share.figure), told_per(entry.figure, 0.0), firm=True)


_TURNING = frozenset(map(stem, ("change", "changes", "changed", "churn", "modified", "turnover", "delta")))
