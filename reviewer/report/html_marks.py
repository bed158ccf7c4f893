"""Where a review touches its document. In: a Document and graded criteria. Out: its lines, cut around the quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.model.document import Document
from reviewer.model.review import EvidenceItem, FindingItem, GradeItem


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `marked` where it stands in the quote of a grade."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the criteria (by their place in the review) whose evidence begins on it, and findings likewise."""

    number: int
    pieces: tuple[Piece, ...]
    grades: tuple[int, ...]
    findings: tuple[int, ...]


def marked_lines(
    document: Document, grades: Sequence[GradeItem], findings: Sequence[FindingItem] = ()
) -> Iterator[Line]:
    """The lines of the document in order. A quote that is not found as it stands marks its lines whole."""
    spans = _merged(_spans(document, grades))
    begun = _begun([[one.lines[0] for one in grade.evidence] for grade in grades])
    found = _begun([[finding.lines[0]] for finding in findings])
    first = 0
    for number, start in enumerate(document.line_starts, start=1):
        text = document.line_text(number)
        end = start + len(text)
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        yield Line(number, tuple(_pieces(text, start, end, spans, first)), begun.get(number, ()), found.get(number, ()))


def _spans(document: Document, grades: Sequence[GradeItem]) -> list[tuple[int, int]]:
    evidence = (one for grade in grades for one in grade.evidence)
    return sorted(_span(document, one) for one in evidence if 1 <= one.lines[0] <= document.line_count)


def _span(document: Document, one: EvidenceItem) -> tuple[int, int]:
    starts = (*document.line_starts, len(document.source))
    start, end = starts[one.lines[0] - 1], starts[min(one.lines[1], document.line_count)]
    at = document.source.find(one.quote, start, end)
    return (at, at + len(one.quote)) if one.quote and at >= 0 else (start, end)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without overlaps; what overlaps or touches becomes one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]], first: int) -> Iterator[Piece]:
    reached = start
    for index in range(first, len(spans)):
        span_start, span_end = spans[index]
        if span_start >= end:
            break
        begins, ends = max(span_start, start), min(span_end, end)
        if begins > reached:
            yield Piece(text[reached - start : begins - start], marked=False)
        if ends > begins:
            yield Piece(text[begins - start : ends - start], marked=True)
        reached = ends
    if reached < end:
        yield Piece(text[reached - start :], marked=False)


def _begun(lines_of: Sequence[Sequence[int]]) -> dict[int, tuple[int, ...]]:
    """By line: the places in the list of those that begin there."""
    found: dict[int, list[int]] = {}
    for index, lines in enumerate(lines_of):
        for line in dict.fromkeys(lines):
            found.setdefault(line, []).append(index)
    return {line: tuple(places) for line, places in found.items()}
