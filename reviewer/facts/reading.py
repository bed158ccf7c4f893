"""One quantity: what comes in is a passage and a place in it, what goes out is the quantity that begins there.

Decides whether digits are a quantity at all, joins a number with its unit, and reads ranges and ratios.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reviewer.facts.context import (
    header_unit,
    is_of_a_record,
    labelled,
    means_bytes,
    means_memory,
    means_milli,
    means_minutes,
    means_percent,
    words_around,
)
from reviewer.facts.figures import figure_end, is_named, numbering_end
from reviewer.facts.measure import Measure, read_duration, read_measure
from reviewer.facts.money import currency_before
from reviewer.facts.numbers import Number, read_number
from reviewer.facts.units import MEASURES, SCALES, TIMES, Unit, per
from reviewer.facts.words import Words, word_set
from reviewer.model.document import Document, Passage, Standing, Table

_DIGITS = re.compile(r"[0-9]++")
_OF_AVERAGE = re.compile(
    r"[ ~]?(?:\\times|[×x]|\*(?= ))[ ~]?(?:\\text\{ ?)?(?:the |its )?(?:average|avg|mean|normal|baseline)\b",
    re.IGNORECASE,
)
"""What follows a factor: "5 × average"."""

_MOST_TIMES = 100

_OF_MILLIONS = re.compile(
    r"\s?[*×x]\s?[0-9.]+ ?(?:[kKMGT]i?B|[Bb]ytes?)\b|\s?/\s?\(? ?(?:24|86[,.]?400|3600|100,?000|100[kK]|10\^5)\b"
)
"""What follows millions in a code block, where "10m" means minutes else: "10m * 2 KB", "10m / (24 * 3600)"."""

_RATIO = re.compile(
    r"([0-9]{1,6}(?:\.[0-9]{1,3})?)( ?: ?|/| ?-? ?to ?-? ?)([0-9]{1,6})(?![0-9:A-Za-z%]|[.,/][0-9])(?! ?[ap]\.?m\b)"
)
_RANGE = re.compile(r" ?(?:-|–|—|~|\.\.\.?|to|and) ?(?=[0-9$€£₹])")

_RATIO_WORDS = word_set("ratio ratios read reads write writes vs")
_DATING = word_set("in since by from until till during before after of year")
_NUMBERED = word_set(
    """node server shard replica user client event partition message region zone worker run task job machine instance
    thread channel device consumer broker attempt transaction cluster leader follower"""
)
"""One of these, the number after it tells which."""

_NO_ARGUMENT = 10
"""From here on a number behind "$" in code is a sum of money: "$1" to "$9" are arguments of a shell."""

_LITERAL: frozenset[Standing] = frozenset(("code", "diagram", "front_matter"))
"""Where numbers belong to a program: "5m" are minutes, "$1" is a parameter, and only things of a design are counted."""

_TOLD_FACTOR = re.compile(
    r"\b(?:factor|multiplier|faktor|multiplikator|fator|facteur)[ *_`]{0,3}(?:of|is|von|de|[:=~≈])?[ *_`~≈]{0,4}\Z",
    re.IGNORECASE,
)
_LONGEST_FACTOR = 28
_FOR_MANY = re.compile(r" ?/ ?[KM](?![A-Za-z/])")
_LONGEST_ROW = 2000
_LONGEST_HEADER = 80
"""Characters; what is longer is no table of figures."""

_NO_FACTORS = frozenset((64, 86, 509))
"""After "x" these are names: x64, x86, X.509."""

_SCALABLE = frozenset(("count", "users", "rate", "money"))
"""What is told in millions and billions; bytes and minutes are not."""

_COUNT = Unit("", "count")


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its unit: `end` is the end of its text, `high` the upper number of a range in base units."""

    number: Number
    unit: Unit
    start: int
    end: int
    high: float | None = None

    @property
    def value(self) -> float:
        """The number in the base unit of its dimension."""
        return self.number.value * self.unit.factor


@dataclass(frozen=True, slots=True)
class Span:
    """A passage with its words: from `first` to before `last`."""

    passage: Passage
    first: int
    last: int


class Reader:
    """Reads the quantities of one document, wherever they are asked for."""

    def __init__(self, document: Document, words: Words) -> None:
        self._document = document
        self._words = words
        self._text = words.plain
        self._tables = {line: table for table in document.tables for line in range(table.lines[0], table.lines[1] + 1)}

    def read(self, span: Span, start: int) -> tuple[Found | None, int]:
        """What begins at `start`, and from where to go on."""
        weak = self._touched(start)
        number = read_number(self._text, start) if weak is not None else None
        if weak is None or number is None or self._document.source[number.end : number.end + 2] in ("'s", "’s"):
            return None, _digits_end(self._text, start)
        if (ratio := self._ratio(span, start)) is not None:
            return ratio, ratio.end
        skipped = figure_end(self._text, start) or self._numbering(span, start)
        if skipped:
            return None, skipped
        if (duration := read_duration(self._text, start)) is not None and duration[2] <= span.passage.end:
            value, unit, end = duration
            return Found(Number(value, start, end), unit, start, end), end
        low = self._measured(span, number, weak=weak)
        found = self._ranged(span, number, low, weak=weak) or low
        return found, found.end if found is not None else _digits_end(self._text, start)

    def _touched(self, start: int) -> bool | None:
        """Whether what touches the digits makes them part of a name (None), asks for a unit (True) or neither."""
        before = self._text[start - 1] if start else " "
        if before.isalnum() and not is_wide(before):
            return False if self._multiplies(start) else None
        if before in "_#@^" or (before == "." and start > 1 and self._text[start - 2] not in " \t\n."):
            return None
        return before in ":/-%." and start > 1 and self._text[start - 2].isalnum()

    def _numbering(self, span: Span, start: int) -> int | None:
        line_start = self._document.line_starts[self._document.line_of(start) - 1]
        return numbering_end(self._text, start, line_start, title=span.passage.standing == "heading")

    def _ratio(self, span: Span, start: int) -> Found | None:
        """ "10:1", and with words of a ratio near it "5/1" and "10 to 1"."""
        match = _RATIO.match(self._text, start)
        if match is None or match.end() > span.passage.end or float(match[3]) == 0:
            return None
        told = not _RATIO_WORDS.isdisjoint(words_around(self._words, start, span.first, span.last))
        to_one = match[1] == "1" or match[3] == "1"
        if match[2] == ": " and not told:
            return None  # "Year 1: 12 TB"
        if (":" in match[2] and not (told or to_one)) or (":" not in match[2] and not (told and to_one)):
            return None
        if start and self._text[start - 1] in ":/.":
            return None
        number = Number(float(match[1]) / float(match[3]), start, match.end())
        return Found(number, Unit("ratio", "ratio"), start, match.end())

    def _measured(self, span: Span, number: Number, *, weak: bool) -> Found | None:
        """The number with its unit. "3 200 ms" may be two numbers; it is one where that has a unit."""
        if number.end > span.passage.end:
            return None
        measure = self._measure(span, number)
        if measure is None and not (number.plain or number.scale) and " " in self._text[number.start : number.end]:
            number = read_number(self._text, number.start, spaced=False) or number
            measure = self._measure(span, number)
        if measure is None:
            return self._bare(span, number, weak=weak)
        if self._counts_nothing(number, measure, weak=weak) or measure.end > span.passage.end:
            return None
        if measure.value is not None:
            number = Number(measure.value, number.start, number.end)
        currency = currency_before(self._text, number.start) if measure.unit.dimension == "money" else None
        return Found(number, measure.unit, currency[1] if currency else number.start, measure.end)

    def _measure(self, span: Span, number: Number) -> Measure | None:
        """The unit of a number by what stands after, before and around it."""
        loose = span.passage.standing not in _LITERAL
        if (currency := currency_before(self._text, number.start)) is not None:
            priced = loose or not number.plain or number.value >= _NO_ARGUMENT
            priced = priced or self._document.blocks[span.passage.block].info in ("", "text", "txt")
            return self._priced(span, number, currency[0]) if priced else None
        if self._multiplies(number.start):
            bare = not (number.scale or number.run) and number.value not in _NO_FACTORS
            return Measure(Unit("x", "factor"), number.end) if bare else None
        if number.plain and number.value <= _MOST_TIMES and _OF_AVERAGE.match(self._text, number.end):
            return Measure(Unit("x", "factor"), number.end)
        if number.scale == "B" and is_of_a_record(self._text, number):
            return Measure(MEASURES["B"], number.end, number.value / 1e9)
        measure = read_measure(self._words, number, span.last, loose=loose)
        if number.scale in ("m", "M", "B") and (measure is None or measure.unit.dimension not in _SCALABLE):
            return self._lettered(span, number, loose=loose) or measure
        if measure is not None or number.run:
            return measure
        if 1 < number.value <= _MOST_TIMES and self._is_told_as_factor(number.start):
            return Measure(Unit("x", "factor"), number.end)
        if means_percent(self._words, number, span.first, span.last):
            return Measure(MEASURES["%"], number.end)
        return self._labelled(span, number)

    def _lettered(self, span: Span, number: Number, *, loose: bool) -> Measure | None:
        """The unit that the letter of "5m", "512M" or "100B" is, if it is no million or billion."""
        words, first, last = self._words, span.first, span.last
        if number.scale == "B":
            bytes_meant = means_bytes(words, number, first, last)
            return (
                Measure(MEASURES["B"], number.end, number.value / 1e9) if bytes_meant else self._labelled(span, number)
            )
        if means_memory(words, number, first):
            return Measure(MEASURES["mb"], number.end, number.value / 1e6)
        milli = means_milli(words, number, first)
        counted = not loose and _OF_MILLIONS.match(self._text, number.end) is not None
        if number.scale == "m" and not (milli or counted) and (not loose or means_minutes(words, number, last)):
            return Measure(TIMES["min"], number.end, number.value / 1e6)
        return self._labelled(span, number)

    def _labelled(self, span: Span, number: Number) -> Measure | None:
        return labelled(self._words, number, span.first) or self._headed(span, number)

    def _multiplies(self, start: int) -> bool:
        """Whether "x" before the number makes it a factor."""
        return start > 0 and self._text[start - 1] in "x×" and (start == 1 or self._text[start - 2] in " \t\n(~")

    def _is_told_as_factor(self, start: int) -> bool:
        """Whether the word before a number makes it a factor: "a peak factor of 10"."""
        return _TOLD_FACTOR.search(self._text, max(0, start - _LONGEST_FACTOR), start) is not None

    def _counts_nothing(self, number: Number, measure: Measure, *, weak: bool) -> bool:
        """Whether a counted thing after the number is chance: "step 3 replicas", "in 2023 users", "gpt-4 calls"."""
        if measure.unit.dimension not in ("count", "users") and not (weak and measure.unit.dimension == "factor"):
            return False
        if weak or (number.plain and (is_named(self._text, number.start) or self._is_ordinal(number, measure))):
            return True
        return (
            number.plain and _is_year(number) and self._words.words[self._words.index_at(number.start) - 1] in _DATING
        )

    def _is_ordinal(self, number: Number, measure: Measure) -> bool:
        """Whether the number belongs to the word before it: "event 2 misses the window"."""
        index = self._words.index_at(number.start) - 1
        if index < 0 or number.value >= 100 or measure.unit.name == "time":
            return False
        word, end = self._words.words[index], self._words.ends[index]
        return word in _NUMBERED and self._text[end : number.start] == " "

    def _bare(self, span: Span, number: Number, *, weak: bool) -> Found | None:
        """A number without a unit, if it is written as a large one."""
        large = number.scale or (not number.plain and number.value >= 1000) or (number.value >= 10_000)
        code = span.passage.standing in _LITERAL
        if number.scale == "m" and means_milli(self._words, number, span.first):
            return None
        if number.run or weak or not large or _is_year(number) or (code and not number.scale):
            return None
        if (number.plain or number.scale in ("b", "m")) and is_named(self._text, number.start):
            return None
        return Found(number, _COUNT, number.start, number.end)

    def _priced(self, span: Span, number: Number, currency: Unit) -> Measure:
        if _FOR_MANY.match(self._text, number.end):
            return Measure(currency, number.end)  # "$0.25/M" is told per million, not per minute
        bare = Number(number.value, number.start, number.end, number.scale)
        measure = read_measure(self._words, bare, span.last, loose=False)
        period = measure.unit.name.rpartition("/")[2] if measure and measure.unit.name.startswith("1/") else ""
        if measure is not None and period in TIMES:
            return Measure(per(currency, TIMES[period]), measure.end)
        return Measure(currency, number.end)

    def _headed(self, span: Span, number: Number) -> Measure | None:
        """The unit of the column's header, for a cell that holds nothing but the number."""
        table = self._tables.get(span.passage.lines[0])
        if table is None or span.passage.standing != "table":
            return None
        row = self._text[span.passage.start : number.start].lstrip()
        if len(row) > _LONGEST_ROW:
            return None
        column = row.count("|") - (1 if row.startswith("|") else 0)
        unit = _column_unit(table, column)
        return Measure(unit, number.end) if unit is not None else None

    def _ranged(self, span: Span, number: Number, low: Found | None, *, weak: bool) -> Found | None:
        """The range that begins here ("10-20 ms", "100GB - 500GB", "between 5 and 10 seconds"), else None."""
        sign = _RANGE.match(self._text, low.end if low is not None else number.end)
        if sign is None or (low is None and (weak or number.run or is_named(self._text, number.start))):
            return None
        if "and" in sign[0] and "between" not in self._text[max(0, number.start - 9) : number.start].lower():
            return None
        upper = read_number(self._text, sign.end() + (not self._text[sign.end()].isdigit()))
        high = self._measured(span, upper, weak=False) if upper is not None else None
        return _range(number, low, high) if high is not None else None


def _range(number: Number, low: Found | None, high: Found) -> Found | None:
    """Both ends as one, if they are of a kind and in order. A bare lower end has the upper one's unit and scale."""
    if low is None or low.unit == _COUNT:
        scale = SCALES.get(high.number.scale, 1.0) if number.plain and number.value < 1000 else 1.0
        low = Found(number._replace(value=number.value * scale), high.unit, number.start, number.end)
    same = low.unit.dimension == high.unit.dimension and (low.unit.dimension != "count" or low.unit == high.unit)
    if not same or high.high is not None or low.value >= high.value:
        return None
    return replace(low, end=high.end, high=high.value)


def is_wide(letter: str) -> bool:
    """Whether a letter is of a script that puts no blanks between a word and a number: Chinese, Japanese, Korean."""
    return "\u3040" <= letter <= "\ud7a3"


def _digits_end(text: str, start: int) -> int:
    digits = _DIGITS.match(text, start)
    return digits.end() if digits else start + 1


def _is_year(number: Number) -> bool:
    return number.plain and 1900 <= number.value < 2100


def _column_unit(table: Table, column: int) -> Unit | None:
    header = table.header[column] if 0 <= column < len(table.header) else ""
    return header_unit(header) if 0 < len(header) <= _LONGEST_HEADER else None
