"""Text that is no substance: passage drafts in, their standing set to `template` or `link_list` where that is so.

Candidates are found by plain substring search over the whole source, so a document without placeholders and links costs
next to nothing; only passages with a candidate are looked at closely.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Literal

from reviewer.documents.link import (
    LEAST_CONTENTS,
    LINK_HINTS,
    folded_title,
    is_contents_title,
    is_link_title,
    is_links,
    repeats_titles,
)
from reviewer.documents.passage import PassageDraft
from reviewer.documents.section import SectionDraft
from reviewer.documents.template import (
    INSTRUCTION_HINTS,
    PLACEHOLDER_HINTS,
    asks,
    is_bracketed,
    is_placeholder,
    italic_lines,
    only_asks,
)

_JUDGED = frozenset({"prose", "list", "table"})
"""Standings that can turn out to be no substance; headings, code and diagrams stay what they are."""

_LEAST_HINTED = 3
"""One section that says one thing in italics may mean it; three are a template."""

_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def settle_standing(source: str, drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft]) -> None:
    """Set the standing of every draft that is a placeholder, an instruction, or nothing but links."""
    _Settling(source, drafts, sections).settle()


class _Settling:
    def __init__(self, source: str, drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft]) -> None:
        lower = source.lower()
        self.lower = lower if len(lower) == len(source) else source.translate(_ASCII_LOWER)
        self.source = source
        self.drafts = drafts
        self.sections = sections
        self.starts = [draft.start for draft in drafts]

    def settle(self) -> None:
        for index in self._with(PLACEHOLDER_HINTS):
            if is_placeholder(self._text(index)):
                self._mark(index, "template")
        for index in self._with(("<", "[", "{{")):
            if is_bracketed(self._text(index)):
                self._mark(index, "template")
        linked = self._with(LINK_HINTS)
        for index in linked:
            if is_links(self._text(index)):
                self._mark(index, "link_list")
        self._settle_link_sections(frozenset(linked))
        self._settle_contents()
        self._settle_instructions()
        self._settle_hints()

    def _text(self, index: int) -> str:
        return self.source[self.drafts[index].start : self.drafts[index].end]

    def _mark(self, index: int, standing: Literal["template", "link_list"]) -> None:
        if self.drafts[index].standing in _JUDGED:
            self.drafts[index].standing = standing

    def _with(self, hints: Iterable[str]) -> list[int]:
        """Indexes of the passages that contain one of the hints, rising."""
        found: set[int] = set()
        for hint in hints:
            at = self.lower.find(hint)
            while at >= 0:
                index = bisect_right(self.starts, at) - 1
                follow = at + 1
                if index >= 0 and at < self.drafts[index].end:
                    found.add(index)
                    follow = max(follow, self.drafts[index].end)
                at = self.lower.find(hint, follow)
        return sorted(index for index in found if self.drafts[index].standing in _JUDGED)

    def _settle_link_sections(self, linked: frozenset[int]) -> None:
        """In "References" and the like, where every other passage has a link, all of it is a list of links."""
        named = {section.index for section in self.sections if is_link_title(section.title)}
        for indexes in self._by_section(named).values():
            if 2 * sum(1 for index in indexes if index in linked) >= len(indexes):
                for index in indexes:
                    self._mark(index, "link_list")

    def _settle_contents(self) -> None:
        """Lists that repeat the headings, or that a heading announces as such, are a table of contents."""
        announced = {section.index for section in self.sections if is_contents_title(section.title)}
        for index, draft in enumerate(self.drafts):
            if draft.section in announced and draft.standing == "list":
                self._mark(index, "link_list")
        titles = {folded_title(section.title) for section in self.sections if section.title}
        if len(titles) < LEAST_CONTENTS:
            return
        for run in self._lists():
            if repeats_titles((self._text(index) for index in run), titles):
                for index in run:
                    self._mark(index, "link_list")

    def _lists(self) -> Iterator[list[int]]:
        """Runs of list items of one section that nothing interrupts."""
        for (listed, _), run in groupby(
            range(len(self.drafts)),
            key=lambda index: (self.drafts[index].standing == "list", self.drafts[index].section),
        ):
            if listed:
                yield list(run)

    def _settle_instructions(self) -> None:
        """A section that only tells the author what to write is a template; one answer in it makes all of it text."""
        asked = {
            self.drafts[index].section
            for index in self._with(INSTRUCTION_HINTS)
            if self.drafts[index].standing == "prose" and asks(self._text(index))
        }
        for section, indexes in self._by_section(asked - {0}).items():
            if only_asks([self._text(index) for index in indexes], self.sections[section].title):
                for index in indexes:
                    self._mark(index, "template")

    def _settle_hints(self) -> None:
        """Sections of nothing but italic hints are a template, where several sections are."""
        lines = italic_lines(self.source)
        if not lines:
            return
        italic: set[int] = set()
        for start, end in lines:
            italic.update(range(bisect_left(self.starts, start), bisect_left(self.starts, end)))
        named = {self.drafts[index].section for index in italic} - {0}
        hinted = [indexes for indexes in self._by_section(named).values() if italic.issuperset(indexes)]
        filled = self._by_section(set(range(1, len(self.sections))))
        unfilled = {draft.section for draft in self.drafts if draft.standing == "template"} - set(filled)
        if len(hinted) + len(unfilled) >= _LEAST_HINTED:
            for index in chain.from_iterable(hinted):
                self._mark(index, "template")

    def _by_section(self, sections: set[int]) -> dict[int, list[int]]:
        """The passages of these sections that are still substance."""
        found: dict[int, list[int]] = defaultdict(list)
        if sections:
            for index, draft in enumerate(self.drafts):
                if draft.section in sections and draft.standing in (*_JUDGED, "code", "diagram"):
                    found[draft.section].append(index)
        return found
