"""`all`: every one of several rules holds.

Parameters:
    of: the rules (a bare list stands for this).

Traps:
    An empty list is refused: it would hold for any text. The parts may hold in different places of the document; to ask
    for two concepts in one passage use `mentions` with `all_of`.

Examples:
    - rule: {all: [{mentions: cache}, {mentions: queue}]}
      holds: ["A cache serves reads. A queue takes writes."]
      fails: ["A cache serves reads."]
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import joined
from reviewer.operators.operator import Operator


class AllOf(Operator):
    """Every one of several rules holds; see the module's page."""

    name: ClassVar[str] = "all"
    shorthand: ClassVar[str | None] = "of"

    of: Annotated[tuple[Operator, ...], Field(min_length=1)]

    def concepts(self) -> frozenset[str]:
        return frozenset().union(*(rule.concepts() for rule in self.of))

    def match(self, subject: Subject) -> Match:
        matches: list[Match] = []
        for rule in self.of:
            match = rule.match(subject)
            if not match.holds:
                return NO_MATCH
            matches.append(match)
        return joined(matches)
