"""What several matches or places of the source support together. In: matches or lines. Out: spans, words found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from reviewer.model.document import Document, Lines
from reviewer.model.rule import Match, Span
from reviewer.operators.index import MAX_SPANS

MAX_FOUND = 4
"""How many things found a match names at most: a reason is one sentence."""


def joined(matches: Sequence[Match]) -> Match:
    """A match that holds with the evidence of all `matches`: the best of each first, so that no part goes without."""
    if len(matches) == 1:
        return matches[0]
    chosen: dict[tuple[int, int], Span] = {}
    for round_ in zip_longest(*[match.spans for match in matches]):
        for span in round_:
            if span is not None:
                chosen.setdefault((span.start, span.end), span)
        if len(chosen) >= MAX_SPANS:
            break
    spans = sorted(list(chosen.values())[:MAX_SPANS], key=lambda span: -span.strength)
    found = dict.fromkeys([words for match in matches for words in match.found])
    return Match(holds=True, spans=tuple(spans), found=tuple(found)[:MAX_FOUND])


def spans_at(document: Document, places: Iterable[Lines], strength: float) -> tuple[Span, ...]:
    """The passages that stand on these lines, in the order given; the lines themselves where no passage does."""
    found: dict[tuple[int, int], Span] = {}
    for lines in places:
        for start, end in _pieces(document, lines):
            found.setdefault((start, end), Span(start, end, document.lines_of(start, end), strength))
        if len(found) >= MAX_SPANS:
            break
    return tuple(found.values())[:MAX_SPANS]


def _pieces(document: Document, lines: Lines) -> list[tuple[int, int]]:
    """The passages that begin or end on the lines, as offsets."""
    passages = document.passages
    low = bisect_left(passages, lines[0], key=lambda passage: passage.lines[1])
    high = bisect_right(passages, lines[1], key=lambda passage: passage.lines[0])
    if low < high:
        return [(passage.start, passage.end) for passage in passages[low : min(high, low + MAX_SPANS)]]
    start = document.line_starts[lines[0] - 1]
    end = document.line_starts[lines[1]] if lines[1] < document.line_count else len(document.source)
    return [(start, start + len(document.source[start:end].rstrip()))]


def times(count: int, what: str) -> str:
    """`1 item`, `3 items`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
