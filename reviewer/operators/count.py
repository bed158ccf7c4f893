"""`count`: enough of several rules hold.

Parameters:
    at_least: so many of them. of: the rules.

Examples:
    - rule: {count: {at_least: 2, of: [{mentions: cache}, {mentions: queue}, {mentions: database}]}}
      holds: ["A cache stands before the database."]
      fails: ["A cache serves reads from the cache."]
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import joined
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast


class Count(Operator):
    """Enough of several rules hold; see the module's page."""

    name: ClassVar[str] = "count"

    at_least: AtLeast
    of: Annotated[tuple[Operator, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if self.at_least > len(self.of):
            raise PydanticCustomError("impossible", "`at_least` asks for more rules than `of` has")
        return self

    def concepts(self) -> frozenset[str]:
        return frozenset().union(*(rule.concepts() for rule in self.of))

    def match(self, subject: Subject) -> Match:
        matches = [match for rule in self.of if (match := rule.match(subject)).holds]
        return joined(matches) if len(matches) >= self.at_least else NO_MATCH
