"""`sentences`: the document has at least so many passages of prose that name a concept of the rubric.

Parameters:
    about: the concept. at_least: so many passages.
"""

from __future__ import annotations

from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match, Span
from reviewer.model.subject import Subject
from reviewer.operators import Operator
from reviewer.operators.parameter import AtLeast, ConceptId


class Sentences(Operator):
    """Counts the passages of prose that name a concept."""

    name: ClassVar[str] = "sentences"
    shorthand: ClassVar[str | None] = "about"

    about: ConceptId
    at_least: AtLeast = 1

    def concepts(self) -> frozenset[str]:
        return frozenset({self.about})

    def match(self, subject: Subject) -> Match:
        named = {mention.passage for mention in subject.mentions_of.get(self.about, ()) if mention.standing == "prose"}
        if len(named) < self.at_least:
            return NO_MATCH
        passages = [subject.passages[index] for index in sorted(named)]
        spans = tuple(Span(passage.start, passage.end, passage.lines) for passage in passages)
        return Match(holds=True, spans=spans, found=(f"{len(named)} sentences",))
