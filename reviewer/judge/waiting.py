"""Tasks that wait for one another. In: tasks of any event loop or thread. Out: their wake-ups, in order.

asyncio's own locks belong to one loop; a limit that a whole process shares (a service's loop, a worker's) does not.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from heapq import heapify, heappop, heappush
from itertools import count

turn: ContextVar[int] = ContextVar("turn", default=0)
"""The turn of a task and of all that it begins: where they wait, lower turns go first. A batch gives each answer its
own, so that an answer that was begun earlier also ends earlier."""

FIRST = -1
"""The turn of a call that others wait for."""


class Queue:
    """Waiting tasks in order of their turn, then of their coming. Not locked: the owner calls it under its own lock."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._coming = count()

    def __len__(self) -> int:
        return len(self._waiting)

    def join(self) -> asyncio.Future[None]:
        """A place in the queue; awaiting it returns when it is woken."""
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (turn.get(), next(self._coming), place))
        return place

    def leave(self, place: asyncio.Future[None]) -> bool:
        """Gives a place up; False if it was woken already."""
        left = [one for one in self._waiting if one[2] is not place]
        if len(left) == len(self._waiting):
            return False
        heapify(left)
        self._waiting = left
        return True

    def wake_first(self) -> bool:
        """Wakes the first task whose loop still runs; False if there is none."""
        while self._waiting:
            place = heappop(self._waiting)[2]
            loop = place.get_loop()
            if not loop.is_closed():
                loop.call_soon_threadsafe(_wake, place)
                return True
        return False

    def wake_all(self) -> None:
        while self.wake_first():
            pass


def _wake(place: asyncio.Future[None]) -> None:
    if not place.done():
        place.set_result(None)
