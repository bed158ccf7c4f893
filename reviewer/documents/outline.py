"""Plain text and notes: source lines in, pieces out, by indentation, list markers and pseudo-headings.

Reads `.txt`, and Markdown that is written as plain text: indented notes under short lines, numbered headings, lists
with any marker. A line that stands deeper than the text line above it belongs to that line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviewer.documents.art import diagram_language, is_sketch
from reviewer.documents.lines import SourceLines, indent_of
from reviewer.documents.mark import bold_only
from reviewer.documents.piece import BY_FORM, Piece
from reviewer.documents.table import is_delimiter, table_piece
from reviewer.documents.title import Title, titles

MARKER = re.compile(
    r"(?:\*{1,5}|[-+.•◦▪●○‣–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\)|\d{1,3}\.|[a-z]\.)[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)"
)
_RULE = re.compile(r"[-=*_~#+][-=*_~#+ \t]{2,}")
_DRAWN = re.compile(r"[─-▟]|\+[-=]{2}|[-=]{2}[+>]|<[-=]{2}")
_STROKE = re.compile(r"[|<>^v/\\]")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_LONG_LINE = 60
_STAR_INDENT = 2
"""Each further star of "** nested item" counts as so many columns."""

_LEAD_MOST_WORDS = 8


@dataclass(slots=True)
class _Outline:
    """Where the reading stands: `open` may be continued by the next line, `above` is the stack of (indent, piece)."""

    lines: SourceLines
    last: int
    titles: dict[int, Title]
    pieces: list[Piece] = field(default_factory=list)
    above: list[tuple[int, Piece]] = field(default_factory=list)
    open: Piece | None = None
    open_indent: int = 0
    gap: bool = True
    tail: Piece | None = None
    plain_until: int = -1
    """The last line of a run that was tried as a drawing and is none."""


def outline(lines: SourceLines, first: int, last: int, *, headings: bool = False) -> list[Piece]:
    """The pieces of the lines `first` to `last`; pseudo-headings become headings only if asked for."""
    state = _Outline(lines, last, titles(lines, first, last) if headings else {})
    drawn = bool(_DRAWN.search(lines.source, lines.starts[first], lines.starts[last] + len(lines.texts[last])))
    line = first
    while line <= last:
        text = lines.texts[line].strip()
        if not text:
            state.open, state.gap = None, True
            line += 1
            continue
        used = _block(state, line, text, drawn)
        if not used:
            _line(state, line, text)
            used = 1
        state.gap = False
        line += used
    return state.pieces


def _block(state: _Outline, line: int, text: str, drawn: bool) -> int:
    """Read what takes whole lines (heading, fence, comment, drawing, table, rule); return how many lines that took."""
    title = state.titles.get(line)
    if title:
        _close(state)
        last = title.underline or line
        by_form = "" if text.startswith(("#", "=")) or title.underline else BY_FORM
        state.pieces.append(Piece("heading", line, last, [title.span], level=title.level, info=by_form))
        return last + 1 - line
    head = text[:3]
    piece = None
    if head in ("```", "~~~"):
        piece = _fence(state, line, head)
    elif text.startswith("<!--"):
        piece = _comment(state, line)
    elif drawn and (found := _drawing(state, line)):
        piece = found
    elif "|" in text and line < state.last and is_delimiter(state.lines.texts[line + 1]):
        piece = _table(state, line)
    elif text[0] in "-=*_~#+" and _RULE.fullmatch(text):
        piece = Piece("rule", line, line, [])
    if piece is None:
        return 0
    indent = indent_of(state.lines.texts[line])
    piece.parent = _parent(state, indent)
    state.open = None
    state.pieces.append(piece)
    if state.tail:
        state.pieces.append(state.tail)
        state.tail = None
    return piece.last + 1 - line


def _close(state: _Outline) -> None:
    state.above.clear()
    state.open = None


def _fence(state: _Outline, line: int, mark: str) -> Piece:
    texts = state.lines.texts
    info = texts[line].strip().strip("`~").strip().strip("{}").split(None, 1)
    label = info[0].lstrip(".").lower() if info else ""
    end = line + 1
    while end <= state.last and not (texts[end].strip().startswith(mark) and not texts[end].strip().strip("`~")):
        end += 1
    inner = range(line + 1, end)
    language = diagram_language(label, texts[inner.start : inner.stop])
    spans = state.lines.spans(inner)
    last = min(end, state.last)
    if language is None:
        return Piece("code", line, last, spans, info=label)
    return Piece("diagram", line, last, spans, info=language)


def _comment(state: _Outline, line: int) -> Piece:
    """A comment to the line of its `-->`, or to the end as HTML has it; text behind that is a paragraph of its own."""
    lines = state.lines
    start = lines.span(line)[0]
    close = lines.source.find("-->", start + 4)
    end = line
    while end < state.last and (close < 0 or lines.starts[end + 1] <= close):
        end += 1
    spans = lines.spans(range(line, end + 1))
    if 0 <= close < spans[-1][1] - 3:
        tail = lines.span(end, close + 3 - lines.starts[end])
        spans[-1] = (spans[-1][0], close + 3)
        state.tail = Piece("paragraph", end, end, [tail]) if tail[1] > tail[0] else None
    return Piece("comment", line, end, spans, standing="comment")


def _drawing(state: _Outline, line: int) -> Piece | None:
    """A run of lines that are drawn with characters."""
    texts = state.lines.texts
    if line <= state.plain_until or not _DRAWN.search(texts[line]):
        return None
    last = line
    for below in range(line + 1, state.last + 1):
        text = texts[below].strip()
        if not text or below in state.titles or text[:3] in ("```", "~~~"):
            break
        if not _DRAWN.search(text) and not _STROKE.search(text):
            break
        last = below
    block = texts[line : last + 1]
    if (len(block) > 1 and is_delimiter(block[1])) or not is_sketch(block):
        state.plain_until = last
        return None
    return Piece("diagram", line, last, state.lines.spans(range(line, last + 1)))


def _table(state: _Outline, line: int) -> Piece:
    last = line + 1
    while last < state.last and "|" in state.lines.texts[last + 1] and last + 1 not in state.titles:
        last += 1
    return table_piece(state.lines, line, last)


def _line(state: _Outline, line: int, text: str) -> None:
    """Read one line of text: an item, the continuation of the open piece, or a new paragraph."""
    quote = _QUOTE.match(text) if text[0] == ">" else None
    raw = state.lines.texts[line]
    skip = len(raw) - len(raw.lstrip()) + (quote.end() if quote else 0)
    indent = indent_of(raw)
    marker = MARKER.match(text, quote.end()) if quote else MARKER.match(text)
    if marker:
        span = state.lines.span(line, len(raw) - len(raw.lstrip()) + marker.end())
        ordered = text[marker.start()].isalnum() or text[marker.start()] in "(."
        indent += _STAR_INDENT * (marker.group().count("*") - 1) if text[marker.start()] == "*" else 0
        _add(state, indent, Piece("item", line, line, [span], ordered=ordered))
        return
    span = state.lines.span(line, skip)
    if span[1] == span[0]:
        return
    if state.open and _continues(state, raw, indent, quoted=quote is not None):
        state.open.spans.append(span)
        state.open.last = line
        state.open.title = False
        return
    piece = Piece("quote" if quote else "paragraph", line, line, [span], title=bold_only(text))
    _add(state, indent, piece)


def _add(state: _Outline, indent: int, piece: Piece) -> None:
    piece.parent = _parent(state, indent)
    if piece.parent:
        piece.depth = piece.parent.depth + (piece.parent.kind == "item")
    state.above.append((indent, piece))
    state.open, state.open_indent = piece, indent
    state.pieces.append(piece)


def _continues(state: _Outline, raw: str, indent: int, *, quoted: bool) -> bool:
    piece = state.open
    if piece is None or quoted != (piece.kind == "quote"):
        return False
    if indent == state.open_indent and piece.kind != "item":
        return True
    if piece.kind == "item" and indent > state.open_indent:
        return True
    start, end = piece.spans[-1]
    return end - start >= _LONG_LINE and raw.lstrip()[0].islower() and state.lines.source[end - 1] not in ".:;!?"


def _parent(state: _Outline, indent: int) -> Piece | None:
    """The nearest shallower piece; a text line is a parent across a blank line only if it names something."""
    while state.above and state.above[-1][0] >= indent:
        state.above.pop()
    if not state.above:
        return None
    piece = state.above[-1][1]
    if piece.kind == "item" or not state.gap:
        return piece
    start, end = piece.spans[-1]
    names = state.lines.source[end - 1] in ":：" or len(state.lines.source[start:end].split()) <= _LEAD_MOST_WORDS
    return piece if names else None
