"""Where the document goes. In: the first call to a host. Out: one notice before it is sent, and never another."""

from __future__ import annotations

import threading
from collections.abc import Callable

from reviewer.judge.failure import Send
from reviewer.model.judgement import Reply, Request

Announce = Callable[[str, int, float | None], None]
"""Told (host, chars, estimate): where a document goes, the characters of this call, and the most it can cost in USD
(None if the model has no known price)."""

_told: set[str] = set()
_lock = threading.Lock()


def announced(send: Send, host: str, announce: Announce, estimate: Callable[[Request], float | None]) -> Send:
    """Calls `announce` before the first send of this process to a host."""

    async def wrapped(request: Request) -> Reply:
        if _first_time(host):
            announce(host, sum(len(message.text) for message in request.messages), estimate(request))
        return await send(request)

    return wrapped


def forget_announced() -> None:
    """Starts over, as a new process does."""
    with _lock:
        _told.clear()


def _first_time(host: str) -> bool:
    with _lock:
        if host in _told:
            return False
        _told.add(host)
        return True
