"""`/v1/batches`: many documents at once, worked off behind what people wait for."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api.batch_shapes import BatchError, BatchOrder, BatchPage, BatchRow, BatchTicket, BatchView
from api.caller import Reader, Submitter
from api.describe import answers, header, refusals
from api.intake import document_name, idempotency_key, missing, model_id, rubric_id
from api.problems import ConflictError, TooLargeError, UnknownError
from api.queries import ItemsAsked
from api.service import Here, Service
from reviewer.jobs import batches
from reviewer.jobs.order import DeskSettings, SubmissionOrder

router = APIRouter(prefix="/v1/batches", tags=["batches"])

_PAGE = 200
_OPEN = ("queued", "running")

BatchId = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9_-]{1,80}$",
        description="The id of a batch, as its ticket told it.",
        examples=["5f0a7c1e9b3d4c55"],
    ),
]
_KEY = header(
    "Idempotency-Key",
    "The same key with the same body gives the same batch; with another body 409.",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "class-of-may",
)


@router.post(
    "",
    summary="Hand in many documents",
    status_code=202,
    responses={
        **answers(202, "Stored; the reviews are under way", "BatchTicket", {"Location": "Where the batch is found."}),
        **refusals(409, 413, 503),
    },
    openapi_extra={"parameters": [_KEY]},
)
async def submit(request: Request, service: Here, caller: Submitter, order: BatchOrder) -> Response:
    """Stores up to 1,000 documents with the same terms. Each becomes a review of its own, like those that are handed
    in one by one; reviews that somebody waits for go first."""
    key = idempotency_key(request)
    orders = _orders(order, service)
    settings = DeskSettings(models=service.settings.models)
    batch_id, _ = await asyncio.to_thread(batches.submit, service.store, settings, caller.tenant, orders, key)
    found = await _batch(service, caller.tenant, batch_id)
    ticket = BatchTicket(id=found.id, status=found.status, total=len(found.parts))
    headers = {"Location": f"/v1/batches/{batch_id}", "Retry-After": "5"}
    return Response(ticket.model_dump_json(), 202, headers, media_type="application/json")


@router.get("/{batch_id}", summary="Read a batch", responses=refusals(404))
async def read(service: Here, caller: Reader, batch_id: BatchId) -> BatchView:
    """How many of its documents stand where, and the reviews that they became."""
    return _view(await _batch(service, caller.tenant, batch_id))


@router.get("/{batch_id}/items", summary="List a batch's documents", responses=refusals(404))
async def items(service: Here, caller: Reader, batch_id: BatchId, asked: Annotated[ItemsAsked, Query()]) -> BatchPage:
    """The documents in the order in which they were handed in, up to 200 at once."""
    cursor = asked.cursor
    found = await _batch(service, caller.tenant, batch_id)
    shown = found.parts[cursor : cursor + _PAGE]
    more = cursor + _PAGE < len(found.parts)
    return BatchPage(items=[_row(part) for part in shown], next_cursor=str(cursor + _PAGE) if more else None)


@router.post("/{batch_id}/cancel", summary="Cancel a batch", responses=refusals(404, 409))
async def cancel(service: Here, caller: Submitter, batch_id: BatchId) -> BatchView:
    """Ends what is left of it; finished reviews stay. 409 if all of it has ended."""
    found = await _batch(service, caller.tenant, batch_id)
    if found.status not in (*_OPEN, "cancelled"):
        raise ConflictError("this batch has ended already", code="batch.ended")
    for part in found.parts:
        if part.status in _OPEN:
            await service.desk.cancel(caller.tenant, part.review)
    await asyncio.to_thread(batches.cancelled, service.store, caller.tenant, batch_id)
    return _view(await _batch(service, caller.tenant, batch_id))


async def _batch(service: Service, tenant: str, batch_id: str) -> batches.Batch:
    found = await asyncio.to_thread(batches.find, service.store, tenant, batch_id)
    if found is None:
        raise UnknownError("there is no batch with this id", code="batch.unknown")
    return found


def _orders(order: BatchOrder, service: Service) -> list[tuple[str, SubmissionOrder]]:
    """The documents as the desk takes them. Raises RequestValidationError for an id that is there twice."""
    rubric, model = rubric_id(order.rubric, service), model_id(order.model, service)
    if len({item.id for item in order.items}) < len(order.items):
        raise missing("items", "two items have the same id")
    made = []
    for item in order.items:
        data = item.text.encode()
        if len(data) > service.settings.text_bytes:
            message = f"the text of {item.id!r} has more than {service.settings.text_bytes:,} bytes"
            raise TooLargeError(message, code="document.too_large", hint="Split the document, or leave it out.")
        submission = SubmissionOrder(
            name=document_name(item.name or f"{item.id}.md"),
            data=data,
            rubric=rubric,
            profile=order.profile,
            kind=order.kind,
            model=model,
            question=item.question,
        )
        made.append((item.id, submission))
    return made


def _view(found: batches.Batch) -> BatchView:
    return BatchView(
        id=found.id,
        status=found.status,
        total=len(found.parts),
        created_at=found.created_at,
        counts=found.counts,
        reviews={part.id: part.review for part in found.parts},
    )


def _row(part: batches.Part) -> BatchRow:
    error = None if part.error is None else BatchError(code=part.error["code"], message=part.error["message"])
    return BatchRow(id=part.id, review=part.review, status=part.status, score=part.score, band=part.band, error=error)
