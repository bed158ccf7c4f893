"""Markdown: source lines in, pieces out, by the CommonMark grammar with tables, blocks only.

Inline markup is never parsed: passages are pieces of the source. What the grammar leaves out (text nested too deep)
is read as paragraphs, so nothing that stands in the source is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reviewer.documents.art import diagram_language, is_code, is_sketch
from reviewer.documents.fragment import fragment
from reviewer.documents.lines import SourceLines, Span
from reviewer.documents.mark import bold_only
from reviewer.documents.mask import masked
from reviewer.documents.outline import outline
from reviewer.documents.piece import Piece
from reviewer.documents.table import table_piece
from reviewer.documents.title import is_capitals

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_NESTING = 60
"""Levels of nesting that the grammar follows; each costs two Python frames."""

_QUOTE = re.compile(r"[ \t>]*")
_MARKERS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*#{1,6}[ \t]*")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+$")
_STEP = re.compile(r"\(?[a-zA-Z0-9]{1,2}\)[ \t]+\S|\d{1,2}\.[ \t]+\S")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]*\]:[ \t]*")
_STEP_MOST_WORDS = 8
_SETEXT_MOST_WORDS = 14


@cache
def _grammar() -> MarkdownIt:
    from markdown_it import MarkdownIt

    grammar = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    return grammar.disable(["inline", "reference"])


@dataclass(slots=True)
class _Item:
    """An open list item; `piece` is set once its first text is seen."""

    depth: int
    ordered: bool
    column: int
    siblings: list[Piece]
    piece: Piece | None = None


@dataclass(slots=True)
class _Walk:
    """Where the walk over the tokens stands."""

    lines: SourceLines
    covered: bytearray
    pieces: list[Piece] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    lists: list[tuple[bool, list[Piece]]] = field(default_factory=list)
    quotes: int = 0
    token: Token | None = None

    def leaf(self) -> Token:
        """The token at hand."""
        if self.token is None:
            raise RuntimeError("no token is being walked over")
        return self.token

    def parent(self) -> Piece | None:
        return next((item.piece for item in reversed(self.items) if item.piece), None)


def markdown(lines: SourceLines) -> list[Piece]:
    """The pieces of a Markdown source, in the order of the text."""
    texts, taken = masked(lines)
    walk = _Walk(lines, bytearray(len(lines)), list(taken))
    for piece in taken:
        _cover(walk, piece.first, piece.last)
    for token in _grammar().parse("\n".join(texts)):
        _step(walk, token)
    pieces = walk.pieces + _left_out(walk)
    pieces.sort(key=lambda piece: (piece.first, piece.spans[0][0] if piece.spans else 0))
    return pieces


def _cover(walk: _Walk, first: int, last: int) -> None:
    walk.covered[first : last + 1] = b"\x01" * (last + 1 - first)


def _step(walk: _Walk, token: Token) -> None:
    kind = token.type
    leaf = _LEAVES.get(kind)
    if leaf and token.map:
        walk.token = token
        first, last = token.map[0], token.map[1] - 1
        _cover(walk, first, last)
        walk.pieces.extend(leaf(walk, first, last))
    elif kind in ("bullet_list_open", "ordered_list_open"):
        walk.lists.append((kind[0] == "o", []))
    elif kind in ("bullet_list_close", "ordered_list_close"):
        siblings = walk.lists.pop()[1]
        for piece in siblings:
            piece.size = len(siblings)
    elif kind == "list_item_open" and token.map:
        ordered, siblings = walk.lists[-1]
        text = walk.lines.texts[token.map[0]]
        walk.items.append(_Item(len(walk.lists) - 1, ordered, len(text) - len(text.lstrip()), siblings))
    elif kind == "list_item_close":
        walk.items.pop()
    elif kind in ("blockquote_open", "blockquote_close"):
        walk.quotes += 1 if kind.endswith("open") else -1


def _paragraph(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    item = walk.items[-1] if walk.items else None
    if item and item.piece is None:
        spans = _text_spans(walk.lines, first, last, _MARKERS)
        parent = walk.parent()
        item.piece = Piece("item", first, last, spans, depth=item.depth, ordered=item.ordered, parent=parent)
        item.siblings.append(item.piece)
        return _cut_lazy(walk.lines, item.piece, item.column)
    spans = _text_spans(walk.lines, first, last, _QUOTE)
    piece = Piece("quote" if walk.quotes else "paragraph", first, last, spans, parent=walk.parent())
    return [_classified(walk.lines.source, piece)]


def _classified(source: str, piece: Piece) -> Piece:
    """Tell drawings and pseudo-headings from paragraphs, and drop a footnote's marker."""
    if not piece.spans:
        return piece
    start, end = piece.spans[0][0], piece.spans[-1][1]
    if note := _FOOTNOTE.match(source, start, end):
        piece.spans[0] = (note.end(), piece.spans[0][1])
    elif is_sketch([source[begin:stop] for begin, stop in piece.spans]):
        piece.kind = "diagram"
    elif len(piece.spans) == 1:
        piece.title = is_title(source[start:end])
    return piece


def is_title(text: str) -> bool:
    """Whether a paragraph of one line names what follows: bold alone, in capitals, or a short "a) Client"."""
    if bold_only(text) or is_capitals(text):
        return True
    short = len(text) < 90 and len(text.split()) <= _STEP_MOST_WORDS
    return short and _STEP.match(text) is not None and not text.endswith((".", "?", ";", ","))


def _cut_lazy(lines: SourceLines, item: Piece, column: int) -> list[Piece]:
    """The item, and what the grammar glued to it although it stands outside its list and opens with "b) "."""
    for at in range(1, len(item.spans)):
        start, end = item.spans[at]
        line = item.first + at
        outside = start - lines.starts[line] <= column
        if outside and _STEP.match(lines.source, start, end) and end - start < 90:
            rest = Piece("paragraph", line, item.last, item.spans[at:])
            item.last, item.spans = line - 1, item.spans[:at]
            return [item, _classified(lines.source, rest)]
    return [item]


def _text_spans(lines: SourceLines, first: int, last: int, lead: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    for line in range(first, last + 1):
        prefix = (lead if line == first else _QUOTE).match(lines.texts[line])
        span = lines.span(line, prefix.end() if prefix else 0)
        if span[1] > span[0]:
            spans.append(span)
    return spans


def _heading(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    lines = walk.lines
    if walk.leaf().markup[0] != "#":
        return _underlined(walk, first, last)
    prefix = _HEADING.match(lines.texts[first])
    start, end = lines.span(first, prefix.end() if prefix else 0)
    end = start + len(_CLOSING_HASHES.sub("", lines.source[start:end]).rstrip())
    spans = [(start, end)] if end > start else []
    if walk.items or walk.quotes:
        return [Piece("paragraph", first, last, spans, parent=walk.parent(), title=True)]
    return [Piece("heading", first, last, spans, level=int(walk.leaf().tag[1]))]


def _underlined(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    """A setext heading; long or several lines over `---` are a paragraph over a rule, whatever the grammar says."""
    spans = _text_spans(walk.lines, first, last - 1, _MARKERS)
    words = sum(len(walk.lines.source[start:end].split()) for start, end in spans)
    if walk.items or walk.quotes or len(spans) != 1 or words > _SETEXT_MOST_WORDS:
        text = Piece("paragraph", first, last - 1, spans, parent=walk.parent())
        return [_classified(walk.lines.source, text), Piece("rule", last, last, [])]
    return [Piece("heading", first, last, spans, level=int(walk.leaf().tag[1]))]


def _fence(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    inner = range(first + 1, min(first + 1 + walk.leaf().content.count("\n"), last + 1))
    info = walk.leaf().info.strip().strip("{}").split(None, 1)
    label = info[0].lstrip(".:").rstrip(",}").lower() if info else ""
    return [_fixed(walk, label, first, last, inner)]


def _fixed(walk: _Walk, label: str, first: int, last: int, inner: range) -> Piece:
    language = diagram_language(label, walk.lines.texts[inner.start : inner.stop])
    spans = walk.lines.spans(inner)
    parent = walk.parent()
    if language is None:
        return Piece("code", first, last, spans, info=label, parent=parent)
    return Piece("diagram", first, last, spans, info=language, parent=parent)


def _indented(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    """Four spaces make code in the grammar; notes that are merely indented are read as notes."""
    while last > first and walk.lines.blank(last):
        last -= 1
    texts = walk.lines.texts[first : last + 1]
    piece = _fixed(walk, "", first, last, range(first, last + 1))
    words = [len(text.split()) for text in texts if text.strip()]
    if piece.kind == "diagram" or is_code(texts) or sum(words) < 3 * len(words):
        return [piece]
    notes = outline(walk.lines, first, last)
    for note in notes:
        note.parent = note.parent or walk.parent()
    return notes


def _html(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    return fragment(walk.lines, first, last, walk.parent())


def _table(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    piece = table_piece(walk.lines, first, last)
    piece.parent = walk.parent()
    return [piece]


def _rule(walk: _Walk, first: int, last: int) -> Iterable[Piece]:
    return [Piece("rule", first, last, [], parent=walk.parent())]


_LEAVES = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "fence": _fence,
    "code_block": _indented,
    "html_block": _html,
    "table_open": _table,
    "hr": _rule,
}


def _left_out(walk: _Walk) -> list[Piece]:
    """Lines with words that no block of the grammar covers, as paragraphs."""
    pieces: list[Piece] = []
    line = walk.covered.find(0)
    while line >= 0:
        text = walk.lines.texts[line]
        if text.strip(" \t>-*+|.)0123456789#"):
            prefix = _MARKERS.match(text)
            pieces.append(Piece("paragraph", line, line, [walk.lines.span(line, prefix.end() if prefix else 0)]))
        line = walk.covered.find(0, line + 1)
    return pieces
