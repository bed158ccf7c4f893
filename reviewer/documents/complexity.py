"""What reading a text would cost, counted before any grammar sees it. Lines in; a number or a refusal out."""

from __future__ import annotations

import re

from reviewer.documents.limits import LIMITS, Limits
from reviewer.documents.lines import SourceLines
from reviewer.errors import DocumentError

_PREFIX = re.compile(r"(?:[-*+>][ \t]*|\d{1,9}[.)][ \t]+)+")
_SENTENCE_MARKS = (". ", "? ", "! ", "… ", "。", "！", "？")
_OPENERS = frozenset("-*+>#|0123456789")
_LINE_US, _MARK_US, _ROW_US, _CELL_US = 13, 32, 20, 3
"""Measured costs of the CommonMark grammar in µs: per line, per list or quote mark, per row or heading, per cell."""


def refuse_complex(lines: SourceLines, name: str, limits: Limits = LIMITS) -> None:
    """Raise `document.too_complex`, with what was counted and the limit."""
    source = lines.source
    counted = (
        ("lines", len(lines), limits.lines),
        ("lines with text", sum(1 for text in lines.texts if text and not text.isspace()), limits.used_lines),
        ("table cells", source.count("|"), limits.cells),
        ("HTML tags", source.count("<"), limits.tags),
        ("sentences", sum(source.count(mark) for mark in _SENTENCE_MARKS), limits.sentences),
    )
    for what, count, limit in counted:
        if count > limit:
            raise _too_complex(name, what, count, limit)


def refuse_tags(source: str, name: str, limits: Limits = LIMITS) -> None:
    """Raise `document.too_complex` for an HTML page of too many tags."""
    count = source.count("<")
    if count > limits.page_tags:
        raise _too_complex(name, "HTML tags", count, limits.page_tags)


def grammar_cost_us(lines: SourceLines) -> int:
    """An estimate of what the CommonMark grammar needs for these lines, in microseconds."""
    cost = len(lines) * _LINE_US + lines.source.count("|") * _CELL_US
    for text in lines.texts:
        body = text.lstrip()
        head = body[:1]
        if head in "|#":
            cost += _ROW_US if head else 0
        elif head in _OPENERS:
            prefix = _PREFIX.match(body)
            cost += _MARK_US * len("".join(prefix.group().split())) if prefix else 0
    return cost


def _too_complex(name: str, what: str, count: int, limit: int) -> DocumentError:
    return DocumentError(
        f"{count:,} {what} are more than the {limit:,} that can be read",
        code="document.too_complex",
        where=name,
        hint="Split the document, or leave out generated lists, tables and logs.",
    )
