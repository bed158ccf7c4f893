"""`points`: several rules are worth points, and those that hold add up.

Parameters:
    at_least: so many points. of: entries `{worth: 2, rule: RULE}`; a negative worth counts against.

Traps:
    Rules of negative worth give no evidence.

Examples:
    - rule:
        points:
          at_least: 2
          of:
            - {worth: 2, rule: {mentions: {any_of: [cache], with: [number]}}}
            - {worth: 1, rule: {mentions: cache}}
            - {worth: 1, rule: {mentions: queue}}
            - {worth: -2, rule: {mentions: {any_of: [cache], stance: [negated]}}}
      holds: ["The cache keeps entries for 60 seconds.", "A cache serves reads. A queue takes writes."]
      fails: ["A cache serves reads.", "A cache serves reads. A queue takes writes. Lists have no cache."]
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import joined
from reviewer.operators.operator import Operator

Worth = Annotated[float, Field(allow_inf_nan=False)]


class Share(BaseModel):
    """A rule with the points it is worth."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    worth: Worth
    rule: Operator


class Points(Operator):
    """Several rules are worth points, and those that hold add up; see the module's page."""

    name: ClassVar[str] = "points"

    at_least: Worth
    of: Annotated[tuple[Share, ...], Field(min_length=1)]

    def concepts(self) -> frozenset[str]:
        return frozenset().union(*(share.rule.concepts() for share in self.of))

    def match(self, subject: Subject) -> Match:
        total = 0.0
        matches: list[Match] = []
        for share in self.of:
            match = share.rule.match(subject)
            if match.holds:
                total += share.worth
                if share.worth > 0:
                    matches.append(match)
        if total < self.at_least:
            return NO_MATCH
        return joined(matches) if matches else Match(holds=True)
