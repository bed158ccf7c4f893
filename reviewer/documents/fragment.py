"""HTML inside Markdown: a run of source lines in, pieces out. Tags are ignored, comments and headings are not.

Text between two block tags is one piece; a table row is one piece; inline tags stay inside their text.
"""

from __future__ import annotations

import re

from reviewer.documents.art import diagram_language
from reviewer.documents.lines import SourceLines, Span
from reviewer.documents.piece import Piece
from reviewer.model.document import BlockKind

_TAG = re.compile(r"<!--|<(/?)([A-Za-z][\w-]*)(?=[\s/>])[^<>]*>")
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "td", "th", "img",
})  # fmt: skip
_NAMING = frozenset({"summary", "caption", "dt", "figcaption"})
_FIXED = frozenset({"pre"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = ("script", "style")
_EMPTY_TEXT = re.compile(r"(?:\s|&nbsp;|&#160;)*")


class _Scan:
    """Walks over the tags of one block and closes a piece at each block tag."""

    def __init__(self, lines: SourceLines, first: int, parent: Piece | None) -> None:
        self.lines = lines
        self.parent = parent
        self.pieces: list[Piece] = []
        self.element = ""
        self.run: list[int] = []
        self.line = first

    def text(self, start: int, end: int) -> None:
        """Take the text between two tags into the current run."""
        source = self.lines.source
        gap = _EMPTY_TEXT.match(source, start, end)
        begin = gap.end() if gap else start
        if begin < end:
            tail = len(source[begin:end].rstrip())
            self.run = [self.run[0] if self.run else begin, begin + tail]

    def close(self) -> None:
        """End the current run as a piece of the element it stands in."""
        if not self.run:
            return
        spans = _line_spans(self.lines, self.run[0], self.run[1], self._line_at(self.run[0]))
        self.run = []
        self._add(self._kind(), spans)

    def comment(self, start: int, end: int) -> None:
        source = self.lines.source
        inner = source[start + 4 : end].removesuffix("-->")
        begin = start + 4 + len(inner) - len(inner.lstrip())
        spans = _line_spans(self.lines, begin, begin + len(inner.strip()), self._line_at(begin))
        last = self._line_at(max(start, end - 1))
        self.pieces.append(Piece("comment", self._line_at(start), last, spans, standing="comment"))

    def _kind(self) -> BlockKind:
        if self.element in _HEADINGS:
            return "heading"
        if self.element in _FIXED:
            return "code"
        return "item" if self.element == "li" else "paragraph"

    def _add(self, kind: BlockKind, spans: list[Span]) -> None:
        piece = Piece(kind, self._line_at(spans[0][0]), self._line_at(spans[-1][1] - 1), spans, parent=self.parent)
        if kind == "heading":
            piece.level = _HEADINGS[self.element]
            piece.spans = [(spans[0][0], spans[-1][1])]
        elif kind == "code":
            self._fix(piece)
        piece.title = self.element in _NAMING
        self.pieces.append(piece)

    def _fix(self, piece: Piece) -> None:
        language = diagram_language("", self.lines.texts[piece.first : piece.last + 1])
        if language is not None:
            piece.kind, piece.info = "diagram", language

    def _line_at(self, offset: int) -> int:
        """The line of an offset; offsets are asked for in (almost) rising order, so this walks."""
        starts = self.lines.starts
        while self.line + 1 < len(starts) and starts[self.line + 1] <= offset:
            self.line += 1
        while starts[self.line] > offset:
            self.line -= 1
        return self.line


def fragment(lines: SourceLines, first: int, last: int, parent: Piece | None = None) -> list[Piece]:
    """The pieces of the HTML block on the lines `first` to `last`."""
    source = lines.source
    at, end = lines.starts[first], lines.starts[last] + len(lines.texts[last])
    scan = _Scan(lines, first, parent)
    while match := _TAG.search(source, at, end):
        scan.text(at, match.start())
        at = match.end()
        if match.group(2) is None:
            scan.close()
            at = _comment_end(source, match.end(), end)
            scan.comment(match.start(), at)
        else:
            at = _element(scan, match, end)
    scan.text(at, end)
    scan.close()
    return scan.pieces


def _comment_end(source: str, start: int, end: int) -> int:
    close = source.find("-->", start, end)
    return end if close < 0 else close + 3


def _element(scan: _Scan, match: re.Match[str], end: int) -> int:
    name = match.group(2).lower()
    opening = not match.group(1)
    if opening and name in _UNSEEN:
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(scan.lines.source, match.end(), end)
        return close.end() if close else end
    if name not in _INLINE:
        scan.close()
        scan.element = name if opening else ""
    return match.end()


def _line_spans(lines: SourceLines, start: int, end: int, line: int) -> list[Span]:
    """The range cut at line breaks, each part trimmed; one empty span at `start` if nothing is left."""
    spans: list[Span] = []
    while line < len(lines) and lines.starts[line] < end:
        begin = max(start, lines.starts[line])
        stop = min(end, lines.starts[line] + len(lines.texts[line]))
        text = lines.source[begin:stop]
        body = text.strip()
        if body:
            begin += len(text) - len(text.lstrip())
            spans.append((begin, begin + len(body)))
        line += 1
    return spans
