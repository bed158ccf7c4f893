"""`section`: a section is devoted to a topic.

Holds if a heading names one of the concepts and enough words of substance stand below it, subsections included. A bold
line that serves as a heading counts as well, with what it introduces. The document's title does not count: a document
called "Rate limiter" has no section on rate limiting for that.

Parameters:
    topic: the heading names at least one of these concepts (a bare concept or list stands for this).
    words: so many words of substance below the heading; templates, comments and lists of links are none.

Traps:
    A heading that puts the topic out of scope or denies it does not open a section on it.

Examples:
    - rule: {section: {topic: [failure], words: 5}}
      holds:
        - "## Failure handling\\n\\nEvery write goes to two disks."
        - "## Failure\\n\\n### Disks\\n\\nEvery write goes to two disks."
      fails:
        - "## Failure handling\\n\\nTo do."
        - "## Storage\\n\\nOn failure every write goes to two disks."
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from reviewer.model.facts import Stance
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.index import MIN_OWN_WORDS, Index, members
from reviewer.operators.operator import Operator
from reviewer.operators.outline import Outline
from reviewer.operators.parameter import SomeConcepts, concepts_in

_OPENING: tuple[Stance, ...] = ("asserted", "question")
"""A heading may ask ("What if a disk fails?"); its section answers."""


class SectionOn(Operator):
    """A section is devoted to a topic; see the module's page."""

    name: ClassVar[str] = "section"
    shorthand: ClassVar[str | None] = "topic"

    topic: SomeConcepts
    words: Annotated[int, Field(ge=0)] = 20

    def concepts(self) -> frozenset[str]:
        return concepts_in(self.topic)

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        named = index.mentioned_any(self.topic, _OPENING)
        if not named:
            return NO_MATCH
        outline = subject.once(Outline)
        for heading in members(named & outline.headings):
            below, words = outline.below(heading)
            if below and words >= self.words:
                named = index.mentioned_any(self.topic)
                spans = index.spans((2.0, below & named), (1.0, below & index.worded(MIN_OWN_WORDS)), (0.5, below))
                title = subject.document.text(subject.passages[heading]).strip("#*_: \t")
                return Match(holds=True, spans=spans, found=(f"a section '{title}'",))
        return NO_MATCH
