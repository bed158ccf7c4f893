"""What extracting and grading a document would cost, counted before. A Document in; a refusal or nothing.

Reading is linear and bounded by `documents`; what follows is linear too, and several times dearer. So that nobody
waits for more than about two seconds, a document that would take longer is refused by name, not cut.
"""

from __future__ import annotations

import re

from reviewer.errors import DocumentError
from reviewer.model.document import Document

_WORD = re.compile(r"[^\W\d_A-Z]+|[A-Z]+|\d+")
_NUMBER = re.compile(r"\d+")

PASSAGE_US, WORD_US, NUMBER_US, CHARACTER_US = 70, 15, 40, 3
"""Measured costs in µs on a slow, shared core where every word is a name and every number has a unit; what addresses
the grader is looked for character by character."""

MOST_US = 2_000_000
"""About 0.3 MB of a design document, more than the longest real one known."""


def cost_us(document: Document) -> int:
    """An upper estimate of the time to extract and grade, in microseconds."""
    words = len(_WORD.findall(document.source))
    numbers = len(_NUMBER.findall(document.source))
    by_character = len(document.source) * CHARACTER_US
    return len(document.passages) * PASSAGE_US + words * WORD_US + numbers * NUMBER_US + by_character


def refuse_costly(document: Document) -> None:
    """Raises DocumentError `document.too_complex` for a document that would take too long to grade."""
    most = len(document.source) * (WORD_US + NUMBER_US + CHARACTER_US) + len(document.passages) * PASSAGE_US
    cost = cost_us(document) if most > MOST_US else most
    if cost > MOST_US:
        raise DocumentError(
            f"{len(document.source):,} characters in {len(document.passages):,} passages, with their words and figures,"
            f" would take about {cost / 1e6:.0f} s to grade; one review takes on {MOST_US / 1e6:.0f} s",
            code="document.too_complex",
            where=document.name,
            hint="Split the document, or leave out generated lists, tables and logs.",
        )
