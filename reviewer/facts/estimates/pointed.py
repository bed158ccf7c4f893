"""Sums that the words of a sentence make: a figure and those said before it come in, derivations go out.

"1,200 customers with 25,000 addresses each make 30 million", "kept for 13 months that costs 670 GB". All figures of
the sentence since its last result belong to the sum, and their dimensions leave one way to reach the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, permutations, product
from operator import mul

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.context import Context, Entry, same_kind, stem
from reviewer.facts.estimates.figure import NONE, Dims, Figure, told_per
from reviewer.facts.estimates.scaling import FILL, NEEDED, makes_another
from reviewer.facts.estimates.spot import COPIES, SMALLER, Place, count_the_same, is_itself
from reviewer.facts.estimates.tree import Derivation, Node, figure_node
from reviewer.facts.words import word_set

_MOST_OPERANDS = 4
_REACH = 8
_MOST_TRIED = 3
_FEW = 20
_ROWS = 4
_WHOLE = 100
_RADIX = 64
"""More than any exponent of a dimension."""

_LARGE = 1000
"""A bare number is an operand from here on."""

_LEFT = word_set(
    """leave leaves leaving left remain remains remaining excluding except without less minus reduce reduces reduced
    save saves saving cut cuts drop drops fewer lowers shrinks shrink"""
)
_OTHER = word_set("headroom overhead buffer extra more growth increase add margin full utilization utilisation filled")


def pointed(place: Place, context: Context) -> Iterator[Derivation]:
    """Derivations of a figure from those of its sentence, then with one of the sentence before."""
    entry = place.entry
    if entry.figure.is_factor or (entry.figure.bare and entry.figure.value < _LARGE) or entry.figure.unit in COPIES:
        return
    yield from _listed(place, context)
    here = _said(entry, context)
    if here is None:
        return
    if not here and place.strong:
        yield from _of_the_sentence_before(place, context)
    if not place.words.isdisjoint(SMALLER) and any(_is_what_shrinks(one, entry) for one in here):
        return  # neither "five times smaller" nor "100 KB raw, compresses to 10 KB" is a product
    if any(one.figure.dimension == "factor" and makes_another(one, here, entry) for one in here):
        return
    if len(here) > 1 and all(one.item for one in here) and not entry.item:
        return  # "at 50 ms per inference and 30 RPS per GPU"
    shared = any(one.figure.dimension == "percent" for one in here)
    if shared and not (place.words.isdisjoint(FILL) or place.words.isdisjoint(NEEDED)):
        return  # "at 50 % efficiency 9,000 cores are needed" is none either
    for made in _solved(here, place):
        sure = _is_sure(here, place)
        firm = place.pointed and (sure or _may_be(here, place)) and not _is_of_all(made, here, entry)
        stated = entry.figure if entry.figure.dimension == "users" else entry.dated
        yield Derivation(made, stated, firm=firm, close=True, loose=not sure or bool(entry.figure.scale.dims.time))
    if 1 <= len(here) < _MOST_OPERANDS - 1:
        yield from _with_earlier(here, place, context)


def _is_of_all(made: Node, operands: Sequence[Entry], entry: Entry) -> bool:
    """Whether a product is one of all, and the figure is told for each: "10 % of 1M users, each sends 2 a minute"."""
    return entry.item and made.op == "*" and not any(one.item or one.of for one in operands)


def _is_what_shrinks(one: Entry, entry: Entry) -> bool:
    """Whether a figure tells how much smaller another one gets, or what that was before."""
    size = bool(entry.figure.scale.dims.size) and one.figure.scale == entry.figure.scale
    return one.figure.dimension == "factor" or (size and one.period_s == entry.period_s)


def _listed(place: Place, context: Context) -> Iterator[Derivation]:
    """The same quantity for another time, right behind it: "2.4 GB a day, 72 GB a month"."""
    entry = place.entry
    for one in context.before(entry.order, 1):
        figure, told = one.dated, entry.dated
        both = bool(figure.scale.period_s and told.scale.period_s) and figure.scale.period_s != told.scale.period_s
        if _counts_users(one) or _counts_users(entry):
            continue  # of those of a month not all come on a day
        if both and one.row == entry.row and figure.scale.dims == told.scale.dims and entry.words <= one.words:
            sure = one.result and not one.item and told.scale.dims != NONE
            sure = sure or _are_loads(one, entry, estimating=place.estimating)
            firm = sure or (not one.item and not place.limited and not one.peak)
            firm = firm and one.peak == entry.peak
            yield Derivation(figure_node(figure), told, firm=firm, close=True, loose=not sure)


def _are_loads(one: Entry, other: Entry, *, estimating: bool) -> bool:
    """Whether both are sizes, or so many that they are no limits of each user: "100 a minute, 1,000 an hour"."""
    if one.item or one.peak or other.peak or one.able or other.able:
        return False
    return one.figure.still != NONE or (estimating and min(one.figure.value, other.figure.value) >= _MANY)


_MANY = 10_000


def _counts_users(one: Entry) -> bool:
    return one.figure.scale.dims == NONE and "user" in one.words


def _said(entry: Entry, context: Context) -> list[Entry] | None:
    """The operands of the sentence before a figure, back to its last result; None where they make no product."""
    found: list[Entry] = []
    for one in context.before(entry.order, _REACH):
        if one.row != entry.row:
            break
        if one.figure.bare and (one.figure.value < _LARGE or _is_a_year(one.figure)) and not one.result:
            continue
        if one.figure.dimension in ("ratio", "growth") or _is_availability(one.figure):
            return None
        if one.adjective and one.figure.scale.dims == NONE:
            return None  # "a 25-row page"
        if found and one.figure.dimension == "percent" == found[-1].figure.dimension:
            if one.figure.value + found[-1].figure.value == _WHOLE:
                continue
            return None
        found.append(one)
        if one.result:
            break
    return found[::-1] if len(found) <= _MOST_OPERANDS else None


def _is_a_year(figure: Figure) -> bool:
    """Whether a number is most likely one of the calendar: "since 2005"."""
    return (
        figure.value.is_integer() and _FIRST_YEAR <= figure.value <= _LAST_YEAR and figure.end - figure.start == _YEAR
    )


_FIRST_YEAR, _LAST_YEAR, _YEAR = 1970, 2060, 4


def _of_the_sentence_before(place: Place, context: Context) -> Iterator[Derivation]:
    """ "500,000 drivers are online and report every 4 seconds. That gives us 125,000 writes per second"."""
    entry = place.entry
    last = [one for one in context.before(entry.order, _REACH) if one.row == entry.row - 1]
    operands = [one for one in last[::-1] if not one.figure.bare or one.figure.value >= _LARGE]
    if 2 <= len(operands) <= _MOST_OPERANDS and all(one.figure.dimension != "ratio" for one in operands):
        for made in _solved(operands, place):
            firm = _is_sure(operands, place) or _may_be(operands, place)
            yield Derivation(made, entry.dated, firm=firm, close=True, loose=True)


def _with_earlier(here: Sequence[Entry], place: Place, context: Context) -> Iterator[Derivation]:
    """The sentence's figures with the nearest one said before that completes them."""
    entry = place.entry
    if not place.words.isdisjoint(_EXPANDING):
        return  # "at 500M users storage grows to 65 GB"
    first = here[0].order
    tried = 0
    counts = [one for one in here if one.figure.scale.dims == NONE and one.figure.unit and not one.figure.is_factor]
    labelled = len(here) == 1 and any(one.figure.value > _FEW for one in counts)  # "Chats (1000 msgs): 500 KB"
    for one in context.before(first, _REACH):
        if tried >= _MOST_TRIED or entry.row - one.row > _ROWS:
            break
        if one.figure.bare or one.figure.is_factor or (one.peak and not entry.peak) or (entry.peak and not one.peak):
            continue
        if _tells_how_many(here[0], place) and entry.words and one.words and entry.words.isdisjoint(one.words):
            continue  # "3× servers: $300" is of what a server costs
        told = _told_for_its_rate([one, *here], place) if entry.row - one.row <= 1 else None
        for made in _solved([one, *here], place, told):
            tried += 1
            named = any(item.words & one.words for item in here)
            alike = entry.figure.scale.dims != NONE or one.period_s == entry.period_s
            linked = named or (one.result and alike and (place.marked or not labelled))
            sure = linked and _is_sure([one, *here], place)
            linked = named or (entry.figure.scale.dims != NONE and (linked or entry.row - one.row <= 1))
            firm = place.pointed and tried == 1 and (sure or (linked and _may_be([one, *here], place)))
            firm = firm and (named or not _shares_out(here) or _is_nearest(one, first, context))
            sure = sure and entry.figure.scale.dims != NONE and not entry.figure.scale.dims.time
            yield Derivation(made, told or entry.dated, firm=firm, close=True, loose=not sure or told is not None)


def _shares_out(here: Sequence[Entry]) -> bool:
    """Whether a sentence tells nothing but a share."""
    return all(one.figure.dimension == "percent" for one in here)


def _is_nearest(one: Entry, first: int, context: Context) -> bool:
    """Whether a figure is the last of its kind before the one at `first`; what is paid is told with its words."""
    near = context.before(first, _REACH)
    alike = [other for other in near if same_kind(other.figure, one.figure)]
    return alike[:1] == [one] and not one.figure.scale.dims.money


def _tells_how_many(first: Entry, place: Place) -> bool:
    """Whether a line about costs begins with how many there are of something."""
    return bool(place.entry.figure.scale.dims.money) and first is place.row[0] and first.figure.is_factor


def _is_sure(operands: Sequence[Entry], place: Place) -> bool:
    """Whether nothing but this sum can be meant."""
    entry = place.entry
    if len(operands) < 2 or place.limited or entry.figure.bare or any(one.peak and not entry.peak for one in operands):
        return False
    if any(one.figure.is_factor for one in operands) and not place.words.isdisjoint(_OTHER):
        return False
    if entry.figure.scale.dims.time:
        if len(operands) > 2:
            return False
        dated_so = any(one.period_s and not one.figure.scale.period_s for one in operands)
        return place.marked and not dated_so and not any(_is_time(one) for one in operands)
    if entry.figure.scale.dims != NONE:
        return True
    if any(_is_time(one) for one in operands):
        return any(one.figure.unit and stem(one.figure.unit) in entry.words for one in operands if not _is_time(one))
    counts = len(operands) == 2 and all(one.figure.unit for one in operands)
    larger = counts and entry.figure.value > max(one.figure.value for one in operands)
    return (place.strong and larger) or any(one.linked(entry) or one.figure.bare for one in operands)


def _is_availability(figure: Figure) -> bool:
    return figure.dimension == "percent" and _AVAILABLE <= figure.value < _WHOLE


_AVAILABLE = 99


def _may_be(operands: Sequence[Entry], place: Place) -> bool:
    """Whether this sum can be meant, so that a slip in it shows."""
    if len(operands) < 2 or place.limited or place.entry.figure.bare or not place.strong:
        return False
    if any(one.figure.is_factor for one in operands) and not place.words.isdisjoint(_OTHER):
        return False
    if any(one.peak and not place.entry.peak for one in operands):
        return False
    of = place.entry.of
    if of and not any(stem(one.figure.unit) in of for one in operands):
        return False
    if place.entry.figure.scale.dims.time and len(operands) > 2:
        return False
    counted = place.entry.figure.scale.dims == NONE
    paced = bool(place.entry.figure.scale.period_s) and sum(_is_time(one) for one in operands) == 1
    return not counted or paced or any(one.linked(place.entry) or one.figure.bare for one in operands)


def _is_time(one: Entry) -> bool:
    return one.figure.dimension == "time"


def _told_for_its_rate(operands: Sequence[Entry], place: Place) -> Figure | None:
    """A size told for no time as one for the time of its only rate: "3 pictures a day of 2 MB … gives 48 TB"."""
    entry = place.entry
    periods = {one.figure.scale.period_s for one in operands if one.dated.scale.period_s}
    if entry.dated.scale.period_s or not entry.figure.scale.dims.size or len(periods) != 1 or 0.0 in periods:
        return None
    return None if any(_is_time(one) for one in operands) else told_per(entry.figure, periods.pop())


def _solved(operands: Sequence[Entry], place: Place, told: Figure | None = None) -> list[Node]:
    """The sum of all operands that has the dimensions of the result; empty where there is none, or more than one.

    `told` is the result, where it is told for another time than its words say.
    """
    entry = place.entry
    operands = _stored(operands, entry)
    if not operands or all(one.figure.is_factor for one in operands) or (len(operands) == 1 and not operands[0].result):
        return []
    want = _dims(told or entry.dated)
    given = [_dims(one.dated) for one in operands]
    if not _may_come_to(want, given):
        return []
    if any(count_the_same(one, other) for one, other in combinations(operands, 2)):
        return []
    if len(operands) == 2 and any(is_itself(one, other, entry) for one, other in permutations(operands)):
        return []
    if entry.figure.scale.dims == NONE and any(one.figure.scale.dims.size for one in operands):
        return []  # how many of one size go into another is a matter of what one can hold
    signs = [_signs(one, entry) for one in operands]
    found = [
        picked for picked in product(*signs)
        if picked.count(1) and _sum(given, picked) == want
    ]  # fmt: skip
    made = [_node(operands, signs, place) for signs in found]
    if len(made) > 1 and entry.figure.value > 1:  # "14 days of 2 h blocks": how many go into the larger one
        made = [node for node in made if (came := evaluate(node, "exact", {})) is not None and came.low > 1]
    return made if len(made) == 1 and evaluate(made[0], "exact", {}) is not None else []


def _stored(operands: Sequence[Entry], entry: Entry) -> Sequence[Entry]:
    """The operands with what is stored for no time beside a price per size, which is one of a month already."""
    if entry.period_s in {one.period_s for one in operands} or not any(
        one.figure.scale.dims.money and one.figure.scale.dims.size < 0 for one in operands
    ):
        return operands
    return [
        replace(one, period_s=0.0) if one.figure.scale.dims.size > 0 and not one.figure.scale.period_s else one
        for one in operands
    ]


def _may_come_to(want: int, given: Sequence[int]) -> bool:
    """Whether any product or quotient of all has the dimensions that are wanted."""
    reached = {0}
    for one in given:
        reached = {sum_ + sign * one for sum_ in reached for sign in ((1, -1) if one else (1,))}
    return want in reached


def _signs(one: Entry, entry: Entry) -> tuple[int, ...]:
    """Whether an operand multiplies (1) or divides (-1): counts divide what is told for each of them."""
    if one.figure.is_factor:
        return (1,)
    if not _dims(one.dated) and one.of and stem(entry.figure.unit) in one.of:
        return (-1,)  # tickets per order, where orders are asked for
    if not _dims(one.dated):
        same = stem(one.figure.unit) == stem(entry.figure.unit)  # "4 words of 5 letters, so 20 letters per search"
        return (-1,) if entry.item and stem(one.figure.unit) in entry.words and not same else (1,)
    return (1, -1)


def _dims(figure: Figure) -> int:
    """The dimensions of a figure as one number, so that those of a product are the sum of its operands'."""
    return _coded(figure.scale.dims, dated_so=bool(figure.scale.period_s))


@lru_cache(maxsize=256)
def _coded(dims: Dims, *, dated_so: bool) -> int:
    made = 0
    for part in reversed(dims):
        made = made * _RADIX + part
    return made - (_RADIX if dated_so else 0)


def _sum(given: Sequence[int], signs: Sequence[int]) -> int:
    return sum(map(mul, given, signs))


def _node(operands: Sequence[Entry], signs: Sequence[int], place: Place) -> Node:
    order = sorted(zip(operands, signs, strict=True), key=lambda pair: (pair[0].figure.is_factor, -pair[1]))
    node = figure_node(order[0][0].dated)
    for one, sign in order[1:]:
        less = one.figure.dimension == "percent" and not place.words.isdisjoint(_LEFT)
        node = Node("-" if less else "*" if sign > 0 else "/", (node, figure_node(one.dated)))
    return node


_EXPANDING = word_set("expand expands grows grow scales scaling expanded")
_NEAR = 9
_TIGHT = 0.02


def is_supported(place: Place, operands: Sequence[Figure], context: Context) -> bool:
    """Whether up to three figures near a result give it in some way, with their dimensions.

    Not counted is what its own two `operands` give, which is what dividing instead of multiplying leaves.
    """
    entry = place.entry
    wanted = {_dims(one): one.base for one in (entry.figure, entry.dated)}
    near = [one for one in context.before(entry.order, _NEAR) if not one.figure.bare or one.row == entry.row]
    near = [one for one in near if entry.row - one.row <= _ROWS]
    given = [(_dims(figure), figure.base) for figure in [one.dated for one in near] if figure.base > 0]
    less = not place.words.isdisjoint(_LEFT | _OTHER)
    own = {one.base for one in operands if not one.told}
    return any(_is_one_of(wanted, dims, value) for dims, value in _combined(given, own, less=less))


def _combined(given: Sequence[tuple[int, float]], own: set[float], *, less: bool) -> Iterator[tuple[int, float]]:
    """The values of all sums, differences, products and quotients of two of the amounts, and products of three."""
    for at, (dims, value) in enumerate(given):
        yield dims, value
        for second, (other_dims, other) in enumerate(given[at + 1 :], at + 1):
            if dims == other_dims:
                yield dims, value + other
                yield dims, abs(value - other)
            pairs = [
                (dims + other_dims, value * other),
                (dims - other_dims, value / other),
                (other_dims - dims, other / value),
            ]
            if own != {value, other}:
                yield from pairs
            for third_dims, third in given[second + 1 :]:
                for pair_dims, pair in pairs:
                    yield pair_dims + third_dims, pair * third
                    yield pair_dims - third_dims, pair / third
            if less and not other_dims and other < 1:
                yield dims, value * (1 - other)
                yield dims, value / (1 - other)
                yield dims, value * (1 + other)


def _is_one_of(wanted: dict[int, float], dims: int, value: float) -> bool:
    told = wanted.get(dims)
    return told is not None and value > 0 and abs(told / value - 1) < _TIGHT
