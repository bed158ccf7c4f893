"""The search of one subject: a Subject in, what addresses its grader out, looked for once however often it is asked."""

from __future__ import annotations

from reviewer.documents.address.model import Address
from reviewer.documents.address.spotting import addresses
from reviewer.model.subject import Subject


def addresses_in(subject: Subject) -> tuple[Address, ...]:
    """As `addresses` for the subject's document, kept as long as the subject."""
    return subject.once(_search)


def _search(subject: Subject) -> tuple[Address, ...]:
    return addresses(subject.document)
