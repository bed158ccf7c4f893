"""Connections per event loop. In: how to open a client and how to close it. Out: the client of the running loop.

A connection belongs to the loop that opened it; a second loop (another thread's, a later `asyncio.run`) needs its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

Client = TypeVar("Client")


class PerLoop(Generic[Client]):
    """Clients by event loop and kind; those of a loop go away with it."""

    def __init__(self, close: Callable[[Client], Awaitable[None]]) -> None:
        self._close = close
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Hashable, Client]] = WeakKeyDictionary()

    def get(self, kind: Hashable, make: Callable[[], Client]) -> Client:
        """The running loop's client of this kind, opened on first use."""
        mine = self._clients.setdefault(asyncio.get_running_loop(), {})
        if kind not in mine:
            mine[kind] = make()
        return mine[kind]

    async def aclose(self) -> None:
        """Closes all clients of the running loop; later use opens new ones."""
        for client in self._clients.pop(asyncio.get_running_loop(), {}).values():
            await self._close(client)
