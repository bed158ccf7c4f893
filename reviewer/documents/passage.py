"""Passages: pieces and section drafts in, passage drafts with their leads out.

A passage is a sentence, a list item, a table row, or a line of code or of a diagram. Its leads are what lends it its
subject, nearest first: what stands directly before it and introduces it, the items it is nested in, the pseudo-heading
above it, the headings of its section and of the sections around that one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.documents.lines import SourceLines, Span
from reviewer.documents.piece import PROSE, Piece
from reviewer.documents.section import SectionDraft, document_title
from reviewer.documents.segment import segments
from reviewer.documents.sentence import sentences
from reviewer.model.document import Standing

Leads = tuple[int, ...]

_MOST_LEADS = 12
_LONG_ITEM = 200
"""An item of several sentences up to this many characters stays one passage: its sentences belong together."""

_NAMING_MOST_WORDS = 8
_COLONS = (":", "：", ":**", ":*", "**:", ":__", "__:", ":`")
_LABEL = re.compile(r"\*\*[^*\n]{1,80}(?::\*\*|\*\*\s?[:–—-])")
_SPEAKING = re.compile(r"[^\W_]")


@dataclass(slots=True)
class PassageDraft:
    """A passage before its standing is settled. `piece` is the index of its piece."""

    start: int
    end: int
    piece: int
    section: int
    standing: Standing
    leads: Leads


class _Cutter:
    """Cuts pieces into passages and remembers what may introduce the next one."""

    def __init__(self, lines: SourceLines, pieces: Sequence[Piece], sections: Sequence[SectionDraft]) -> None:
        self.source = lines.source
        self.starts = lines.starts
        self.sections = sections
        self.name = document_title(sections, pieces)
        self.drafts: list[PassageDraft] = []
        self.section = 0
        self.piece = 0
        self.above: dict[int, Leads] = {0: ()}
        self.headings: Leads = ()
        self.title: Leads = ()
        self.lead_in: Leads = ()
        self.lead_used: str = ""
        """The kind of the blocks that the lead-in introduced; it reaches no others after them."""
        self.lead_item: Piece | None = None
        self.before: Piece | None = None

    def cut(self, piece: Piece, index: int) -> None:
        """Append the passages of `piece` to the drafts."""
        self.piece = index
        if piece.kind == "heading" and piece.spans:
            self._heading(piece)
        elif piece.kind in PROSE:
            self._prose(piece)
        elif piece.kind == "table":
            self._table(piece)
        elif piece.kind in ("code", "diagram"):
            self._fixed(piece)
        elif piece.kind == "rule":
            self.lead_in = ()
        else:
            for span in piece.spans:
                self._add(piece, span, piece.standing or "prose", self.title + self.headings)
            return
        self.before = piece

    def _add(self, piece: Piece, span: Span, standing: Standing, leads: Leads) -> bool:
        """Append one passage; brackets, rules and other text without a letter or digit is none."""
        start, end = span
        if not _SPEAKING.search(self.source, start, end):
            return False
        piece.passages.append(len(self.drafts))
        self.drafts.append(PassageDraft(start, end, self.piece, self.section, standing, leads[:_MOST_LEADS]))
        return True

    def _heading(self, piece: Piece) -> None:
        self.section += 1
        parent = self.sections[self.section].parent
        around = self.above[parent] if parent is not None else ()
        self._add(piece, (piece.spans[0][0], piece.spans[-1][1]), "heading", around)
        self.headings = around if self.section == self.name else (*piece.passages, *around)
        self.above[self.section] = self.headings
        self.title = self.lead_in = ()
        self.lead_item = None

    def _prose(self, piece: Piece) -> None:
        groups = segments(self.source, piece.spans) if piece.spans else []
        item = piece.kind == "item"
        names = not piece.parent and (piece.title or self._names_alone(piece))
        if names or self._opens_with_label(piece):
            self.title = ()
        if names:
            self.lead_in = ()
        leads = self._leads(piece)
        if item:
            self._item(piece, groups, leads)
        else:
            self._notes(piece, groups, leads)
        if not piece.passages or piece.parent:
            return
        last = piece.passages[-1]
        if names:
            self.title = (last,)
        elif self._introduces(last) and item:
            self.lead_item = piece
        elif self._introduces(last):
            self.lead_in, self.lead_used = (last,), ""

    def _names_alone(self, piece: Piece) -> bool:
        """The single item of an ordered list that only names what follows, such as "3. Metrics"."""
        if piece.size != 1 or not piece.ordered or len(piece.spans) != 1:
            return False
        return len(self.source[piece.spans[0][0] : piece.spans[0][1]].split()) <= _NAMING_MOST_WORDS

    def _opens_with_label(self, piece: Piece) -> bool:
        """Whether a paragraph carries its own bold label ("**Reads**: …"): what was named before it ends there."""
        if piece.kind != "paragraph" or piece.parent or not piece.spans:
            return False
        return self.source.startswith("**", piece.spans[0][0]) and bool(_LABEL.match(self.source, piece.spans[0][0]))

    def _introduces(self, passage: int) -> bool:
        draft = self.drafts[passage]
        return self.source[draft.start : draft.end].endswith(_COLONS)

    def _leads(self, piece: Piece) -> Leads:
        """What introduces a piece of prose as a whole."""
        parent = _speaking(piece.parent)
        if parent:
            self.lead_used = self.lead_used or piece.kind
            lead = self._lead_of(parent)
            return (lead, *self.drafts[lead].leads)
        other_list = self.lead_item and (piece.kind != "item" or self.lead_item.ordered != piece.ordered)
        if self.lead_item and other_list and (piece.kind == "item" or self.before is self.lead_item):
            lead = self._last(self.lead_item)
            return (lead, *self.drafts[lead].leads)
        self.lead_item = None
        if piece.kind == "item" and not self.lead_in and self._follows_directly(piece):
            self.lead_in, self.lead_used = (self._last(self.before),), ""
        return self._lead_in(piece) + self.title + self.headings

    def _lead_in(self, piece: Piece) -> Leads:
        """The lead-in for a block on the outermost level; it is spent by prose, and by blocks of one kind in a row."""
        if self.lead_used and (piece.kind != self.lead_used or piece.kind in ("paragraph", "quote")):
            self.lead_in = ()
        self.lead_used = self.lead_used or piece.kind
        return self.lead_in

    def _lead_of(self, parent: Piece) -> int:
        last = parent.passages[-1]
        return last if parent.kind != "item" or self._introduces(last) else parent.passages[0]

    def _follows_directly(self, piece: Piece) -> bool:
        before = self.before
        if before is None or before.kind not in ("paragraph", "quote") or not before.passages:
            return False
        return before.last + 1 == piece.first and not before.title

    def _last(self, piece: Piece | None) -> int:
        return piece.passages[-1] if piece else 0

    def _item(self, piece: Piece, groups: list[list[Span]], leads: Leads) -> None:
        """An item is one passage; a long one, or one of several notes, leads its further parts by its first."""
        standing = piece.standing or "list"
        whole = len(groups) == 1 and piece.spans[-1][1] - piece.spans[0][0] <= _LONG_ITEM
        for group in groups:
            start, end = group[0][0], group[-1][1]
            for part in [(start, end)] if whole else sentences(self.source, start, end):
                if self._add(piece, part, standing, leads) and len(piece.passages) == 1:
                    leads = (piece.passages[0], *leads)

    def _notes(self, piece: Piece, groups: list[list[Span]], leads: Leads) -> None:
        """Lines of their own: a deeper line belongs to the shallower one above, and a "Title:" leads what follows."""
        standing = piece.standing or "prose"
        deeper: list[tuple[int, int]] = []
        named: Leads = ()
        for group in groups:
            start, end = group[0][0], group[-1][1]
            indent = start - self.starts[bisect_right(self.starts, start) - 1] if len(groups) > 1 else 0
            while deeper and deeper[-1][0] >= indent:
                deeper.pop()
            own = (deeper[-1][1],) if deeper and (deeper[-1][1],) != named else ()
            added = [
                self._add(piece, part, standing, own + named + leads) for part in sentences(self.source, start, end)
            ]
            if not any(added):
                continue
            last = piece.passages[-1]
            deeper.append((indent, last))
            named = (last,) if self._introduces(last) else named

    def _table(self, piece: Piece) -> None:
        """One passage per row; a table whose rows are there but empty is a template."""
        leads = self._block_leads(piece)
        filled = sum(1 for start, end in piece.spans if _SPEAKING.search(self.source, start, end))
        empty = filled < 2 and piece.last > piece.first + 1
        for span in piece.spans:
            if self._add(piece, span, "template" if empty else "table", leads) and len(piece.passages) == 1:
                leads = (piece.passages[0], *leads)

    def _fixed(self, piece: Piece) -> None:
        leads = self._block_leads(piece)
        for span in piece.spans:
            self._add(piece, span, "diagram" if piece.kind == "diagram" else "code", leads)

    def _block_leads(self, piece: Piece) -> Leads:
        """What introduces a table, code or diagram: the text before it if that says so or touches it."""
        before = self.before
        parent = _speaking(piece.parent)
        lead: Leads = () if parent else self._lead_in(piece)
        if before and before.kind in PROSE and before.passages:
            last = self._last(before)
            if self._introduces(last) or before.last + 1 == piece.first:
                lead = (last, *self.drafts[last].leads) if before.kind == "item" else (last,)
        if parent:
            index = self._lead_of(parent)
            return _once((*lead, index, *self.drafts[index].leads))
        return _once(lead + self.title + self.headings)


def cut_passages(lines: SourceLines, pieces: Sequence[Piece], sections: Sequence[SectionDraft]) -> list[PassageDraft]:
    """The passages of all pieces, in the order of the text."""
    cutter = _Cutter(lines, pieces, sections)
    for index, piece in enumerate(pieces):
        cutter.cut(piece, index)
    return cutter.drafts


def _speaking(piece: Piece | None) -> Piece | None:
    """The piece or the nearest one around it that has passages."""
    while piece and not piece.passages:
        piece = piece.parent
    return piece


def _once(leads: Leads) -> Leads:
    return tuple(dict.fromkeys(leads))
