"""The finding `shouting`: a line that is written in capitals.

A whole line in capitals is hard to read and says nothing that the same line in small letters does not say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_SHORTEST = 12
"""Shorter lines in capitals are names and abbreviations."""


@dataclass(frozen=True, slots=True)
class Shouting:
    """Lines of at least twelve characters without a small letter."""

    id: str = "shouting"
    severity: Severity = "note"

    def find(self, subject: Subject) -> Iterable[Found]:
        for passage in subject.passages:
            text = subject.document.text(passage)
            if len(text) >= _SHORTEST and text.isupper():
                yield Found("This line is written in capitals.", passage.start, passage.end)


SHOUTING = Shouting()
