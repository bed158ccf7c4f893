"""Spans of a match in, quotes out: contiguous pieces of the source that a reader can check.

A quote is trimmed of white space, at least MIN_QUOTE_CHARS long (shorter spans are widened to their lines, then to
neighbouring lines) and at most MAX_QUOTE_CHARS long (longer ones lose their end, at a word boundary). It goes on
through further spans that directly follow, as long as it stays that short: a list's items are quoted together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.model.document import Document
from reviewer.model.grade import Evidence
from reviewer.model.rule import Span

MIN_QUOTE_CHARS = 8
"""Shorter quotes prove nothing: they occur in any text."""
MAX_QUOTE_CHARS = 300
MAX_QUOTES = 3

_FOLLOWING_LINES = 2
"""A span this many lines further down still follows directly: at most a blank line lies between."""

_LEAD_CHARS = 100
"""How much of a very long line is kept before the span when the span is widened to it."""


def quotes(document: Document, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """The strongest quotes for `spans`, at most MAX_QUOTES, none overlapping or repeating another."""
    taken: list[tuple[int, int]] = []
    found: list[Evidence] = []
    in_order = sorted(spans, key=_place)
    for span in sorted(in_order, key=_weakness):
        piece = _quotable(document, span.start, _end_of_run(span, in_order))
        if piece is None or any(piece[0] < end and start < piece[1] for start, end in taken):
            continue
        quote = document.source[piece[0] : piece[1]]
        if any(quote == other.quote for other in found):
            continue
        taken.append(piece)
        found.append(Evidence(lines=document.lines_of(*piece), quote=quote))
        if len(found) == MAX_QUOTES:
            break
    return tuple(found)


def _end_of_run(span: Span, in_order: Sequence[Span]) -> int:
    """Where the last of the spans ends that follow this one without a gap and within a quote's length."""
    end, last, furthest = span.end, span.lines[1], span.start + MAX_QUOTE_CHARS
    for other in in_order:
        if other.start >= end and other.end <= furthest and other.lines[0] - last <= _FOLLOWING_LINES:
            end, last = other.end, other.lines[1]
    return end


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _weakness(span: Span) -> float:
    return -span.strength


def _quotable(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """The trimmed range for one span, widened or cut to a quote's length; None where there is too little text."""
    start, end = _trim(document.source, start, end)
    if end - start < MIN_QUOTE_CHARS:
        start, end = _trim(document.source, *_widened(document, start, end))
    if end - start > MAX_QUOTE_CHARS:
        start, end = _trim(document.source, start, _word_end(document.source, start, start + MAX_QUOTE_CHARS))
    return (start, end) if end - start >= MIN_QUOTE_CHARS else None


def _trim(source: str, start: int, end: int) -> tuple[int, int]:
    piece = source[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def _widened(document: Document, start: int, end: int) -> tuple[int, int]:
    """The lines the range stands on, then the lines after it, then those before it, until there is enough text."""
    first, last = document.lines_of(start, end)
    missing = MIN_QUOTE_CHARS - sum(len(document.line_text(line).strip()) for line in range(first, last + 1))
    while missing > 0 and last < document.line_count:
        last += 1
        missing -= len(document.line_text(last).strip())
    while missing > 0 and first > 1:
        first -= 1
        missing -= len(document.line_text(first).strip())
    low, high = _bounds(document, first, last)
    if high - low > MAX_QUOTE_CHARS and start - low > _LEAD_CHARS:
        low = _word_start(document.source, start - _LEAD_CHARS, start)
    return low, high


def _bounds(document: Document, first: int, last: int) -> tuple[int, int]:
    starts = document.line_starts
    return starts[first - 1], starts[last] if last < len(starts) else len(document.source)


def _word_start(source: str, low: int, limit: int) -> int:
    """The first start of a word at or after `low`, at most `limit`."""
    while low < limit and not source[low - 1].isspace():
        low += 1
    return low


def _word_end(source: str, low: int, high: int) -> int:
    """The last end of a word at or before `high`; `high` itself where the piece is one long word."""
    cut = high
    while cut > low and not source[cut].isspace():
        cut -= 1
    return cut if cut - low >= MIN_QUOTE_CHARS else high
