"""The workflow engine, and the only place that knows it. In: ids of reviews. Out: each is run to its end, once.

DBOS keeps what was enqueued and which steps ended; it has no document and no reply. On SQLite it has a file of its own
beside the store's, on Postgres a schema of its own in the same database. Workflows run on DBOS's own event loop, in a
thread of its own. There is one engine in a process at a time.

Loading this module costs more than a second; it is loaded where models are allowed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from math import ceil
from typing import Any

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID

from reviewer.jobs.bench import Step

FILE_NAME = "work.sqlite"

FORM = "1"
"""The form of the workflow. Work that was begun under another form is left to processes that know it."""

QUEUE = "reviews"
POLL_S = 0.25
MOST_ATTEMPTS = 100
"""A review that took its process down so many times is given up."""

_ENDS = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "SUCCESS")
"""Ends of a workflow. A row that has none by then would wait for ever."""

_LAST_S = 10.0

Work = Callable[[str, Step], Coroutine[Any, Any, None]]
Last = Callable[[], Coroutine[Any, Any, None]]

_current: list[Workflows] = []


@DBOS.workflow(name="review", max_recovery_attempts=MOST_ATTEMPTS)
async def _review(review_id: str) -> None:
    await _current[-1].run(review_id)


class Workflows:
    """The engine of this process. `last` runs on the engine's loop when nothing runs there any more.

    Methods block for milliseconds and are called from threads without an event loop; `busy` from anywhere.
    """

    def __init__(self, url: str, executor: str, at_once: int, work: Work, last: Last) -> None:
        self._url = url
        self._executor = executor
        self._at_once = at_once
        self._work = work
        self._last = last
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    @property
    def busy(self) -> int:
        """How many workflows run here now."""
        return len(self._running)

    def launch(self) -> None:
        """Starts the engine, with an event loop of its own."""
        config = DBOSConfig(
            name="reviewer",
            system_database_url=self._url,
            executor_id=self._executor,
            application_version=FORM,
            log_level="ERROR",
        )
        DBOS(config=config)
        _current.append(self)
        DBOS.launch()
        DBOS.register_queue(
            QUEUE, worker_concurrency=self._at_once, polling_interval_sec=POLL_S, on_conflict="always_update"
        )

    def enqueue(self, review_id: str, priority: int) -> None:
        """Puts a review in the queue. One that is there already stays as it is."""
        with SetWorkflowID(review_id), SetEnqueueOptions(priority=priority):
            DBOS.enqueue_workflow(QUEUE, _review, review_id)

    def is_lost(self, review_id: str) -> bool:
        """Whether the workflow of a review has come to an end."""
        status = DBOS.get_workflow_status(review_id)
        return status is not None and status.status in _ENDS

    def recover(self, executors: Sequence[str]) -> int:
        """Puts what dead processes had under way back into the queue; how many there were."""
        return len(DBOS._recover_pending_workflows(list(executors)))

    def cancel(self, review_id: str) -> None:
        """Ends a workflow: here at once, elsewhere at its next step."""
        task, loop = self._running.get(review_id), self._loop
        if task is not None and loop is not None:
            loop.call_soon_threadsafe(task.cancel)
        else:
            DBOS.cancel_workflow(review_id)

    def forget(self, review_id: str) -> None:
        """Removes every trace of a workflow."""
        DBOS.delete_workflows([review_id])

    async def run(self, review_id: str) -> None:
        """The workflow itself, on the engine's loop."""
        if self._stopping:
            raise asyncio.CancelledError  # not recorded as an end: it goes on at the next start
        self._loop = asyncio.get_running_loop()
        task = asyncio.create_task(self._work(review_id, _step))
        self._running[review_id] = task
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait({task})
            raise
        finally:
            del self._running[review_id]
            await self._ended()
        if task.cancelled() and self._stopping:
            raise asyncio.CancelledError
        if not task.cancelled():
            task.result()

    async def _ended(self) -> None:
        if self._stopping and not self._running:
            await self._last()

    def stop(self, grace_s: float) -> None:
        """Takes nothing new, gives what runs `grace_s` to end, then stops; what is left goes on at the next start."""
        self._stopping = True
        if not self._running and self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._last(), self._loop).result(_LAST_S)
        DBOS.destroy(workflow_completion_timeout_sec=ceil(grace_s) if self._running else 0)
        _current.remove(self)


async def _step(call: Callable[[], Coroutine[Any, Any, list[str]]]) -> object:
    return await DBOS.run_step_async({"name": "ask"}, call)
