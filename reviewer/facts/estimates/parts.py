"""What share one figure is of another, by how many times it is more, and what several of one thing come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviewer.facts.estimates.context import Context, Entry, same_kind
from reviewer.facts.estimates.figure import NONE, PLAIN, Figure, Reading
from reviewer.facts.estimates.spot import Place
from reviewer.facts.estimates.tree import Derivation, over, times
from reviewer.facts.words import word_set

_FAR = 48
_CLOSE = 6
_PAIR = 2


def portions(place: Place, context: Context) -> Iterator[Derivation]:
    """What share one figure of the sentence is of another: "20k ops/s of 110k per node, so 18 %"."""
    entry = place.entry
    before = [one for one in place.row if one.order < entry.order and not one.figure.is_factor]
    if entry.figure.dimension == "percent" and len(before) == 1 and "capacity" in place.words:
        yield from _of_capacity(place, before[0], context)
    if entry.figure.dimension != "percent" or not place.marked or len(before) < _PAIR:
        return
    first, second = before[-2:]
    counted = first.figure.bare and 0 < first.figure.value < second.figure.value  # "8 of the 40 nodes"
    if same_kind(first.figure, second.figure) and first.figure.unit == second.figure.unit:
        firm = place.strong and not place.limited and len(before) == _PAIR
        for part, whole in ((first, second), (second, first)):
            smaller = part.figure.base <= whole.figure.base
            yield Derivation(over(part.figure, whole.figure), entry.figure, firm=firm and smaller, loose=True)
    elif counted and len(before) == _PAIR and "of" in place.words and not place.limited:
        told = replace(second.figure, readings=(Reading(second.figure.value, second.figure.value, PLAIN),))
        yield Derivation(over(first.figure, told), entry.figure, firm=place.strong or "out" in place.words, loose=True)


def comparisons(place: Place) -> Iterator[Derivation]:
    """By how many times one figure of the sentence is more than another: "$0.02, not $0.1, so 5 times cheaper"."""
    entry = place.entry
    if entry.figure.dimension == "ratio" and len(place.parts) == _PAIR:
        less, more = sorted(place.parts, key=_base)  # "1:50 (11.6 vs 580)"
        sides = (more, less) if entry.figure.value >= 1 else (less, more)
        if less.base > 0 and less.scale == more.scale:
            yield Derivation(over(*sides), entry.figure, firm=True, loose=True)
    before = [one for one in place.row if one.order < entry.order and not one.figure.is_factor]
    times_more = entry.figure.dimension == "factor" or entry.figure.unit == "time"
    if not times_more or len(before) != _PAIR or place.words.isdisjoint(_COMPARED):
        return
    less, more = sorted((one.figure for one in before), key=_base)
    if same_kind(less, more) and less.unit == more.unit and less.base > 0:
        told = place.marked and more.scale == less.scale and not more.bare
        yield Derivation(over(more, less), entry.figure, firm=told, loose=True)


_COMPARED = word_set("cheaper less more faster slower smaller larger bigger expensive costlier lower higher better")


def _base(figure: Figure) -> float:
    return figure.base


def several(place: Place, context: Context) -> Iterator[Derivation]:
    """So many of what an earlier line tells by the same name: "server: $80", then "3× server: $240"."""
    entry, first = place.entry, place.row[0]
    if len(place.row) != _PAIR or first is entry or first.figure.dimension != "factor" or not entry.words:
        return
    for one in context.before(first.order, _FAR):
        alike = same_kind(one.figure, entry.figure) and one.figure.unit == entry.figure.unit
        if alike and one.words == entry.words and one.indent == entry.indent and one.figure.scale.dims != NONE:
            yield Derivation(times(one.figure, first.figure), entry.figure, firm=place.pointed, loose=True)
            return


def _of_capacity(place: Place, used: Entry, context: Context) -> Iterator[Derivation]:
    """ "Handles 100,000 ops/s", then "2,500 QPS is 2.5 % of capacity"."""
    for one in context.before(used.order, _CLOSE):
        if one.able and same_kind(one.figure, used.figure) and one.figure.base > 0:
            yield Derivation(over(used.figure, one.figure), place.entry.figure, firm=place.marked, loose=True)
            return
