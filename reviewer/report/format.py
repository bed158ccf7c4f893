"""A format that can also put several reviews into one text, as formats for programs need: one JSON array, one log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.report.look import Look

Renderer = Callable[[Review, Document | None, Look], str]


@dataclass(frozen=True, slots=True)
class Format:
    """`one` renders a review, `together` several at once. It is called like any other renderer."""

    one: Renderer
    together: Callable[[Sequence[Review]], str]

    def __call__(self, review: Review, document: Document | None, look: Look) -> str:
        return self.one(review, document, look)
