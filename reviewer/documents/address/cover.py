"""Covering: a Document in, the same text without what addresses its grader out, every other character in its place.

A paragraph, item or row that begins with an order, or is mostly one, is covered whole: what stands beside an order was
written for the grader as well. In a longer text only the sentences that give orders are covered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from reviewer.documents.address.model import Address
from reviewer.documents.address.spotting import addresses
from reviewer.documents.lines import Span
from reviewer.documents.sentence import sentences
from reviewer.model.document import Block, Document

_SHOWN = re.compile(r"[^\r\n]")
_MOST_WHOLE_CHARS = 1500
"""A longer paragraph that begins with an order is not covered whole: much of the design may stand in it."""

_INSIDE_WORDS = "splits words with invisible characters"


def suspicious_lines(document: Document, found: Sequence[Address] | None = None) -> frozenset[int]:
    """The 1-based lines with covered text. `found` is what `addresses` returned, if it is at hand."""
    lines: set[int] = set()
    for start, end in _covers(document, addresses(document) if found is None else found):
        first, last = document.lines_of(start, end)
        lines.update(range(first, last + 1))
    return frozenset(lines)


def masked(document: Document, found: Sequence[Address] | None = None) -> str:
    """The source with blanks over what addresses the grader: same length, same lines."""
    source = document.source
    parts: list[str] = []
    at = 0
    for start, end in _covers(document, addresses(document) if found is None else found):
        parts += (source[at:start], _SHOWN.sub(" ", source[start:end]))
        at = end
    return "".join((*parts, source[at:]))


def _covers(document: Document, found: Iterable[Address]) -> list[Span]:
    """The spans to cover, in order, none overlapping."""
    blocks = sorted(document.blocks, key=lambda block: block.start)
    starts = [block.start for block in blocks]
    spans: list[Span] = []
    for one in found:
        if one.why == _INSIDE_WORDS:
            continue
        spans.append((one.start, one.end))
        at = max(0, bisect_right(starts, one.start) - 1)
        while at < len(blocks) and blocks[at].start < one.end:
            if blocks[at].end > one.start:
                spans += _in_block(document, blocks[at], one)
            at += 1
    return _joined(spans)


def _in_block(document: Document, block: Block, one: Address) -> list[Span]:
    source = document.source
    if block.kind in ("code", "diagram", "table", "html", "front_matter"):
        first, last = document.lines_of(max(one.start, block.start), min(one.end, block.end))
        start = document.line_starts[first - 1]
        return [(start, document.line_starts[last - 1] + len(document.line_text(last)))]
    whole = [(_line_start(document, block), block.end)]
    said = sentences(source, block.start, block.end)
    hit = [(start, end) for start, end in said if start < one.end and end > one.start]
    words = sum(end - start for start, end in hit)
    starts_so = bool(hit) and hit[0] == said[0] and block.end - block.start <= _MOST_WHOLE_CHARS
    return whole if starts_so or 2 * words >= block.end - block.start else hit


def _line_start(document: Document, block: Block) -> int:
    """Where the line of a block begins, if only the marker of an item, a quotation or a heading stands before it."""
    start = document.line_starts[document.line_of(block.start) - 1]
    return start if not document.source[start : block.start].strip(" \t>-*+#0123456789.)[]x•") else block.start


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
