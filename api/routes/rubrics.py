"""`/v1/rubrics`: which rubrics there are, what one asks, and whether a pack of one's own holds together."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path

from api import catalogue
from api.caller import Reader, Submitter
from api.describe import refusals
from api.problems import TooLargeError, UnknownError
from api.rubric_check import check
from api.service import Here
from api.shapes import RubricFiles, RubricItem, RubricList, RubricReport
from reviewer import engine
from reviewer.rubric.registry import is_registered

router = APIRouter(prefix="/v1/rubrics", tags=["rubrics"])

_CHECK_TIMEOUT_S = 20.0

RubricId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9_.-]{1,80}$", description="The id of a rubric.", examples=["system-design"])
]


@router.get("", summary="List the rubrics", responses=refusals())
async def listed(service: Here, _caller: Reader) -> RubricList:
    """The installed rubrics, and what an order has by default."""
    rows = await asyncio.to_thread(catalogue.rows)
    return RubricList(items=list(rows), default=service.settings.rubric, models=list(service.settings.models))


@router.get("/{rubric_id}", summary="Show a rubric", responses=refusals(404))
async def show(_caller: Reader, rubric_id: RubricId) -> RubricItem:
    """Its scale, phases, profiles and criteria."""
    if not is_registered(rubric_id):
        raise UnknownError(
            "there is no rubric with this id", code="rubric.not_found", hint="`GET /v1/rubrics` lists them."
        )
    return catalogue.item(await asyncio.to_thread(engine.rubric, rubric_id))


@router.post("/validate", summary="Validate a rubric pack", responses=refusals(413, 503))
async def validate(service: Here, _caller: Submitter, pack: RubricFiles) -> RubricReport:
    """All that is wrong with the YAML files of a pack, as `reviewer rubric lint` says it. Nothing of it is kept."""
    size = sum(len(text) for text in pack.files.values())
    if size > service.settings.rubric_bytes:
        message = f"the files have {size:,} characters, more than the {service.settings.rubric_bytes:,} that are read"
        raise TooLargeError(message, code="rubric.too_large")
    return await asyncio.wrap_future(
        service.pool.run(check, dict(pack.files), name="the pack", timeout_s=_CHECK_TIMEOUT_S)
    )
