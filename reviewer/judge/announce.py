"""Where the document goes. In: the first call to a host. Out: one notice before it is sent, and never another.

What has been told is known to the `Told` that the calls share: those of one command, or of one service.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from reviewer.judge.failure import Send
from reviewer.model.judgement import Reply, Request

Announce = Callable[[str, int, float | None], None]
"""Told (host, chars, estimate): where a document goes, the characters of this call, and the most it can cost in USD
(None if the model has no known price)."""


class Told:
    """The hosts that somebody was told of; may be asked from any thread."""

    def __init__(self) -> None:
        self._hosts: set[str] = set()
        self._lock = threading.Lock()

    def first_time(self, host: str) -> bool:
        """Whether nobody was told of this host yet; from now on somebody was."""
        with self._lock:
            first = host not in self._hosts
            self._hosts.add(host)
            return first


def announced(
    send: Send, host: str, announce: Announce, estimate: Callable[[Request], float | None], told: Told
) -> Send:
    """Calls `announce` before the first send to a host that nobody was told of."""

    async def wrapped(request: Request) -> Reply:
        if told.first_time(host):
            announce(host, sum(len(message.text) for message in request.messages), estimate(request))
        return await send(request)

    return wrapped
