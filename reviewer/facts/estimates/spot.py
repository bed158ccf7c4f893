"""What may be the result of a sum: a figure with its line, its words, and whether it looks like a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.facts.estimates.algebra import Amount as AmountRange
from reviewer.facts.estimates.algebra import amount_of
from reviewer.facts.estimates.context import Context, Entry, same_kind, stem
from reviewer.facts.estimates.figure import NONE, Figure, told_per
from reviewer.facts.estimates.tree import Derivation
from reviewer.facts.units import DAY_S
from reviewer.facts.words import word_set

NEAR = 10
"""Figures before one that are looked at for its sum."""

MACHINES = word_set(
    """server machine node shard instance worker host partition broker replica pod box container database cluster disk
    drive gpu cpu core consumer partition vm process thread"""
)

COPIES = word_set("replica replicas copy copies leg legs replication duplicate duplicates mirror mirrors")

SMALLER = word_set(
    """smaller fewer less compress compresses compressed compression shrinks gzip zstd lz lz4 snappy brotli dedup
    deduplication"""
)

EFFICIENT = word_set("efficiency batching speedup faster")
"""By what these tell of fewer machines are needed."""

WORD_FACTORS = {
    "twice": 2.0, "double": 2.0, "doubled": 2.0, "doubles": 2.0,
    "triple": 3.0, "tripled": 3.0, "triples": 3.0, "quadruple": 4.0, "quadruples": 4.0,
}  # fmt: skip

SAVED = word_set("saved saving savings saves difference delta gain")

_TIGHT = 0.02
"""How close two figures must come to a result to explain it, as a share."""

_BRACKET = 5
"""Signs between a figure and the one in brackets behind it."""

_ROWS = 2
_SOON = 6
_HINTS = word_set("total totals totalling downtime outage outages")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure that may be a result: `row` are the entries of its stretch, `words` all words of it.

    `marked` tells that a sign or a verb of result precedes it, `signed` that it is a sign,
    `strong` that it is one or a verb that can only tell a result,
    `estimating` that its heading speaks of figures, `limited` that it is a limit, what a machine has, or behind a sum
    with names,
    `pointed` that anything before it lets it be a result: a sign, a verb, a colon.
    `beside` is the figure that it is told with, where one of the two is a share of something; `beside_before` tells
    that the share stands first. `parts` are the figures of a list in brackets behind it,
    `changing` the two of which it tells by how much they differ.
    """

    entry: Entry
    row: Sequence[Entry]
    words: frozenset[str]
    marked: bool = False
    estimating: bool = False
    signed: bool = False
    strong: bool = False
    limited: bool = False
    pointed: bool = False
    beside: Figure | None = None
    parts: tuple[Figure, ...] = ()
    changing: tuple[Figure, Figure] | None = None

    @property
    def beside_before(self) -> bool:
        return self.beside is not None and self.beside.start < self.entry.figure.start

    @property
    def may_result(self) -> bool:
        """Whether anything about a figure lets it be the result of a sum."""
        entry = self.entry
        told = self.marked or self.estimating or self.pointed or self.hinted
        listed = len(self.row) > 2 or (
            len(self.row) > 1 and entry.figure.scale.period_s and entry.figure.scale.dims.size
        )
        told = told or bool(listed or entry.average or entry.peak)
        return bool(told or self.beside or self.parts or self.changing or self.each or self._is_of_the_other)

    @property
    def _is_of_the_other(self) -> bool:
        """Whether its line has nothing but it and what it comes of: "1M requests/day | 12 requests/s", or a share."""
        if len(self.row) != 2 or self.row[1] is not self.entry:
            return False
        first = self.row[0].figure
        if first.is_factor or (first.unit in COPIES and self.entry.figure.scale.dims != NONE):
            return True  # "with 1 % of clicks it has 100 million ads", "3x average (45M rides/day)", "3 copies 18 TB"
        given, told = self.row[0].dated.scale, self.entry.dated.scale
        return given.dims == told.dims and 0.0 not in (given.period_s, told.period_s) and given != told

    @property
    def each(self) -> Entry | None:
        """What each of something has, in brackets right behind: "500M a day (10 per user)"."""
        end, order = self.entry.figure.end, self.entry.order + 1
        behind = next((one for one in self.row if one.order == order), None)
        told = behind is not None and behind.of and behind.item and behind.figure.start - end <= _BRACKET
        return behind if told and behind is not None and not behind.figure.is_factor else None

    @property
    def hinted(self) -> bool:
        """Whether its line speaks of totals or of downtime, or tells an availability."""
        told = any(one.figure.is_availability for one in self.row)
        return told or not self.words.isdisjoint(_HINTS)


def bases(place: Place, context: Context, reach: int = NEAR) -> list[Entry]:
    """Figures of the same kind before: those for the same time first, then results, then the nearest."""
    entry = place.entry
    near = [
        one for one in context.before(entry.order, reach)
        if same_kind(one.figure, entry.figure) and not one.figure.is_factor and not (one.item and not entry.item)
        and (one.figure.scale.dims != NONE or one.figure.dimension == entry.figure.dimension or one.result)
    ]  # fmt: skip
    of_average = not entry.average and not place.words.isdisjoint(_AVERAGES)  # "50× avg"
    near.sort(
        key=lambda one: (
            not (one.row == entry.row and one.period_s == entry.period_s and one.linked(entry) > 1),
            of_average > one.average,
            one.period_s != entry.period_s,
            not one.result,
            -one.order,
        )
    )
    return near


_AVERAGES = frozenset(("avg", "average"))


def fits(base: Entry, entry: Entry) -> bool:
    """Whether the words let `entry` be made of `base`: both near and of one thing."""
    if base.figure.scale.dims == NONE and not base.figure.scale.period_s and not _counts_the_same(base, entry):
        return False
    if base.period_s != entry.period_s and base.period_s and entry.period_s:
        return False
    return base.linked(entry) > 0 or entry.row - base.row <= 1 or (base.result and entry.row - base.row <= 2)


def _counts_the_same(base: Entry, entry: Entry) -> bool:
    return base.figure.unit in ("", entry.figure.unit) or not entry.figure.unit or entry.figure.unit in COPIES


def is_restated(place: Place, context: Context) -> bool:
    """Whether the same value was said before, so that this is no new result."""
    figure = place.entry.figure
    return any(
        one.figure.value == figure.value and one.figure.unit == figure.unit and one.row != place.entry.row
        for one in context.before(place.entry.order, 400)
    )


def leaves_factor_out(place: Place, derivation: Derivation) -> bool:
    """Whether a line with a factor only repeats what the factor makes larger: "with 3x replication: 1.8 TB"."""
    figures = derivation.node.figures()
    factors = [one for one in figures if one.dimension == "factor" and any(one is other.figure for other in place.row)]
    if not (derivation.firm and derivation.node.op == "*" and len(figures) == 2 and len(factors) == 1):
        return False
    other = figures[0] if figures[1] is factors[0] else figures[1]
    return factors[0].start < place.entry.figure.start and other.base == place.entry.figure.base


def is_elsewhere(place: Place, operands: Sequence[Figure], context: Context) -> bool:
    """Whether an operand stands under another heading and shares no word with the result; one near may be a result."""
    near = place.entry.row - _SOON
    starts = {one.start for one in operands if not one.told}
    used = [one for one in context.before(place.entry.order, 400) if one.figure.start in starts]
    each = frozenset().union(*(one.of for one in used))
    return any(
        one.section != place.entry.section
        and not one.linked(place.entry)
        and not (one.figure.is_factor and one.peak and place.entry.peak)
        and not (one.result and one.row >= near)
        and one.nouns.isdisjoint(each)  # users, and what each of them has
        for one in used
    )


def is_reachable(place: Place, operands: Sequence[Figure], context: Context) -> bool:
    """Whether two figures of the last lines give the result, as product or quotient, whatever the words say.

    Not counted is a quotient of its own `operands`, which is what dividing instead of multiplying leaves.
    """
    entry = place.entry
    own = {_rounded(one) for one in operands if not one.told}
    told = amount_of(entry.figure, entry.figure.readings[0], "undated")
    near = [
        one for one in context.before(entry.order, NEAR) if not one.figure.bare or one.result or one.row == entry.row
    ]
    starts = {one.start for one in operands if not one.told}
    nearest = min((one.row for one in near if one.figure.start in starts), default=entry.row)
    near = [one for one in near if entry.row - one.row <= _ROWS and one.row >= min(nearest, entry.row - 1)]
    amounts = [amount_of(one.figure, one.figure.readings[0], "undated") for one in near]
    for at, one in enumerate(amounts):
        for second, other in enumerate(amounts[at + 1 :], at + 1):
            its_own = own == {_rounded(near[at].figure), _rounded(near[second].figure)}
            if _adds_up(entry, near[at], near[second]) and (place.words.isdisjoint(SAVED) or not its_own):
                return True
            shared = _is_told_bare(near[at], near[second], entry) or _is_told_bare(near[second], near[at], entry)
            if count_the_same(near[at], near[second]) or its_own or shared:
                continue
            if _is(told, one.low * other.low, one.dims.size + other.dims.size):
                return True
            for top, bottom in ((one, other), (other, one)):
                if bottom.low > 0 and _is(told, top.low / bottom.low, top.dims.size - bottom.dims.size):
                    return True
    return False


def _is_told_bare(one: Entry, other: Entry, entry: Entry) -> bool:
    """Whether a number of another line without a unit stands beside a share, which explains too much."""
    return one.figure.bare and one.row != entry.row and other.figure.is_factor


def _rounded(figure: Figure) -> float:
    """The value in base units, so that 270 µs are 0.27 ms."""
    return float(f"{figure.base:.6g}")


def _adds_up(entry: Entry, one: Entry, other: Entry) -> bool:
    """Whether two figures of one kind add up to a result of that kind: reads and writes."""
    if (
        one.figure.scale.dims == NONE
        or one.figure.still != other.figure.still
        or one.figure.still != entry.figure.still
    ):
        return False
    told, first, second = (each.dated for each in (entry, one, other))
    alike = bool(told.scale.period_s) == bool(first.scale.period_s) == bool(second.scale.period_s)
    return alike and told.base > 0 and abs((first.base + second.base) / told.base - 1) < _TIGHT


def count_the_same(one: Entry, other: Entry) -> bool:
    """Whether both are so many of the same thing, so that they have no product: chats times chats are no chats."""
    return bool(one.figure.unit) and one.figure.unit == other.figure.unit and one.figure.dimension in ("count", "users")


def is_itself(whole: Entry, item: Entry, entry: Entry) -> bool:
    """Whether a count is already of what the result counts and the other figure tells: transactions of transactions."""
    noun = stem(whole.figure.unit) if whole.figure.unit and not whole.item and entry.figure.scale.dims == NONE else ""
    return bool(noun) and noun in entry.words and noun in item.words and noun not in item.of


def _is(told: AmountRange, value: float, size: int) -> bool:
    return told.dims.size == size and value > 0 and abs(told.low / value - 1) < _TIGHT


def horizon_of(place: Place) -> Entry | None:
    """The length of time that the figure is summed up over: "in 3 years"."""
    long = [
        one for one in place.row
        if one.figure.dimension == "time" and one.figure.value * one.figure.scale.factor >= DAY_S
        and abs(one.order - place.entry.order) <= 2 and one.clause == place.entry.clause
        and (not one.adjective or _is_kept_for(one, place))
    ]  # fmt: skip
    return long[0] if len(long) == 1 else None


def _is_kept_for(time: Entry, place: Place) -> bool:
    """Whether an adjective tells how long what follows is kept: "2-year retention = 35M rows"."""
    return place.signed and time.order < place.entry.order and not time.words.isdisjoint(_KEPT)


_KEPT = frozenset(("retent", "retention", "stor", "storage", "horizon", "window", "total"))


def undated(parts: list[Figure], total: Figure) -> tuple[list[Figure], Figure]:
    """Parts and total without their time where only some tell it: "$200 a month", "another $100", "total: $300"."""
    periods = {one.scale.period_s for one in (*parts, total)}
    if 0.0 not in periods or len(periods) != 2:
        return parts, total
    return [told_per(one, 0.0) for one in parts], told_per(total, 0.0)
