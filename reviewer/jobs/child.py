"""What runs in a child process. In: an order. Out: the outcome as the store takes it, so that no JSON is made here and
again by the parent."""

from __future__ import annotations

from reviewer.engine import Order, rubric
from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.pipeline import conclude, prepare, read_here
from reviewer.store.records import Outcome


def reviewed(order: Order) -> Outcome:
    """The review by rules alone. Raises as `prepare` does."""
    prepared = prepare(order.submission, rubric(order.rubric), order.options, read=read_here)
    return outcome(conclude(prepared, None), prepared.subject.document)


def outcome(review: Review, document: Document) -> Outcome:
    """A Review with its document, ready to be kept."""
    return Outcome(
        review_json=review.model_dump_json().encode("utf-8", "surrogatepass"),
        schema_version=review.schema_version,
        profile=review.profile,
        kind=review.document.kind,
        score=review.score,
        band=review.band,
        findings=len(review.findings),
        text=document.source,
        line_count=document.line_count,
    )
