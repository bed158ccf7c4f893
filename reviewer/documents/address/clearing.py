"""Clearing: a Document in, the Document that rules may credit out, read again without what addresses the grader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.documents.address.cover import masked
from reviewer.documents.address.model import Address
from reviewer.documents.address.spotting import addresses
from reviewer.documents.reading import read
from reviewer.errors import DocumentError
from reviewer.model.document import Document, Media
from reviewer.model.submission import Submission

_SUFFIX: dict[Media, str] = {"markdown": ".md", "plain": ".txt", "html": ".html", "docx": ".docx", "pdf": ".pdf"}


def cleared(document: Document, found: Sequence[Address] | None = None) -> Document:
    """The document as it reads without text for its grader; the same object where there is none.

    `found` is what `addresses` returned, if it is at hand.

    Lines and offsets stay as they are, so that facts and quotes of the cleared document hold for the original. A
    document that consists of nothing but such text is returned as it is: there is no other line to grade.
    """
    found = addresses(document) if found is None else found
    if not found:
        return document
    source = masked(document, found)
    if not source.strip():
        return document
    name = f"cleared{_SUFFIX[document.media]}"
    converted = None if document.media in ("markdown", "plain") else source
    try:
        again = read(Submission(name=name, data=source.encode("utf-8", "surrogatepass")), converted=converted)
    except DocumentError:
        return document
    return replace(again, name=document.name, sha256=document.sha256)
