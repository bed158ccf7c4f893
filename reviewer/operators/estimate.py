"""`estimate`: a result is derived from figures of the document.

Holds if enough results of the dimension, re-done from figures that the document states, stand in passages that satisfy
everything else. The sums are those that `reviewer facts` lists; a number that is simply stated is no estimate.

Parameters:
    dimension: what the result is: one or more of count, users, rate, size, bandwidth, time, percent, ratio, money
        (a bare value or list stands for this).
    source: one of the figures that it is derived from has one of these dimensions.
    unit: the result is told in one of these canonical units, such as `server` or `1/s`.
    verdict: right, wrong or unchecked; `right` unless another is named.
    about: the passage, or what introduces it, names one of these concepts; `window` may widen this.
    under: something that introduces the passage names one of these concepts.
    window: where the concepts of `about` may stand, as for `quantity`.
    at_least: so many results.

Traps:
    A volume per time is a bandwidth: "3 TB per day" is no size.
    Machines, messages and all else that is counted are a `count`; `unit` tells them apart.

Examples:
    - rule: {estimate: rate}
      holds: ["18 M trips a day / 86,400 s = 208 trips per second."]
      fails: ["The service gets 208 trips per second.", "18 M trips a day / 86,400 s = 20 trips per second."]
    - rule: {estimate: {dimension: size, source: [rate, bandwidth]}}
      holds: ["10 M pastes/day × 10 KB × 365 days = 36 TB."]
      fails: ["1 KB + 7 bytes + 4 bytes = 1,011 bytes.", "We need 36 TB."]
    - rule: {estimate: {dimension: count, unit: [server]}}
      holds: ["12,000 requests/s / 800 requests/s per server = 15 servers."]
      fails: ["We run 15 servers."]
    - rule: {estimate: {dimension: size, verdict: wrong}}
      holds: ["10 M pastes × 10 KB = 100 TB."]
      fails: ["10 M pastes × 10 KB = 100 GB."]
    - rule: {estimate: {dimension: size, about: [cache]}}
      holds: ["Cache: 1 M links × 2 KB = 2 GB."]
      fails: ["Disk: 1 M links × 2 KB = 2 GB."]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import ClassVar

from reviewer.facts.amounts import dimension_of
from reviewer.model.facts import Dimension, Estimate, EstimateVerdict
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.index import ANY_STANCE, ASSERTED, Index
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast, Concepts, Listed, Some, Window, concepts_in


class EstimateOf(Operator):
    """A result is derived from figures of the document; see the module's page."""

    name: ClassVar[str] = "estimate"
    shorthand: ClassVar[str | None] = "dimension"

    dimension: Some[Dimension]
    source: Listed[Dimension] = ()
    unit: Listed[str] = ()
    verdict: Some[EstimateVerdict] = ("right",)
    about: Concepts = ()
    under: Concepts = ()
    window: Window = "passage"
    at_least: AtLeast = 1

    def concepts(self) -> frozenset[str]:
        return concepts_in(self.about, self.under)

    def match(self, subject: Subject) -> Match:
        fitting = [(passage, one) for passage, one in subject.once(_placed) if self._fits(one)]
        if len(fitting) < self.at_least:
            return NO_MATCH
        index = subject.once(Index)
        allowed = self._allowed(index)
        found = [(passage, one) for passage, one in fitting if allowed >> passage & 1]
        if len(found) < self.at_least:
            return NO_MATCH
        passages = reduce(or_, (1 << passage for passage, _ in found))
        told = " ".join(found[0][1].text.split())
        return Match(holds=True, spans=index.spans((3.0, passages)), found=(f"the sum '{told}'",))

    def _fits(self, estimate: Estimate) -> bool:
        return (
            estimate.verdict in self.verdict
            and dimension_of(estimate.stated.unit) in self.dimension
            and (not self.unit or estimate.stated.unit in self.unit)
            and (not self.source or any(dimension_of(one.unit) in self.source for one in estimate.inputs))
        )

    def _allowed(self, index: Index) -> int:
        """The passages of substance that satisfy the conditions on concepts."""
        passages = index.substance
        if self.about:
            passages &= reduce(
                or_,
                (index.company(concept, self.window, ASSERTED) | index.below(concept) for concept in self.about),
            )
        return passages & index.below_any(self.under, ANY_STANCE) if self.under else passages


def _placed(subject: Subject) -> Sequence[tuple[int, Estimate]]:
    """The document's sums with the index of the passage that each result stands in."""
    passages = subject.document.passages
    starts = [passage.start for passage in passages]
    found: list[tuple[int, Estimate]] = []
    for estimate in subject.facts.estimates:
        at = estimate.start if estimate.start >= 0 else subject.document.line_starts[estimate.lines[0] - 1]
        index = bisect_right(starts, at) - 1
        if index >= 0:
            found.append((index, estimate))
    return tuple(found)
