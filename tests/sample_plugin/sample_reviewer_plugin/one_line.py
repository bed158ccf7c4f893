"""The report format `one-line`: a Review in, one line of text out."""

from __future__ import annotations

from reviewer.model.document import Document
from reviewer.model.review import Review


def render(review: Review, document: Document | None = None, look: object = None) -> str:
    """The document's name with its score and band; `look` (colours, width) makes no difference to one line."""
    score = "not scored" if review.score is None else f"{review.score:.0f}"
    lines = f", {document.line_count} lines" if document else ""
    return f"{review.document.name}: {score} ({review.band}){lines}"
