"""Quantities of a document: what comes in is a document with its words, what goes out are its numbers with units.

Bare numbers are quantities only where they are written as large ones (10,000 · 1.5M · 10^9); numbers that name, date
or order something are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from reviewer.facts.measure import Measure, read_measure
from reviewer.facts.numbers import SCALE_WORDS, WORDS, Number
from reviewer.facts.places import Places
from reviewer.facts.reading import Found, Reader, Span
from reviewer.facts.spelled import read_spelled
from reviewer.facts.words import Words
from reviewer.model.document import Document
from reviewer.model.facts import Quantity

_DIGITS = re.compile(r"[0-9]++")


def find_quantities(document: Document, words: Words, places: Places) -> tuple[Quantity, ...]:
    """The numbers with units of all passages, in the order of the text."""
    scanner = _Scanner(document, words, places)
    in_digits = list(scanner.digits())
    return tuple(sorted([*in_digits, *scanner.in_words(in_digits)], key=lambda quantity: quantity.start))


class _Scanner:
    def __init__(self, document: Document, words: Words, places: Places) -> None:
        self._document = document
        self._words = words
        self._text = words.plain
        self._places = places
        self._spans: dict[int, Span] = {}
        self._reader = Reader(document, words)

    def digits(self) -> Iterator[Quantity]:
        """Quantities whose number is written in digits; a sign between two ("0$ 0") belongs to the first."""
        free_from = taken_to = 0
        for match in _DIGITS.finditer(self._text):
            start = match.start()
            if start < free_from:
                continue
            span = self._span_at(start)
            if span is None:
                continue
            found, free_from = self._reader.read(span, start)
            if found is not None:
                quantity = self._quantity(span, found)
                if quantity.start >= taken_to:
                    taken_to = quantity.end
                    yield quantity

    def in_words(self, read: list[Quantity]) -> Iterator[Quantity]:
        """Quantities whose number is written in words ("two replicas", "half a million users") outside those `read`."""
        words = self._words.words
        taken = [quantity.start for quantity in read]
        free_from = 0
        for index, word in enumerate(words):
            if word not in WORDS or index < free_from or (word in SCALE_WORDS and words[max(0, index - 1)] != "a"):
                continue
            at = bisect_right(taken, self._words.starts[index]) - 1
            span = self._span_at(self._words.starts[index])
            if span is None or (at >= 0 and read[at].end > self._words.starts[index]):
                continue
            found, free_from = self._read_words(span, index)
            if found is not None:
                yield self._quantity(span, found)

    def _span_at(self, offset: int) -> Span | None:
        passage = self._places.passage_at(offset, offset + 1)
        if passage is None:
            return None
        span = self._spans.get(passage.index)
        if span is None:
            first, last = self._words.index_at(passage.start), self._words.index_at(passage.end)
            span = self._spans[passage.index] = Span(passage, first, last)
        return span

    def _read_words(self, span: Span, index: int) -> tuple[Found | None, int]:
        words = self._words.words
        if words[index] == "half":
            value, at = 0.5, index + 1 + (index + 1 < span.last and words[index + 1] in ("a", "an"))
            while at < span.last and words[at] in SCALE_WORDS:
                value, at = value * SCALE_WORDS[words[at]], at + 1
        else:
            value, at = read_spelled(self._words, index, span.last)
        first = index - 1 if index > span.first and words[index - 1] == "a" and value >= 100 else index
        number = Number(value, self._words.starts[first], self._words.ends[at - 1], plain=True)
        measure = read_measure(self._words, number, span.last, loose=False)
        vague = measure is not None and _is_vague(words, self._words.index_at(measure.end) - 1, value, measure)
        if measure is None or measure.end > span.passage.end or vague:
            return None, at
        if measure.value is not None:
            number = Number(measure.value, number.start, number.end)
        return Found(number, measure.unit, number.start, measure.end), self._words.index_at(measure.end)

    def _quantity(self, span: Span, found: Found) -> Quantity:
        return Quantity(
            value=found.value,
            unit=found.unit.name,
            stated=found.number.value,
            dimension=found.unit.dimension,
            text=self._document.source[found.start : found.end],
            start=found.start,
            end=found.end,
            lines=self._document.lines_of(found.start, found.end),
            passage=span.passage.index,
            high=found.high,
        )


def _is_vague(words: list[str], last: int, value: float, measure: Measure) -> bool:
    """Whether a number in words is a figure of speech ("one server at a time", "one time") or counts something else."""
    if measure.unit.dimension not in ("count", "users"):
        return False
    return (
        value <= 1 or measure.unit.name == "time" or (words[last] == measure.unit.name and words[last - 1] not in WORDS)
    )
