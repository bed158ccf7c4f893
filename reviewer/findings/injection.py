"""Text that addresses the grader: a Subject in, what one kind of finding reports out. All kinds share one search."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.documents.address import Trick, addresses_in
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject


def found(subject: Subject, trick: Trick) -> Iterator[Found]:
    """One Found for each address of this trick: an error where no honest reading is left, else a warning."""
    for address in addresses_in(subject):
        if address.trick == trick:
            severity: Severity = "error" if address.strong else "warning"
            yield Found(f"This {address.why}.", address.start, address.end, severity)
