"""`/v1/overrides`: what people decided, over all documents of the caller's tenant."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from api import examples
from api.caller import Reader
from api.decisions import as_csv, decisions
from api.describe import refusals
from api.service import Here, Service
from api.shapes import DecisionList

router = APIRouter(prefix="/v1/overrides", tags=["overrides"])


class Asked(BaseModel):
    """The query."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["json", "csv"] = Field(
        default="json", description="`csv` is a table, with the columns that JSON has as fields.", examples=["csv"]
    )


@router.get(
    "",
    summary="Export the decisions of people",
    response_model=DecisionList,
    responses={
        200: {
            "description": "Every decision, with the points that it alone changes",
            "content": {"text/csv": {"schema": {"type": "string"}, "example": examples.DECISIONS_CSV}},
        },
        **refusals(),
    },
)
async def exported(service: Here, caller: Reader, asked: Annotated[Asked, Query()]) -> Response:
    """All that people decided in the caller's tenant, on whichever document."""
    body, media = await asyncio.to_thread(_body, service, caller.tenant, asked.format)
    named = {"Content-Disposition": 'attachment; filename="overrides.csv"'} if asked.format == "csv" else {}
    return Response(body, media_type=media, headers=named)


def _body(service: Service, tenant: str, form: str) -> tuple[str, str]:
    items = decisions(service, tenant)
    if form == "csv":
        return as_csv(items), "text/csv; charset=utf-8"
    return DecisionList(items=list(items)).model_dump_json(), "application/json"
