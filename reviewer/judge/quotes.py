"""Quotes. In: the document and what a model says it quotes. Out: where that stands in the source, or nothing.

The whole quote must be there as one contiguous piece. Unicode forms, white space, case and Markdown marks are folded on
both sides; nothing else is forgiven. Lines come from where the piece was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from reviewer.model.document import Document
from reviewer.model.grade import Evidence

MIN_QUOTE_CHARS = 8
"""Shorter quotes prove nothing: they occur in any text."""

MAX_QUOTE_CHARS = 600
"""What a longer quote is cut to, at a word: evidence that nobody reads is none."""

_NUMBERS = re.compile(r"^[ \t]*\d{1,7}\|[ \t]?", re.MULTILINE)
_LINE_MARKS = re.compile(r"^[ \t>]*(?:#{1,6}|[-*+]|\d{1,9}[.)])(?=[ \t])|^[ \t>]+", re.MULTILINE)
_LINK_TARGET = re.compile(r"(?<=\])\([^()\s]{1,2000}\)")
_QUOTATION_MARKS = ' \t\r\n"“”„«»'
_BLANK, _GONE = 1, 2
_SAME = str.maketrans("‘’‚‛“”„‟–—‐‑‒−", "''''\"\"\"\"------")
_DROPPED = frozenset("*_`~\\[]!")


class _Folded(NamedTuple):
    """A text as it is compared, and for each of its characters the offset in the source that it came from."""

    text: str
    offsets: list[int]


class Source:
    """A document's source, ready to be searched for quotes.

    `original` is the document as it was handed in, where `document` is that with some of its text blanked out: then a
    quote counts only if it stands so in both.
    """

    def __init__(self, document: Document, original: Document | None = None) -> None:
        self._document = document
        self._original = original or document

    def locate(self, quote: str) -> Evidence | None:
        """Where the quote stands first, None if it does not stand in the source as a whole."""
        for candidate in _candidates(quote):
            found = self._exactly(candidate) or self._folded_piece(candidate)
            if found is not None:
                return self._evidence(*found, candidate)
        return None

    @cached_property
    def _folded(self) -> _Folded:
        return _fold(self._document.source)

    def _exactly(self, quote: str) -> tuple[int, int] | None:
        start = self._document.source.find(quote)
        return None if start < 0 else (start, start + len(quote))

    def _folded_piece(self, quote: str) -> tuple[int, int] | None:
        wanted = _fold(quote).text.strip()
        if len(wanted) < MIN_QUOTE_CHARS:
            return None
        at = self._folded.text.find(wanted)
        if at < 0:
            return None
        return self._folded.offsets[at], self._folded.offsets[at + len(wanted) - 1] + 1

    def _evidence(self, start: int, end: int, quote: str) -> Evidence | None:
        source = self._document.source
        if end - start > MAX_QUOTE_CHARS:
            cut = source.rfind(" ", start + MAX_QUOTE_CHARS // 2, start + MAX_QUOTE_CHARS)
            end = cut if cut > 0 else start + MAX_QUOTE_CHARS
        piece = source[start:end]
        if len(piece.strip()) < MIN_QUOTE_CHARS or piece != self._original.source[start:end]:
            return None
        return Evidence(
            self._document.lines_of(start, end), piece, "exact" if quote.startswith(piece) else "normalised"
        )


def _candidates(quote: str) -> Iterator[str]:
    """The quote as it came, then without what we or the model put around it: line numbers, quotation marks."""
    bare = quote.strip()
    if len(bare) < MIN_QUOTE_CHARS or not any(char.isalnum() for char in bare):
        return
    yield bare
    for other in (_NUMBERS.sub("", quote).strip(), _NUMBERS.sub("", quote).strip(_QUOTATION_MARKS)):
        if other != bare and len(other) >= MIN_QUOTE_CHARS:
            yield other


def _fold(text: str) -> _Folded:
    """One pass over the text: marks and runs of white space become one blank or nothing."""
    masked = bytearray(len(text))
    for pattern, kind in ((_LINE_MARKS, _BLANK), (_LINK_TARGET, _GONE)):
        for match in pattern.finditer(text):
            masked[match.start() : match.end()] = bytes([kind]) * (match.end() - match.start())
    pieces: list[str] = []
    offsets: list[int] = []
    blank = True
    for index, char in enumerate(text):
        if masked[index] == _GONE:
            continue
        piece = " " if masked[index] or char == "|" else _folded_char(char)
        if piece == " " and blank:
            continue
        pieces.append(piece)
        offsets += [index] * len(piece)
        blank = piece == " " if piece else blank
    return _Folded("".join(pieces), offsets)


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    """A character as it is compared: nothing for Markdown marks and for what has no width."""
    if char.isspace():
        return " "
    if char in _DROPPED or unicodedata.category(char) == "Cf":
        return ""
    return unicodedata.normalize("NFKD", char.translate(_SAME)).casefold()
