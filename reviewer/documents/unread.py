"""What is not the document's text: pieces in, hidden comments cut out of them, pictures listed as unread."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from reviewer.documents.lines import SourceLines, Span
from reviewer.documents.piece import PROSE, Piece
from reviewer.model.document import Unread

_EMBEDDED = re.compile(
    r"!\[|<(?:img|svg|picture)\b|\{\{<\s*figure\b|<(iframe|video|audio|object|embed)\b|\{%-?\s*(include)\b",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"(?:\[?!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])(?:\]\([^()]*\))?[\s,|]*)+")
_ALT = re.compile(r"!\[([^\[\]]*)\]")
_PICTURE = "image: its content is not in the text"
_SILENT = frozenset({"code", "diagram", "comment", "front_matter"})


def unread_of(source: str, lines: SourceLines, pieces: Sequence[Piece]) -> tuple[Unread, ...]:
    """One entry per line with pictures, players, frames or includes outside code and comments."""
    firsts = [piece.first for piece in pieces]
    found: dict[int, Unread] = {}
    for match in _EMBEDDED.finditer(source):
        line = bisect_right(lines.starts, match.start()) - 1
        index = bisect_right(firsts, line) - 1
        silent = index >= 0 and pieces[index].kind in _SILENT and pieces[index].last >= line
        if not silent and line not in found and source[match.start() - 1 : match.start()] != "`":
            what = (match.group(1) or match.group(2) or "").lower()
            why = f"{what}: what it shows stands elsewhere" if what else _PICTURE
            found[line] = Unread((line + 1, line + 1), why)
    return tuple(found.values())


def mark_pictures(source: str, pieces: Sequence[Piece]) -> None:
    """Make paragraphs of nothing but pictures image pieces; the text that stands for a picture is all that is left."""
    for piece in pieces:
        if piece.kind == "paragraph" and piece.spans and source.startswith(("![", "[!["), piece.spans[0][0]):
            start, end = piece.spans[0][0], piece.spans[-1][1]
            if _PICTURES.fullmatch(source, start, end):
                piece.kind, piece.standing = "image", "link_list"
                piece.spans = [_trimmed(source, *found.span(1)) for found in _ALT.finditer(source, start, end)]
                piece.spans = [span for span in piece.spans if span[1] > span[0]]


def cut_comments(lines: SourceLines, pieces: list[Piece]) -> list[Piece]:
    """Split prose at the HTML comments inside it: what a reader of the page cannot see is no prose."""
    source = lines.source
    if "<!--" not in source:
        return pieces
    cut: list[Piece] = []
    for piece in pieces:
        if piece.kind in PROSE and piece.spans and source.find("<!--", piece.spans[0][0], piece.spans[-1][1]) >= 0:
            cut.extend(_parts(lines, piece))
        else:
            cut.append(piece)
    return cut


def _parts(lines: SourceLines, piece: Piece) -> list[Piece]:
    """The piece itself with its first visible text, and its comments and further texts as pieces of their own."""
    parts: list[Piece] = []
    shown = False
    for hidden, group in groupby(_stretches(lines.source, piece.spans), key=itemgetter(0)):
        spans = [span for _, span in group]
        first, last = (bisect_right(lines.starts, offset) - 1 for offset in (spans[0][0], spans[-1][1] - 1))
        if hidden:
            parts.append(Piece("comment", first, last, spans, standing="comment"))
        elif shown:
            parts.append(Piece("paragraph", first, last, spans, parent=piece.parent))
        else:
            shown = True
            piece.first, piece.last, piece.spans = first, last, spans
            parts.append(piece)
    return parts


def _stretches(source: str, spans: Sequence[Span]) -> Iterator[tuple[bool, Span]]:
    """The spans cut at the marks of comments, each with whether it is hidden."""
    inside = False
    for start, end in spans:
        at = start
        while at < end:
            mark = source.find("-->" if inside else "<!--", at, end)
            stop = end if mark < 0 else mark + 3 if inside else mark
            span = _trimmed(source, at, stop)
            if span[1] > span[0]:
                yield inside, span
            if mark >= 0:
                inside = not inside
            at = stop


def _trimmed(source: str, start: int, end: int) -> Span:
    text = source[start:end]
    body = text.strip()
    begin = start + len(text) - len(text.lstrip())
    return begin, begin + len(body)
