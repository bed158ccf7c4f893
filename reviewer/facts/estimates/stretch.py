"""Stretches of text that may hold a sum: a document comes in, its lines go out, continued ones joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.facts.words import Words
from reviewer.model.document import Block, Document
from reviewer.model.facts import Quantity

_READ = frozenset(("paragraph", "item", "table", "code", "quote", "html", "heading"))
_STANDINGS = frozenset(("heading", "prose", "list", "table", "code"))
_HEAD = re.compile(r"[ \t>]*(?:(?:[-*+•]|[0-9]{1,3}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")
_COMMENT = re.compile(r"[ \t]*(?://|#|--|\*)[ \t]*")
_DIGIT = re.compile(r"[0-9]")
_COMPUTED = re.compile(
    r"[├└]─[^\n]{1,80}[0-9)A-Za-z] ?[×*/] ?[$(]?[0-9][^\n]{0,80}= ?[~≈$]?[0-9]"
    r"|^[^\n|=]{0,40}[0-9][^\n|=]{2,60} [=≈~] ?[~≈$]{0,2}[0-9]",
    re.MULTILINE,
)
_CONTINUED = re.compile(r"(?:[=≈×/+÷]|(?<=\s)\*(?!\*)|=>|->|→|\\times|\\approx)[ \t*_`\\]*$")
_CONTINUES = re.compile(r"[ \t>]*(?:[=≈×÷/+]|->|→|\\approx|\\times|x(?= ?[0-9]++(?! *=)))")

_SENTENCE = re.compile(r"[.!?][*_)]{0,3}(?: +|[ \t>]*\n[ \t>]*)(?=[*_(]{0,3}[A-Z])")
_WRAPPED = re.compile(r"[ \t>]*[a-z0-9~≈$(*`]")
"""What a line begins with that goes on with the one before it."""

_LABEL = re.compile(r"[ \t>]*[a-z][a-z /_-]{1,30}[:=] {0,4}[~≈]?[0-9]")
_WIDE = 60
"""Characters from which on a line of prose may have been wrapped."""

_ENDING = frozenset(".:;!?|\\")
"""What ends a line that is not wrapped."""

PLAIN = ("", "text", "txt", "plain", "plaintext")
"""Fences that hold no program."""

_STROKES = 2
"""A line of such a fence with so many strokes is a row."""

_LONGEST_LINE = 4000
_SHORT = 60
_MOST_JOINED = 3
_MOST_WRAPPED = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """`start:end` of the source on lines `first` to `last`; `indent` counts the blanks before it.

    `table` tells that it is a row of a table, which may be drawn in a code block.
    """

    start: int
    end: int
    first: int
    last: int
    block: Block
    indent: int
    table: bool = False


class _Numbers:
    """Where a text has numbers: digits, or one of the places of those in words, which are in order."""

    def __init__(self, plain: str, spelled: Sequence[int]) -> None:
        self._plain = plain
        self._spelled = spelled

    def within(self, start: int, end: int) -> bool:
        if _DIGIT.search(self._plain, start, end):
            return True
        at = bisect_left(self._spelled, start)
        return at < len(self._spelled) and self._spelled[at] < end


def spelled_in(quantities: Sequence[Quantity]) -> list[int]:
    """Where quantities in words begin that may belong to a sum: no "two kinds of events"."""
    return [
        one.start for one in quantities
        if not any(map(str.isdigit, one.text)) and (one.dimension not in _COUNTS or one.stated >= _MANY)
    ]  # fmt: skip


_COUNTS = ("count", "users", "factor", "time")
_MANY = 1000


def stretches(document: Document, words: Words, spelled: Sequence[int] = ()) -> Iterator[Stretch]:
    """The lines of substance, in order. Lines without numbers are passed over, but for the heads of tables.

    `spelled` are the places of numbers in words, in order.
    """
    numbers = _Numbers(words.plain, spelled)
    for block in document.blocks:
        if _is_read(words.plain, block) and numbers.within(block.start, block.end):
            yield from _sentences(document, words, _lines(document, words, block, numbers), numbers)


def _is_read(plain: str, block: Block) -> bool:
    """Whether a block may state sums: a drawing only if it has lines that compute."""
    if block.kind in _READ:
        return block.standing in _STANDINGS
    return block.kind == "diagram" and _COMPUTED.search(plain, block.start, block.end) is not None


def _sentences(document: Document, words: Words, found: Iterator[Stretch], numbers: _Numbers) -> Iterator[Stretch]:
    """Long lines of prose taken apart at the ends of their sentences."""
    for stretch in found:
        if stretch.end - stretch.start < _SHORT or stretch.block.kind in ("table", "code"):
            yield stretch
            continue
        start = stretch.start
        for ending in _SENTENCE.finditer(words.plain, stretch.start, stretch.end):
            if numbers.within(start, ending.start()):
                yield _part(document, stretch, start, ending.start() + 1)
            start = ending.end()
        if numbers.within(start, stretch.end):
            yield _part(document, stretch, start, stretch.end)


def _part(document: Document, stretch: Stretch, start: int, end: int) -> Stretch:
    if stretch.first == stretch.last:
        return replace(stretch, start=start, end=end)
    return replace(stretch, start=start, end=end, first=document.line_of(start), last=document.line_of(end - 1))


def _lines(document: Document, words: Words, block: Block, numbers: _Numbers) -> Iterator[Stretch]:
    held: Stretch | None = None
    drawn = False
    plain = words.plain
    for line in range(block.lines[0], block.lines[1] + 1):
        start = document.line_starts[line - 1]
        start = start if block.kind == "table" else max(start, block.start)  # with the stroke before its first head
        end = min(document.line_starts[line] if line < document.line_count else len(plain), block.end)
        end = min(end, start + _LONGEST_LINE)
        text = plain[start:end].rstrip()
        if not text:
            continue
        end = start + len(text)
        row = block.kind == "table" or (block.kind == "code" and block.info in PLAIN and text.count("|") >= _STROKES)
        head, drawn = row and not drawn, row
        if held is not None and (_joins(plain, held, text, block) or _wraps(document, plain, held, text)):
            held = Stretch(held.start, end, held.first, line, block, held.indent)
            continue
        if held is not None:
            yield held
            held = None
        if not (numbers.within(start, end) or head):
            continue
        mark = (_COMMENT if block.kind == "code" else _HEAD).match(text)
        begin = start + (mark.end() if mark else 0)
        indent = _indent(document, line, start + len(text) - len(text.lstrip()))
        held = Stretch(begin, end, line, line, block, indent, row)
    if held is not None:
        yield held


def _indent(document: Document, line: int, start: int) -> int:
    return start - document.line_starts[line - 1]


def _joins(plain: str, held: Stretch, text: str, block: Block) -> bool:
    if block.kind == "table" or held.table or held.last - held.first >= _MOST_JOINED - 1:
        return False
    continued = _CONTINUED.search(plain, max(held.start, held.end - 12), held.end)
    return bool(continued or (_CONTINUES.match(text) and not text.lstrip().startswith(("//", "+ "))))


def _wraps(document: Document, plain: str, held: Stretch, text: str) -> bool:
    """Whether a line goes on with the sentence of the one before it, which was wrapped."""
    if held.block.kind not in ("paragraph", "item", "quote") or held.last - held.first >= _MOST_WRAPPED - 1:
        return False
    if held.end - document.line_starts[held.last - 1] < _WIDE or plain[held.end - 1] in _ENDING:
        return False
    begun = _WRAPPED.match(text)
    if begun is None or _LABEL.match(text) or plain[held.end : held.end + 2] == "  ":
        return False
    return not (begun[0][-1].isdigit() and not plain[held.end - 1].isalpha())
