"""Uvicorn around the app. In: an app. Out: a server that tells when it answers, and ends in good order.

On Ctrl-C or SIGTERM streams end, requests under way are answered, and `serve` returns, so that the desk can close.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_ANSWER_GRACE_S = 10
"""How long requests under way may take to be answered once the end has begun."""
_KEEP_ALIVE_S = 30


class Server(uvicorn.Server):
    """Uvicorn around one app: `started` is called once it answers; its service is told when the end begins."""

    def __init__(self, app: FastAPI, started: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_ANSWER_GRACE_S,
            )
        )
        self._service = app.state.service
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.stop()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """Begins the end: no new connection, streams end, requests under way are answered."""
        self._service.closing.set()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Takes the signals while it serves. They are not raised again afterwards: the desk still has to close."""
        try:
            before = {one: signal.signal(one, self.handle_exit) for one in _SIGNALS}
        except ValueError:  # in a thread, where signals are somebody else's
            yield
            return
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
