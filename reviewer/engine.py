"""Reviewing behind a wall: orders in, reviews out, made in warm child processes with a memory limit and a deadline.

A child keeps its rubrics loaded, so that an order costs what its document costs. One that overruns its deadline, runs
out of memory or dies is replaced; the orders of the others go on. Used wherever many or untrusted documents come in.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from reviewer import children, garbage
from reviewer.errors import ConfigError, DocumentError, ReviewerError, WorkError
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import Judge, Prepared, ReviewOptions, conclude, prepare, read_here

if TYPE_CHECKING:
    from pebble import ProcessPool

MEMORY_BYTES = 1_500_000_000
"""Address space of a child."""

TIMEOUT_S = 60.0
"""How long one order may take. The worst document that is not refused takes a few seconds."""

TASKS_A_CHILD = 2_000
"""A child is replaced after so many orders, so that memory that a library loses does not add up."""

DEFAULT_RUBRIC = "system-design"

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be reviewed: the document, the id or path of the rubric, and how."""

    submission: Submission
    rubric: str = DEFAULT_RUBRIC
    options: ReviewOptions = field(default_factory=ReviewOptions)


class Pool:
    """Warm child processes. All methods may be called from any thread; their futures raise ReviewerErrors.

    `workers` defaults to the processors this process may use. `rubric` is loaded before the first order comes.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        memory_bytes: int = MEMORY_BYTES,
        timeout_s: float = TIMEOUT_S,
        rubric: str = DEFAULT_RUBRIC,
    ) -> None:
        self.workers = workers or usable_processors()
        self.timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._rubric = rubric
        self._pool = self._started()
        self._beginning: Thread | None = None

    def review(self, order: Order) -> Future[Review]:
        """The Review by rules alone."""
        return self.run(_review, order, name=order.submission.name)

    async def review_with(self, order: Order, judge: Judge | None) -> Review:
        """The Review with what a judge says, which is asked from this process; by rules alone where there is none."""
        if judge is None:
            return await asyncio.wrap_future(self.review(order))
        prepared = await asyncio.wrap_future(self.prepare(order))
        judged = await judge(prepared.subject, prepared.rubric, prepared.asked)
        return await asyncio.to_thread(conclude, prepared, judged)

    def prepare(self, order: Order) -> Future[Prepared]:
        """The document with its facts, findings and rule grades; the rubric is the one this process loads by its id."""
        return _then(
            self.run(_prepare, order, name=order.submission.name),
            lambda prepared: prepared.attached(rubric(order.rubric)),
        )

    def facts(self, submission: Submission, rubric_ref: str = DEFAULT_RUBRIC) -> Future[str]:
        """The facts of a document, as the JSON of `reviewer facts --format json`."""
        return self.run(_facts, submission, rubric_ref, name=submission.name)

    def run(
        self, work: Callable[..., Result], *arguments: Any, name: str = "the document", timeout_s: float | None = None
    ) -> Future[Result]:
        """What `work(*arguments)` gives in a child. All three travel by pickle; `name` is what an error names.

        The future raises what `work` raises; `document.timeout` after `timeout_s` (default: that of the pool),
        `document.memory` or `document.damaged` where the child ran out of memory or died. To cancel it ends the child.
        Raises WorkError `engine.broken` where no child can be started, `engine.closed` after `close`.
        """
        limit_s = timeout_s or self.timeout_s
        inner: Future[Result] = self._scheduled(work, arguments, limit_s)
        outer: Future[Result] = Future()
        outer.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        inner.add_done_callback(partial(_hand_on, outer, name, limit_s))
        return outer

    def begin(self) -> None:
        """Lets every child start beside what this process does; the first orders wait for what is left of it."""
        self._beginning = Thread(target=self._begun, name="engine-begins", daemon=True)
        self._beginning.start()

    def _begun(self) -> None:
        with suppress(WorkError):  # the first order is told why no child can be started
            for _ in range(self.workers):
                self.run(_ready)

    def warm(self) -> None:
        """Starts every child now. Without it the first orders wait for that, a second or so."""
        for started in [self.run(_ready) for _ in range(self.workers)]:
            started.result()

    def close(self) -> None:
        """Ends the children; orders under way are given up."""
        if self._beginning is not None:
            self._beginning.join()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _scheduled(self, work: Callable[..., Result], arguments: tuple[Any, ...], limit_s: float) -> Future[Result]:
        try:
            scheduled: Future[Result] = self._pool.schedule(work, args=list(arguments), timeout=limit_s)
        except BrokenExecutor as error:
            raise _broken(error) from error
        except RuntimeError as error:  # the pool's way to say that it was stopped
            raise WorkError("the engine is closed", code="engine.closed", hint="start the program again") from error
        return scheduled

    def _started(self) -> ProcessPool:
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=self.workers,
            max_tasks=TASKS_A_CHILD,
            initializer=_begin,
            initargs=(self._memory_bytes, self._rubric),
            context=children.context(),
        )


def usable_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@lru_cache(maxsize=8)
def rubric(ref: str) -> Rubric:
    """The rubric, loaded once in each process, from the cache folder where it is kept. Raises as `load_rubric` does."""
    from reviewer.rubric import load_rubric

    return load_rubric(ref, _cache_dir())


def _cache_dir() -> Path | None:
    """The cache folder; None where the settings cannot be read: whoever needs them says why."""
    from reviewer.config import load_settings

    with suppress(ConfigError):
        return load_settings().cache_dir
    return None


def _begin(memory_bytes: int, rubric_ref: str) -> None:
    """A child's first act. Its parent's Ctrl-C is not its own: the parent decides what becomes of its orders."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        rubric(rubric_ref)
    except ReviewerError:
        return  # each order that asks for it is told why
    gc.collect()
    gc.freeze()
    # A document leaves hardly any garbage, and to look for it took a fifth of the time.
    garbage.for_a_short_run()


def _end_with_parent() -> None:
    """Ends this child when the process that wants its results has ended, even amid an order."""
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="parent-watch", daemon=True).start()


def _ready() -> None:
    """Nothing to do: the child has begun."""


def _review(order: Order) -> Review:
    return conclude(_prepare(order), None)


def _prepare(order: Order) -> Prepared:
    return prepare(order.submission, rubric(order.rubric), order.options, read=read_here)


def _facts(submission: Submission, rubric_ref: str) -> str:
    from reviewer.facts import extract
    from reviewer.report import render_facts

    document = read_here(submission)
    return render_facts(document, extract(document, rubric(rubric_ref).vocabulary), "json")


def _hand_on(outer: Future[Result], name: str, limit_s: float, inner: Future[Result]) -> None:
    """Gives the end of a child's work to whoever waits for it."""
    if outer.cancelled() or not outer.set_running_or_notify_cancel():
        return
    if inner.cancelled():
        outer.set_exception(WorkError("was given up, since the engine was closed", code="engine.closed", where=name))
        return
    error = inner.exception()
    if error is None:
        outer.set_result(inner.result())
    else:
        outer.set_exception(_told(error, name, limit_s))


def _told(error: BaseException, name: str, limit_s: float) -> BaseException:
    """What became of a child, as an error of ours; an error that the work itself raised stays what it is."""
    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        return DocumentError(
            f"took longer than {limit_s:g} s", code="document.timeout", where=name, hint="Split the document."
        )
    if isinstance(error, BrokenExecutor):
        return _broken(error)
    if isinstance(error, MemoryError):
        return DocumentError(
            "needs more memory than is allowed", code="document.memory", where=name, hint="Split the document."
        )
    if isinstance(error, ProcessExpired):
        return DocumentError(
            f"ended the process that read it (exit code {error.exitcode})",
            code="document.damaged",
            where=name,
            hint="Hand in its text.",
        )
    return error


def _broken(error: BaseException) -> WorkError:
    return WorkError(
        f"no process can be started to review in ({error.__cause__ or error or 'its server ended'})",
        code="engine.broken",
        hint="check the memory that is free and the limits on processes, then try again",
    )


def _then(first: Future[Result], change: Callable[[Result], Result]) -> Future[Result]:
    """A future of what `change` makes of the result of another."""
    second: Future[Result] = Future()
    second.add_done_callback(lambda done: first.cancel() if done.cancelled() else None)

    def hand_on(done: Future[Result]) -> None:
        if second.cancelled() or not second.set_running_or_notify_cancel():
            return
        try:
            second.set_result(change(done.result()))
        except BaseException as error:
            second.set_exception(error)

    first.add_done_callback(hand_on)
    return second
