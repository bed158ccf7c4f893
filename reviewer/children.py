"""How the engine's children start. Light, so that a command can begin to start them before it has loaded the rest."""

from __future__ import annotations

import multiprocessing
import sys
from typing import Any


def context() -> Any:
    """How children start: from a server that has the engine loaded, where the system can; never a copy of a process
    with threads."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(["reviewer.preload"])
    return forked


def begin() -> None:
    """Starts that server now, where there is one: it loads the engine beside what this process does, and ends with
    it."""
    if sys.platform != "win32":
        from multiprocessing import forkserver

        context()
        forkserver.ensure_running()
