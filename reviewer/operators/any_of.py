"""`any`: at least one of several rules holds. The evidence is that of all which do.

Parameters:
    of: the rules (a bare list stands for this).

Examples:
    - rule: {any: [{mentions: cache}, {mentions: queue}]}
      holds: ["A cache serves reads.", "A queue takes writes."]
      fails: ["A database does both."]
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import joined
from reviewer.operators.operator import Operator


class AnyOf(Operator):
    """At least one of several rules holds; see the module's page."""

    name: ClassVar[str] = "any"
    shorthand: ClassVar[str | None] = "of"

    of: Annotated[tuple[Operator, ...], Field(min_length=1)]

    def concepts(self) -> frozenset[str]:
        return frozenset().union(*(rule.concepts() for rule in self.of))

    def match(self, subject: Subject) -> Match:
        matches = [match for rule in self.of if (match := rule.match(subject)).holds]
        return joined(matches) if matches else NO_MATCH
