"""Grading many answers. In: tasks one by one, a pool, perhaps a judge. Out: outcomes, handed on as they come.

At most a few answers per worker are in memory. Whatever an answer does to the child that reads it, the others go on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from reviewer.batch.grade import Task, failed, grade_all
from reviewer.batch.journal import Outcome
from reviewer.engine import Pool
from reviewer.errors import ReviewerError

CHUNK = 8
"""Answers that travel to a child together: what the way costs is paid once for all."""

CHUNK_BYTES = 256 * 1024
_AHEAD = 2
"""Chunks per worker that wait or are under way: enough that no worker waits for work."""

Take = Callable[[Sequence[Outcome]], None]
"""Takes finished outcomes, in any order; what it returned from is kept."""


class Stop:
    """Whether no further answer is to be begun, and why; may be set from any thread or signal handler."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.why = ""

    def set(self, why: str) -> None:
        if not self._event.is_set():
            self.why = why
            self._event.set()

    def __bool__(self) -> bool:
        return self._event.is_set()


def grade_by_rules(pool: Pool, rubric_ref: str, tasks: Iterable[Task], take: Take, stop: Stop) -> None:
    """Grades all tasks by rules; ends early, with what was begun, when it is told to stop."""
    chunks = _chunks(tasks)
    under_way: dict[Future[list[Outcome]], list[Task]] = {}

    def begin(chunk: list[Task]) -> None:
        name = chunk[0].id if len(chunk) == 1 else f"{len(chunk)} answers"
        under_way[pool.run(grade_all, rubric_ref, chunk, name=name)] = chunk

    while True:
        while len(under_way) < pool.workers * _AHEAD and not stop:
            chunk = next(chunks, None)
            if chunk is None:
                break
            begin(chunk)
        if not under_way:
            return
        for done in wait(under_way, return_when=FIRST_COMPLETED).done:
            chunk = under_way.pop(done)
            outcomes = _outcomes(done, chunk)
            if outcomes is not None:
                take(outcomes)
                continue
            for task in chunk:  # one of them did it: each goes alone, so that the others come through
                begin([task])


def ended(task: Task, error: BaseException) -> Outcome:
    """The outcome of an answer whose grading ended in this error. An error of the program itself is named as one."""
    if isinstance(error, ReviewerError):
        return failed(task, error.code, error.message)
    return failed(task, "internal", f"an error of this program: {type(error).__name__}: {error}")


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Tasks in groups of limited number and size."""
    source = iter(tasks)
    while first := next(source, None):
        chunk, size = [first], len(first.submission.data)
        while size < CHUNK_BYTES and len(chunk) < CHUNK:
            following = next(source, None)
            if following is None:
                break
            chunk.append(following)
            size += len(following.submission.data)
        yield chunk


def _outcomes(done: Future[list[Outcome]], chunk: list[Task]) -> list[Outcome] | None:
    """The outcomes of a chunk, None if it failed and its answers have to be tried one by one."""
    error = done.exception()
    if error is None:
        return done.result()
    if isinstance(error, ReviewerError) and error.code == "engine.closed":
        raise error
    return [ended(chunk[0], error)] if len(chunk) == 1 else None
