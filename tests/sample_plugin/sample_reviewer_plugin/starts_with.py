"""A function for the operator `check`: the document starts with a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.model.rule import NO_MATCH, Match, Span
from reviewer.model.subject import Subject


def starts_with(subject: Subject, params: Mapping[str, Any]) -> Match:
    """Holds if the first passage starts with `params["word"]`."""
    first = subject.passages[0] if subject.passages else None
    if first is None or not subject.document.text(first).startswith(str(params["word"])):
        return NO_MATCH
    return Match(holds=True, spans=(Span(first.start, first.end, first.lines),), found=("the opening",))
