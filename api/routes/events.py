"""`/v1/reviews/{id}/events`: a review as it happens, as server-sent events."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api import examples
from api.caller import Reader
from api.describe import refusals
from api.routes import ReviewId
from api.routes.rows import row_of
from api.service import Here, Service
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
            "content": {"text/event-stream": {"example": examples.EVENTS}},
        },
        **refusals(404),
    },
)
async def events(
    service: Here, row: Annotated[StoredReview, Depends(_known)], last_event_id: LastEvent = 0
) -> AsyncIterator[ServerSentEvent]:
    """What was decided so far, at once, then each grade and finding as it comes. A comment every 15 s keeps it open."""
    async for event in _until_closing(service, service.desk.events(row.tenant, row.id, last_event_id)):
        yield ServerSentEvent(event=event.kind, id=str(event.id), data=dict(event.data))


async def _until_closing(service: Service, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """The events up to the moment when the service is told to stop; whoever listens then resumes at the next one."""
    async with aclosing(cast("AsyncGenerator[Event]", events)):
        while (event := await service.unless_closing(_next(events))) is not None:
            yield event


async def _next(events: AsyncIterator[Event]) -> Event | None:
    return await anext(events, None)
