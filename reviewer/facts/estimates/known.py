"""Sums with constants that nobody writes down: seconds of a month, downtime of so many nines, keys of n characters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set

from reviewer.facts.estimates.context import Context, Entry
from reviewer.facts.estimates.figure import NONE, SIZE, TIME, Figure, Scale, constant, told_per
from reviewer.facts.estimates.tree import Derivation, Node, failing, figure_node, times
from reviewer.facts.units import ADVERBS, DAY_S, MONTH_S, WEEK_S, YEAR_S
from reviewer.facts.words import word_set

_DOWN = word_set("downtime down unavailable unavailability outage outages offline unplanned failure failures budget")
_PERIODS: dict[str, float] = {"year": YEAR_S, "month": MONTH_S, "week": WEEK_S, "day": DAY_S, "quarter": YEAR_S / 4}
_LEAST_PART = 1.1
_CHARACTERS = frozenset(("character", "char", "letter", "lett", "digit", "symbol", "length"))
_BASES = (62, 64, 36, 58, 26, 32, 16, 10)


def known_to_all(
    entry: Entry, row: Sequence[Entry], words: Set[str], context: Context, *, marked: bool
) -> Iterator[Derivation]:
    """Derivations of `entry` from a constant and, where there is one, a figure near it."""
    figure = entry.figure
    if figure.scale.dims == TIME:
        if (figure.scale.period_s or entry.period_s) and words.isdisjoint(_DOWN):
            yield from _time_in(figure, figure.scale.period_s or entry.period_s, named=bool(entry.words))
        yield from _downtime(entry, words, context, marked=marked)
        yield from _of_longer(entry, row, words)
    elif figure.scale.dims in (NONE, SIZE) and not figure.scale.period_s:
        yield from _keys(entry, row)
    elif figure.scale.dims == NONE and not words.isdisjoint(_EVERY | _INTERVALS):
        yield from _repeated(entry, row)
    if figure.scale.dims == NONE and not figure.is_factor and not words.isdisjoint(_FAILING):
        yield from _allowed(entry, row, context)


def _time_in(figure: Figure, period_s: float, *, named: bool) -> Iterator[Derivation]:
    """ "2.5 million seconds per month"; those of something may be as many as they are."""
    if figure.scale.factor >= period_s or figure.value < 20:
        return
    whole = constant(period_s, f"{_named(period_s)} in {figure.unit}", figure.start, Scale(1.0, TIME))
    stated = Figure(
        figure.start, figure.end, tuple(r._replace(scale=r.scale._replace(period_s=0.0)) for r in figure.readings),
        figure.unit, figure.dimension,
    )  # fmt: skip
    yield Derivation(figure_node(whole), stated, firm=figure.value >= 1000, loose=named)


def _of_longer(entry: Entry, row: Sequence[Entry], words: Set[str]) -> Iterator[Derivation]:
    """ "1,460 days in 4 years"; what lasts only so long in that time is far less."""
    behind = next((one.figure for one in row if one.order == entry.order + 1), None)
    if behind is None or behind.scale.dims != TIME or behind.value < _SEVERAL or not words.isdisjoint(_DOWN):
        return
    figure = entry.figure
    if figure.scale.factor < behind.scale.factor and 1 / _TWICE < figure.base / behind.base < _TWICE:
        yield Derivation(figure_node(behind), figure, firm="in" in words)


_SEVERAL = 2
_TWICE = 2.6


def _repeated(entry: Entry, row: Sequence[Entry]) -> Iterator[Derivation]:
    """ "Every 15 minutes, hence 96 times a day"."""
    length = constant(1.0, "1", entry.figure.start)
    for one in row:
        if one.order < entry.order and one.figure.scale.dims == TIME and one.figure.value > 0:
            sole = sum(other.figure.scale.dims == TIME for other in row) == 1 and "interval" in one.words
            made = Node("/", (figure_node(length), figure_node(one.figure)))
            yield Derivation(made, entry.figure, firm=sole and bool(entry.figure.scale.period_s), loose=True)


def _allowed(entry: Entry, row: Sequence[Entry], context: Context) -> Iterator[Derivation]:
    """How many may fail: "1.2 billion requests; with 99.9 % we may fail 1.2 million of them"."""
    shares = [one.figure for one in row if one.order < entry.order and one.figure.is_availability]
    wholes = [
        one for one in context.before(entry.order, 4) if one.figure.scale.dims == NONE and not one.figure.is_factor
    ]
    if len(shares) != 1 or not wholes:
        return
    whole = figure_node(told_per(wholes[0].figure, entry.figure.scale.period_s))
    node = Node("*", (whole, failing(shares[0], entry.figure.start)))
    yield Derivation(node, entry.figure, firm=True, loose=True)


_FAILING = word_set("fail fails failed failing failures failure errors error lose lost drop dropped budget")
_EVERY = frozenset(("every", "each"))
_INTERVALS = frozenset(("interval", "intervals"))


def _named(period_s: float) -> str:
    return next((f"a {name}" for name, (length) in _PERIODS.items() if length == period_s), f"{period_s:g} s")


def _downtime(entry: Entry, words: Set[str], context: Context, *, marked: bool) -> Iterator[Derivation]:
    """What an availability leaves for failures: 99.9 % of a year are 8.76 hours."""
    told = not words.isdisjoint(_DOWN)
    last = context.before(entry.order, 1)
    beside = bool(last) and last[0].row == entry.row and last[0].figure.dimension == "percent"
    timed = entry.figure.scale.period_s or entry.period_s or (marked and beside and not words.isdisjoint(_PERIODS))
    if not (told or ((marked or beside) and timed)):
        return
    periods = _periods_told(entry, words)
    for share in _availabilities(entry, context, told=told):
        for period_s in periods or _PERIODS.values():
            if entry.figure.base * _LEAST_PART > period_s:
                continue  # "99.9 % over 30 days"
            length = constant(period_s, _named(period_s), entry.figure.start, Scale(1.0, TIME))
            node = Node("*", (failing(share.figure, entry.figure.start), figure_node(length)))
            firm = len(set(periods)) == 1 and share.row == entry.row
            yield Derivation(node, _plain(entry.figure), firm=firm)


def _periods_told(entry: Entry, words: Set[str]) -> list[float]:
    """The lengths of time, in seconds, that a downtime may be told for."""
    periods = [_PERIODS[name] for name in (ADVERBS.get(word, word) for word in sorted(words)) if name in _PERIODS]
    return periods + ([entry.period_s] if entry.period_s else [])


def _availabilities(entry: Entry, context: Context, *, told: bool) -> list[Entry]:
    """The availability that a downtime belongs to: the nearest before it, or one that stands right behind it."""
    near = [one for one in context.before(entry.order + 3, 7) if one.figure.is_availability]
    near = [one for one in near if entry.row - one.row <= told]
    before = [one for one in near if one.order < entry.order]
    behind = [one for one in near if one.order > entry.order and one.row == entry.row]
    return before[:1] + behind[-1:]


def _plain(figure: Figure) -> Figure:
    readings = tuple(reading._replace(scale=reading.scale._replace(period_s=0.0)) for reading in figure.readings)
    return Figure(figure.start, figure.end, readings, figure.unit, figure.dimension)


_LETTERS = (1.0, 2.0, 3.0, 4.0)
"""The bytes that a character may take in UTF-8."""


def _keys(entry: Entry, row: Sequence[Entry]) -> Iterator[Derivation]:
    """How many keys so many characters, bytes or bits make, and how many bytes so many things need."""
    figure = entry.figure
    for one in row:
        other = one.figure
        if one.order == entry.order or other.scale.period_s:
            continue
        if (
            figure.scale.dims == NONE
            and figure.value >= 1000
            and (other.unit in _CHARACTERS or one.words & _CHARACTERS)
            and 2 <= other.value <= 64
        ):
            for base in _BASES:
                power = Node("^", (figure_node(constant(base, str(base), figure.start)), figure_node(other)))
                yield Derivation(power, figure)
        elif figure.scale.dims == NONE and other.scale.dims == SIZE and figure.value >= 200:
            bits = other.value * other.scale.factor * 8
            if bits <= 128:
                yield Derivation(figure_node(constant(2.0**bits, f"2^{bits:g}", figure.start)), figure)
        elif (
            figure.scale.dims == SIZE
            and other.unit == "character"
            and other.value > 0
            and figure.base / other.value in _LETTERS
        ):
            each = int(figure.base / other.value)
            told = constant(each, f"{each} byte{'s' if each > 1 else ''} a character", figure.start, Scale(1.0, SIZE))
            yield Derivation(times(other, told), figure)
        elif figure.scale.dims == SIZE and other.scale.dims == NONE and other.value >= 200:
            size = figure.value * figure.scale.factor
            if size <= 16:
                needed = math.ceil(math.log2(other.value) / 8)
                told = constant(needed, f"ceil(log2({other.value:g}) / 8) bytes", figure.start, Scale(1.0, SIZE))
                yield Derivation(times(told), figure)
