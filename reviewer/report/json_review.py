"""The format `json`: the Review as its public JSON, indented; several as an array."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.report.format import Format
from reviewer.report.look import Look


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - every format is called alike
    """The Review as `reviewer schema review` describes it."""
    return review.model_dump_json(indent=2)


def together(reviews: Sequence[Review]) -> str:
    """An array of Reviews."""
    return "[" + ",\n".join(review.model_dump_json(indent=2) for review in reviews) + "]"


FORMAT = Format(render, together)
