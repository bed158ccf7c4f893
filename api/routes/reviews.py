"""`/v1/reviews`: hand in, list, read, cancel, erase."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import examples
from api.caller import Admin, Reader, Submitter
from api.describe import answers, body_of, header, refusals
from api.intake import Incoming, idempotency_key, model_id, rubric_id, seconds_to_wait, taken
from api.problems import ConflictError, UnknownError
from api.queries import ListAsked
from api.routes import ReviewId
from api.routes.rows import accepted, as_it_stands, no_review, row_of
from api.service import Here, Service
from api.shapes import DocumentText, ErasedItem, ReviewOrder, ReviewPage, ReviewRow, ReviewTicket
from reviewer.jobs.order import SubmissionOrder, Ticket
from reviewer.store.records import ReviewSummary

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])

_FOUND = {"Location": "Where the review is found."}
_ACCEPTED = answers(202, "Stored; the review is under way", "ReviewTicket", _FOUND)
_REVIEWED = answers(200, "The Review", "ReviewView", _FOUND)
_HEADERS = [
    header("Prefer", "`wait=N` waits up to N seconds for the result (RFC 7240).", {"type": "string"}, "wait=30"),
    header(
        "Idempotency-Key",
        "The same key with the same body gives the same review; with another body 409.",
        {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
        "draft-7",
    ),
]


@router.post(
    "",
    summary="Hand in a document",
    status_code=202,
    responses={**_ACCEPTED, **_REVIEWED, **refusals(409, 413, 415, 503)},
    openapi_extra={
        "parameters": _HEADERS,
        **body_of("ReviewOrder", "ReviewForm", {"file": examples.TEXT, "profile": "mid"}),
    },
)
async def submit(request: Request, service: Here, caller: Submitter) -> Response:
    """Stores a document and reviews it: 202 with a ticket, or 200 with the Review if `Prefer: wait=N` saw its end."""
    key = idempotency_key(request)
    incoming = await taken(request, ReviewOrder, service)
    ticket = await service.desk.submit(caller.tenant, _order(incoming, service), key)
    request.state.review_id = ticket.id
    return await _awaited(request, service, caller.tenant, ticket)


def _order(incoming: Incoming[ReviewOrder], service: Service) -> SubmissionOrder:
    form = incoming.form
    return SubmissionOrder(
        name=incoming.name,
        data=incoming.data,
        rubric=rubric_id(form.rubric, service),
        profile=form.profile,
        kind=form.kind,
        model=model_id(form.model, service),
        question=form.question,
        only=tuple(form.only),
        skip=tuple(form.skip),
        not_applicable=form.not_applicable,
    )


async def _awaited(request: Request, service: Service, tenant: str, ticket: Ticket) -> Response:
    """The answer to an order: at once, or after as long as the caller prefers to wait."""
    wait_s = seconds_to_wait(request, service.settings.longest_wait_s)
    if wait_s is None:
        return accepted(ticket)
    row = await service.unless_closing(service.desk.wait(tenant, ticket.id, wait_s))
    if row is None:
        return accepted(ticket)
    return await as_it_stands(request, service, row, {"Preference-Applied": f"wait={wait_s}"})


@router.get("", summary="List reviews", responses=refusals())
async def listed(
    service: Here,
    caller: Reader,
    asked: Annotated[ListAsked, Query()],
) -> ReviewPage:
    """The reviews of the caller's tenant, the newest first."""
    page = await asyncio.to_thread(
        service.store.reviews.page,
        caller.tenant,
        **asked.model_dump(),
    )
    return ReviewPage(items=[_line(item) for item in page.items], next_cursor=page.next_cursor)


def _line(item: ReviewSummary) -> ReviewRow:
    return ReviewRow.model_validate(item, from_attributes=True)


@router.get(
    "/{review_id}",
    summary="Read a review",
    responses={**_REVIEWED, **_ACCEPTED, **refusals(404, 409, 413, 503)},
)
async def read(request: Request, service: Here, caller: Reader, review_id: ReviewId) -> Response:
    """200 with the Review, 202 while it is under way. A review that failed answers with its problem."""
    return await as_it_stands(request, service, await row_of(service, caller.tenant, review_id))


@router.get("/{review_id}/document", summary="Read its document", responses=refusals(404, 409))
async def document(service: Here, caller: Reader, review_id: ReviewId) -> DocumentText:
    """The text that lines and quotes of the review refer to. 409 until it was read."""
    found = await asyncio.to_thread(service.store.documents.get, caller.tenant, review_id)
    if found is None:
        raise UnknownError("there is no document of a review with this id", code="review.unknown")
    if found.text is None or found.line_count is None:
        raise ConflictError("the document was not read yet, or cannot be read", code="document.unread")
    return DocumentText(text=found.text, name=found.name, line_count=found.line_count, sha256=found.sha256)


@router.post("/{review_id}/cancel", summary="Cancel a review", responses=refusals(404, 409))
async def cancel(request: Request, service: Here, caller: Submitter, review_id: ReviewId) -> ReviewTicket:
    """Ends a review that is under way. 409 if it has ended."""
    row = await row_of(service, caller.tenant, review_id)
    request.state.review_id = row.id
    if not await service.desk.cancel(caller.tenant, review_id) and row.status != "cancelled":
        raise ConflictError("this review has ended already", code="review.ended")
    return ReviewTicket(id=row.id, status="cancelled")


@router.delete("/{review_id}", summary="Erase a review", responses=refusals(404))
async def erase(request: Request, service: Here, caller: Admin, review_id: ReviewId) -> ErasedItem:
    """Removes the review, its document and the model's replies that came from it; tells what remains."""
    request.state.review_id = review_id
    erased: Any = await service.desk.erase(caller.tenant, review_id)
    if erased is None:
        raise no_review()
    return ErasedItem(
        id=erased.review_id,
        documents=erased.documents,
        reviews=erased.reviews,
        replies=erased.replies,
        remains=list(erased.remains),
    )
