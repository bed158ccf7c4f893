"""Rates turned over: "22 users / min" is 2.7 s for each of them, and a million of them take 32 days."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.facts.estimates.context import Context, Entry, stem
from reviewer.facts.estimates.figure import NONE, constant
from reviewer.facts.estimates.spot import NEAR, Place
from reviewer.facts.estimates.tree import Derivation, Node, figure_node, over

_ROWS = 6


def paces(place: Place, context: Context) -> Iterator[Derivation]:
    """What one takes where so many are done a second, how many are done where one takes so long, and how long all."""
    entry = place.entry
    if entry.figure.is_factor or place.limited:
        return
    scale = entry.figure.scale
    if not (scale.dims.time or (scale.dims == NONE and scale.period_s)):
        return
    near = [one for one in context.before(entry.order, NEAR) if entry.row - one.row <= _ROWS]
    if scale.dims.time:
        yield from _for_one(entry, near)
        yield from _for_all(entry, near)
    else:
        yield from _in_a_while(entry, near)


def _for_one(entry: Entry, near: list[Entry]) -> Iterator[Derivation]:
    """ "Time per user: 2.7 s" of 22 users a minute."""
    for rate in near if entry.item else ():
        if _is_pace(rate) and (rate.linked(entry) or rate.row == entry.row):
            yield Derivation(_turned(rate), entry.figure)


def _in_a_while(entry: Entry, near: list[Entry]) -> Iterator[Derivation]:
    """ "Each sends one every 5 s (0.2 requests/s)"."""
    for time in near:
        if time.figure.scale.dims.time == 1 and time.row == entry.row and time.order == entry.order - 1:
            yield Derivation(_turned(time), entry.figure)


def _for_all(entry: Entry, near: list[Entry]) -> Iterator[Derivation]:
    """ "1M users at 400 users/min: 42 hours"."""
    rates = [one for one in near if _is_pace(one)]
    for count in near if rates else ():
        if count.figure.scale.dims != NONE or count.period_s or count.figure.is_factor or not count.figure.unit:
            continue
        for rate in rates:
            if stem(count.figure.unit) in rate.words | {stem(rate.figure.unit.partition("/")[0])}:
                yield Derivation(over(count.figure, rate.dated), entry.figure)


def _is_pace(one: Entry) -> bool:
    return one.figure.scale.dims == NONE and bool(one.period_s) and not one.figure.is_factor and one.figure.value > 0


def _turned(one: Entry) -> Node:
    figure = one.dated
    return Node("/", (figure_node(constant(1.0, "1", figure.start)), figure_node(figure)))
