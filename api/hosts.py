"""Whose pages may call a service without keys. In: an ASGI app. Out: the app behind a check of Host and Origin.

Without keys only this machine is served. A page on the web could still reach it through the user's browser: by a name
that it makes point here (then the Host is foreign), or by sending a form across (then the Origin is). Both are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.loopback import is_loopback
from api.problems import NotAllowedError, RequestError, WrongHostError, answer, problem_of, request_id_of


class LocalOnly:
    """ASGI middleware: while `keyless()` holds, only requests for this machine, from its own pages or none, pass."""

    def __init__(self, app: ASGIApp, keyless: Callable[[], bool]) -> None:
        self._app = app
        self._keyless = keyless

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = refused(Headers(scope=scope)) if scope["type"] == "http" and self._keyless() else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        response = answer(problem_of(refusal, request_id_of(Request(scope))), refusal.headers)
        await response(scope, receive, send)


def refused(headers: Headers) -> RequestError | None:
    """Why a request without a key is not served, None if it is."""
    host = headers.get("host", "")
    if not is_loopback(_name(host)):
        return WrongHostError(
            "without API keys only this machine is served",
            code="host.refused",
            hint="Call it as localhost or 127.0.0.1, or create a key with `reviewer keys create`.",
        )
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return NotAllowedError("a page of another site may not call this service", code="origin.refused")
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return NotAllowedError("a page of another site may not call this service", code="origin.refused")
    return None


def _name(host: str) -> str:
    """The name in a Host header: without port and brackets."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
