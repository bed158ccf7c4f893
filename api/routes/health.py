"""`/health/live`, `/health/ready` and `/metrics`: whether it runs, whether it can work, and what it did."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from fastapi.responses import Response

from api import examples
from api.caller import Admin
from api.describe import answers, refusals
from api.service import Here
from api.shapes import Health
from reviewer import __version__

router = APIRouter(tags=["health"])

_PATIENCE_S = 0.5
"""How long a start is waited for: whoever asks again at once does not ask hundreds of times."""

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/health/live", summary="Whether it runs", responses=refusals(always=(421,)))
async def live() -> Health:
    """200 as long as the process answers at all."""
    return Health(status="ok", version=__version__, wrong={})


@router.get(
    "/health/ready",
    summary="Whether it can work",
    responses={
        **answers(503, "It cannot work; `wrong` says why", "Health"),
        **refusals(always=(421,)),
    },
)
async def ready(service: Here, response: Response) -> Health:
    """200 if documents can be taken and reviewed, else 503 with what is wrong, by part. Waits a little for a start."""
    wrong = await service.desk.check(_PATIENCE_S)
    if service.closing.is_set():
        wrong = {**wrong, "service": "it is shutting down"}
    response.status_code = 503 if wrong else 200
    return Health(status="failing" if wrong else "ok", version=__version__, wrong=wrong)


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={
        200: {
            "description": "Figures in Prometheus' text format",
            "content": {"text/plain": {"schema": {"type": "string"}, "example": examples.METRICS}},
        },
        **refusals(503),
    },
)
async def metrics(service: Here, _caller: Admin) -> Response:
    """Requests, reviews, the queue, calls of language models with tokens and cost, criteria that were not assessed."""
    await asyncio.to_thread(service.tally.bring_up_to_date)
    return Response(service.metrics.text(), headers={"Content-Type": _TEXT})
