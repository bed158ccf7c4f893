"""Work on the replies table beside the event loop. In: a call that blocks. Out: what it gives.

The threads are few and stay: a table in one file takes one writer at a time anyway, and to start a thread for each of
many calls takes longer than what it does.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

THREADS = 4

HAND_OVER_S = 0.0005
"""How long a thread may keep the others waiting. With Python's own 5 ms the event loop sends and reads calls late while
threads beside it read documents and write replies: 20 reviews at once took 4 to 6 % longer.
"""

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def aside(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """What `work` gives for these arguments, from one of the threads."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), lambda: work(*args, **kwargs))


@cache
def _threads() -> ThreadPoolExecutor:
    sys.setswitchinterval(min(sys.getswitchinterval(), HAND_OVER_S))
    return ThreadPoolExecutor(THREADS, "replies")
