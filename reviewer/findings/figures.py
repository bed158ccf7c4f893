"""Figures with the words they are told in: a Subject in, its quantities with the words of their clauses out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reviewer.facts.units import noun_named, singular
from reviewer.facts.words import word_set
from reviewer.model.document import SUBSTANCE, Passage
from reviewer.model.facts import Quantity
from reviewer.model.subject import Subject

_CLAUSE_END = re.compile(r"[,;]\s|\.\s|[|!?\n]|\s(?:and|but|while|whereas|so)\s|→|->|=>")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_REACH = 200
"""Characters on either side of a figure that may belong to its clause."""

_MOST_BESIDE = 40
"""A passage with more figures is no statement about any of them."""

_PEAK = word_set("peak peaks peaking burst bursts spike spikes rush busiest prime surge worst")
_AVERAGE = word_set("average averages averaged avg mean")
_NOUNS = frozenset(("users", "count", "rate"))
"""Dimensions whose units say what is counted; that of others ("KB") says nothing of it."""

_SHORT = {"dau": ("daily", "active", "users"), "mau": ("monthly", "active", "users")}
_EMPTY = word_set(
    """
    a an the of to in on at for from by with and or is are was be been will would can could should may that which who
    than as if when then this these those it its we our they so but per each every about around approximately approx
    roughly up only just also has have had do does expect expected estimate estimated estimates assume assuming
    assumption assumptions need needs needed require required requirement number total amount there get gets over
    under into all k m b mn bn million billion trillion thousand second seconds sec minute minutes min hour hours day
    days week month year years hr mins secs average avg mean peak peaks
    """
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with the words of its clause: `words` are singular and without those that say nothing."""

    quantity: Quantity
    words: frozenset[str]
    clause: str
    peak: bool
    average: bool


class Figures:
    """The quantities of a document that stand in its substance, in the order of the text."""

    def __init__(self, subject: Subject) -> None:
        self._document = subject.document
        hollow = subject.facts.hollow
        passages = subject.document.passages
        crowded = Counter(one.passage for one in subject.facts.quantities)
        self._kept = [
            one for one in subject.facts.quantities
            if passages[one.passage].standing in SUBSTANCE and one.passage not in hollow
            and crowded[one.passage] <= _MOST_BESIDE
        ]  # fmt: skip

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.at.values())

    @cached_property
    def at(self) -> dict[int, Figure]:
        """The figures by the offset that they begin at."""
        return {one.start: self._figure(one) for one in self._kept}

    def _figure(self, quantity: Quantity) -> Figure:
        clause = self._clause(quantity, self._document.passages[quantity.passage])
        label = clause if quantity.dimension in _NOUNS else clause.replace(quantity.text, " ")
        words = [word for found in _WORD.findall(label) for word in _SHORT.get(found.lower(), (found.lower(),))]
        told = frozenset(words)
        return Figure(
            quantity,
            frozenset(_stem(word) for word in words if word not in _EMPTY and len(word) > 1),
            clause,
            not told.isdisjoint(_PEAK),
            not told.isdisjoint(_AVERAGE),
        )

    def _clause(self, quantity: Quantity, passage: Passage) -> str:
        """The words around a figure; in a table, the row's first cell with the figure's own."""
        source = self._document.source
        before = source[max(passage.start, quantity.start - _REACH) : quantity.start]
        after = source[quantity.end : min(passage.end, quantity.end + _REACH)]
        ends = [found.end() for found in _CLAUSE_END.finditer(before)]
        behind = _CLAUSE_END.search(after)
        own = before[ends[-1] :] if ends else before
        own += f" {quantity.text} " + (after[: behind.start()] if behind else after)
        if passage.standing != "table":
            return own
        head = source[passage.start : min(passage.end, passage.start + _REACH)]
        first = head.strip().strip("|").partition("|")[0]
        return own if first.strip() in own else f"{first} {own}"


def _stem(word: str) -> str:
    unit = noun_named(word)
    return unit.name if unit is not None else singular(word)
