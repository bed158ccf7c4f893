"""One figure made larger or smaller by a factor or a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.facts.estimates.algebra import amount_of, evaluate
from reviewer.facts.estimates.context import WRITES, Context, Entry, same_kind, stem
from reviewer.facts.estimates.figure import NONE, Figure, constant
from reviewer.facts.estimates.slips import is_digit
from reviewer.facts.estimates.spot import (
    COPIES,
    EFFICIENT,
    MACHINES,
    NEAR,
    SMALLER,
    WORD_FACTORS,
    Place,
    bases,
    fits,
)
from reviewer.facts.estimates.tree import Derivation, Node, figure_node, over, times
from reviewer.facts.words import word_set

_WHOLE = 100
_PAIR = 2
_SOME = 100
_LARGE = 1000
"""A bare number is a count from here on."""

_GROW = word_set("headroom overhead buffer extra more growth increase add additional margin index indexes metadata")
FILL = word_set(
    "full ful utilization utilisation utilized capacity filled fill usable used model rule efficiency ceiling"
)
NEEDED = word_set("need needs needed require requires required raise raises raised increase increases")
_OF_THEM = frozenset(("them", "these", "those"))
_ON_TOP = frozenset(("on", "top"))
_SHRINK = word_set("less compression compressed reduce reduces reduction save saves saving fewer off dedup compress")


def factors(place: Place, context: Context) -> Iterator[Derivation]:
    """ "Peak is 3 times the average", "3 replicas", "an extra copy", "twice that"."""
    entry = place.entry
    yield from named_operands(place, context)
    if entry.figure.is_factor or entry.figure.scale.dims.time or entry.adjective:
        return  # "our 3-broker setup" is what there is
    given = [one for one in place.row if one.order != entry.order and _multiplies(one)]
    if entry.figure.unit in COPIES and not (given and place.signed):
        return
    others = [
        one for one in place.row
        if one.order != entry.order and one not in given[-1:] and not (one.figure.is_factor or one.figure.bare)
    ]  # fmt: skip
    told_for = not given or (given[-1].order <= entry.order + 1 and not (entry.item and given[-1].order > entry.order))
    found = [one.figure for one in given[-1:]]
    found = found or _told_factors(place) or _told_above(place, context)
    if not found:
        return
    if entry.figure.bare:
        yield from _of_last_result(place, context, found[0])
        return
    less = not place.words.isdisjoint(SMALLER) or (
        entry.figure.unit in MACHINES and not place.words.isdisjoint(EFFICIENT)
    )
    smaller = less and place.words.isdisjoint(COPIES) and not entry.peak
    pointed = (
        place.marked
        or entry.peak
        or found[0].start < place.row[0].figure.start
        or "peak" in place.words
        or (smaller and place.pointed)
        or (len(place.row) == _PAIR and _tells_copies(place))  # "3x replication; it needs 1.5 PB"
    )
    told_for = told_for and not (given and makes_another(given[-1], others, entry))
    found_bases = bases(place, context)
    yield from _with_one_copy(place, found_bases[:_PAIR])
    for at, base in enumerate(found_bases):
        if base.figure.start != found[0].start and (entry.able or not base.able):
            firm = at == 0 and pointed and told_for and entry.peak >= base.peak and fits(base, entry)
            firm = firm and (base.row == entry.row or not others)  # which may be what it is made of
            firm = firm and not are_opposite(base.words, entry.words)  # "20 read nodes, 5 write nodes; ×3"
            firm = firm and not any(_is_of_another_clause(one, base) for one in given[-1:])
            unlike = bool(base.words and entry.words) and not base.linked(entry)
            made = over if smaller else times
            yield Derivation(made(base.figure, found[0]), entry.figure, firm=firm, loose=unlike)


def _is_of_another_clause(factor: Entry, base: Entry) -> bool:
    """Whether a figure is told behind a factor, in another clause: "peak 10× average; 1K watchers; 500 on average"."""
    return base.row == factor.row and base.order > factor.order and base.clause != factor.clause


def _with_one_copy(place: Place, nearest: Sequence[Entry]) -> Iterator[Derivation]:
    """The first and its only copy: "1 replica" makes two."""
    single = next((one for one in place.row if one.figure.unit in COPIES and one.figure.value == 1), None)
    if single is None:
        return
    for base in nearest:
        twice = constant(2.0, "the first and 1 replica", single.figure.start)
        yield Derivation(times(base.figure, twice), place.entry.figure)


def between(place: Place) -> Iterator[Derivation]:
    """The peak beside an average that is far more than it, and the other way round: "900/s avg, 300/s at peak"."""
    entry = place.entry
    if entry.peak == entry.average or not entry.period_s or entry.figure.is_range:
        return
    for one in place.row:
        rates = one.peak == entry.average and one.average == entry.peak and one.period_s == entry.period_s
        alike = one.dated.still == entry.dated.still and not one.figure.is_range and one.item == entry.item
        if not rates or not alike or abs(one.order - entry.order) > 1 or one.clause != entry.clause:
            continue
        average, peak = (entry, one) if entry.average else (one, entry)
        if average.dated.base > peak.dated.base * _MORE:
            yield Derivation(figure_node(one.dated), entry.dated, firm=True)


_MORE = 1.9
"""So many times the peak an average is wrong however roughly both are told."""


def _tells_copies(place: Place) -> bool:
    return not place.words.isdisjoint(COPIES) or place.row[0].figure.unit in COPIES


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
        if word in place.words and not typed and (len(place.row) <= _PAIR or stem(word) in place.entry.words):
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
    missed = _passes_a_cache(found[-1], place.entry)
    if missed:  # of what is told last before the share
        wholes = [one for one in wholes if one.order < found[-1].order]
    if missed or found[-1].row < place.entry.row:
        wholes.sort(key=lambda one: -one.order)
    for at, base in enumerate(wholes):
        near = fits(base, place.entry) or (found[-1].row < place.entry.row and found[-1].row - base.row <= 1)
        firm = at == 0 and (place.pointed or missed) and alone and not besides and near
        node, stated = figure_node(base.figure), place.entry.figure
        grown = not place.words.isdisjoint(_GROW) or place.words >= _ON_TOP
        filled = not place.words.isdisjoint(FILL) or found[-1].row < place.entry.row
        shrunk = not place.words.isdisjoint(_SHRINK)
        meant = "-" if missed else "+" if grown else "/" if filled else "-" if shrunk else "*"
        sure = firm and (grown + filled + shrunk) <= 1 and (base.row == place.entry.row or not _tells_a_size(place))
        for sign in "+/*-":
            made = Node(sign, (node, figure_node(share)))
            near = sign != "*" or base.row == place.entry.row or base.linked(place.entry) > 0
            near = near and (sign != "*" or not place.entry.peak)
            if missed and sign != "-":
                continue  # of 80 % hits a fifth goes on
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


def _tells_a_size(place: Place) -> bool:
    """Whether a line has a size before its result: "20 % have attachments of 500 KB → 1,460 PB"."""
    return any(one.figure.scale.dims.size and one.order < place.entry.order for one in place.row)


def _passes_a_cache(share: Entry, entry: Entry) -> bool:
    """Whether a figure is what a cache of which the share of hits is told leaves: "80 % hits, 16K reach the DB"."""
    return "hit" in share.words and not entry.words.isdisjoint(_BEHIND_CACHES) and entry.words.isdisjoint(_SERVED)


_SERVED = frozenset(map(stem, ("served", "absorbed", "answered")))
_BEHIND_CACHES = frozenset(map(stem, ("reach", "miss", "misses", "origin", "database", "db", "backend", "remaining")))


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


def are_opposite(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one figure is about reads and the other about writes."""
    for one, other in ((words, others), (others, words)):
        if "read" in one and one.isdisjoint(WRITES) and "read" not in other and not other.isdisjoint(WRITES):
            return True
    return False
