"""`/v1/facts` and `/v1/schema/{name}`: what is read out of a document, and what the JSON of this package looks like."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response

from api import examples
from api.caller import Reader, Submitter
from api.describe import answers, body_of, refusals
from api.intake import rubric_id, taken
from api.service import Here
from api.shapes import FactsOrder
from reviewer.model.submission import Submission

router = APIRouter(prefix="/v1", tags=["facts"])

SchemaName = Annotated[
    Literal["review", "facts", "rubric", "labels"], Path(description="Whose JSON Schema.", examples=["review"])
]


@router.post(
    "/facts",
    summary="Read the facts of a document",
    responses={**answers(200, "The facts", "Facts"), **refusals(413, 415, 503)},
    openapi_extra=body_of("FactsOrder", "FactsForm", {"file": examples.TEXT}),
)
async def facts(request: Request, service: Here, _caller: Submitter) -> Response:
    """Figures with their sums re-done, diagrams as graphs, operations, schema. Nothing is graded, nothing kept."""
    incoming = await taken(request, FactsOrder, service)
    submission = Submission(name=incoming.name, data=incoming.data)
    reading = service.pool.facts(submission, rubric_id(incoming.form.rubric, service))
    return Response(await asyncio.wrap_future(reading), media_type="application/json")


@router.get(
    "/schema/{name}",
    summary="Read a JSON Schema",
    responses={
        200: {"content": {"application/json": {"schema": {"type": "object"}, "example": {"type": "object"}}}},
        **refusals(404),
    },
)
async def schema(_caller: Reader, name: SchemaName) -> Response:
    """The JSON Schema of a review, of facts, of a rubric's files, or of a line of labels."""
    return JSONResponse(await asyncio.to_thread(_schema, name))


@lru_cache(maxsize=4)
def _schema(name: str) -> Any:
    if name == "review":
        from reviewer.model.review import Review

        return Review.model_json_schema(mode="serialization")
    if name == "facts":
        from reviewer.report.facts import json_schema

        return json_schema()
    if name == "rubric":
        from reviewer.rubric import json_schema as rubric_schema

        return rubric_schema()
    from reviewer.agreement import label_schema

    return label_schema()
