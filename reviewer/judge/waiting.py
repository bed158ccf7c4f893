"""Tasks that wait for one another. In: tasks of any event loop or thread. Out: their wake-ups, in order.

asyncio's own locks belong to one loop; a limit that a whole process shares (a service's loop, a worker's) does not.
"""

from __future__ import annotations

import asyncio
from collections import deque


class Queue:
    """Waiting tasks in their order. Not locked: the owner calls it under its own lock."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def join(self) -> asyncio.Future[None]:
        """A place in the queue; awaiting it returns when it is woken."""
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        return place

    def leave(self, place: asyncio.Future[None]) -> bool:
        """Gives a place up; False if it was woken already."""
        if place in self._waiting:
            self._waiting.remove(place)
            return True
        return False

    def wake_first(self) -> bool:
        """Wakes the first task whose loop still runs; False if there is none."""
        while self._waiting:
            place = self._waiting.popleft()
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
