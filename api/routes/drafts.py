"""`/v1/reviews/{id}/rerun` and `/compare`: the same document again, and what changed between two reviews."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response

from api.caller import Reader, Submitter
from api.describe import answers, refusals
from api.intake import model_id
from api.routes import ReviewId
from api.routes.rows import accepted, no_review, review_of
from api.service import Here
from api.shapes import DraftComparison, RerunOrder, ReviewedDraft
from reviewer import engine
from reviewer.agreement.compare import compare
from reviewer.errors import RubricError
from reviewer.model.review import Review
from reviewer.store.records import StoredReview

router = APIRouter(prefix="/v1/reviews", tags=["drafts"])


@router.post(
    "/{review_id}/rerun",
    summary="Review the same document again",
    status_code=202,
    responses={
        **answers(202, "Stored and under way", "ReviewTicket", {"Location": "Where it is found."}),
        **refusals(404, 503),
    },
)
async def rerun(
    request: Request,
    service: Here,
    caller: Submitter,
    review_id: ReviewId,
    order: Annotated[RerunOrder | None, Body()] = None,
) -> Response:
    """A new review of the same bytes, with the same options, perhaps by another model; the old one stays."""
    model = model_id(order.model, service) if order and order.model else None
    ticket = await service.desk.rerun(caller.tenant, review_id, model=model)
    if ticket is None:
        raise no_review()
    request.state.review_id = ticket.id
    return accepted(ticket)


@router.get("/{review_id}/compare/{other}", summary="Compare two reviews", responses=refusals(404, 409, 413, 503))
async def compared(service: Here, caller: Reader, review_id: ReviewId, other: ReviewId) -> DraftComparison:
    """What changed from `review_id`, the earlier draft, to `other`: levels, phases, findings."""
    earlier = await review_of(service, caller.tenant, review_id)
    later = await review_of(service, caller.tenant, other)
    credit = await asyncio.to_thread(_credits, later[1].rubric.id)
    changes: dict[str, Any] = compare(earlier[1], later[1], credit).model_dump()
    return DraftComparison(before=_draft(*earlier), after=_draft(*later), **changes)


def _credits(rubric_id: str) -> dict[str, float]:
    """The credit of each level; nothing where the rubric is not installed any more."""
    try:
        return {level.id: level.credit for level in engine.rubric(rubric_id).scale}
    except RubricError:
        return {}


def _draft(row: StoredReview, review: Review) -> ReviewedDraft:
    return ReviewedDraft(id=row.id, name=row.name, score=review.score, band=review.band)
