"""A review as it stands. In: a row of the store. Out: the answer that HTTP has for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response

from api.corrected import with_overrides
from api.problems import ConflictError, UnknownError, kept
from api.service import Service
from api.shapes import ReviewTicket
from reviewer.jobs.order import Ticket
from reviewer.model.review import Review
from reviewer.store.records import StoredReview


async def row_of(service: Service, tenant: str, review_id: str) -> StoredReview:
    """The row of a review of this tenant. Raises UnknownError."""
    row = await asyncio.to_thread(service.store.reviews.get, tenant, review_id)
    if row is None:
        raise no_review()
    return row


def no_review() -> UnknownError:
    """The error for an id that is no review of this caller; another tenant's is none."""
    return UnknownError("there is no review with this id", code="review.unknown", hint="`GET /v1/reviews` lists them.")


async def review_of(service: Service, tenant: str, review_id: str) -> tuple[StoredReview, Review]:
    """A finished review. Raises UnknownError, ConflictError `review.unfinished`, and what made it fail."""
    row = await row_of(service, tenant, review_id)
    if row.review_json is None:
        raise ended_badly(row) or ConflictError("this review is not finished", code="review.unfinished")
    return row, Review.model_validate_json(row.review_json)


def ended_badly(row: StoredReview) -> Exception | None:
    """Why a review has no result and will have none; None while it may have one, or has."""
    if row.status == "cancelled":
        return ConflictError("this review was cancelled", code="review.cancelled", hint="Hand the document in again.")
    return kept(row.error or {}) if row.status == "failed" else None


async def as_it_stands(
    request: Request, service: Service, row: StoredReview, headers: Mapping[str, str] | None = None
) -> Response:
    """200 with the Review once it is done, 202 with its ticket before. Raises what made it fail."""
    request.state.review_id = row.id
    error = ended_badly(row)
    if error is not None:
        raise error
    if row.review_json is None:
        return accepted(Ticket(row.id, row.status, created=False), headers)
    return Response(
        await with_overrides(service, row), 200, {**(headers or {}), **location(row.id)}, "application/json"
    )


def accepted(ticket: Ticket, headers: Mapping[str, str] | None = None) -> Response:
    """202: it is stored, and will be found at its Location."""
    body = ReviewTicket(id=ticket.id, status=ticket.status).model_dump_json()
    return Response(
        body, 202, {**(headers or {}), **location(ticket.id), "Retry-After": "1"}, media_type="application/json"
    )


def location(review_id: str) -> dict[str, str]:
    """Where a review is found."""
    return {"Location": f"/v1/reviews/{review_id}"}
