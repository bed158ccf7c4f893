"""`out_of_scope`: the document says that it leaves a topic out.

Holds if one of the concepts is put out of scope somewhere and none of them is asserted in any passage of substance.

Parameters:
    any_of: these concepts (a bare concept or list stands for this).

Traps:
    One sentence that builds on the concept after all defeats the rule.
    A denial ("we do not cache") is not out of scope; ask for it with `mentions` and `stance: [negated]`.

Examples:
    - rule: {out_of_scope: [authentication]}
      holds: ["## Out of scope\\n\\n- Authentication of users"]
      fails:
        - "Users log in through an authentication service."
        - "## Out of scope\\n\\n- Authentication of users\\n\\n## Design\\n\\nAn authentication service issues tokens."
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.index import Index, first
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import SomeConcepts, concepts_in


class OutOfScope(Operator):
    """The document says that it leaves a topic out; see the module's page."""

    name: ClassVar[str] = "out_of_scope"
    shorthand: ClassVar[str | None] = "any_of"

    any_of: SomeConcepts

    def concepts(self) -> frozenset[str]:
        return concepts_in(self.any_of)

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        left_out = index.mentioned_any(self.any_of, ("out_of_scope",))
        if not left_out or index.mentioned_any(self.any_of) & index.substance:
            return NO_MATCH
        best = first(left_out & index.substance or left_out)
        named = next(one.form for one in subject.mentions_in[best] if not {*self.any_of}.isdisjoint(one.concepts))
        spans = index.spans((2.0, left_out & index.substance), (1.0, left_out))
        return Match(holds=True, spans=spans, found=(f"'{named}' out of scope",))
