"""`words`: the document has enough words of substance. Headings, templates, comments and lists of links have none.

Parameters:
    at_least: so many words (a bare number stands for this).

Traps:
    There is no evidence for it: combine it under `all`, or use it in `applies`.

Examples:
    - rule: {words: 6}
      holds: ["Reads go through a cache first."]
      fails: ["Reads are cached.", "## Reads go through a cache first\\n\\nYes."]
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.index import Index, members
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast


class Words(Operator):
    """The document has enough words of substance; see the module's page."""

    name: ClassVar[str] = "words"
    shorthand: ClassVar[str | None] = "at_least"

    at_least: AtLeast

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        words = sum(index.word_counts[passage] for passage in members(index.substance))
        return Match(holds=True, found=(f"{words} words",)) if words >= self.at_least else NO_MATCH
