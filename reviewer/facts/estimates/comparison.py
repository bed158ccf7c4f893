"""A stated result against a sum: both come in, the fairest reading that makes them agree goes out, or how far off."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from reviewer.facts.estimates.algebra import Amount, Way, amount_of, divided_whole, evaluate, regrouped
from reviewer.facts.estimates.figure import NONE, PLAIN, SIZE, Figure, Reading
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.prefixes import as_whole, step, without_units
from reviewer.facts.estimates.prices import is_for_many, is_of_a_month, is_paid, is_priced
from reviewer.facts.estimates.slips import is_length, is_prefix_off
from reviewer.facts.estimates.tolerance import (
    ABOUT,
    ABSURD,
    OTHER_READING,
    WRONG,
    distance,
    judged,
    nearest,
    rounds_to,
    within,
)
from reviewer.facts.estimates.tree import Node
from reviewer.facts.estimates.unsaid import unsaid
from reviewer.facts.units import DAY_S

_MOST_READINGS = 24
_BITS = 8.0
_LITTLE = 1.1
_POWER_OFF = 0.03
"""As decimal logarithms: up to twelve times off is little; how far from a power of ten is one."""

_BINARY_OFF = 0.045
"""As a decimal logarithm: what four prefixes of 1024 make of that."""

_SEVERAL = 2
_SMALLEST = 3.0
_SLIPS = (1e3, 1e6, 1e9, 1e-3, 1e-6, 1e-9)
"""By what a price per thousand or million is off when it is taken for one per piece."""

_TIMELY = 0.05
"""As a natural logarithm: how far from a length of time in another one is."""

_PREFIX = 3
"""Powers of ten from one prefix of a unit to the next."""

_THOUSANDS = (1.0, 1e3, 1e6, 1e9, 1e12)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """`timed` tells that a time stands as a plain number, so that it may be in thousandths of a second as well;
    `priced` that a small price may be one per thousand or per million, `assumed` that a count is taken for bytes."""

    ratio: float
    way: Way
    sizes: bool
    sure: bool
    timed: bool = False
    priced: bool = False
    assumed: bool = False

    @property
    def fair(self) -> float:
        """The ratio when 1024 may stand for 1000."""
        return nearest(self.ratio, sizes=self.sizes)


def compare(node: Node, stated: Figure, setting: Setting) -> Outcome | None:
    """Whether `stated` is what `node` comes to; None where nothing says that the one is the other."""
    node = without_units(node, stated) or node
    told = replace(setting, counts=None) if setting.counts else setting
    outcome = _compared(node, stated, told)
    if told is not setting and (outcome is None or outcome.verdict == "unchecked"):
        again = _compared(node, stated, setting)  # "500M a month", then "500 × 12"
        outcome = again if again is not None and again.verdict != "unchecked" else outcome
    setting = told
    if outcome is not None and outcome.verdict != "right" and _is_told_otherwise(node, stated):
        return Outcome("right", 1.0, "exact")
    if outcome is not None and outcome.verdict == "right" and (apart := _of_another_time(node, stated)) is not None:
        return Outcome("wrong", apart, outcome.way)
    if outcome is None or outcome.verdict != "right" or not outcome.sure:
        outcome = unsaid(node, stated) or outcome
    if outcome is not None and outcome.verdict == "wrong" and is_of_a_month(node, stated, outcome.ratio):
        return Outcome("right", 1.0, "undated")
    if outcome is None or outcome.verdict == "unchecked":
        outcome = as_whole(node, stated, setting) or outcome
    prefixed = step(node, stated) if outcome is not None and outcome.verdict != "right" else None
    if prefixed is not None:
        return prefixed
    if outcome is not None and outcome.verdict == "wrong" and (whole := divided_whole(node)) is not None:
        again = _compared(whole, stated, setting)
        return again if again is not None and again.verdict == "right" else outcome
    if outcome is not None and outcome.verdict != "right" and (other := regrouped(node)) is not None:
        again = _compared(other, stated, setting)
        if again is None:
            return outcome
        left_out = again.verdict == "unchecked" and distance(again.ratio / _MILLION) <= distance(OTHER_READING)
        return again if again.verdict == "right" or outcome.verdict == "unchecked" or left_out else outcome
    return outcome


def _compared(node: Node, stated: Figure, setting: Setting) -> Outcome | None:
    operands = [figure for figure in node.figures() if not figure.told]
    found: list[_Candidate] = []
    first: list[_Candidate] = []
    rough: Outcome | None = None
    for chosen in _choices([*operands, stated], setting):
        for way in setting.ways:
            if way == "undated" and (_keeps_its_time(operands, stated) or (found and _is_timed(operands, stated))):
                continue
            found += _candidates(node, stated, chosen, way, setting, has_others=bool(found) and not setting.counted)
        best = min(found, key=lambda one: distance(one.fair), default=None)
        likely = all(chosen[one.start] == one.readings[0] for one in (*operands, stated))
        if best is not None and _agrees(best, stated, setting, likely=likely):
            outcome = Outcome("right", best.ratio, best.way, best.sure, chosen[stated.start])
            if distance(best.fair) <= distance(OTHER_READING):
                return outcome
            rough = rough or outcome
        own = all(chosen[one.start] in one.readings for one in (*operands, stated))
        if not first or (setting.counted and own and not any(one.sure for one in first)):
            first = list(found)
    if not any(one.sure and distance(one.ratio) <= distance(ABSURD) for one in first):
        first = [one for one in found if one.sure and _shows_digits(one)] or first
    if rough is not None:
        slip = next((one for one in found if _is_digit_off(one.ratio)), None)
        return Outcome("wrong", slip.ratio, slip.way) if slip is not None else rough
    if not any(one.sure and distance(one.ratio) <= distance(ABSURD) for one in first):
        sure = [one for one in found if one.sure and (one.way == "exact" or distance(one.ratio) <= distance(ABSURD))]
        first = [one for one in sure if one.way == "exact"] or sure or first
    return _verdict(first, setting, operands)


def _is_told_otherwise(node: Node, stated: Figure) -> bool:
    """Whether bare numbers come to it in seconds or in percent: "8,200 / 14 → 10 min", "0.05 - 0.03 = 0.02 %"."""
    percent = node.op in ("+", "-") and stated.unit == "%"
    seconds = node.op == "/" and stated.scale.dims.time == 1
    if not (percent or seconds) or not all(one.bare for one in node.figures()):
        return False
    came = evaluate(node, "exact", {})
    told = stated.value if percent else stated.base
    return came is not None and came.low > 0 and within(told / came.low, exact=False)


def _is_digit_off(ratio: float) -> bool:
    """Whether a result has one digit too many or too few, and is exact else."""
    return min(distance(ratio / _TEN), distance(ratio * _TEN)) <= _EXACT


def _shows_digits(one: _Candidate) -> bool:
    return _is_digit_off(one.ratio) if one.assumed else is_prefix_off(one.ratio)


_TEN = 10.0
_MILLION = 1e6
"""What is left out where users are told in millions: "2600/24x60x60 = 30,000"."""
_EXACT = 0.012


def _keeps_its_time(operands: Sequence[Figure], stated: Figure) -> bool:
    """Whether a sum is told for one time and its result for another, and nothing in it turns the one into the other:
    "9M devices × 2 heartbeats/min = 18M heartbeats/s"."""
    told = {one.scale.period_s for one in operands if one.scale.period_s}
    if len(told) != 1 or not stated.scale.period_s or stated.scale.period_s in told:
        return False
    return not any(one.scale.dims.time or one.value in _TIME_NUMBERS for one in operands if not one.scale.period_s)


def _of_another_time(node: Node, stated: Figure) -> float | None:
    """By what a rate is off that is told for another time than the one that its sum divides down to, else None.

    "7.2M views/hour / 3600 seconds = 2,000 views/minute" are so many a second.
    """
    parts = 1.0
    while node.op == "/" and node.parts[1].figure is not None:
        divisor = node.parts[1].figure
        if not (divisor.scale.dims.time == 1 or divisor.value in _TIME_NUMBERS):
            return None
        node, parts = node.parts[0], parts * divisor.value
    if node.figure is None or parts == 1.0 or not node.figure.scale.period_s or not stated.scale.period_s:
        return None
    period_s = node.figure.scale.period_s / parts
    if not any(distance(period_s / one) <= _LITTLE_TIME for one in _PERIODS_S):
        return None
    apart = period_s / stated.scale.period_s
    plain = stated.value / (node.figure.value / parts) if node.figure.value > 0 else 0.0
    off = distance(apart) if apart > 0 else 0.0
    told_so = plain > 0 and within(plain, exact=False) and node.figure.still == stated.still
    return apart * plain if told_so and distance(WRONG) < off and is_length(apart, _TIMELY) else None


_PERIODS_S = (1.0, 60.0, 3600.0, DAY_S, 7 * DAY_S, 30 * DAY_S)
_LITTLE_TIME = 0.2
"""As a natural logarithm: 100,000 seconds are a day, and 31 days a month."""


def _is_timed(operands: Sequence[Figure], stated: Figure) -> bool:
    """Whether a length of time comes of one or of a rate, so that its unit counts: "7 cars × 13 s = 91 s"."""
    short = [
        one for one in operands
        if (one.scale.dims == stated.scale.dims and one.scale.factor < DAY_S)
        or (one.still == NONE and one.scale.period_s)
    ]  # fmt: skip
    return stated.scale.dims.time == 1 and bool(short)


_TIME_NUMBERS = frozenset((7, 12, 24, 30, 31, 52, 60, 365, 1440, 3600, 86_400, 100_000, 86_000, 90_000, 3.6, 86.4))
_TIME_NUMBERS |= frozenset((20, 21, 22, 250, 252, 260, 261))  # working days of a month and of a year


def _agrees(one: _Candidate, stated: Figure, setting: Setting, *, likely: bool) -> bool:
    if not likely:
        return distance(one.fair) <= distance(OTHER_READING)
    whole = stated.scale.dims == NONE
    return within(one.fair, exact=setting.exact) or rounds_to(stated.value / one.ratio, stated.value, whole=whole)


def _verdict(found: Sequence[_Candidate], setting: Setting, operands: Sequence[Figure]) -> Outcome | None:
    """The outcome of the likeliest reading, which is the first sure one; wrong only if no reading comes close."""
    if not found:
        return None
    sane = [one for one in found if distance(one.ratio) <= distance(ABSURD)]
    first = next((one for one in sane if one.sure), found[0])
    best = min(found, key=lambda one: distance(one.fair))
    verdict = judged(best.fair, exact=setting.exact, bound=setting.bound)
    if verdict == "right":
        return Outcome("right", best.ratio, best.way, best.sure)
    tenfold = None
    if setting.bare and not any(one.sure for one in sane):
        tenfold = _tenfold(found) or _left_out(found, operands)
    if tenfold is not None:
        return Outcome("wrong", tenfold, "plain")
    if first.priced and any(_is_digit_off(first.ratio / one) for one in _SLIPS):
        return Outcome("wrong", first.ratio, first.way)
    if first.sure and setting.exact and _is_swapped(first.ratio, operands):
        return Outcome("wrong", first.ratio, first.way)
    misread = any(one.sure for one in found if one not in sane) and not _is_slip(first.ratio)
    if misread or distance(first.ratio) > distance(ABSURD):
        return Outcome("unchecked", first.ratio, first.way, sure=False)
    unsaid = first.priced or (first.way == "plain" and not setting.unitless) or (first.way == "undated" and first.timed)
    thousands = unsaid and any(within(first.ratio / one, exact=True) for one in _SLIPS)
    return Outcome(
        verdict if first.sure and not thousands else "unchecked", first.ratio, first.way, first.sure and not thousands
    )


def _tenfold(found: Sequence[_Candidate]) -> float | None:
    """By what a result is off that is a power of ten too large or small, whatever prefix its operands are told in."""
    for one in found:
        off = math.log10(one.ratio) if one.ratio > 0 else 0.0
        power = round(off)
        if abs(off - power) <= (_BINARY_OFF if one.sizes else _POWER_OFF) and power % _PREFIX:
            return float(10 ** (off - _PREFIX * round(power / _PREFIX)))
    return None


def _is_swapped(ratio: float, operands: Sequence[Figure]) -> bool:
    """Whether a result was multiplied by an operand instead of divided, or the other way round."""
    squares = [one.value * one.value for one in operands if one.value > _SMALLEST]
    return any(min(distance(ratio / square), distance(ratio * square)) <= _SWAP for square in squares)


_SWAP = 0.02


def _left_out(found: Sequence[_Candidate], operands: Sequence[Figure]) -> float | None:
    """By what a result is off that lacks one of its operands, or has it once too often, whatever the prefixes are."""
    others = [one.value for one in operands if one.value > 1 and math.log10(one.value) % 1 > _POWER_OFF]
    for one in found if len(operands) > 2 else ():
        for value in others:
            for factor in (value, 1 / value):
                off = math.log10(one.ratio / factor) if one.ratio > 0 else 1.0
                if abs(off - _PREFIX * round(off / _PREFIX)) <= _EXACTLY:
                    return factor
    return None


_EXACTLY = 0.004
"""As a decimal logarithm: how far from an operand what it leaves may be."""


def _is_slip(ratio: float) -> bool:
    """Whether a result is off as slips of a digit, a unit or a factor are: by little, by a power of ten, by a time."""
    if is_length(ratio, _TIMELY):
        return True
    off = math.log10(ratio) if ratio > 0 else math.inf
    return abs(off) <= _LITTLE or abs(off - round(off)) <= _POWER_OFF


def _choices(figures: Sequence[Figure], setting: Setting) -> Iterator[dict[int, Reading]]:
    """Readings of all figures, the likeliest first."""
    sized = any(figure.scale.dims.size for figure in figures[:-1])  # then numbers beside it are no sizes
    known = {} if sized else setting.known or {}
    eight = any(figure.bare and figure.value == _BITS for figure in figures)
    options = []
    for figure in figures:
        others = known.get(figure.value, ()) if figure.bare and figure.value >= _SMALLEST else ()
        if (
            setting.counts
            and figure.bare
            and not figure.told
            and figure.value in setting.counts
            and figure is not figures[-1]
        ):
            others = (*others, setting.counts[figure.value])
        readings = figure.readings[:1] if is_for_many(figure, figures[:-1]) else figure.readings
        options.append((_as_bytes(figure) if eight else ()) + readings + others)
    for picked in islice(product(*options), _MOST_READINGS):
        yield {figure.start: reading for figure, reading in zip(figures, picked, strict=True)}


def _as_bytes(figure: Figure) -> tuple[Reading, ...]:
    """Bits whose eighth is taken in the sum itself: "10 Gbps / 8 = 1.25 GB/s"."""
    if "bit" not in figure.unit:
        return ()
    first = figure.readings[0]
    return (first._replace(scale=first.scale._replace(factor=first.scale.factor * _BITS)),)


def _candidates(
    node: Node, stated: Figure, chosen: dict[int, Reading], way: Way, setting: Setting, *, has_others: bool
) -> Iterator[_Candidate]:
    if way == "plain" and (has_others or any(one.low == 1 and one.scale != PLAIN for one in chosen.values())):
        return
    result = amount_of(stated, chosen[stated.start], way)
    came = evaluate(node, way, chosen)
    if came is None or came.high <= 0 or result.high <= 0:
        return
    ratio = ratio_of(result, came)
    sizes = bool(result.dims.size or stated.dimension in ("size", "bandwidth"))
    if result.dims == came.dims:
        counted = setting.counted and all(
            reading.scale == PLAIN for start, reading in chosen.items() if start != stated.start
        )
        counted = counted or (node.op == "+" and stated.bare and all(map(_stands_as_written, chosen.values())))
        paid = bool(stated.scale.dims.money) and is_paid(node)
        sure = way != "plain" or counted or (paid and len(node.figures()) > 1)
        yield _Candidate(
            ratio, way, sizes, sure=sure, timed=bool(stated.scale.dims.time), priced=is_priced(node, stated)
        )
        return
    if way == "exact":
        yield from _over_periods(node, result, came, ratio, setting, sizes=sizes)
    elif way == "undated" and result.dims == SIZE and came.dims == NONE and not _divides_sizes(node):
        bytes_each = not any(one.unit and not one.is_factor for one in node.figures()) or _is_slip(ratio)
        for factor in _THOUSANDS:
            yield _Candidate(ratio / factor, way, True, sure=factor == 1.0 and bytes_each, assumed=True)
        yield _Candidate(ratio / stated.scale.factor, way, False, sure=False)


def _divides_sizes(node: Node) -> bool:
    """Whether a size is divided by a number that may be one, and would come to how many times it has that."""
    divisor = node.parts[1].figure if node.op == "/" else None
    return divisor is not None and divisor.bare and any(one.scale.dims.size for one in node.parts[0].figures())


def _stands_as_written(reading: Reading) -> bool:
    """Whether a figure is a count or in bytes, so that its number is its value."""
    return reading.scale.factor == 1.0 and not reading.scale.period_s and reading.scale.dims in (NONE, SIZE)


def _over_periods(
    node: Node, result: Amount, came: Amount, ratio: float, setting: Setting, *, sizes: bool
) -> Iterator[_Candidate]:
    """A rate told as an amount or the other way round, over a time that the words name."""
    missing = result.dims.time - came.dims.time
    if abs(missing) != 1 or result.dims._replace(time=0) != came.dims._replace(time=0):
        return
    implied = (DAY_S,) if result.dims.time < came.dims.time else ()  # so many a day, told per year
    if came.dims.time == 1 and missing < 0 and distance(ratio) <= distance(OTHER_READING):
        yield _Candidate(ratio, "exact", sizes, sure=False)  # "75M * 20ms / 10K = 150 servers", in seconds
    for period_s in dict.fromkeys((*_periods_left(node, setting), *implied)):
        yield _Candidate(ratio / period_s**missing, "exact", sizes, sure=False)


def _periods_left(node: Node, setting: Setting) -> Iterator[float]:
    """The times in seconds that the words name, without those that a sum of several times holds already."""
    spans = {one.base for one in node.figures() if one.scale.dims.time == 1 and not one.scale.period_s}
    for period_s in setting.periods_s:
        if period_s and (len(spans) < _SEVERAL or period_s not in spans):
            yield period_s


def ratio_of(stated: Amount, expected: Amount) -> float:
    """Stated ÷ expected; 1 where the intervals overlap."""
    if stated.low < stated.high and expected.low < expected.high and expected.low > 0:
        ends = stated.low / expected.low, stated.high / expected.high
        if abs(ends[0] / ends[1] - 1) < _POWER_OFF and distance(ends[0]) > distance(ABOUT):
            return ends[0]  # "150-210" of "75-105" is twice as much
    if stated.low <= expected.high and expected.low <= stated.high:
        return 1.0
    return stated.low / expected.high if stated.low > expected.high else stated.high / expected.low
