"""No body is read beyond its limit. In: an ASGI app and a number of bytes. Out: the app with the limit before it.

A declared length that is too large is refused before anything is read; a body without a declared length is counted as
it arrives, and the first byte too many ends it. Whatever the app would answer then, the caller gets 413.
"""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TooLargeError, answer, problem_of, request_id_of


class _Overrun(Exception):  # noqa: N818 - it ends the reading and never leaves this module
    """More bytes came than may come."""


class BodyLimit:
    """ASGI middleware: refuses bodies of more than `limit_bytes`."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        self._app = app
        self._limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = _declared(scope)
        if declared is not None and declared > self._limit_bytes:
            await self._refuse(scope, receive, send)
            return
        await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0
        started = over = False

        async def counting() -> Message:
            nonlocal seen, over
            message = await receive()
            seen += len(message.get("body", b""))
            if message["type"] == "http.request" and seen > self._limit_bytes:
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
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = TooLargeError(
            f"the body has more than {self._limit_bytes:,} bytes",
            code="request.too_large",
            hint="Split the document, or leave out embedded data.",
            headers={"Connection": "close"},
        )
        response = answer(problem_of(error, request_id_of(Request(scope))), error.headers)
        await response(scope, receive, send)


def _declared(scope: Scope) -> int | None:
    """The length that the request declares; one that is no number is left to the server."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return None
