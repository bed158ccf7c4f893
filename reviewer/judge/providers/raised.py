"""Errors of provider libraries. In: whatever one of them raised. Out: a ProviderError with its kind.

The libraries share no base class, only habits: a status, a response with headers, a telling class name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.judge.failure import ProviderError
from reviewer.judge.providers.refusal import redacted, refusal
from reviewer.model.judgement import Request

_CONNECTION_NAMES = ("Connect", "RemoteProtocol", "ReadError", "WriteError", "ServiceUnavailable")
_CREDENTIAL_WORDS = ("api_key", "api key", "credential")


def failure_of(error: BaseException, request: Request, key: str = "") -> ProviderError:
    """The kind of an error that a provider library raised; what is no known habit is `unknown` and not tried again."""
    if isinstance(error, ProviderError):
        return error
    status = _status(error)
    if status is not None:
        body = getattr(error, "body", None) or {"message": str(error)}
        return refusal(status, body, _headers(error), request, key)
    name = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in name or "DeadlineExceeded" in name:
        return ProviderError("timeout", name, sent="Connect" not in name)
    if _is_connection(error, name):
        return ProviderError("connection", name)
    if any(word in str(error).lower() for word in _CREDENTIAL_WORDS):
        return ProviderError("auth", f"{name}: is the key of this provider set?", sent=False)
    return ProviderError("unknown", redacted(name, key))


def _is_connection(error: BaseException, name: str) -> bool:
    """Lost connections, among them pooled ones of an event loop that has ended since."""
    lost_loop = isinstance(error, RuntimeError) and "loop" in str(error)
    return isinstance(error, ConnectionError) or lost_loop or any(part in name for part in _CONNECTION_NAMES)


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    for holder, name in ((error, "status_code"), (response, "status_code"), (error, "code")):
        value = getattr(holder, name, None)
        if isinstance(value, int) and 300 <= value < 600:
            return value
    return None


def _headers(error: BaseException) -> Mapping[str, str]:
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    return {str(name).lower(): str(value) for name, value in headers.items()} if hasattr(headers, "items") else {}
