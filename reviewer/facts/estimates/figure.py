"""Figures as the operands of a sum: a Quantity or a bare number comes in, its readings with dimensions go out.

Counts, users, shares and factors have no dimension; sizes, times, money, lengths and powers have one each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from reviewer.facts.units import MEASURES, SCALES, TIMES
from reviewer.facts.words import word_set
from reviewer.model.facts import Quantity

_PER_SECOND_BYTES = re.compile(r"[0-9] ?B ?(?:/|per)")
_TOO_MANY = 1e13
"""A rate or a count as large as this is one in bytes: "2 * 10^6 B/s"."""

_MOST_APART = 1e13
_WORD = re.compile(r"[ *_`]{1,4}([A-Za-z]+)")
_NO_NOUNS = word_set("per each and for in is plus times x on or to with of as a at every the")

MILLION = 1e6
BILLION = 1e9


class Dims(NamedTuple):
    """Exponents of byte, second, money, metre and watt."""

    size: int = 0
    time: int = 0
    money: int = 0
    length: int = 0
    power: int = 0


NONE = Dims()
SIZE = Dims(size=1)
TIME = Dims(time=1)


class Scale(NamedTuple):
    """What a unit is made of: a base unit of `dims`, `factor` of it, told per `period_s` (0 where per nothing)."""

    factor: float
    dims: Dims
    period_s: float = 0.0


class Reading(NamedTuple):
    """One meaning of a figure: the number as written (scaled by K, M, million …) and the unit it is told in."""

    low: float
    high: float
    scale: Scale


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the text at `start:end` with its readings, the likeliest first.

    `unit` is canonical, as in Quantity ("GB", "1/s", "user"), empty for a bare number. `per_item` tells that it is
    had by every one of something ("2 KB per user"), `powered` that it is written as a power ("62^7"). `told` is what
    stands for the text of a figure that is not written at all ("30 days"). `value` is the number in `unit` and `scale`
    what that is made of, both of the likeliest reading; `is_factor` tells that it only makes another figure larger or
    smaller ("3x", "20%", "10:1"); `still` are the dimensions without time; `base` is the value in
    base units.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    unit: str = ""
    dimension: str = ""
    per_item: bool = False
    powered: bool = False
    told: str = ""

    value: float = field(init=False)
    scale: Scale = field(init=False)
    is_factor: bool = field(init=False)
    still: Dims = field(init=False)
    base: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", self.readings[0].low)
        object.__setattr__(self, "scale", self.readings[0].scale)
        object.__setattr__(
            self, "still", self.scale.dims if not self.scale.dims.time else _without_time(self.scale.dims)
        )
        object.__setattr__(self, "base", self.value * self.scale.factor / (self.scale.period_s or 1.0))
        object.__setattr__(self, "is_factor", self.dimension in _FACTORS)

    @property
    def is_availability(self) -> bool:
        """Whether it tells how much of the time something works: "99.9 %"."""
        return self.dimension == "percent" and 90 <= self.value < 100

    @property
    def is_range(self) -> bool:
        """Whether it is told as a range: "10-20 KB"."""
        return self.readings[0].low != self.readings[0].high

    @property
    def bare(self) -> bool:
        return not self.unit

    @property
    def is_counted(self) -> bool:
        """Whether it is a count of something or a count per second, for which no prefix of a unit can be missing."""
        return self.scale.dims == NONE and self.scale.factor == 1.0 and self.scale.period_s in (0.0, 1.0)

    @property
    def may_be_plain(self) -> bool:
        """Whether it is a number without a unit in one of its readings: "2B" is a billion or bytes."""
        return not self.unit or (self.unit == "B" and any(one.scale == PLAIN for one in self.readings))


def _without_time(dims: Dims) -> Dims:
    return dims._replace(time=0)


_FACTORS = frozenset(("factor", "percent", "ratio", "growth"))

PLAIN = Scale(1.0, NONE)

_DIMS: dict[str, Dims] = {
    "size": SIZE,
    "time": TIME,
    "money": Dims(money=1),
    "length": Dims(length=1),
    "power": Dims(power=1),
}


@lru_cache(maxsize=512)
def scale_named(unit: str, dimension: str) -> Scale:
    """What a Quantity's unit is made of: "GB/day" is 10^9 B per 86,400 s, "kHz" 1000 per second."""
    name, _, period = unit.partition("/")
    base = _base(name, dimension)
    return base._replace(period_s=_period_s(period)) if period else base


def _base(name: str, dimension: str) -> Scale:
    if dimension in ("percent", "growth"):
        return Scale(0.01, NONE)
    unit = MEASURES.get(name) or MEASURES.get(name.lower())
    if unit is not None and unit.dimension == dimension == "rate":
        return Scale(unit.factor, NONE, 1.0)
    if dimension in ("count", "users", "rate", "ratio", "factor"):
        return PLAIN
    if unit is None or unit.dimension not in _DIMS or (dimension == "power" != unit.dimension):  # "W" is no week
        return Scale(1.0, _DIMS.get(dimension, NONE))
    return Scale(unit.factor, _DIMS[unit.dimension])


def _period_s(period: str) -> float:
    count, _, name = period.rpartition(" ")
    unit = TIMES.get(name)
    return (float(count) if count else 1.0) * (unit.factor if unit else 1.0)


def of_quantity(quantity: Quantity, after: str, *, strict_bits: bool = False) -> Figure:
    """The figure of a quantity. `after` is the text behind it, which may tell what one of it holds ("per user").

    With `strict_bits` the document tells bytes per second with a capital letter, so that "Mb/s" means bits.
    """
    scale = scale_named(quantity.unit, quantity.dimension)
    if quantity.dimension == "money":
        scale = _priced(scale, quantity, after)
    low = quantity.stated
    high = low
    if quantity.high is not None and quantity.value > 0:
        high = low * quantity.high / quantity.value
    reading = Reading(low, high, scale)
    readings = [reading, *_others(quantity, reading, strict_bits=strict_bits)]
    many = _PER_MANY.match(after) if quantity.dimension == "money" else None
    if many is not None:
        readings.insert(0, _of_one(reading, many[1] or many[2]))
    if (low >= _TOO_MANY or _is_bytes(quantity, after)) and len(readings) > 1:
        readings.reverse()
    is_bytes = readings[0].scale.dims == SIZE and quantity.dimension == "count"
    return Figure(
        quantity.start,
        quantity.end + (many.end() if many else 0),
        tuple(readings),
        "B" if is_bytes else quantity.unit,
        "size" if is_bytes else quantity.dimension,
        after.lstrip(" *_`").lower().startswith(("per ", "/", "each")) and not scale.period_s,
        is_power(quantity.text),
    )


def _is_bytes(quantity: Quantity, after: str) -> bool:
    """Whether a "B" that stands apart with nothing to count behind it means bytes: "30M x 48 B"."""
    if quantity.dimension == "count" and _BYTES_PER.search(quantity.text):
        return True
    if (
        quantity.dimension != "count"
        or quantity.unit
        or not quantity.text.endswith(" B")
        or quantity.value >= _MOST_APART
    ):
        return False
    word = _WORD.match(after)
    return word is None or word[1].lower() in _NO_NOUNS


_GROUPED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")
"""What may have a point for thousands: "7.500"."""

_CYRILLIC = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}(?![0-9,])[^а-я]{0,12}[а-я]")
"""What has a comma for its fraction where the unit is Russian: "1,095 PB/год"."""

_MIL = re.compile(r"[0-9] mil\b")
"""A thousand in Spanish and Portuguese, a million in English."""

_LETTERED = re.compile(r"[0-9][kKMGT]$")
_PER_SECOND_LETTER = re.compile(r"[0-9][kKMGT] ?/ ?s")
"""What may be bytes without their letter: "20M", "20k/s"."""

_BYTES_PER = re.compile(r"[0-9] ?B ?/ ?[a-z]")
"""Bytes of each: "500B/record"."""

_PER_SIZE = re.compile(
    r"[ *_`]{0,3}(?:/|per|a|each)[ *_`]{0,2}([A-Za-z]{2,9})(?:[ /-](?:and |per )?(month|mo|hour))?\b"
)


_SIZED = re.compile(r"[0-9)] {0,2}(?:/|per) {0,2}([KMGTP]i?B)\b")
"""A size within an amount of money: "$0.02/GB per month"."""


def _priced(scale: Scale, quantity: Quantity, after: str) -> Scale:
    """The scale of an amount of money: cents count as such, and a price per GB has the dimensions of one."""
    if quantity.stated > 0 and quantity.value > 0 and not scale.period_s:
        scale = scale._replace(factor=scale.factor * quantity.value / quantity.stated)
    per = _SIZED.search(quantity.text) or _PER_SIZE.match(after)
    unit = (MEASURES.get(per[1]) or MEASURES.get(per[1].lower())) if per else None
    if per is None or unit is None or unit.dimension != "size":
        return scale
    period_s = scale.period_s or (TIMES[per[2]].factor if per.lastindex == 2 and per[2] in TIMES else 0.0)
    return Scale(scale.factor / unit.factor, scale.dims._replace(size=-1), period_s)


_PER_MANY = re.compile(
    r" {0,2}(?:per|/) {0,2}(?:a )?(thousand|million|1 ?(?:k|K|M|[mM]illion)|mille|(?<=/)[KM]|(?<=/ )[KM])\b(?!/)"
    r"| {1,2}per (10?,?000|1(?:,?000){2})(?![0-9.,])"
)
"""How many a price is for: "$0.40 per million requests"."""


def _of_one(price: Reading, many: str) -> Reading:
    """The price of one, from one of `many`."""
    word = "thousand" if many == "mille" else many.removeprefix("1").lstrip()
    count = SCALES[word] if word in SCALES else float(many.replace(",", ""))
    return price._replace(scale=price.scale._replace(factor=price.scale.factor / count))


def told_per(figure: Figure, period_s: float) -> Figure:
    """The figure per a length of time in seconds, or per none."""
    readings = tuple(
        Reading(low, high, Scale(scale.factor, scale.dims, period_s)) for low, high, scale in figure.readings
    )
    return replace(figure, readings=readings)


def told_in(figure: Figure, unit: str, dimension: str) -> Figure:
    """A bare number in a unit that stands apart from it."""
    scale = scale_named(unit, dimension)
    return replace(
        figure,
        readings=tuple(one._replace(scale=scale) for one in figure.readings[:1]),
        unit=unit,
        dimension=dimension,
    )


def in_reading(figure: Figure, reading: Reading) -> Figure:
    """The figure with `reading` as its only one; "1B" that is a billion has no unit."""
    if reading == figure.readings[0]:
        return figure
    unit = figure.unit if reading.scale.dims == figure.scale.dims else ("B" if reading.scale.dims == SIZE else "")
    return replace(figure, readings=(reading,), unit=unit)


def is_power(text: str) -> bool:
    """Whether a number is written as a power: "62^7", "10⁶"."""
    return "^" in text or "**" in text or any(sign in text for sign in "⁴⁵⁶⁷⁸⁹¹²³⁰")


def _others(quantity: Quantity, reading: Reading, *, strict_bits: bool) -> list[Reading]:
    """What else the letters may mean: "292B" a billion or bytes, "25 Kb" bits, "25 MAU" millions, "5m" minutes."""
    text = quantity.text
    found: list[Reading] = []
    apart = _grouped_otherwise(quantity)
    if apart != 1.0:
        return [Reading(reading.low * apart, reading.high * apart, reading.scale)]
    if quantity.unit == "B" and text.rstrip(" ").endswith(("B", "b")) and "yte" not in text:
        found.append(Reading(reading.low * BILLION, reading.high * BILLION, PLAIN))
    elif quantity.dimension == "count" and ((not quantity.unit and text.endswith("B")) or _BYTES_PER.search(text)):
        found.append(Reading(reading.low / BILLION, reading.high / BILLION, Scale(1.0, SIZE)))
    elif quantity.dimension == "count" and not quantity.unit and _LETTERED.search(text):
        found.append(reading._replace(scale=Scale(1.0, SIZE)))
    elif quantity.dimension == "rate" and _PER_SECOND_LETTER.search(text):
        found.append(reading._replace(scale=Scale(1.0, SIZE, reading.scale.period_s)))
    elif quantity.dimension == "rate" and _PER_SECOND_BYTES.search(text):
        found.append(Reading(reading.low / BILLION, reading.high / BILLION, Scale(1.0, SIZE, reading.scale.period_s)))
    elif strict_bits and quantity.dimension == "bandwidth" and "Kb" not in text:
        pass
    elif quantity.dimension in ("size", "bandwidth") and _has_small_b(text):
        told = 0.125 if "bit" not in quantity.unit else 8.0
        found.append(reading._replace(scale=reading.scale._replace(factor=reading.scale.factor * told)))
    elif quantity.dimension == "size" and text.rstrip("*_` ")[-1:] in ("K", "M", "G"):
        factor = reading.scale.factor
        found.append(Reading(reading.low * factor, reading.high * factor, PLAIN))
    elif quantity.dimension == "users" and text.endswith("AU") and reading.high < 10_000:
        found.append(Reading(reading.low * MILLION, reading.high * MILLION, PLAIN))
    return found


def _grouped_otherwise(quantity: Quantity) -> float:
    """By what a number is more where its point or comma means the other, or its scale is that of another language."""
    grouped = _GROUPED.match(quantity.text)
    if grouped and (quantity.dimension in ("count", "rate", "users") or grouped[0].endswith("00")):
        return 1000.0
    return 0.001 if _CYRILLIC.search(quantity.text) or _MIL.search(quantity.text) else 1.0


def _has_small_b(text: str) -> bool:
    return "bps" not in text and any(pair in text for pair in ("kb", "Kb", "mb", "Mb", "gb", "Gb", "tb", "Tb"))


def constant(value: float, told: str, start: int, scale: Scale = PLAIN) -> Figure:
    """A figure that everybody knows and nobody writes, as used at `start`."""
    return Figure(start, start, (Reading(value, value, scale),), told=told)


def bare_figure(value: float, start: int, end: int, *others: float) -> Figure:
    """A number without a unit; `others` are other values that the digits may stand for."""
    return Figure(start, end, tuple(Reading(number, number, PLAIN) for number in (value, *others)))


def timed_figure(value: float, letter: str, start: int, end: int) -> Figure:
    """A time with a unit of one letter that stands apart: "6.5 h"."""
    unit = TIMES[letter]
    return Figure(start, end, (Reading(value, value, Scale(unit.factor, TIME)),), unit.name, "time")
