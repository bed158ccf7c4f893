"""`not`: a rule does not hold. There is no evidence for what is absent, so such a match supports nothing by itself.

Parameters:
    rule: the rule that must not hold (what stands behind `not:` is this rule).

Traps:
    `not: {mentions: cache}` also holds where the document says "we do not use a cache".
    Alone it cannot earn a level that needs evidence; combine it under `all` with what the level is for.

Examples:
    - rule: {not: {mentions: cache}}
      holds: ["Reads go to the database.", "We do not use a cache."]
      fails: ["Reads go through a cache."]
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.operator import Operator


class Negation(Operator):
    """A rule does not hold; see the module's page."""

    name: ClassVar[str] = "not"
    shorthand: ClassVar[str | None] = "rule"

    rule: Operator

    def concepts(self) -> frozenset[str]:
        return self.rule.concepts()

    def match(self, subject: Subject) -> Match:
        return NO_MATCH if self.rule.match(subject).holds else Match(holds=True)
