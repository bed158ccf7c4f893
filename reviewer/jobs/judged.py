"""A judged review, from its row to its end. In: the id of a row. Out: the row has its Review, or its error.

Runs as a workflow: whatever is done here may be done again after a crash. Preparing is computing; every reply is in
the ledger before anything else sees it; ending a row happens once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from reviewer.engine import Pool
from reviewer.errors import ReviewerError
from reviewer.jobs.bench import Bench, Step, stepped
from reviewer.jobs.child import outcome
from reviewer.jobs.events import Hub, ending
from reviewer.jobs.intake import order_of, problem, work_of
from reviewer.jobs.order import DeskSettings, SubmissionOrder
from reviewer.judge.judge import judge
from reviewer.model.grade import LLMGrade
from reviewer.model.judgement import Ask, Reply, Request
from reviewer.model.review import FindingItem, Review
from reviewer.pipeline import Judged, Prepared, conclude, provisional
from reviewer.store.records import StoredReview
from reviewer.store.scoped import ReviewReplies
from reviewer.store.store import Store


@dataclass(frozen=True, slots=True)
class Judging:
    """What judged reviews of this process share."""

    store: Store
    pool: Pool
    bench: Bench
    hub: Hub
    settings: DeskSettings
    executor: str

    async def run(self, review_id: str, step: Step) -> None:
        """Brings a row to its end; does nothing for one that has an end or is not there any more."""
        attempt = await asyncio.to_thread(self.store.reviews.start, review_id, self.executor)
        row = await asyncio.to_thread(self.store.reviews.work, review_id)
        if attempt is None or row is None:
            self.hub.close(review_id)
            return
        self.hub.begin(review_id, attempt)
        try:
            await self._reviewed(row, step)
        except Exception as error:  # whatever it was, the row reaches an end; `problem` logs what is no error of ours
            if isinstance(error, ReviewerError) and error.code == "engine.closed":
                raise asyncio.CancelledError from error  # it goes on at the next start
            said = problem(error)
            if await asyncio.to_thread(self.store.reviews.fail, review_id, said):
                self.hub.tell(review_id, "error", said)
        finally:
            self.hub.close(review_id)

    async def _reviewed(self, row: StoredReview, step: Step) -> None:
        document = await asyncio.to_thread(self.store.documents.get, row.tenant, row.id)
        if document is None:
            return
        order = order_of(row, document.data)
        prepared = await asyncio.wrap_future(self.pool.prepare(work_of(order)))
        said = self._told(row.id, prepared)
        review = await asyncio.to_thread(conclude, prepared, await self._judged(row, order, prepared, step, said))
        kept = await asyncio.to_thread(outcome, review, prepared.subject.document)
        if await asyncio.to_thread(self.store.reviews.finish, row.id, kept):
            self._end(row.id, review, said)

    async def _judged(
        self, row: StoredReview, order: SubmissionOrder, prepared: Prepared, step: Step, said: dict[str, object]
    ) -> Judged:
        model = order.model or ""
        replies = self.store.replies_of(row.tenant, row.id)
        ask = self.bench.ask(
            model,
            replies,
            deadline_s=self._left_s(row, order),
            max_cost_usd=order.max_cost_usd,
            lease_s=self.settings.lease_s,
        )

        seen: Counter[str] = Counter()

        def settled(grade: LLMGrade) -> None:
            item = provisional(prepared, grade.criterion, grade).model_dump(mode="json")
            said[grade.criterion] = item
            self.hub.tell(row.id, "grade", item)

        judgement = await judge(
            prepared.subject,
            prepared.rubric,
            prepared.asked,
            self.bench.options(model, order.votes),
            counted(stepped(ask, step), seen),
            replies,
            settled,
        )
        notes = [*judgement.notes, *await asyncio.to_thread(_earlier_repeats, replies, seen)]
        return Judged(judgement.grades, judgement.usage, tuple(notes), judgement.findings)

    def _left_s(self, row: StoredReview, order: SubmissionOrder) -> float:
        """The judge's time, less what earlier attempts had of it."""
        begun = row.started_at or datetime.now(UTC)
        spent_s = (datetime.now(UTC) - begun).total_seconds()
        return max((order.deadline_s or self.settings.deadline_s) - spent_s, 0.001)

    def _told(self, review_id: str, prepared: Prepared) -> dict[str, object]:
        """Tells the findings; gives what was told, by fingerprint and later by criterion."""
        said: dict[str, object] = {}
        for finding in prepared.findings:
            item = FindingItem.model_validate(finding, from_attributes=True).model_dump(mode="json")
            said[finding.fingerprint] = item
            self.hub.tell(review_id, "finding", item)
        return said

    def _end(self, review_id: str, review: Review, said: dict[str, object]) -> None:
        """Tells what came out otherwise than it was told so far, then the end."""
        for grade in review.grades:
            item = grade.model_dump(mode="json")
            if said.get(grade.criterion) != item:
                self.hub.tell(review_id, "grade", item)
        for finding in review.findings:
            item = finding.model_dump(mode="json")
            if said.get(finding.fingerprint) != item:
                self.hub.tell(review_id, "finding", item)
        self.hub.tell(review_id, "done", ending(review_id, review))


def counted(ask: Ask, seen: Counter[str]) -> Ask:
    """An Ask that counts the calls that were made again after a crash (`repeated`)."""

    async def wrapped(request: Request) -> Reply:
        reply = await ask(request)
        seen["repeated"] += int(reply.repeated)
        return reply

    return wrapped


def _earlier_repeats(replies: ReviewReplies, seen: Counter[str]) -> list[str]:
    """A note on calls that earlier attempts made again; those of this attempt are in the judge's own note."""
    earlier = replies.repeats() - seen["repeated"]
    if earlier <= 0:
        return []
    return [
        f"{earlier} further calls may have been paid for twice: earlier attempts at this review ended before it did."
    ]
