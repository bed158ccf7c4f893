"""The same quantity told for another time: a figure and those before it come in, derivations go out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reviewer.facts.estimates.context import COMMON, Context, Entry
from reviewer.facts.estimates.figure import NONE, Figure, told_per
from reviewer.facts.estimates.scaling import are_opposite
from reviewer.facts.estimates.slips import tells_nothing
from reviewer.facts.estimates.spot import MACHINES, Place, horizon_of
from reviewer.facts.estimates.tree import Derivation, figure_node, times
from reviewer.facts.words import word_set

_FAR = 48
"""Figures before one that are looked at for the same quantity."""

_SAME = 0.5
"""Share of the words about the poorer of two figures that they must have in common to be about the same thing."""

_PAIR = 2
_LARGE = 1000
"""A bare number is a count from here on."""


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
    sources = [one for one in sources if not are_opposite(one.words | one.lead, entry.words | entry.lead)]
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
            loose = loose or not (entry.words or source.row >= entry.row - 1 or not entry.figure.scale.dims.money)
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
    named = source.words or source.label if source.result else source.words
    other = bool(entry.words - named - COMMON) or not place.words.isdisjoint(_FRACTIONS)
    if few or other or entry.peak or source.linked(entry) < _PAIR or source.order != entry.order - 1:
        return False
    return source.row == entry.row or (source.row == entry.row - 1 and len(place.row) == 1)


_FRACTIONS = frozenset(("half", "third", "quarter", "fifth", "tenth"))
_FEW = 10
"""Fewer of something are what somebody does: "views 8 a day", "rates one a week"."""


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
    if place.signed and before and source.row < entry.row and before[-1].figure.still != entry.figure.still:
        return False  # "= 20 GB = $5/month" is what the last result costs
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
