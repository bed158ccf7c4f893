"""A session. In: a View, an Ask, the calls to make. Out: what came back so far, by criterion and vote.

Each call stands for itself: one that fails costs its own criteria their grade and nothing else.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reviewer.errors import ReviewerError
from reviewer.judge.kept import Kept, VerdictStore, keep
from reviewer.judge.read import STATE_WHY, read
from reviewer.judge.risks import read_risks
from reviewer.judge.shorter import shorter, told
from reviewer.judge.views import Ballot, View
from reviewer.judge.votes import counted
from reviewer.model.finding import Finding
from reviewer.model.grade import LLMGrade
from reviewer.model.judgement import Ask, CallUsage, Reply, Request


class Session:
    """The judging of one view under way. `keys` are those of all verdicts it is to bring.

    `used` holds what was spent now, `reused` the keys of the calls whose replies an earlier run paid for. `settled` is
    told the grade of each criterion as soon as all its votes are in.
    """

    def __init__(
        self,
        view: View,
        ask: Ask,
        store: VerdictStore | None,
        keys: Mapping[Ballot, str],
        settled: Callable[[LLMGrade], None] | None = None,
    ) -> None:
        self.findings: list[Finding] = []
        self.used = CallUsage(calls=0)
        self.reused: set[str] = set()
        self.repeated = 0
        self._view = view
        self._ask = ask
        self._store = store
        self._keys = keys
        self._settled = settled
        self._grades: dict[Ballot, LLMGrade] = {}
        self._failures: Counter[str] = Counter()
        self._said: set[str] = set()
        self._shortened: set[Ballot] = set()
        self._unwritten: dict[str, Kept] = {}
        self._writing: asyncio.Task[None] | None = None

    async def graded(self, request: Request) -> None:
        """Asks, reads, and asks again once for what the reply left open."""
        following: Request | None = request
        while following is not None:
            current, reply = await self._answered(following)
            reading = read(current, reply, self._view.source, self._view.rubric)
            self._take(current, reply, reading.grades)
            following = reading.reask

    async def weighed(self, request: Request) -> None:
        """The call for the risks; of two replies the one with more of them counts."""
        following: Request | None = request
        while following is not None:
            current, reply = await self._answered(following)
            if reply.state != "ok":
                self._said.add(f"The judge named no risks: {_what(reply)}.")
            reading = read_risks(current, reply, self._view.source, self._view.rubric)
            self.findings = max(self.findings, list(reading.findings), key=len)
            following = reading.reask

    async def written(self) -> None:
        """Waits until all verdicts that are to be kept are."""
        if self._writing is not None:
            await self._writing

    def take_over(self, known: Mapping[Ballot, Kept]) -> None:
        """Adds verdicts of earlier runs; each call they came from counts as one reused reply."""
        for ballot, kept in known.items():
            self._grades[ballot] = kept.grade
            self.reused.add(kept.call)
        self._tell(dict.fromkeys(criterion for criterion, _ in known))

    def grades(self) -> tuple[LLMGrade, ...]:
        """One grade for each criterion, from all its votes, in rubric order."""
        ids = self._view.ids
        return tuple(self._counted(criterion.id) for criterion in self._view.rubric.criteria if criterion.id in ids)

    def notes(self) -> list[str]:
        """What went wrong, each kind once, and what the votes were."""
        none = "The judge gave no grade for" if self._view.counts else "There is nothing to compare for"
        notes = [f"{none} {count} verdicts: {what}." for what, count in self._failures.items()]
        votes = self._view.options.votes
        if votes > 1:
            notes.append(f"Each criterion was judged {votes} times; its confidence is the share of equal outcomes.")
        return [*notes, *sorted(self._said)]

    def _counted(self, criterion: str) -> LLMGrade:
        grade = counted([self._grades[criterion, vote] for vote in self._votes], self._view.rubric)
        return grade if grade.model else replace(grade, model=self._view.options.model)

    @property
    def _votes(self) -> range:
        return range(max(1, self._view.options.votes))

    def _tell(self, criteria: Iterable[str]) -> None:
        """Tells whoever follows the review the grades of those of these criteria that have all their votes."""
        if self._settled is None:
            return
        for criterion in criteria:
            if all((criterion, vote) in self._grades for vote in self._votes):
                self._settled(self._counted(criterion))

    async def _answered(self, request: Request) -> tuple[Request, Reply]:
        """The reply, and what it answers: where a request is too long for the model, one with less of the document."""
        reply = await self._reply(request)
        if reply.state != "context_length" or request.purpose == "reask":
            return request, reply
        less = shorter(request, self._view.subject, self._view.rubric, self._view.options)
        if less is None:
            return request, reply
        self._shortened |= {(criterion, request.vote) for criterion in request.criteria}
        what = ", ".join(request.criteria) or "the risks"
        self._said.add(f"Too long for the model: for {what} it did not see {told(less.left_out)}.")
        return less.request, await self._reply(less.request)

    async def _reply(self, request: Request) -> Reply:
        """The reply, whatever happens: a fault in `ask` itself ends as a failed call that names it."""
        try:
            reply = await self._ask(request)
        except ReviewerError:
            raise
        except Exception as error:
            reply = Reply("failed", detail=f"{type(error).__name__} while asking")
        if reply.reused:
            self.reused.add(request.key)
        self.repeated += int(reply.repeated)
        self.used += reply.usage
        return reply

    def _take(self, request: Request, reply: Reply, grades: Mapping[str, LLMGrade]) -> None:
        """Notes the grades that a reply settles, and keeps them if they would come out the same again."""
        for criterion, grade in grades.items():
            self._grades[criterion, request.vote] = grade
        self._tell(grades)
        if reply.state != "ok":
            self._failures[_what(reply)] += len(grades)
            return
        # The key of a verdict says that its call showed the document whole; one that rests on less is not kept by it.
        whole = {one: grade for one, grade in grades.items() if (one, request.vote) not in self._shortened}
        if self._store is not None:
            for criterion, grade in whole.items():
                self._unwritten[self._keys[criterion, request.vote]] = Kept(grade, request.key)
            if self._unwritten and (self._writing is None or self._writing.done()):
                self._writing = asyncio.create_task(self._write(self._store))

    async def _write(self, store: VerdictStore) -> None:
        """Writes verdicts until none is left: those that come meanwhile go together, and no call waits for it."""
        while self._unwritten:
            some, self._unwritten = self._unwritten, {}
            self._said |= {await keep(store, some)} - {""}


def _what(reply: Reply) -> str:
    words = {"budget": "the limit of cost is reached", "deadline": "the time was up"}
    said = words.get(reply.state, reply.state.replace("_", " "))
    return f"{said} ({reply.detail})" if reply.detail and STATE_WHY[reply.state] != "budget" else said
