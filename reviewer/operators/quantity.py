"""`quantity`: the document states a number of a kind.

Holds if enough quantities of the dimension stand in passages that satisfy everything else. Quantities are counted, not
passages: "10,000 reads/s and 500 writes/s" are two. A number in a heading, a template or a comment does not count.

Parameters:
    dimension: one or more of count, users, rate, size, bandwidth, time, percent, ratio, money, length, power, factor,
        growth (a bare value or list stands for this).
    about: the passage, or what introduces it, names one of these concepts; `window` may widen this.
    under, not_under: something, or nothing, that introduces the passage names one of these concepts.
    window: where the concepts of `about` may stand. `passage`: in the passage or what introduces it. `near`: also in
        the neighbouring passages of the section. `section`: anywhere in the section's own lines.
    at_least: so many quantities.

Traps:
    A row of a table is about what its header row names; a bare "500 ms" below a column "latency" counts.
    `users` are numbers of people; what is not a unit of its own ("3 servers") is a `count`.

Examples:
    - rule: {quantity: time}
      holds: ["A read takes 20 ms at most."]
      fails: ["A read is fast.", "A record has 20 KB.", "## 20 ms\\n\\nA read is fast."]
    - rule: {quantity: {dimension: [size], about: [cache]}}
      holds: ["The cache needs 20 GB.", "## Cache\\n\\nIt needs 20 GB."]
      fails: ["The database needs 20 GB. The cache is small."]
    - rule: {quantity: {dimension: [size], about: [cache], window: near}}
      holds: ["The cache is in memory. It needs 20 GB."]
      fails: ["The cache is in memory. It is fast. Disks hold 20 GB."]
    - rule: {quantity: {dimension: [time], at_least: 2}}
      holds: ["Reads take 20 ms and writes take 50 ms."]
      fails: ["Reads take 20 ms."]
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.facts import Dimension, Quantity
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.index import ANY_STANCE, ASSERTED, Index, PassageSet, first
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast, Concepts, Some, Window, concepts_in


class QuantityIn(Operator):
    """The document states a number of a kind; see the module's page."""

    name: ClassVar[str] = "quantity"
    shorthand: ClassVar[str | None] = "dimension"

    dimension: Some[Dimension]
    about: Concepts = ()
    under: Concepts = ()
    not_under: Concepts = ()
    window: Window = "passage"
    at_least: AtLeast = 1

    def concepts(self) -> frozenset[str]:
        return concepts_in(self.about, self.under, self.not_under)

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        passages = self._holding(index)
        if passages:
            passages = self._placed(index, passages)
        if not passages:
            return NO_MATCH
        if self.at_least > 1 and len(self._quantities(subject, passages)) < self.at_least:
            return NO_MATCH
        named = passages & index.mentioned_any(self.about)
        best = first(named or passages)
        found = tuple(f"'{quantity.text}'" for quantity in self._quantities(subject, 1 << best)[:1])
        return Match(holds=True, spans=index.spans((3.0, named), (2.0, passages)), found=found)

    def _holding(self, index: Index) -> PassageSet:
        found = 0
        for dimension in self.dimension:
            found |= index.numbers(dimension)
        return found & index.substance

    def _placed(self, index: Index, passages: PassageSet) -> PassageSet:
        if self.about:
            about = 0
            for concept in self.about:
                about |= index.company(concept, self.window, ASSERTED) | index.below(concept)
            passages &= about
        if self.under:
            passages &= index.below_any(self.under, ANY_STANCE)
        if self.not_under:
            passages &= ~index.below_any(self.not_under, ANY_STANCE)
        return passages

    def _quantities(self, subject: Subject, passages: PassageSet) -> list[Quantity]:
        return [
            quantity
            for dimension in self.dimension
            for quantity in subject.quantities_of.get(dimension, ())
            if passages >> quantity.passage & 1
        ]
