"""`/v1/reviews/{id}/overrides`: what people decided on single criteria. It holds for every review of the same bytes."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.caller import Reader, Submitter
from api.corrected import item_of, overrides_of
from api.describe import refusals
from api.problems import UnknownError
from api.routes import ReviewId
from api.routes.rows import review_of, row_of
from api.service import Here, Service
from api.shapes import OverrideItem, OverrideList, OverrideOrder
from reviewer import engine
from reviewer.errors import ConfigError
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.store.records import StoredReview

router = APIRouter(prefix="/v1/reviews/{review_id}/overrides", tags=["overrides"])

CriterionId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9_.-]{1,120}$", description="The id of a criterion.", examples=["api.endpoints"])
]


@router.get("", summary="List the decisions of people", responses=refusals(404))
async def listed(service: Here, caller: Reader, review_id: ReviewId) -> OverrideList:
    """All that people decided on this document."""
    row = await row_of(service, caller.tenant, review_id)
    return await asyncio.to_thread(_all, service, row)


@router.put("/{criterion}", summary="Decide on a criterion", responses=refusals(404, 409, 413, 503))
async def put(
    service: Here, caller: Submitter, review_id: ReviewId, criterion: CriterionId, order: OverrideOrder
) -> OverrideItem:
    """Says which level a person gives, and why. It replaces what was decided before on this criterion."""
    row, review = await review_of(service, caller.tenant, review_id)
    rubric = await asyncio.to_thread(engine.rubric, review.rubric.id)
    _refuse_unknown(rubric, criterion, order.level)
    kept = await asyncio.to_thread(
        service.store.overrides.put,
        caller.tenant,
        row.sha256,
        review.rubric.id,
        criterion,
        level=order.level,
        note=order.note,
        by=caller.name,
    )
    return item_of(kept, review)


@router.delete("/{criterion}", summary="Withdraw a decision", status_code=204, responses=refusals(404))
async def withdraw(service: Here, caller: Submitter, review_id: ReviewId, criterion: CriterionId) -> Response:
    """The criterion is again as the review graded it."""
    row = await row_of(service, caller.tenant, review_id)
    rubric = str(row.order.get("rubric", service.settings.rubric))
    if not await asyncio.to_thread(service.store.overrides.delete, caller.tenant, row.sha256, rubric, criterion):
        raise UnknownError("nobody decided on this criterion", code="override.unknown")
    return Response(status_code=204)


def _refuse_unknown(rubric: Rubric, criterion: str, level: str) -> None:
    """Raises UnknownError for a criterion, ConfigError `option.level` for a level that the rubric does not have."""
    if criterion not in {one.id for one in rubric.criteria}:
        raise UnknownError(f"the rubric {rubric.id} has no criterion {criterion!r}", code="option.criterion")
    levels = [one.id for one in rubric.scale]
    if level not in levels:
        raise ConfigError("the rubric has no such level", code="option.level", hint=f"It has {', '.join(levels)}.")


def _all(service: Service, row: StoredReview) -> OverrideList:
    review = Review.model_validate_json(row.review_json) if row.review_json else None
    return OverrideList(items=[item_of(one, review) for one in overrides_of(service, row)])
