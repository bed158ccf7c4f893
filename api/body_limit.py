"""No body is read beyond its limit. In: an ASGI app and what a request may send. Out: the app behind that limit.

A declared length that is too large is refused before anything is read; a body without a declared length is counted as
it arrives, and the first byte too many ends it. Whatever the app would answer then, the caller gets 413.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TooLargeError, answer, problem_of, request_id_of
from api.settings import ServiceSettings

_DOCUMENTS = ("/v1/reviews", "/v1/facts")
_BATCHES = "/v1/batches"


class _Overrun(Exception):  # noqa: N818 - it ends the reading and never leaves this module
    """More bytes came than may come."""


class BodyLimit:
    """ASGI middleware: refuses bodies of more bytes than `limit_of` allows a request."""

    def __init__(self, app: ASGIApp, limit_of: Callable[[Scope], int]) -> None:
        self._app = app
        self._limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared, limit_bytes = _declared(scope), self._limit_of(scope)
        if declared is not None and declared > limit_bytes:
            await _refuse(limit_bytes, scope, receive, send)
            return
        await self._counted(limit_bytes, scope, receive, send)

    async def _counted(self, limit_bytes: int, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0
        started = over = False

        async def counting() -> Message:
            nonlocal seen, over
            message = await receive()
            seen += len(message.get("body", b""))
            if message["type"] == "http.request" and seen > limit_bytes:
                over = True
                raise _Overrun
            return message

        async def held(message: Message) -> None:
            nonlocal started
            if over and not started:
                return
            started = True
            await send(message)

        with suppress(_Overrun):
            await self._app(scope, counting, held)
        if over and not started:
            await _refuse(limit_bytes, scope, receive, send)


async def _refuse(limit_bytes: int, scope: Scope, receive: Receive, send: Send) -> None:
    error = TooLargeError(
        f"the body has more than {limit_bytes:,} bytes",
        code="request.too_large",
        hint="Split the document, or leave out embedded data.",
        headers={"Connection": "close"},
    )
    response = answer(problem_of(error, request_id_of(Request(scope))), error.headers)
    await response(scope, receive, send)


def limits(settings: ServiceSettings) -> Callable[[Scope], int]:
    """What a request may send: a document as a form or as JSON, or one of the small bodies of everything else."""

    def limit_of(scope: Scope) -> int:
        if scope["path"] == _BATCHES:
            return settings.json_bytes
        if scope["path"] not in _DOCUMENTS:
            return settings.small_bytes
        media = Headers(scope=scope).get("content-type", "").lower()
        return settings.body_bytes if media.startswith("multipart/") else settings.json_bytes

    return limit_of


def _declared(scope: Scope) -> int | None:
    """The length that the request declares; one that is no number is left to the server."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return None
