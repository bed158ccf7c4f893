"""One figure made larger or smaller: factors, shares, and the same quantity told for another time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.facts.estimates.algebra import amount_of, evaluate
from reviewer.facts.estimates.context import COMMON, WRITES, Context, Entry, same_kind
from reviewer.facts.estimates.figure import NONE, Figure, constant, told_per
from reviewer.facts.estimates.slips import is_digit, tells_nothing
from reviewer.facts.estimates.spot import COPIES, MACHINES, NEAR, SMALLER, WORD_FACTORS, Place, bases, fits, horizon_of
from reviewer.facts.estimates.tree import Derivation, Node, figure_node, over, times
from reviewer.facts.words import word_set

_FAR = 48
"""Figures before one that are looked at for the same quantity."""

_SAME = 0.5
"""Share of the words about the poorer of two figures that they must have in common to be about the same thing."""

_WHOLE = 100
_PAIR = 2
_SOME = 100
_LARGE = 1000
"""A bare number is a count from here on."""

_GROW = word_set("headroom overhead buffer extra more growth increase add additional margin index indexes metadata")
FILL = word_set("full ful utilization utilisation utilized capacity filled fill usable used model rule efficiency")
NEEDED = word_set("need needs needed require requires required raise raises raised increase increases")
_OF_THEM = frozenset(("them", "these", "those"))
_ON_TOP = frozenset(("on", "top"))
_SHRINK = word_set("less compression compressed reduce reduces reduction save saves saving fewer off dedup compress")


def factors(place: Place, context: Context) -> Iterator[Derivation]:
    """ "Peak is 3 times the average", "3 replicas", "an extra copy", "twice that"."""
    entry = place.entry
    yield from named_operands(place, context)
    if entry.figure.is_factor or entry.figure.scale.dims.time:
        return
    given = [one for one in place.row if one.order != entry.order and _multiplies(one)]
    if entry.figure.unit in COPIES and not (given and place.signed):
        return
    others = [one for one in place.row if one.order != entry.order and not (one.figure.is_factor or one.figure.bare)]
    told_for = not given or (given[-1].order <= entry.order + 1 and not (entry.item and given[-1].order > entry.order))
    found = [one.figure for one in given[-1:]]
    found = found or _told_factors(place) or _told_above(place, context)
    if not found:
        return
    if entry.figure.bare:
        yield from _of_last_result(place, context, found[0])
        return
    smaller = not place.words.isdisjoint(SMALLER) and place.words.isdisjoint(COPIES) and not entry.peak
    pointed = (
        place.marked
        or entry.peak
        or found[0].start < place.row[0].figure.start
        or "peak" in place.words
        or (smaller and place.pointed)
        or (len(place.row) == _PAIR and not place.words.isdisjoint(COPIES))  # "3x replication; it needs 1.5 PB"
    )
    told_for = told_for and not (given and makes_another(given[-1], others, entry))
    for at, base in enumerate(bases(place, context)):
        if base.figure.start != found[0].start and (entry.able or not base.able):
            firm = at == 0 and pointed and told_for and entry.peak >= base.peak and fits(base, entry)
            firm = firm and (base.row == entry.row or not others)  # which may be what it is made of
            firm = firm and not _are_opposite(base.words, entry.words)  # "20 read nodes, 5 write nodes; ×3"
            unlike = bool(base.words and entry.words) and not base.linked(entry)
            made = over if smaller else times
            yield Derivation(made(base.figure, found[0]), entry.figure, firm=firm, loose=unlike)


def makes_another(factor: Entry, others: Sequence[Entry], entry: Entry) -> bool:
    """Whether a factor is of what stands between it and a peak: "reads are 10× writes → 35K reads/s, peak 70K/s"."""
    between = any(factor.order < one.order < entry.order and same_kind(one.figure, entry.figure) for one in others)
    return between and entry.peak and not factor.peak and bool(factor.words)


def _of_last_result(place: Place, context: Context, factor: Figure) -> Iterator[Derivation]:
    """ "Peak QPS is 5 times the number = 50,000": a result without a unit has that of what it is made of."""
    for base in context.before(place.entry.order, 4):
        here = base.row == place.entry.row
        if here and not (
            "peak" in place.words and base.order == place.entry.order - _PAIR and base.figure.value >= _SOME
        ):
            continue
        if (base.result or here) and base.figure.scale.dims == NONE and not base.figure.is_factor:
            readings = tuple(one._replace(scale=base.figure.scale) for one in place.entry.figure.readings)
            stated = replace(place.entry.figure, readings=readings)
            far = place.entry.row - base.row > 1
            yield Derivation(times(base.figure, factor), stated, firm=place.signed, loose=far)
            return


def named_operands(place: Place, context: Context) -> Iterator[Derivation]:
    """ "daily requests ÷ 86,400 = 12K", "3 × average": the other operand is told by its name."""
    entry = place.entry
    named = [one for one in place.row if one.dangling and one.order != entry.order]
    if len(named) != 1 or entry.figure.is_factor:
        return
    operand = named[0]
    bases = [one for one in context.before(operand.order, 30) if one.row != entry.row and not one.figure.is_factor]
    bases.sort(key=lambda one: (-min(operand.linked(one), 3) - one.result, -one.order))
    for at, base in enumerate(bases[:8]):
        node = over(base.figure, operand.figure) if operand.dangling == "/" else times(base.figure, operand.figure)
        named_so = at == 0 and operand.linked(base) > 0
        yield Derivation(
            node,
            entry.figure,
            firm=named_so and same_kind(base.figure, entry.figure) and operand.dangling == "*" and place.pointed,
        )


def _told_factors(place: Place) -> list[Figure]:
    start = place.entry.figure.start
    typed = not place.words.isdisjoint(("float", "long", "integer", "int"))  # "long or double = 8 bytes"
    for word, value in WORD_FACTORS.items():
        if word in place.words and not typed:
            return [constant(value, word, start)]
    extra = not place.words.isdisjoint(("extra", "additional", "second"))
    return [constant(2.0, "2 copies", start)] if extra and not place.words.isdisjoint(COPIES) else []


def _told_above(place: Place, context: Context) -> list[Figure]:
    """The factor of a peak that a line above tells for what follows: "With a 10x peak factor:"; or one of copies."""
    entry = place.entry
    if not entry.peak:
        return _copies_above(entry, context)
    above = [one for one in context.before(entry.order, NEAR) if entry.row - _BELOW <= one.row < entry.row]
    told = [one for one in above if one.figure.dimension == "factor" and one.peak]
    alone = told and all(one.order == told[0].order for one in above if one.row == told[0].row)
    return [told[0].figure] if alone else []


def _copies_above(entry: Entry, context: Context) -> list[Figure]:
    """The factor that the line above has for what is listed under it: "With replication (3x):"."""
    above = [one for one in context.before(entry.order, NEAR) if one.row == entry.row - 1]
    alone = len(above) == 1 and above[0].figure.dimension == "factor" and above[0].indent <= entry.indent
    return [above[0].figure] if alone and not above[0].words.isdisjoint(_COPY_STEMS) else []


_BELOW = 4
"""Lines below one that tells a peak's factor for which it holds."""

_COPY_STEMS = frozenset(("replica", "replicat", "copi", "copy", "leg", "rf"))


def copied(place: Place) -> Figure | None:
    """The factor that a line tells before its only other figure: "with 3x replication: 5.4 TB", "10× sales = 30/s"."""
    before = [one for one in place.row if one.order < place.entry.order]
    alone = len(before) == 1 and before[0].figure.dimension == "factor"
    return before[0].figure if alone and (place.signed or not place.words.isdisjoint(COPIES)) else None


def _multiplies(one: Entry) -> bool:
    figure = one.figure
    if figure.dimension == "factor":
        return True
    small = figure.scale.dims == NONE and 1 < figure.value <= 20 and not figure.scale.period_s
    return small and (figure.unit in COPIES or not one.words.isdisjoint(_COPY_STEMS))


def shares(place: Place, context: Context) -> Iterator[Derivation]:
    """ "50 % headroom", "80 % full", "20 % of them"."""
    found = [one for one in place.row if one.figure.dimension == "percent" and one.order != place.entry.order]
    found = found or _share_above(place, context)
    if not found or place.entry.figure.is_factor or place.entry.figure.scale.dims.time:
        return
    share = found[-1].figure
    alone = len(found) == 1 or (len(found) == 2 and found[0].figure.value + share.value == _WHOLE)
    besides = found[-1].order > place.entry.order and "and" in place.words  # "0.5 MB, and 60 % of users post one"
    wholes = [one for one in bases(place, context) if one.item or not place.entry.item]
    if found[-1].row < place.entry.row:
        wholes.sort(key=lambda one: -one.order)
    for at, base in enumerate(wholes):
        near = fits(base, place.entry) or (found[-1].row < place.entry.row and found[-1].row - base.row <= 1)
        firm = at == 0 and place.pointed and alone and not besides and near
        node, stated = figure_node(base.figure), place.entry.figure
        grown = not place.words.isdisjoint(_GROW) or place.words >= _ON_TOP
        filled = not place.words.isdisjoint(FILL) or found[-1].row < place.entry.row
        shrunk = not place.words.isdisjoint(_SHRINK)
        meant = "+" if grown else "/" if filled else "-" if shrunk else "*"
        sure = firm and (grown + filled + shrunk) <= 1
        for sign in "+/*-":
            made = Node(sign, (node, figure_node(share)))
            near = sign != "*" or base.row == place.entry.row or base.linked(place.entry) > 0
            near = near and (sign != "*" or not place.entry.peak)
            if sign in "+-" and meant == "/":
                continue  # what is filled so far has neither more nor less
            if sign in "*-" and meant == "/" and not place.words.isdisjoint(NEEDED):
                continue  # of what is needed at 50 % efficiency there is more
            part = not place.words.isdisjoint(_OF_THEM) or (place.beside_before and place.beside is share)
            if sign != "*" and meant == "*" and part:
                continue  # "30 % (3M users)", "10 % of them: 3M"
            filled_so = sign == "*" and meant == "/"  # "70 % utilization" of what a server can
            near = near or filled_so
            firmly = sure and near and (sign == meant or (filled_so and _has_one_digit_off(made, stated)))
            yield Derivation(made, stated, firm=firmly, loose=meant == "*" or filled_so or not place.marked)


def _has_one_digit_off(node: Node, stated: Figure) -> bool:
    came, told = evaluate(node, "exact", {}), amount_of(stated, stated.readings[0], "exact")
    return came is not None and came.low > 0 and came.dims == told.dims and is_digit(told.low / came.low)


def _share_above(place: Place, context: Context) -> list[Entry]:
    """The share of the line above, where it is about how full things are: "70 % capacity model", then "needs 53 TB"."""
    above = [one for one in context.before(place.entry.order, 6) if one.row == place.entry.row - 1]
    shares = [one for one in above if one.figure.dimension == "percent" and one.figure.value < _WHOLE]
    alone = len({one.figure.value for one in shares}) == 1 and len(place.row) == 1 and len(above) == len(shares)
    return shares[:1] if alone and shares[0].words & _FILL_STEMS else []


_FILL_STEMS = frozenset(("capac", "capacity", "utiliz", "utilis", "full", "headroom"))


def rescaled(place: Place, context: Context) -> Iterator[Derivation]:
    """The same quantity told for another time: per day → per second, per month → in 3 years."""
    entry = place.entry
    if entry.figure.is_factor or entry.figure.scale.dims.time or (entry.item and not entry.of):
        return
    horizon = horizon_of(place)
    least = _LARGE if place.signed and entry.figure.bare else math.inf
    timed = [one for one in context.before(entry.order, _FAR) if one.period_s]
    sources = [one for one in timed if _is_source(one, entry, least)]
    if horizon is None and (entry.figure.dimension == "users" or not entry.period_s):
        return
    near = entry.row - 1 if not entry.words else entry.row
    sources = [
        one for one in sources if one.linked(entry) or place.marked or place.estimating or horizon or one.row == near
    ]
    sources = [one for one in sources if horizon is not None or one.period_s != entry.period_s]
    sources.sort(key=lambda one: (-min(one.linked(entry), 4), -one.order))
    sources = [one for one in sources if not _are_opposite(one.words | one.lead, entry.words | entry.lead)]
    one_only = not sources or not _is_told_otherwise(sources, entry)
    one_only = one_only and place.words.isdisjoint(_PARTLY)
    peak = _peak_behind(place)
    for at, source in enumerate(sources[:8]):
        told = at == 0 and (_points(place, source) or _spans(place, horizon, source))
        meant = horizon is not None and at == 0 and (_is_sole(source, entry, context) or _is_stored(place, source))
        firm = at == 0 and one_only and (told or meant)
        if horizon is not None and entry.figure.scale.period_s:
            yield Derivation(times(source.dated, horizon.figure), told_per(entry.figure, 0.0))
        if horizon is not None and not entry.figure.scale.period_s:
            yield Derivation(times(source.dated, horizon.figure), entry.figure, firm=firm, loose=not told)
        elif entry.period_s and entry.period_s != source.period_s:
            loose = not (entry.words - COMMON <= source.words or (told and _says_so(place, source)))
            loose = loose or source.figure.start in context.operands
            loose = loose or (entry.line - source.line > _FAR_OFF and not source.result)
            loose = loose and not _is_next_to(place, source)
            if peak is not None:
                yield Derivation(times(source.dated, peak), entry.dated, firm=firm, loose=True)
            firm = firm and peak is None
            if firm or not tells_nothing(entry.dated, (source.dated,), entry.dated.scale.period_s):
                yield Derivation(figure_node(source.dated), entry.dated, firm=firm, loose=loose)


def _is_next_to(place: Place, source: Entry) -> bool:
    """Whether a rate is told right behind one of the same thing: "10 billion events a day, about 417 million an hour".

    That is so too where a line holds nothing else and the one above it ends with that rate.
    """
    entry = place.entry
    few = min(entry.figure.value, source.figure.value) < _FEW
    other = bool(entry.words - source.words - COMMON) or not place.words.isdisjoint(_FRACTIONS)
    if few or other or entry.peak or source.linked(entry) < _PAIR or source.order != entry.order - 1:
        return False
    return source.row == entry.row or (source.row == entry.row - 1 and len(place.row) == 1)


_FRACTIONS = frozenset(("half", "third", "quarter", "fifth", "tenth"))
_FEW = 10
"""Fewer of something are what somebody does: "views 8 a day", "rates one a week"."""


def _are_opposite(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one figure is about reads and the other about writes."""
    for one, other in ((words, others), (others, words)):
        if "read" in one and one.isdisjoint(WRITES) and "read" not in other and not other.isdisjoint(WRITES):
            return True
    return False


def _peak_behind(place: Place) -> Figure | None:
    """The factor that is told right behind a rate: "690K uploads per second considering a load factor of 10x"."""
    behind = [one for one in place.row if one.order == place.entry.order + 1 and one.figure.dimension == "factor"]
    return behind[0].figure if behind and (behind[0].peak or not behind[0].words.isdisjoint(_LOADS)) else None


_PARTLY = word_set("daytime daylight office business working waking awake weekdays")
"""What is told for these is no rate for all day."""

_LOADS = frozenset(("load", "factor", "peak", "burst"))


def _is_told_otherwise(sources: Sequence[Entry], entry: Entry) -> bool:
    """Whether the figure may come from the first of the sources or as well from another that is not the same."""
    first = sources[0]
    alike = [
        one for one in sources[1:] if one.linked(entry) >= first.linked(entry) > 0 and one.section != first.section
    ]
    rates = [one.dated.base for one in alike if one.peak == first.peak and not one.able]
    own = first.dated.base
    return entry.section != first.section and any(not 0.5 * own < rate < 2.0 * own for rate in rates)


def _is_source(one: Entry, entry: Entry, least: float) -> bool:
    """Whether a figure tells a rate that another may tell for another time; bare numbers count from `least` on."""
    figure = one.figure
    return (
        one.item == entry.item and (not one.item or bool(one.of & entry.of))
        and figure.dimension != "users" and not figure.is_factor and not (figure.bare and figure.value < least)
        and figure.still == entry.figure.still
    )  # fmt: skip


def _points(place: Place, source: Entry) -> bool:
    """Whether the words tell that the figure is `source` for another time."""
    entry = place.entry
    if entry.peak != source.peak:
        return False
    if not MACHINES.isdisjoint(entry.words) and source.words.isdisjoint(entry.words & MACHINES):
        return False
    before = [one for one in place.row if one.order < entry.order]
    scaled = any(
        one.figure.dimension == "factor"
        or one.dangling
        or ((one.item or one.of) and one.period_s and one.row != source.row)
        for one in before
    )  # "20 reads/user/day: 23 QPS"
    if scaled or _between(place, source):
        return False
    if source.able or entry.able or (source.figure.scale.period_s == 1.0 and not place.signed):
        return False
    close = entry.line - source.line <= 3 and entry.section == source.section
    if source.result and source.order == entry.order - 1 and not _PRONOUNS.isdisjoint(place.words):
        return close and len(place.row) == 1  # "0.5 GB a day", "and this makes 180 GB a year"
    told = place.marked or entry.average or place.estimating or close
    follows = entry.row - source.row <= 1 and len(place.row) == 1
    if follows and entry.row > source.row and not entry.words and entry.figure.scale.dims.size:
        return entry.indent == source.indent and entry.section == source.section
    if (entry.figure.scale.dims != NONE or follows) and close and place.signed and not entry.words:
        return True
    return told and source.overlap(entry) >= _SAME


_FAR_OFF = 12
"""Lines from which on a figure that is given may be told for something else than a result."""


def _says_so(place: Place, source: Entry) -> bool:
    """Whether a sentence only tells the last result for another time: "this translates to 180 GB a year"."""
    said = not _PRONOUNS.isdisjoint(place.words) and not _SAYING.isdisjoint(place.words)
    return said and source.result and source.order == place.entry.order - 1


_SAYING = word_set("translates translate equals equates amounts means makes gives is yields results comes")
_PRONOUNS = frozenset(("this", "that", "which", "it"))


def _between(place: Place, source: Entry) -> bool:
    """Whether a figure of the same kind stands between a source and what it may have led to."""
    inside = [one for one in place.row if source.order < one.order < place.entry.order]
    alike = [one for one in inside if not one.figure.bare or one.figure.value >= _LARGE]
    return any(one.figure.still == source.figure.still and not one.figure.is_factor for one in alike)


def _is_sole(source: Entry, entry: Entry, context: Context) -> bool:
    """Whether a result is the only figure of its kind and section that is told for a time."""
    alike = [
        one for one in context.before(entry.order, _FAR)
        if one.section == entry.section and one.period_s and one.figure.still == source.figure.still
    ]  # fmt: skip
    return source.result and len(alike) == 1 and source.section == entry.section and source.peak == entry.peak


def _is_stored(place: Place, source: Entry) -> bool:
    """Whether words tell that the figure is all of `source`: "it runs for 10 years, a total of 9B rows"."""
    return place.marked and not source.able and source.peak == place.entry.peak and source.overlap(place.entry) >= _SAME


def _spans(place: Place, horizon: Entry | None, source: Entry) -> bool:
    """Whether the words before a length of time name the source: "New messages in 5 years: 9 TB"."""
    if horizon is None or source.able or place.entry.peak != source.peak:
        return False
    if horizon.adjective and source.result and source.row == place.entry.row - 1 and source.linked(place.entry):
        return True  # "2-year retention = 35M rows" under "= 17.5M rows a year"
    if horizon.adjective and source.row == place.entry.row and source.order == horizon.order - 1:
        return True  # "at 9 TB/year a 7-year retention is 65 TB"
    if place.entry.words:
        return False
    return horizon.order < place.entry.order and source.overlap(horizon) >= _SAME
