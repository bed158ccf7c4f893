"""Two figures that make a third: ratios, machines for a load, and how much one takes times how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.facts.estimates.context import WRITES, Context, Entry, same_kind, stem
from reviewer.facts.estimates.figure import NONE, SIZE, told_per
from reviewer.facts.estimates.slips import figures_of, is_bits, is_digit
from reviewer.facts.estimates.spot import MACHINES, NEAR, Place, bases, count_the_same, is_itself
from reviewer.facts.estimates.tree import Derivation, figure_node, over, times
from reviewer.facts.words import word_set

_FAR = 48
_CLOSE = 6
_NEXT = 2
_NEEDED = frozenset(("needed", "need", "needs", "required", "requires"))
_FAR_OFF = 2.5
"""By what two figures may miss a result and still be looked at."""

_LARGE = 1000
"""A bare number is a count from here on."""

_PARTS = frozenset(("core", "cpu", "gpu", "thread", "process", "disk", "drive"))
"""What machines are made of."""


def ratios(place: Place, context: Context) -> Iterator[Derivation]:
    """A ratio of what was said before, and what a stated ratio makes of the last result."""
    entry = place.entry
    if entry.figure.dimension == "ratio":
        here = [one for one in place.row if one.order < entry.order and not one.figure.is_factor]
        less, more = min(here, key=_base, default=entry), max(here, key=_base, default=entry)
        if len(here) == _PAIR and same_kind(less.figure, more.figure) and less.figure.base > 0:
            # "1K writes/s, 100K reads/s, so 100:1"
            told = {"read", "write"} <= place.words or ("read" in more.words and not less.words.isdisjoint(WRITES))
            yield Derivation(over(more.figure, less.figure), entry.figure, firm=told, loose=True)
        yield from _of_reads_and_writes(entry, context)
        near = [one for one in context.before(entry.order, 6) if not one.figure.is_factor and one.line != entry.line]
        for at, one in enumerate(near):
            for other in near[at + 1 :]:
                if same_kind(one.figure, other.figure) and one.linked(entry) and other.linked(entry):
                    top, bottom = (one, other) if one.figure.value >= other.figure.value else (other, one)
                    yield Derivation(
                        over(top.figure, bottom.figure), entry.figure, firm=_are_sides(near, entry), loose=True
                    )
        return
    yield from _beside_its_ratio(place, context)
    if context.dimensions.isdisjoint(_RATIOS):
        return
    ratio = next((one for one in context.before(entry.order, _FAR) if _is_ratio(one)), None)
    if ratio is None or ratio.figure.value <= 0:
        return
    for at, base in enumerate(bases(place, context, _CLOSE)):
        reads, writes = "read" in entry.words, not entry.words.isdisjoint(WRITES)
        others = base.words
        named = _named_sides(ratio, base, entry)
        larger, smaller = (times, over) if ratio.figure.value >= 1 else (over, times)  # 1:200 is told as 0.005
        if named:
            node = (larger if named > 0 else smaller)(base.figure, ratio.figure)
            yield Derivation(node, entry.figure, firm=at == 0 and place.marked, loose=True)
        for node, fits in (
            (larger(base.figure, ratio.figure), reads and not others.isdisjoint(WRITES)),
            (smaller(base.figure, ratio.figure), writes and "read" in others),
        ):
            soon = place.pointed and base.result and entry.row - base.row <= _PAIR
            yield Derivation(node, entry.figure, firm=at == 0 and fits and (place.marked or soon), loose=soon)


def _beside_its_ratio(place: Place, context: Context) -> Iterator[Derivation]:
    """ "10M links a month", then "reads to writes 100:1 (1 billion redirects a month)": the ratio is in its line."""
    entry = place.entry
    ratio = next((one.figure for one in place.row if one is not entry and one.figure.dimension == "ratio"), None)
    if len(place.row) != _PAIR or ratio is None or ratio.value < 1 or not entry.figure.scale.period_s:
        return
    above = [one for one in context.before(place.row[0].order, _CLOSE) if one.section == entry.section]
    if above and above[0].row == entry.row - 1 and above[0].figure.scale == entry.figure.scale and not above[0].peak:
        yield Derivation(times(above[0].figure, ratio), entry.figure, firm=True, loose=True)


def _of_reads_and_writes(entry: Entry, context: Context) -> Iterator[Derivation]:
    """The last rate of reads by the last one of writes, or the other way round: "read:write ≈ 50:1"."""
    if "read" not in entry.words or entry.words.isdisjoint(WRITES):
        return
    rates = [one for one in context.before(entry.order, _FAR) if _is_rate(one) and one.section == entry.section]
    reads = [one for one in rates if "read" in one.words | one.label and (one.words | one.label).isdisjoint(WRITES)]
    writes = [
        one for one in rates if not (one.words | one.label).isdisjoint(WRITES) and "read" not in one.words | one.label
    ]
    if reads and writes and reads[0].figure.scale == writes[0].figure.scale:
        less, more = sorted((reads[0], writes[0]), key=_base)
        if less.figure.base > 0:
            yield Derivation(over(more.figure, less.figure), entry.figure, firm=True, loose=True)


def _is_rate(one: Entry) -> bool:
    figure = one.figure
    return figure.scale.dims == NONE and bool(figure.scale.period_s) and not (figure.is_factor or one.item or one.peak)


def _are_sides(near: list[Entry], entry: Entry) -> bool:
    """Whether the two lines above a ratio of reads and writes tell the one and the other, and nothing else."""
    told = [one for one in near if one.row >= entry.row - _PAIR]
    if len(told) != _PAIR or {one.row for one in told} != {entry.row - 1, entry.row - 2}:
        return False
    reads, writes = ("read" in one.words for one in told), (not one.words.isdisjoint(WRITES) for one in told)
    named = "read" in entry.words and not entry.words.isdisjoint(WRITES)
    return named and told[0].period_s == told[1].period_s and any(reads) and any(writes)


def _base(one: Entry) -> float:
    return one.figure.base


_PAIR = 2


_RATIOS = frozenset(("ratio", "factor"))


def _is_ratio(one: Entry) -> bool:
    """Whether a figure tells how many of one there are of another: "100:1", "200x reads per write"."""
    sides = one.figure.dimension == "factor" and "read" in one.words and not one.words.isdisjoint(WRITES)
    return one.figure.dimension == "ratio" or sides


def _named_sides(ratio: Entry, base: Entry, entry: Entry) -> int:
    """1 if a ratio's words tell that the entry is the larger side and `base` the smaller, -1 if the other way round, 0
    if they do not: "upload:view ratio 1:200" makes of 46,000 views 230 uploads."""
    only = ratio.words & entry.words - base.words, ratio.words & base.words - entry.words
    if not only[0] or not only[1] or entry.figure.scale.period_s != base.figure.scale.period_s:
        return 0
    return 1 if entry.figure.value > base.figure.value else -1


def capacities(place: Place, context: Context) -> Iterator[Derivation]:
    """How many machines or people: what is to be held or served by what one of them can."""
    entry = place.entry
    if entry.figure.scale.dims != NONE or entry.figure.scale.period_s or not entry.figure.unit or entry.item:
        return
    if entry.figure.value <= 0:
        return
    near = [one for one in context.before(entry.order, NEAR) if not one.figure.is_factor and not one.figure.bare]
    for unit, told in _units(place, near):
        for at, whole in enumerate([one for one in near if one.order != unit.order and _is_of_a_kind(one, unit)]):
            top, bottom = whole.figure.base, unit.figure.base
            close = whole.result or (place.signed and entry.row - whole.row <= _NEXT)
            close = close or (place.strong and whole.row == unit.row == entry.row and unit.able)
            close = close or (place.strong and whole.figure.unit == unit.figure.unit and entry.row - whole.row <= _NEXT)
            close = close or (whole.row == entry.row and unit.item and not unit.result and place.pointed)
            close = close or (unit.able and unit.row == entry.row and whole.row >= entry.row - 1 and place.strong)
            asked = place.marked or (unit.able and unit.item and whole.result)
            asked = asked or (whole.row == entry.row and not whole.figure.bare and not _NEEDED.isdisjoint(place.words))
            firm = told and asked and close and at == 0 and not unit.result
            firm = firm and top != bottom
            if top >= bottom > 0 and (firm or top / bottom / entry.figure.value < _FAR_OFF):
                yield Derivation(over(whole.figure, unit.figure), entry.figure, firm=firm, loose=not whole.result)


def _units(place: Place, near: list[Entry]) -> Iterator[tuple[Entry, bool]]:
    """What one of them can, and whether the words tell so: "an agent does 3 chats", "83 machines with 32 cores"."""
    entry = place.entry
    machines = entry.figure.unit in MACHINES
    behind = [one for one in place.row if one.order == entry.order + 1 and not one.figure.is_factor]
    behind = [one for one in behind if one.figure.unit not in MACHINES - _PARTS]  # "3 nodes and 2 servers"
    if machines:
        yield from ((one, True) for one in behind if not one.figure.bare)
        noun = stem(entry.figure.unit)
        yield from (
            (one, (one.row == entry.row and not behind) or _each_can(one, noun, entry) or _one_has(one, noun, entry))
            for one in near[:5]
        )
        return
    noun = stem(entry.figure.unit)
    yield from ((one, one.row == entry.row) for one in near[:5] if (one.able or one.item) and noun in one.words)


def _each_can(one: Entry, noun: str, entry: Entry) -> bool:
    """Whether a figure of the lines before is what each such machine can: "each node handles 1M QPS"."""
    return one.able and one.item and noun in one.words and 0 < entry.row - one.row <= _NEXT


def _one_has(one: Entry, noun: str, entry: Entry) -> bool:
    """Whether a figure is that of one such machine: "a large server has 128 GB", "each one serves 400K"."""
    return bool(one.of) and noun in one.words | one.of and 0 <= entry.row - one.row <= _NEXT and not one.figure.bare


def _is_of_a_kind(one: Entry, other: Entry) -> bool:
    """Whether one can be divided by the other: sizes, rates, or counts of the same thing."""
    if not same_kind(one.figure, other.figure):
        return False
    counts = one.figure.scale.dims == NONE and not one.figure.scale.period_s
    return not counts or one.figure.unit == other.figure.unit


def products(place: Place, context: Context) -> Iterator[Derivation]:
    """How much one takes times how many there are, also per day and for years."""
    entry = place.entry
    if entry.figure.dimension in ("time", "factor", "percent", "ratio") or entry.item:
        return
    near = [one for one in context.before(entry.order, NEAR) if _is_operand(one, entry)]
    want = entry.figure.still
    counts = [one for one in near if one.figure.scale.dims == NONE]
    for one in counts if want == NONE else [one for one in near if one.figure.scale.dims == want]:
        for other in counts:
            if (want != NONE or one.order < other.order) and _may_multiply(one, other, place):
                made = _product(place, one, other)
                if made is not None:
                    yield made


def _is_operand(one: Entry, entry: Entry) -> bool:
    small = one.figure.bare and one.figure.value < _LARGE
    if one.figure.is_factor or small or one.figure.scale.dims.time or one.line < entry.line - 12:
        return False
    return entry.peak or not one.peak


def _may_multiply(one: Entry, other: Entry, place: Place) -> bool:
    entry = place.entry
    if one.period_s and other.period_s and "users" not in (one.figure.dimension, other.figure.dimension):
        return False
    if count_the_same(one, other) or any(is_itself(*pair, entry) for pair in ((one, other), (other, one))):
        return False
    if entry.figure.scale.dims == NONE:
        here = place.marked and one.row == other.row == entry.row
        if not here and not _per_noun(one, other):
            return False
        if bool(one.figure.scale.period_s or other.figure.scale.period_s) > bool(entry.period_s):
            return False
    return max(one.figure.value, other.figure.value) > 1


def _product(place: Place, one: Entry, other: Entry) -> Derivation | None:
    entry = place.entry
    here = one.row == entry.row, other.row == entry.row
    items = one.item + other.item
    named = items == 1 and _holds(one if one.item else other, other if one.item else one)
    sized = _is_measured(entry) and not entry.figure.scale.dims.money
    firm = place.marked and sized and ((all(here) and items == 1) or (any(here) and named))
    firm = firm or (place.strong and sized and all(here) and len(place.row) == 3)
    close = any(here) or entry.row - min(one.row, other.row) <= _NEXT
    firm = firm or (place.signed and items == 1 and close and _per_noun(one, other))
    if not firm and not _comes_near(one, other, entry):
        return None
    first, second = one.figure, other.figure
    period_s = first.scale.period_s or second.scale.period_s
    stated = entry.figure if entry.figure.scale.period_s else entry.dated if entry.period_s else entry.figure
    if period_s and not stated.scale.period_s:
        stated = told_per(stated, period_s)
    elif stated.scale.period_s and not period_s:
        stated = told_per(stated, 0.0)
    return Derivation(times(first, second), stated, firm=firm, loose=True)


def _comes_near(one: Entry, other: Entry, entry: Entry) -> bool:
    """Whether the product may be the result, in numbers: told for the same time, or each for its own."""
    stated = entry.figure.value * entry.figure.scale.factor
    product = one.figure.value * one.figure.scale.factor * other.figure.value * other.figure.scale.factor
    ratio = product / stated if stated > 0 else 0.0
    if 1 / _FAR_OFF < ratio < _FAR_OFF:
        return True
    period_s = one.figure.scale.period_s or other.figure.scale.period_s
    return bool(period_s and entry.period_s) and 1 / _FAR_OFF < ratio * entry.period_s / period_s < _FAR_OFF


def _is_measured(entry: Entry) -> bool:
    return entry.figure.scale.dims != NONE


def _per_noun(one: Entry, other: Entry) -> bool:
    """Whether one is told per what the other counts: "10 categories per user" and "10 million users"."""
    return _is_per(one, other) or _is_per(other, one)


def _is_per(item: Entry, whole: Entry) -> bool:
    if whole.figure.dimension == "users" and "user" in item.words and item.period_s:
        return True
    return item.item and (stem(whole.figure.unit) in item.words or bool(item.words & whole.words))


def quotients(place: Place, context: Context) -> Iterator[Derivation]:
    """What falls to each one: "16 partitions, 40,000 ticks/s => 2500 ticks/s per partition"."""
    entry = place.entry
    if not entry.item or entry.figure.is_factor:
        return
    near = context.before(entry.order, NEAR)
    counts = [one for one in near if one.figure.scale.dims == NONE and stem(one.figure.unit) in entry.words]
    for count in [one for one in counts if one.figure.unit and one.figure.value > 1][:3]:
        for whole in near:
            if whole.order != count.order and same_kind(whole.figure, entry.figure) and not whole.figure.is_factor:
                alike = bool(entry.figure.unit) and whole.figure.unit == entry.figure.unit
                rate = bool(entry.figure.scale.period_s)
                soon = rate and place.pointed and whole.result and entry.row - whole.row <= _NEXT
                firm = ((place.marked and alike) or soon) and stem(count.figure.unit) in entry.of
                yield Derivation(over(whole.figure, count.figure), entry.figure, firm=firm, loose=True)


def transfers(place: Place) -> Iterator[Derivation]:
    """How long a size takes at a rate: "22 hours to upload 10 TB over a 1 Gbps connection"."""
    entry = place.entry
    others = [one.figure for one in place.row if one.order != entry.order]
    sizes = [one for one in others if one.scale.dims == SIZE]
    if not entry.figure.scale.dims.time or len(others) != 2 or len(sizes) != 2 or place.limited:
        return
    whole, rate = sorted(sizes, key=lambda one: one.scale.period_s)
    if rate.scale.period_s and not whole.scale.period_s and not place.words.isdisjoint(_MOVES):
        yield Derivation(over(whole, rate), entry.figure, firm=True)


_MOVES = word_set(
    """upload uploads uploading download downloads downloading transfer transfers transferring copy copies copying move
    moves moving send sends sending sync replicate read reads write writes scan restore rebuild backup takes take"""
)


def told_again(place: Place, context: Context) -> Iterator[Derivation]:
    """The last result in bits or bytes: "plan for 360 MB/s", on the next line "link: 2.9 Gbit/s"."""
    entry = place.entry
    stated = entry.dated
    yield from _by_its_digits(place, context)
    if not stated.scale.period_s or not entry.figure.scale.dims.size:
        return
    for one in context.before(entry.order, 3):
        given = one.dated
        alike = given.scale.dims == stated.scale.dims and given.scale.period_s == stated.scale.period_s
        if alike and ("bit" in given.unit) != ("bit" in stated.unit) and entry.row - one.row <= 1:
            said = "or" in place.words if one.row == entry.row else place.pointed
            ratio = stated.base / given.base if given.base > 0 else 0.0
            slipped = any(is_digit(ratio * factor) for factor in (8.0, 1.0, 1 / 8)) or is_bits(ratio)
            yield Derivation(figure_node(given), stated, firm=said and slipped and not place.limited, loose=True)
            return


def _by_its_digits(place: Place, context: Context) -> Iterator[Derivation]:
    """The result of the line above in another prefix, by its digits: "= 2,160 TB a day", "2.16 PB per day"."""
    entry = place.entry
    last = context.before(entry.order, 1)
    if not last or not last[0].result or last[0].row != entry.row - 1 or len(place.row) != 1 or not place.pointed:
        return
    given, stated = last[0].dated, entry.dated
    alike = given.scale.dims == stated.scale.dims and given.scale.period_s == stated.scale.period_s
    other = given.scale.factor != stated.scale.factor and given.still.size
    digits = f"{stated.value:.6e}"[:8] == f"{given.value:.6e}"[:8] and figures_of(stated.value) >= _TELLING
    if alike and other and digits:
        yield Derivation(figure_node(given), stated, firm=True, loose=True)


_TELLING = 3
"""Digits from which on the same ones are no chance."""


def _holds(item: Entry, whole: Entry) -> bool:
    """Whether what one of something has is multiplied by how many there are ("per user" and users)."""
    return bool(item.words & whole.words)
