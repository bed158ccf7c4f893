"""`list`: the document lists several things.

Holds if one list has enough items of enough words. A nested list is a list of its own; a paragraph or heading between
items ends a list. With `about`, the list's lead-in line, parent item or heading names one of the concepts, or else only
the items that name one themselves are counted.

Parameters:
    about: what introduces the list, or the items counted, name one of these concepts.
    under, not_under: something, or nothing, that introduces the list names one of these concepts.
    items: so many items. words: each with so many words of its own, nested items not included.

Traps:
    Items of an empty template and lists of nothing but links do not count.
    A list of one-word items fails with the default of two words; say `words: 1` where single words are enough.

Examples:
    - rule: {list: {about: [feature], items: 2}}
      holds:
        - "It has these features:\\n\\n- upload a file\\n- share a link"
        - "## Features\\n\\n1. Upload a file\\n2. Share a link"
      fails:
        - "It has these risks:\\n\\n- upload too large\\n- link leaks"
        - "It has these features:\\n\\n- upload\\n- share"
        - "Features are upload and sharing."
    - rule: {list: {about: [cache], items: 2}}
      holds: ["- one cache for reads\\n- another cache for sessions"]
      fails: ["- one cache for reads\\n- the database for sessions"]
    - rule: {list: {items: 2, under: [feature]}}
      holds: ["## Features\\n\\n- upload a file\\n- share a link"]
      fails: ["- upload a file\\n- share a link"]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import times
from reviewer.operators.index import ANY_STANCE, MAX_SPANS, Index, overlaps
from reviewer.operators.operator import Operator
from reviewer.operators.outline import Item, ItemList, Outline
from reviewer.operators.parameter import AtLeast, Concepts, concepts_in


class ListItems(Operator):
    """The document lists several things; see the module's page."""

    name: ClassVar[str] = "list"

    about: Concepts = ()
    under: Concepts = ()
    not_under: Concepts = ()
    items: AtLeast = 3
    words: AtLeast = 2

    def concepts(self) -> frozenset[str]:
        return concepts_in(self.about, self.under, self.not_under)

    def match(self, subject: Subject) -> Match:
        index = subject.once(Index)
        if self.about and not index.mentioned_any(self.about):
            return NO_MATCH
        for candidate in subject.once(Outline).lists:
            items = self._counted(index, candidate) if len(candidate.items) >= self.items else ()
            if len(items) >= self.items:
                return self._result(index, items)
        return NO_MATCH

    def _counted(self, index: Index, candidate: ItemList) -> Sequence[Item]:
        """The items of a list that count towards the rule."""
        if self.under and not overlaps(candidate.leads, index.mentioned_any(self.under, ANY_STANCE)):
            return ()
        if self.not_under and overlaps(candidate.leads, index.mentioned_any(self.not_under, ANY_STANCE)):
            return ()
        items = [item for item in candidate.items if item.words >= self.words]
        if self.about:
            named = index.mentioned_any(self.about)
            if not overlaps(candidate.leads, named):
                items = [item for item in items if overlaps(item.passages, named)]
        return items

    def _result(self, index: Index, items: Sequence[Item]) -> Match:
        spans = tuple(index.span(item.passages[0], 1.5) for item in items[:MAX_SPANS])
        return Match(holds=True, spans=spans, found=(f"a list of {times(len(items), 'item')}",))
