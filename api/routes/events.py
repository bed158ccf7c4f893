"""`/v1/reviews/{id}/events`: a review as it happens, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api import examples
from api.caller import Reader
from api.describe import refusals
from api.routes import ReviewId
from api.routes.rows import row_of
from api.service import Here
from reviewer.jobs.order import Event
from reviewer.store.records import StoredReview

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])


async def _known(service: Here, caller: Reader, review_id: ReviewId) -> StoredReview:
    """The review, before the stream begins: afterwards it is too late to answer 404."""
    return await row_of(service, caller.tenant, review_id)


LastEvent = Annotated[
    int, Header(alias="Last-Event-ID", ge=0, le=2**31 - 1, description="Go on after this event.", examples=[1])
]


@router.get(
    "/{review_id}/events",
    summary="Follow a review",
    response_class=EventSourceResponse,
    responses={
        200: {
            "description": "Events `grade`, `finding`, then one `done` or `error`, each with an id to resume from",
            "content": {"text/event-stream": {"schema": {"type": "string"}, "example": examples.EVENTS}},
        },
        **refusals(404),
    },
)
async def events(
    service: Here, row: Annotated[StoredReview, Depends(_known)], last_event_id: LastEvent = 0
) -> AsyncIterator[ServerSentEvent]:
    """What was decided so far, at once, then each grade and finding as it comes. A comment every 15 s keeps it open."""
    async for event in _until(service.closing, service.desk.events(row.tenant, row.id, last_event_id)):
        yield ServerSentEvent(event=event.kind, id=str(event.id), data=dict(event.data))


async def _until(closing: asyncio.Event, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """The events up to the moment when the service is told to stop; whoever listens then resumes at the next one."""
    stop = asyncio.ensure_future(closing.wait())
    step: asyncio.Future[Event | None] | None = None
    try:
        while not stop.done():
            step = asyncio.ensure_future(_next(events))
            await asyncio.wait({step, stop}, return_when=asyncio.FIRST_COMPLETED)
            if not step.done():
                return
            event = step.result()
            if event is None:
                return
            yield event
    finally:
        waiting = [one for one in (stop, step) if one is not None and not one.done()]
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def _next(events: AsyncIterator[Event]) -> Event | None:
    return await anext(events, None)
