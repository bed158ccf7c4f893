"""Sections: the headings among the pieces in, the tree of sections out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.documents.mark import plain
from reviewer.documents.piece import BY_FORM, PROSE, Piece
from reviewer.model.document import Section

_TEXT = PROSE | {"heading", "table", "code", "diagram"}


@dataclass(slots=True)
class SectionDraft:
    """A section while its passages are cut; lines are 1-based."""

    index: int
    level: int
    title: str
    first: int
    parent: int | None
    heading: Piece | None
    own_last: int = 0
    last: int = 0
    words: int = 0


def section_drafts(source: str, pieces: Sequence[Piece], line_count: int) -> list[SectionDraft]:
    """Section 0 and one section per heading piece. Section 0 stands on line 1 if a heading opens the document."""
    drafts = [SectionDraft(0, 0, "", 1, None, None)]
    path: list[SectionDraft] = []
    for piece in pieces:
        if piece.kind != "heading" or not piece.spans:
            continue
        first = piece.first + 1
        drafts[-1].own_last = max(drafts[-1].first, first - 1)
        while path and path[-1].level >= piece.level:
            path.pop().last = first - 1
        start, end = piece.spans[0][0], piece.spans[-1][1]
        parent = path[-1].index if path else None
        draft = SectionDraft(len(drafts), piece.level, plain(source[start:end]).rstrip(":： "), first, parent, piece)
        path.append(draft)
        drafts.append(draft)
    drafts[-1].own_last = line_count
    for draft in path:
        draft.last = line_count
    for draft in drafts:
        draft.last = max(draft.last, draft.own_last)
    return drafts


def sections_of(drafts: Sequence[SectionDraft]) -> tuple[Section, ...]:
    """The finished sections."""
    return tuple(
        Section(
            index=draft.index,
            level=draft.level,
            title=draft.title,
            lines=(draft.first, draft.last),
            own_lines=(draft.first, draft.own_last),
            parent=draft.parent,
            words=draft.words,
        )
        for draft in drafts
    )


def document_title(drafts: Sequence[SectionDraft], pieces: Sequence[Piece]) -> int | None:
    """The section that only names the document: the one heading of level 1, before all others and all text.

    A line like "Features:" with nothing but its list below names the list, however alone it stands.
    """
    opening = next((piece for piece in pieces if piece.kind in _TEXT), None)
    top = [draft.index for draft in drafts if draft.level == 1]
    if top != [1] or opening is None or drafts[1].heading is not opening:
        return None
    return None if len(drafts) == 2 and opening.info == BY_FORM else 1
