"""The format `json`: the Review as its public JSON, indented."""

from __future__ import annotations

from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.report.look import Look


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - every format is called alike
    """The Review as `reviewer schema review` describes it."""
    return review.model_dump_json(indent=2)
