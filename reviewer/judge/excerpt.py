"""What of a long document goes into one call. In: a Subject, the criteria of the call and room in characters. Out: the
ranges of lines to show, most to the point first chosen, and the ranges that are left out.

A document that fits is shown whole. One that does not is cut into pieces of whole lines, by section; the pieces that
name most of what the criteria's rules ask for come first, and all headings are shown in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reviewer.documents.lines import ranges_of
from reviewer.model.document import Document, Lines
from reviewer.model.rubric import Criterion
from reviewer.model.subject import Subject

_NUMBER_CHARS = 9
"""Room that a line's number takes, with the bar and the line's end."""

_GAP_CHARS = 60
_PIECES_A_CALL = 8
"""A section longer than this part of the room is cut, so that one long section does not take it all."""

_HEADING_SHARE = 4
"""Headings take at most this part (one n-th) of the room."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Ranges of lines in order, both inclusive; `left_out` is empty for a document that is shown whole."""

    shown: tuple[Lines, ...]
    left_out: tuple[Lines, ...] = ()


def excerpt(subject: Subject, criteria: Sequence[Criterion], room_chars: int) -> Excerpt:
    """The lines that a call about these criteria shows."""
    document = subject.document
    if size_chars(document, (1, document.line_count)) <= room_chars:
        return Excerpt(((1, document.line_count),))
    weights = _mentions_until(subject, criteria)
    taken, used_chars = _headings(document, room_chars // _HEADING_SHARE)
    pieces = list(_pieces(document, room_chars // _PIECES_A_CALL))
    for piece in sorted(pieces, key=lambda piece: (weights[piece[0] - 1] - weights[piece[1]], piece)):
        piece_chars = size_chars(document, piece) + _GAP_CHARS
        if used_chars + piece_chars <= room_chars:
            used_chars += piece_chars
            taken.update(range(piece[0], piece[1] + 1))
    return Excerpt(ranges_of(taken), ranges_of(set(range(1, document.line_count + 1)) - taken))


def size_chars(document: Document, lines: Lines) -> int:
    """Characters that these lines take in a prompt."""
    first, last = lines
    start = document.line_starts[first - 1]
    end = document.line_starts[last] if last < document.line_count else len(document.source)
    return end - start + (last - first + 1) * _NUMBER_CHARS


def _mentions_until(subject: Subject, criteria: Sequence[Criterion]) -> list[int]:
    """How often the lines up to each one name what the criteria's rules ask for; index 0 stands before line 1."""
    rules = [rule for criterion in criteria for rule in criterion.rules.values()]
    counts = [0] * (subject.document.line_count + 1)
    for concept in {concept for rule in rules for concept in rule.concepts()}:
        for mention in subject.mentions_of.get(concept, ()):
            counts[mention.lines[0]] += 1
    return list(accumulate(counts))


def _headings(document: Document, room_chars: int) -> tuple[set[int], int]:
    """The lines of the headings, as many as there is room for, and the room they take."""
    taken: set[int] = set()
    used_chars = 0
    for section in document.sections:
        line = section.lines[0]
        line_chars = size_chars(document, (line, line)) + _GAP_CHARS
        if section.level and used_chars + line_chars <= room_chars:
            taken.add(line)
            used_chars += line_chars
    return taken, used_chars


def _pieces(document: Document, most_chars: int) -> Iterable[Lines]:
    """The document's lines in ranges that stay inside a section and, as far as lines allow, below a size."""
    for section in document.sections:
        first, last = section.own_lines
        begin, chars = first, 0
        for line in range(first, last + 1):
            line_chars = size_chars(document, (line, line))
            if chars and chars + line_chars > most_chars:
                yield begin, line - 1
                begin, chars = line, 0
            chars += line_chars
        if begin <= last:
            yield begin, last
