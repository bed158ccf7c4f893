"""`kind`: the document is judged as an interview answer or as a design document.

Parameters:
    of: `answer` or `design_doc` (the bare word stands for this).

Traps:
    There is no evidence for it: combine it under `all`, or use it in `applies`.

Examples:
    - rule: {kind: answer}
      holds: ["Any text, as the examples here are judged as answers."]
      fails: []
    - rule: {kind: design_doc}
      holds: []
      fails: ["Any text, as the examples here are judged as answers."]
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Kind, Subject
from reviewer.operators.operator import Operator


class KindIs(Operator):
    """The document is judged as an answer or as a design document; see the module's page."""

    name: ClassVar[str] = "kind"
    shorthand: ClassVar[str | None] = "of"

    of: Kind

    def match(self, subject: Subject) -> Match:
        return Match(holds=True) if subject.kind == self.of else NO_MATCH
