"""How the engine's children start. Light, so that a command can begin to start them before it has loaded the rest."""

from __future__ import annotations

import multiprocessing
import sys
from typing import Any


class KeptLocks:
    """A context of multiprocessing whose locks last as long as it does.

    A pool that is stopped lets go of its locks before it ends its children. One that has only begun to start would
    look for them in vain and say so at length.
    """

    def __init__(self, context: Any) -> None:
        self._context = context
        self._locks: list[Any] = []

    def RLock(self) -> Any:  # noqa: N802 - the name that multiprocessing gives it
        """A lock that this context holds on to."""
        self._locks.append(self._context.RLock())
        return self._locks[-1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


def context() -> KeptLocks:
    """How children start: from a server that has the engine loaded, where the system can; never a copy of a process
    with threads."""
    if sys.platform == "win32":
        return KeptLocks(multiprocessing.get_context("spawn"))
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(["reviewer.preload"])
    return KeptLocks(forked)


def begin() -> None:
    """Starts that server now, where there is one: it loads the engine beside what this process does, and ends with
    it."""
    if sys.platform != "win32":
        from multiprocessing import forkserver

        context()
        forkserver.ensure_running()
