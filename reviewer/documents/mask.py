"""What stands in a Markdown file and is not Markdown: front matter, site generators' short codes, ::: containers.

Source lines in; the pieces found and the texts for the grammar out, where the lines of those pieces are blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.art import DIAGRAM_LANGUAGES
from reviewer.documents.lines import SourceLines
from reviewer.documents.piece import Piece
from reviewer.model.document import BlockKind

_FRONT_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_FRONT_LINE = re.compile(r"""\s*(?:[\w"'.-]+\s*[:=]|#|- )""")
_FRONT_MOST_LINES = 400
_SHORT_CODE = re.compile(r"\s*+(?:\{\{[<%]|\{%-?)\s*+(/|end)?\s*+([\w/.-]*+)[^{}]*[%>]\}\}?\s*+")
_CONTAINER = re.compile(r"\s*+:::++\s*+\{?\.?([\w-]*+)[^:]*+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_GLUED_HEADING = re.compile(r"( {0,3}#{2,6})(?=[^\s#!\[{])")
_CODE_CODES = frozenset({"highlight", "code"})


def front_matter(lines: SourceLines) -> Piece | None:
    """The YAML or TOML block that opens a document, if there is one."""
    closers = _FRONT_FENCES.get(lines.texts[0].rstrip())
    if closers is None:
        return None
    for line in range(1, min(len(lines), _FRONT_MOST_LINES)):
        if lines.texts[line].rstrip() in closers:
            inner = [number for number in range(1, line) if not lines.blank(number)]
            keyed = any(_FRONT_LINE.match(lines.texts[number]) for number in inner[:3])
            return Piece("front_matter", 0, line, lines.spans(inner), standing="front_matter") if keyed else None
    return None


def masked(lines: SourceLines) -> tuple[list[str], list[Piece]]:
    """The lines as the Markdown grammar shall see them, and the pieces that were taken out."""
    texts = list(lines.texts)
    pieces: list[Piece] = []
    front = front_matter(lines)
    if front:
        pieces.append(front)
        _blank(texts, front)
    source = lines.source
    if "{{" in source or "{%" in source or ":::" in source:
        for piece in _foreign(lines, front.last + 1 if front else 0):
            pieces.append(piece)
            _blank(texts, piece)
    if "##" in source:
        texts = [_GLUED_HEADING.sub(r"\1 ", text) if "##" in text else text for text in texts]
    return texts, pieces


def _blank(texts: list[str], piece: Piece) -> None:
    texts[piece.first : piece.last + 1] = [""] * (piece.last + 1 - piece.first)


def _foreign(lines: SourceLines, first: int) -> Iterator[Piece]:
    """Short codes and containers outside fenced code."""
    ends = _closing_lines(lines)
    line, fence = first, ""
    while line < len(lines):
        text = lines.texts[line]
        mark = _FENCE.match(text)
        if mark and (not fence or text.strip().startswith(fence)):
            fence = "" if fence else mark.group(1)
        elif not fence and text.lstrip()[:2] in ("{{", "{%", "::"):
            piece = _foreign_at(lines, line, ends)
            if piece:
                yield piece
                line = piece.last
        line += 1


def _closing_lines(lines: SourceLines) -> dict[str, list[int]]:
    """Lines that close a paired code, by its name, last first."""
    found: dict[str, list[int]] = {}
    for line in range(len(lines) - 1, -1, -1):
        text = lines.texts[line]
        if "{" in text and (code := _SHORT_CODE.fullmatch(text)) and code.group(1):
            found.setdefault(code.group(2), []).append(line)
        elif text.startswith(":::") and not text.strip(": \t"):
            found.setdefault(":::", []).append(line)
    return found


def _foreign_at(lines: SourceLines, line: int, ends: dict[str, list[int]]) -> Piece | None:
    text = lines.texts[line]
    if code := _SHORT_CODE.fullmatch(text):
        opens, name, close = not code.group(1), code.group(2).lower(), code.group(2)
    elif container := _CONTAINER.fullmatch(text):
        opens, name, close = True, container.group(1).lower(), ":::"
    else:
        return None
    if opens and (name in DIAGRAM_LANGUAGES or name in _CODE_CODES):
        last = _next_end(ends.get(close, []), line)
        if last:
            kind: BlockKind = "diagram" if name in DIAGRAM_LANGUAGES else "code"
            inner = range(line + 1, last)
            return Piece(kind, line, last, lines.spans(inner), info=DIAGRAM_LANGUAGES.get(name, ""))
    return Piece("html", line, line, [lines.span(line)], standing="comment")


def _next_end(closers: list[int], line: int) -> int:
    while closers and closers[-1] <= line:
        closers.pop()
    return closers[-1] if closers else 0
