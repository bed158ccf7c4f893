"""Around every request: an id, headers that keep browsers safe, one line in the log, figures, and no traceback ever.

In: an ASGI app. Out: the app with all of that around it. An id that the caller sends as X-Request-ID is kept if it is a
plain word. An error that nobody foresaw is logged and answered with a problem that names the id and nothing else.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import InternalError, answer, problem_of

_LOG = logging.getLogger("api")
_ASKED_ALL_THE_TIME = ("/health/live", "/health/ready", "/metrics")
_PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NOTHING_ELSE = "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
_SAFE: Mapping[str, str] = {
    "Content-Security-Policy": f"default-src 'self'; {_NOTHING_ELSE}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Watch:
    """ASGI middleware, the outermost one."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = _Watched(scope, send)
        try:
            await self._app(scope, receive, watched.send)
        except Exception:  # whatever it is, the caller gets a problem and the log the place
            _LOG.exception("unforeseen error", extra={"fields": {"request_id": watched.request_id}})
            if watched.status is not None:
                raise
            await watched.broken(receive)
        finally:
            self._note(watched)

    def _note(self, watched: _Watched) -> None:
        """Logs and counts one request. One whose caller left before the answer has the status 499."""
        scope, status = watched.scope, watched.status or 499
        route = getattr(scope.get("route"), "path", None)
        self._metrics.answered(scope["method"], route, status, watched.answered_after_s)
        state: dict[str, Any] = scope["state"]
        fields = {
            "request_id": watched.request_id,
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(watched.answered_after_s * 1000, 1),
            "bytes": watched.sent_bytes,
            "tenant": state.get("tenant"),
            "key": state.get("key_id"),
            "review": state.get("review_id"),
        }
        level = logging.DEBUG if route in _ASKED_ALL_THE_TIME and status < 400 else logging.INFO
        told = {name: value for name, value in fields.items() if value is not None}
        _LOG.log(level, "request", extra={"fields": told})


class _Watched:
    """One request on its way."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.status: int | None = None
        self.sent_bytes = 0
        self.request_id = _request_id(scope)
        self._begun_s = time.perf_counter()
        self._answered_s: float | None = None
        self._send = send
        scope.setdefault("state", {})["request_id"] = self.request_id

    @property
    def answered_after_s(self) -> float:
        """How long it took until the answer began."""
        return (self._answered_s or time.perf_counter()) - self._begun_s

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._answered_s = time.perf_counter()
            self._complete(MutableHeaders(scope=message))
            # Names of fields have no case, yet clients exist that look for `Location` as it is written.
            message["headers"] = [(name.title(), value) for name, value in message["headers"]]
        self.sent_bytes += len(message.get("body", b""))
        await self._send(message)

    def _complete(self, headers: MutableHeaders) -> None:
        headers["X-Request-ID"] = self.request_id
        for name, value in {**_SAFE, **self.scope["state"].get("rate_fields", {})}.items():
            headers.setdefault(name, value)
        if self.scope["path"].startswith("/v1/"):
            headers.setdefault("Cache-Control", "no-store")

    async def broken(self, receive: Receive) -> None:
        error = InternalError(
            "something went wrong here",
            code="internal",
            hint=f"Whoever runs this service finds the cause in its log under {self.request_id}.",
        )
        await answer(problem_of(error, self.request_id))(self.scope, receive, self.send)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _PLAIN_ID.fullmatch(given) else uuid.uuid4().hex
