"""Pipe tables: source lines in, header, rows and cell texts out."""

from __future__ import annotations

import re

from reviewer.documents.lines import SourceLines, Span
from reviewer.documents.mark import plain
from reviewer.documents.piece import Piece
from reviewer.model.document import Table, TableRow

_DELIMITER = re.compile(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_PIPE = re.compile(r"(?<!\\)\|")
_EDGE = " \t|"
_WIDEST_FILLED = 64
"""Beyond this many columns short rows stay short: filling them would make memory of nothing."""


def is_delimiter(text: str) -> bool:
    """Whether the line is the `|---|:-:|` under a table's header."""
    return "-" in text and "|" in text and _DELIMITER.fullmatch(text) is not None


def table_piece(lines: SourceLines, first: int, last: int) -> Piece:
    """The piece of a table whose header stands on `first` and whose delimiter follows it."""
    rows = [first, *range(first + 2, last + 1)]
    spans = [_row_span(lines, line) for line in rows]
    return Piece("table", first, last, [span for span in spans if span[1] > span[0]])


def table_of(lines: SourceLines, piece: Piece, block: int) -> Table:
    """The cells of a table piece, marks removed; rows are cut, and up to 64 columns filled, to the header's width."""
    header, *body = [piece.first, *range(piece.first + 2, piece.last + 1)]
    cells = _cells(lines.texts[header])
    rows = tuple(TableRow(line + 1, _fit(_cells(lines.texts[line]), len(cells))) for line in body)
    return Table(block, (piece.first + 1, piece.last + 1), cells, rows)


def _cells(text: str) -> tuple[str, ...]:
    body = text.strip().lstrip("> \t")
    body = body.removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return tuple(plain(cell.replace("\\|", "|")) for cell in _PIPE.split(body))


def _fit(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells[:width] + ("",) * (min(width, _WIDEST_FILLED) - len(cells))


def _row_span(lines: SourceLines, line: int) -> Span:
    text = lines.texts[line]
    start = len(text) - len(text.lstrip(" \t>|"))
    body = text[start:].rstrip(_EDGE)
    if body.endswith("\\"):
        body += "|"
    begin = lines.starts[line] + start
    return begin, begin + len(body.strip())
