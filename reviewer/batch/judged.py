"""Grading many answers with a judge beside the rules. In: tasks, a pool, a judge. Out: outcomes as they come.

Children read the documents; this process asks. Many answers are under way at once, so that the calls to the model never
run dry: how many calls there are at a time is the limiter's matter, not ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from reviewer.batch.grade import Task, outcome, prepare_one
from reviewer.batch.run import Stop, Take, ended
from reviewer.engine import Pool
from reviewer.errors import WorkError
from reviewer.judge.waiting import turn
from reviewer.model.rubric import Rubric
from reviewer.pipeline import Judge, Prepared, conclude

Ahead = dict[str, Prepared]
"""Answers that have been read already, by their ids; each is taken out when its turn comes."""

OutOfMoney = Callable[[], bool]
"""Whether the judge has left something out since the limit of cost is reached."""


async def grade_with_judge(
    pool: Pool,
    rubric: Rubric,
    rubric_ref: str,
    tasks: Iterable[Task],
    judge: Judge,
    take: Take,
    stop: Stop,
    *,
    at_once: int,
    ahead: Ahead | None = None,
    out_of_money: OutOfMoney = lambda: False,
) -> None:
    """Grades all tasks, at most `at_once` at a time, the calls of earlier ones first. When told to stop it ends what
    was begun and begins nothing more.

    An answer that the limit of cost cut short is not handed on: a later run does it whole, with the replies that were
    paid for. Raises WorkError where the judge does, once the others have ended.
    """
    source = iter(tasks)
    session = _Session(pool, rubric, rubric_ref, judge, take, stop, ahead or {}, out_of_money)
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(session.work(source))
    if session.error is not None:
        raise session.error


class _Session:
    def __init__(
        self,
        pool: Pool,
        rubric: Rubric,
        rubric_ref: str,
        judge: Judge,
        take: Take,
        stop: Stop,
        ahead: Ahead,
        out_of_money: OutOfMoney,
    ) -> None:
        self.error: WorkError | None = None
        self._pool = pool
        self._rubric = rubric
        self._ref = rubric_ref
        self._judge = judge
        self._take = take
        self._stop = stop
        self._ahead = ahead
        self._turns = count(1)
        self._out_of_money = out_of_money

    async def work(self, source: Iterator[Task]) -> None:
        """Takes one task after the other until there are none."""
        while not self._stop and (task := next(source, None)) is not None:
            turn.set(next(self._turns))
            try:
                await self._one(task)
            except WorkError as error:
                self.error = self.error or error
                self._stop.set(error.message)

    async def _one(self, task: Task) -> None:
        try:
            prepared = await self._prepared(task)
        except WorkError:
            raise
        except Exception as error:  # whatever reading one answer ends in is that answer's outcome
            self._take([ended(task, error)])
            return
        judged = await self._judge(prepared.subject, self._rubric, prepared.asked)
        if self._out_of_money() and any(grade.why == "budget" for grade in judged.grades):
            self._stop.set("the limit of cost is reached")
            return
        review = await asyncio.to_thread(conclude, prepared, judged)
        made = await asyncio.to_thread(outcome, task, prepared, review)
        self._take([made])

    async def _prepared(self, task: Task) -> Prepared:
        known = self._ahead.pop(task.id, None)
        if known is not None:
            return known
        future = self._pool.run(prepare_one, self._ref, task, name=task.submission.name)
        return (await asyncio.wrap_future(future)).attached(self._rubric)
