"""Sums along nouns: "5M users", "orders per user per day: 2", "2 KB per order" lead to 20 GB a day.

A figure comes in with those said before it; derivations go out. Each figure of a chain counts what the next one is
told for, so that the nouns cancel as units do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from reviewer.facts.estimates.context import USERS, Context, Entry, stem
from reviewer.facts.estimates.figure import NONE, PLAIN, Figure, told_per
from reviewer.facts.estimates.slips import tells_nothing
from reviewer.facts.estimates.spot import MACHINES, Place, count_the_same
from reviewer.facts.estimates.tree import Derivation, over, times

Whole = tuple[Entry, frozenset[str]]
"""A count with what it counts."""

_REACH = 24
_ROWS = 14
_DEEPEST = 3
_MOST_WHOLES = 2
_MANY = 20
_HUNDRED = 100
_LARGE = 100_000
"""A bare number is a count from here on."""

_SOON = 2


def chained(place: Place, context: Context) -> Iterator[Derivation]:
    """Derivations of a figure along the nouns of those before it, the nearest first."""
    entry = place.entry
    itemised = entry.item or (entry.of and not entry.figure.scale.dims.size)
    if entry.figure.is_factor or entry.figure.scale.dims.time or itemised or not place.pointed:
        return
    ends, wholes = _links(entry, context)
    for last in ends:
        for links, named in _chains(last, wholes, _DEEPEST):
            sure = named or last.row == entry.row or (place.strong and last.row == entry.row - 1)
            sure = sure and (place.strong or entry.row - last.row <= _SOON or entry.linked(last) > _PAIR)
            sure = sure and not _has_its_own(place, links)
            sure = sure and (entry.figure.is_range or not any(one.figure.is_range for one in links))
            made = _derivation(place, links, sure=sure)
            if made is not None:
                yield made


def _links(entry: Entry, context: Context) -> tuple[list[Entry], list[Whole]]:
    """What a chain to a figure may end with, and what it may go through, the nearest first."""
    ends: list[Entry] = []
    wholes: list[Whole] = []
    first, still = entry.row - _ROWS, entry.figure.still
    for one in context.before(entry.order, _REACH):
        if one.row < first:
            break
        dims = one.figure.scale.dims
        if one.figure.is_factor or dims.time:
            continue
        counts = dims == NONE
        if one.peak and not entry.peak and (one.period_s or not counts):
            continue  # but so many at the peak are no rate of the peak
        if counts:
            wholes.append((one, one.nouns))
        told = dims == still and (one.of or one.item or one.period_s)
        if told and not (counts and one.nouns.isdisjoint(entry.nouns)):  # a size, or the same noun as the result
            ends.append(one)
    return ends, wholes


def apiece(place: Place, context: Context) -> Iterator[Derivation]:
    """What all have, where the brackets behind it tell what each has: "50M users", then "500M a day (10 per user)"."""
    each, entry = place.each, place.entry
    if each is None or entry.figure.is_factor:
        return
    wholes = [one for one in context.before(entry.order, _REACH) if _holds(one, each)]
    for at, whole in enumerate(wholes[:_MOST_WHOLES]):
        stated = entry.figure if each.figure.scale.period_s else told_per(entry.figure, 0.0)
        yield Derivation(times(whole.figure, each.figure), stated, firm=at == 0 and not place.limited, loose=True)


def of_two_above(place: Place, context: Context) -> Iterator[Derivation]:
    """The product of the two lines above.

    "500,000 users", "each clicks 3 times a day", "1.5M requests a day"; "86 billion ops", "100 bytes each", "8.6 TB".
    """
    entry = place.entry
    alone = all(one is entry or one.figure.dimension == "time" for one in place.row)
    if not alone or not place.pointed or entry.figure.is_factor or entry.figure.scale.dims.time:
        return
    found = [_told_in_row(context, entry, entry.row - 1), _told_in_row(context, entry, entry.row - 2)]
    if found[0] is None or found[1] is None:
        return
    each, whole = found[0], found[1]
    if entry.figure.scale.dims.size:
        yield from _of_a_size(place, each, whole)
        return
    counts = all(one.figure.scale.dims == NONE for one in (each, whole, entry))
    told_so = _has_each(each)
    rated = bool(whole.period_s) and whole.figure.dimension != "users" and "user" not in whole.words
    if not counts or not told_so or rated or whole.item or whole.figure.value < _MANY:
        return
    if count_the_same(whole, each) or (each.period_s and entry.figure.dimension == "users"):
        return  # "20 peers", "35 peers each"; votes are no users
    if _counts_other_things(each, entry):
        return  # "50,000 visitors", "each views 10 pages", "5,000 tickets sold"
    each_one, stated = _both_dated(each, entry)
    yield Derivation(times(told_per(whole.figure, 0.0), each_one), stated, firm=True, loose=True)


def _counts_other_things(each: Entry, entry: Entry) -> bool:
    """Whether two figures name what they count, and these are different things."""
    named = bool(each.figure.unit and entry.figure.unit)
    if not named or not each.figure.dimension == entry.figure.dimension == "count":
        return False
    one, other = stem(each.figure.unit), stem(entry.figure.unit)
    return one != other and one not in entry.words and other not in each.words


def of_pair_above(place: Place, context: Context) -> Iterator[Derivation]:
    """The product of the only two figures of the line above: "600 servers write 50 lines/s each", "30,000 lines/s"."""
    entry = place.entry
    if len(place.row) != 1 or not place.pointed or entry.figure.is_factor or entry.figure.scale.dims.time:
        return
    above = [one for one in context.before(entry.order, _FEW) if one.row == entry.row - 1]
    if len(above) != _PAIR or any(one.section != entry.section or one.figure.is_factor for one in above):
        return
    for each, whole in (above, above[::-1]):
        counts = whole.figure.scale == PLAIN and bool(whole.figure.unit) and not whole.item
        if counts and _has_each(each) and each.figure.still == entry.figure.still and each.linked(entry):
            each_one, stated = _both_dated(each, entry)
            if each.figure.scale.period_s or not entry.figure.scale.period_s:
                yield Derivation(times(whole.figure, each_one), stated, firm=True, loose=True)
            return


def machines(place: Place, context: Context) -> Iterator[Derivation]:
    """How many machines two lines ask for: "a server takes 5,000 connections", "2M devices", then "400 servers"."""
    entry = place.entry
    if entry.figure.unit not in MACHINES or len(place.row) != 1 or not place.pointed:
        return
    found = [_told_in_row(context, entry, entry.row - 1), _told_in_row(context, entry, entry.row - 2)]
    if found[0] is None or found[1] is None:
        return
    noun = stem(entry.figure.unit)
    for one, load in (found, found[::-1]):
        if one is None or load is None or noun not in (one.words | one.of if one.able else one.of):
            continue
        alike = one.figure.scale.dims == load.figure.scale.dims == NONE and not load.item
        alike = alike and one.figure.scale.period_s == load.figure.scale.period_s
        if alike and load.figure.value > one.figure.value > 1:
            yield Derivation(over(load.figure, one.figure), entry.figure, firm=True, loose=True)
            return


def _both_dated(each: Entry, entry: Entry) -> tuple[Figure, Figure]:
    """What each one has and what all have: as they are where both are told for a time, else both for none."""
    if each.figure.scale.period_s and entry.figure.scale.period_s:
        return each.figure, entry.figure
    return told_per(each.figure, 0.0), told_per(entry.figure, 0.0)


def _has_each(one: Entry) -> bool:
    return one.item or bool(one.of) or not one.words.isdisjoint(_EACH)


_EACH = frozenset(("each", "every"))
_FEW = 4
_PAIR = 2


def _of_a_size(place: Place, each: Entry, whole: Entry) -> Iterator[Derivation]:
    """So many of a size, in whichever order the two are told."""
    if each.figure.scale.dims == NONE:
        each, whole = whole, each
    few = whole.figure.scale.dims != NONE or whole.figure.value < _HUNDRED
    few = few or (whole.figure.bare and whole.figure.value < _LARGE and not place.entry.linked(whole))
    linked = place.marked or place.entry.linked(each) or place.entry.linked(whole)
    few = few or not linked  # "metadata: 30 bytes"
    if few or not each.figure.scale.dims.size or each.figure.scale.period_s:
        return
    node, stated = times(told_per(whole.figure, 0.0), each.figure), told_per(place.entry.figure, 0.0)
    yield Derivation(node, stated, firm=True, loose=not place.signed)


def _told_in_row(context: Context, entry: Entry, row: int) -> Entry | None:
    """What a line above tells: its last result, else its only figure."""
    inside = [one for one in context.before(entry.order, _REACH) if one.row == row and one.section == entry.section]
    results = [one for one in inside if one.result]
    told = results[:1] if results else inside if len(inside) == 1 else []
    return told[0] if told and not told[0].figure.is_factor else None


def _holds(one: Entry, each: Entry) -> bool:
    """Whether a count is of what each one of is told."""
    figure = one.figure
    if figure.is_factor or figure.scale.dims != NONE or figure.scale.period_s or one.item:
        return False
    users = figure.dimension == "users" and not each.of.isdisjoint(USERS)
    return users or not each.of.isdisjoint(one.nouns)


def _has_its_own(place: Place, links: Sequence[Entry]) -> bool:
    """Whether the line has a count that is none of the chain's: "1M calls/month: $3", under "4 secrets × $0.06"."""
    orders = {one.order for one in links}
    before = [one for one in place.row if one.order < place.entry.order and one.order not in orders]
    return any(one.figure.scale.dims == NONE and one.figure.unit and not one.figure.is_factor for one in before)


def _chains(last: Entry, wholes: Sequence[Whole], depth: int) -> Iterator[tuple[tuple[Entry, ...], bool]]:
    """Ways from `last` back to a figure that is told for nothing else, and whether the words name every step."""
    if depth <= 1:
        return
    of, order = last.of, last.order
    steps = [
        (-len(of & (whole.words or whole.label)), not whole.result, at, whole, named)
        for at, (whole, nouns) in enumerate(wholes)
        if whole.order != order and ((named := not of.isdisjoint(nouns)) or _is_beside(whole, last))
    ]
    for *_, whole, named in sorted(steps, key=itemgetter(0, 1, 2))[:_MOST_WHOLES]:
        if whole.of or whole.item:
            for links, sure in _chains(whole, wholes, depth - 1):
                if last.order not in {one.order for one in links}:
                    yield (*links, last), sure and named
        else:
            yield (whole, last), named


def _is_beside(whole: Entry, last: Entry) -> bool:
    """Whether a count stands right before what each of it has: "5M users place 2 orders a day", "At 2 KB each"."""
    rows = 1 if last.item else 0
    if last.row - whole.row > rows or whole.order != last.order - 1 or last.of or not whole.figure.unit:
        return False
    return whole.figure.value >= _MANY and not whole.period_s and bool(last.item or last.period_s)


def _derivation(place: Place, links: tuple[Entry, ...], *, sure: bool) -> Derivation | None:
    entry = place.entry
    periods = {one.period_s for one in links if one.period_s and one.figure.dimension != "users"}
    if len(periods) > 1 or sum(bool(one.figure.scale.period_s) for one in links) > 1:
        return None
    period_s = next(iter(periods), 0.0)
    figures = [one.dated if one.figure.dimension != "users" else one.figure for one in links]
    stated = entry.dated
    firm = sure and not place.limited
    told_s = (stated.scale.period_s or period_s) if period_s else 0.0
    if not firm and tells_nothing(stated, figures, told_s):
        return None
    stated = told_per(stated, told_s) if told_s != stated.scale.period_s else stated
    return Derivation(times(*figures), stated, firm=firm, loose=True)
