"""The desk. In: submissions of tenants. Out: tickets, finished rows, events. Everything accepted reaches an end.

Reviews by rules alone run in the child processes as they are; judged ones are workflows of the engine. A row is written
before a ticket is given, and says which process has it. What a process that ended has is taken over by any other.
"""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reviewer.engine import DEFAULT_RUBRIC, Pool, rubric
from reviewer.errors import InputError, ReviewerError, WorkError
from reviewer.jobs.child import reviewed
from reviewer.jobs.events import CANCELLED, Hub, following, from_row
from reviewer.jobs.gate import Gate
from reviewer.jobs.intake import accepted, check, order_of, problem, work_of
from reviewer.jobs.order import DeskSettings, Event, Priority, SubmissionOrder, Ticket
from reviewer.jobs.starting import launched
from reviewer.store.records import Erased, StoredReview
from reviewer.store.store import Store

if TYPE_CHECKING:
    from reviewer.jobs.workflows import Workflows

BEAT_S = 5.0
"""How often a process gives a sign of life and looks for work that nobody has."""

_TAKEN_AT_ONCE = 500
_STARTING = "its child processes are starting"
_FIRST_POLL_S, _LAST_POLL_S = 0.05, 1.0


class Desk:
    """What the API and the worker talk to; used from one event loop.

    `store`, `pool` and `settings` are public. A store that was given is not closed.
    """

    def __init__(self, store: Store, settings: DeskSettings, *, own_store: bool) -> None:
        self.store = store
        self.settings = settings
        self.pool = Pool(settings.workers)
        self.executor = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
        self.hub = Hub()
        self._own_store = own_store
        self._gate = Gate(self.pool.workers * 2)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._workflows: Workflows | None = None
        self._watch: asyncio.Task[None] | None = None
        self._closing = False
        self._unwell = _STARTING
        self._begun = asyncio.Event()

    @classmethod
    async def open(cls, settings: DeskSettings, store: Store | None = None) -> Desk:
        """Takes orders at once. The children start meanwhile, then what was left unfinished is taken up; until then
        orders wait and `check` says so. The workflow engine, where it is needed, is started first.

        Raises ConfigError for a model that cannot be used, and as `Store.open` does.
        """
        opened = await asyncio.to_thread(Store.open, settings.data) if store is None else store
        desk = cls(opened, settings, own_store=store is None)
        try:
            await asyncio.to_thread(opened.executors.beat, desk.executor, socket.gethostname(), os.getpid())
            desk._workflows = await asyncio.to_thread(launched, desk)
        except BaseException:
            await desk.close(0.0)
            raise
        desk._watch = asyncio.create_task(desk._watching())
        return desk

    async def submit(
        self,
        tenant: str,
        order: SubmissionOrder,
        idempotency_key: str | None = None,
        priority: Priority = "interactive",
    ) -> Ticket:
        """Stores an order, then gives its ticket; the work goes on by itself.

        Raises RubricError, ConfigError `option.*`, `model.not_allowed`, `idempotency.conflict`, WorkError `store.*`;
        a document that cannot be read ends as a failed review. WorkError `desk.closing` once `close` has begun.
        """
        return await self._accept(tenant, order, idempotency_key, priority, None)

    async def wait(self, tenant: str, review_id: str, timeout_s: float) -> StoredReview | None:
        """The row once it has an end, else as it is after `timeout_s`; None where this tenant has no such review."""
        loop = asyncio.get_running_loop()
        until, poll_s = loop.time() + timeout_s, _FIRST_POLL_S
        if (task := self._tasks.get(review_id)) is not None:  # the store need not be asked before it has ended
            await asyncio.wait({task}, timeout=timeout_s)
        while True:
            row = await asyncio.to_thread(self.store.reviews.get, tenant, review_id)
            left_s = until - loop.time()
            if row is None or row.ended or left_s <= 0:
                return row
            if (task := self._tasks.get(review_id)) is not None:
                await asyncio.wait({task}, timeout=left_s)
            else:
                await self.hub.change(min(poll_s, left_s))
                poll_s = min(poll_s * 1.5, _LAST_POLL_S)

    async def cancel(self, tenant: str, review_id: str) -> bool:
        """Ends it as cancelled; False where it has an end already or is not there."""
        if not await asyncio.to_thread(self.store.reviews.cancel, tenant, review_id):
            return False
        self.hub.tell(review_id, "error", CANCELLED)
        self.hub.close(review_id)
        if (task := self._tasks.get(review_id)) is not None:
            task.cancel()
        if self._workflows is not None:
            await asyncio.to_thread(self._workflows.cancel, review_id)
        return True

    async def rerun(
        self, tenant: str, review_id: str, *, model: str | None = None, priority: Priority = "interactive"
    ) -> Ticket | None:
        """Reviews the same document again as a new review whose `previous` is this one; None where there is none.

        `model` None: by the same grader as before. Raises as `submit` does.
        """
        row = await asyncio.to_thread(self.store.reviews.get, tenant, review_id)
        document = await asyncio.to_thread(self.store.documents.get, tenant, review_id)
        if row is None or document is None:
            return None
        order = order_of(row, document.data)
        return await self._accept(tenant, replace(order, model=model or order.model), None, priority, review_id)

    async def events(self, tenant: str, review_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The events with an id greater than `after`, past ones at once, then as they happen; ends after `done` or
        `error`. Nothing at all for a review that this tenant does not have."""
        poll_s = _FIRST_POLL_S
        while True:
            row = await asyncio.to_thread(self.store.reviews.get, tenant, review_id)
            if row is None:
                return
            channel = self.hub.find(review_id)
            if channel is not None:
                async for event in following(channel, after):
                    after = event.id
                    yield event
                    if event.kind in ("done", "error"):
                        return
            elif row.ended:
                for event in await asyncio.to_thread(list, from_row(row)):
                    if event.id > after:
                        yield event
                return
            else:  # it waits in the queue, or another process has it
                await self.hub.change(poll_s)
                poll_s = min(poll_s * 1.5, _LAST_POLL_S)

    async def erase(self, tenant: str, review_id: str) -> Erased | None:
        """Cancels what is under way and erases it; see `Reviews.erase`."""
        row = await asyncio.to_thread(self.store.reviews.get, tenant, review_id)
        if row is None:
            return None
        await self.cancel(tenant, review_id)
        self.hub.forget(review_id)
        erased = await asyncio.to_thread(self.store.reviews.erase, tenant, review_id)
        if self._workflows is not None and row.model is not None:
            await asyncio.to_thread(self._workflows.forget, review_id)
        return erased

    def queued(self) -> int:
        """How many reviews of this process wait or run."""
        return len(self._tasks) + (self._workflows.busy if self._workflows is not None else 0)

    async def check(self, patience_s: float = 0.0) -> dict[str, str]:
        """What is wrong, by part (`store`, `desk`); empty where all is well.

        A desk that is still starting answers when it has started, after `patience_s` at the latest.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._begun.wait(), patience_s)
        wrong = {"store": await asyncio.to_thread(self.store.check), "desk": self._unwell}
        if self._closing:
            wrong["desk"] = "is closing"
        return {part: what for part, what in wrong.items() if what}

    async def idle(self) -> bool:
        """Whether no review of the whole store waits or runs."""
        counts = await asyncio.to_thread(self.store.reviews.counts)
        return not counts.get("queued") and not counts.get("running")

    async def close(self, grace_s: float = 20.0) -> None:
        """Takes nothing new, lets what runs end within `grace_s`, and leaves the rest to the next start."""
        self._closing = True
        if self._watch is not None:
            self._watch.cancel()
        ended = [self._ended_rules(grace_s)]
        if self._workflows is not None:
            ended.append(asyncio.to_thread(self._workflows.stop, grace_s))
        await asyncio.gather(*ended)
        if self._watch is not None:  # last, since children that start may wait for those reviews to end
            await asyncio.wait({self._watch})
        await asyncio.to_thread(self._sign_off)
        await asyncio.to_thread(self.pool.close)
        if self._own_store:
            self.store.close()

    async def _start(self) -> None:
        """The children, and the rubric in this process. Whoever orders is told why, where either cannot be."""
        await asyncio.to_thread(self.pool.warm)
        with suppress(InputError):
            await asyncio.to_thread(rubric, DEFAULT_RUBRIC)

    async def _accept(
        self, tenant: str, order: SubmissionOrder, key: str | None, priority: Priority, previous: str | None
    ) -> Ticket:
        if self._closing:
            raise WorkError("the service is closing", code="desk.closing", hint="try again in a moment")
        await asyncio.to_thread(check, order, self.settings)
        review, document = accepted(tenant, order, priority=priority, executor=self.executor, idempotency_key=key)
        review, added = await asyncio.to_thread(self.store.reviews.add, replace(review, previous=previous), document)
        if added:
            await self._begin(review, order if self._gate.open else None)
        return Ticket(review.id, review.status, added)

    async def _begin(self, review: StoredReview, order: SubmissionOrder | None) -> None:
        """Sets a row to work. An order at hand saves reading the document again; long queues do not hold theirs."""
        if review.model is None:
            self.hub.open(review.id)
            task = asyncio.create_task(self._by_rules(review, order))
            self._tasks[review.id] = task
            task.add_done_callback(lambda _: self._tasks.pop(review.id, None))
        elif self._workflows is not None:
            await asyncio.to_thread(self._workflows.enqueue, review.id, review.priority)

    async def _by_rules(self, review: StoredReview, order: SubmissionOrder | None) -> None:
        try:
            async with self._gate.turn(review.priority):
                await self._reviewed(review, order)
        finally:
            self.hub.close(review.id)

    async def _reviewed(self, review: StoredReview, order: SubmissionOrder | None) -> None:
        rows = self.store.reviews
        if await asyncio.to_thread(rows.start, review.id, self.executor) is None:
            return
        if order is None:
            document = await asyncio.to_thread(self.store.documents.get, review.tenant, review.id)
            if document is None:
                return
            order = order_of(review, document.data)
        try:
            outcome = await asyncio.wrap_future(self.pool.run(reviewed, work_of(order), name=review.name))
        except Exception as error:  # whatever it was, the row reaches an end; `problem` logs what is no error of ours
            if not (isinstance(error, ReviewerError) and error.code == "engine.closed"):
                await asyncio.to_thread(rows.fail, review.id, problem(error))
            return
        await asyncio.to_thread(rows.finish, review.id, outcome)

    async def _watching(self) -> None:
        """Gives signs of life and takes over what nobody has, for as long as the desk is open."""
        starting = asyncio.create_task(self._start())
        try:
            while True:
                await asyncio.wait({starting}, timeout=BEAT_S)
                await self._beat(starting)
                if starting.done():
                    await asyncio.sleep(BEAT_S)
        finally:  # children that are half started cannot be ended in good order
            await asyncio.gather(starting, return_exceptions=True)

    async def _beat(self, starting: asyncio.Task[None]) -> None:
        try:
            await asyncio.to_thread(self.store.executors.beat, self.executor, socket.gethostname(), os.getpid())
            if starting.done():
                starting.result()
                await self._take_over()
                await self._look_after()
                self._unwell = ""
                self._begun.set()
        except WorkError as error:  # the store is away for now, or no child can be started; `check` says so
            self._unwell = f"cannot look for work: {error.message}"
            self._begun.set()

    async def _take_over(self) -> None:
        dead = [one for one in await asyncio.to_thread(self.store.executors.dead) if one != self.executor]
        take = self.store.reviews.take
        taken = await asyncio.to_thread(take, self.executor, dead, _TAKEN_AT_ONCE)
        if self._workflows is not None:
            await asyncio.to_thread(self._workflows.recover, dead)
            judged = await asyncio.to_thread(take, self.executor, dead, _TAKEN_AT_ONCE, judged=True)
            for one in judged:
                await self._judged_again(one)
            taken += judged
        for one in taken:
            if one.model is None:
                await self._begin(one, None)
        if len(taken) < _TAKEN_AT_ONCE:
            for executor in dead:
                await asyncio.to_thread(self._forget, executor)

    async def _look_after(self) -> None:
        """Sets to work again what this process has and nothing here works on, as after a time without the store."""
        for review in await asyncio.to_thread(self.store.reviews.had_by, self.executor):
            if review.model is not None:
                await self._end_if_lost(review)
            elif review.id not in self._tasks:
                await self._begin(review, None)

    async def _judged_again(self, review: StoredReview) -> None:
        """A judged review of a process that ended: enqueued, if that process did not come to it."""
        await self._begin(review, None)
        await self._end_if_lost(review)

    async def _end_if_lost(self, review: StoredReview) -> None:
        """Ends a judged review whose workflow has ended without it."""
        workflows = self._workflows
        if workflows is None or not await asyncio.to_thread(workflows.is_lost, review.id):
            return
        lost = WorkError(
            "could not be brought to an end: each process that began it ended", code="review.lost", hint="run it again"
        )
        await asyncio.to_thread(self.store.reviews.fail, review.id, problem(lost))
        self.hub.close(review.id)

    def _forget(self, executor: str) -> None:
        """Signs a dead process off, unless this desk cannot take what it had."""
        if not self.store.reviews.had_by(executor):
            self.store.executors.sign_off(executor)

    async def _ended_rules(self, grace_s: float) -> None:
        """Lets reviews by rules end, then gives them up."""
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, open_ = await asyncio.wait(tasks, timeout=grace_s)
        for task in open_:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _sign_off(self) -> None:
        """Leaves what is open to others, at once."""
        self.store.reviews.let_go(self.executor)
        self.store.executors.leave(self.executor)
        if self._workflows is None:
            self.store.executors.sign_off(self.executor)
