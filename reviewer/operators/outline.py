"""The shape of a document as operators ask for it: what stands below a heading, which items make one list.

In: a Subject (`subject.once(Outline)`). Out: sets of passages (see `index.py`) and lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reviewer.model.document import Block, Passage
from reviewer.model.subject import Subject
from reviewer.operators.index import Index, PassageSet, members


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: the indexes of its passages and how many words they have."""

    passages: tuple[int, ...]
    words: int


@dataclass(slots=True)
class ItemList:
    """The items of one list at one depth; `leads` are the passages that introduce it, nearest first."""

    leads: tuple[int, ...]
    items: list[Item] = field(default_factory=list)


class Outline:
    """Answers about the shape of one subject's document."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._index = subject.once(Index)
        self._document = subject.document
        self._known: dict[int, tuple[PassageSet, int]] = {}

    def below(self, heading: int) -> tuple[PassageSet, int]:
        """The passages of substance below a heading, subsections included, and how many words they have.

        Nothing stands below the document's title: it is about everything, so about nothing in particular.
        """
        found = self._known.get(heading)
        if found is None:
            passages = self._below(heading)
            words = sum(self._index.word_counts[passage] for passage in members(passages))
            found = self._known[heading] = passages, words
        return found

    def _below(self, heading: int) -> PassageSet:
        passage = self._subject.passages[heading]
        section = self._document.sections[passage.section]
        if passage.standing != "heading" or section.level == 0:
            return self._index.led(1 << heading) & self._index.substance
        if section.level == 1 and heading not in self._subject.led_by:
            return 0
        found = 0
        for other in self._descendants(section.index):
            found |= self._index.section(other)
        return found & self._index.substance

    @cached_property
    def headings(self) -> PassageSet:
        """Headings, and bold lines that serve as one."""
        bold = sum(1 << passage for passage in self._subject.led_by if self._is_bold(self._subject.passages[passage]))
        return self._index.standing("heading") | bold

    @cached_property
    def lists(self) -> tuple[ItemList, ...]:
        """The lists of the document, nested ones apart, in the order of their last item."""
        found: list[ItemList] = []
        opened: dict[int, ItemList] = {}
        section = -1
        for block in self._document.blocks:
            if block.section != section or self._ends_lists(block):
                found.extend(opened.values())
                opened = {}
                section = block.section
            if block.kind == "item":
                found.extend(opened.pop(depth) for depth in sorted(opened) if depth > block.depth)
                self._add(opened, block)
        found.extend(opened.values())
        return tuple(found)

    def _ends_lists(self, block: Block) -> bool:
        """Whether the block is a heading, or a paragraph that is no part of an item."""
        if block.kind != "paragraph":
            return block.kind == "heading"
        passages = self.passages_of(block.index)
        leads = passages[0].leads if passages else ()
        return not (leads and self._subject.passages[leads[0]].standing == "list")

    def _is_bold(self, passage: Passage) -> bool:
        text = self._document.text(passage).rstrip(": ")
        return passage.standing == "prose" and text[:2] in ("**", "__") and text[-2:] == text[:2] and len(text) > 4

    def _add(self, opened: dict[int, ItemList], block: Block) -> None:
        passages = self.passages_of(block.index)
        if not passages or block.standing != "list":
            return
        if block.depth not in opened:
            opened[block.depth] = ItemList(leads=passages[0].leads)
        counts = self._index.word_counts
        indexes = tuple(passage.index for passage in passages)
        opened[block.depth].items.append(Item(indexes, sum(counts[index] for index in indexes)))

    def passages_of(self, block: int) -> Sequence[Passage]:
        """The passages of a block."""
        return self._by_block.get(block, ())

    @cached_property
    def _by_block(self) -> dict[int, list[Passage]]:
        found: dict[int, list[Passage]] = {}
        for passage in self._subject.passages:
            found.setdefault(passage.block, []).append(passage)
        return found

    def _descendants(self, section: int) -> Iterator[int]:
        """The section and those below it; sections stand in the order of the text, so they follow one another."""
        yield section
        last = self._document.sections[section].lines[1]
        for other in self._document.sections[section + 1 :]:
            if other.lines[0] > last:
                return
            yield other.index
