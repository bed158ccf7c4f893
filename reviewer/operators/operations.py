"""`operations`: the document lists operations of an API.

Holds if it states enough different operations: a method with a path, an RPC, a function signature. The same operation
named twice counts once.

Parameters:
    at_least: so many operations (a bare number stands for this).

Traps:
    Operations that are only told in words ("users can upload a file") are none; ask for those with `mentions`.

Examples:
    - rule: {operations: 2}
      holds: ["- `POST /links` creates a link\\n- `GET /links/{id}` resolves it"]
      fails: ["- `POST /links` creates a link", "`POST /links` creates. Call `POST /links` once."]
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import spans_at, times
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast


class Operations(Operator):
    """The document lists operations of an API; see the module's page."""

    name: ClassVar[str] = "operations"
    shorthand: ClassVar[str | None] = "at_least"

    at_least: AtLeast = 1

    def match(self, subject: Subject) -> Match:
        stated: dict[tuple[str | None, str], int] = {}
        for operation in subject.facts.operations:
            stated.setdefault((operation.method, operation.path_or_name), operation.line)
        if len(stated) < self.at_least:
            return NO_MATCH
        spans = spans_at(subject.document, ((line, line) for line in stated.values()), 2.5)
        return Match(holds=True, spans=spans, found=(times(len(stated), "operation"),))
