"""The judge. In: a Subject, a Rubric, the criteria to grade and an Ask. Out: a Judgement with a grade for each of them.

The first call goes alone, so that the provider has the shared beginning in its cache when the rest go together. Each
call stands for itself: one that fails costs its own criteria their grade and nothing else.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from reviewer.errors import ReviewerError
from reviewer.judge.kept import Kept, VerdictStore, keep, recall
from reviewer.judge.quotes import Source
from reviewer.judge.read import STATE_WHY, read
from reviewer.judge.requests import facts_text, groups, opening, requests, risk_request, verdict_key
from reviewer.judge.risks import read_risks
from reviewer.judge.shorter import ranges, shorter
from reviewer.judge.votes import counted
from reviewer.model.finding import Finding
from reviewer.model.grade import LLMGrade
from reviewer.model.judgement import Ask, CallUsage, JudgeOptions, Reply, Request
from reviewer.model.review import Usage
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

Ballot = tuple[str, int]
"""A criterion and the number of the vote, from 0."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge found: one grade for each criterion it was asked for, in rubric order, and the deepest risks.

    `notes` say what a reader should know: what failed, what was not shown, what was reused.
    """

    grades: tuple[LLMGrade, ...]
    findings: tuple[Finding, ...] = ()
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()


async def judge(
    subject: Subject,
    rubric: Rubric,
    ids: frozenset[str],
    options: JudgeOptions,
    ask: Ask,
    replies: VerdictStore | None = None,
    settled: Callable[[LLMGrade], None] | None = None,
) -> Judgement:
    """Grades the criteria with these ids; verdicts that `replies` has are not asked for again.

    `settled` is told each criterion's grade as soon as it is final, in the order in which they come.

    Raises nothing for what a provider or the network did; a ReviewerError that `ask` raises comes through.
    """
    keys = verdict_keys(subject, rubric, ids, options)
    known = await recall(replies, keys.values())
    calls = calls_for(subject, rubric, options, {ballot for ballot, key in keys.items() if key not in known})
    session = _Session(subject, rubric, options, ask, replies, keys, settled)
    grading = [session.graded(call) for call in calls]
    if options.risks and ids:
        grading.append(session.weighed(risk_request(subject, rubric, options)))
    session.take_over({ballot: known[key] for ballot, key in keys.items() if key in known})
    await _first_alone(grading)
    notes = [*session.notes(), *left_out_notes(subject, rubric, options, calls)]
    return Judgement(session.counted(ids), tuple(session.findings), session.usage(), tuple(notes))


def verdict_keys(subject: Subject, rubric: Rubric, ids: frozenset[str], options: JudgeOptions) -> dict[Ballot, str]:
    """The content address of every verdict that a review needs."""
    facts = facts_text(subject)
    return {
        (criterion.id, vote): verdict_key(subject, rubric, criterion, options, vote, facts)
        for vote in range(max(1, options.votes))
        for criterion in rubric.criteria
        if criterion.id in ids
    }


def calls_for(subject: Subject, rubric: Rubric, options: JudgeOptions, open_ballots: set[Ballot]) -> list[Request]:
    """The calls for the verdicts that are not known yet."""
    by_vote: dict[int, set[str]] = defaultdict(set)
    for criterion, vote in open_ballots:
        by_vote[vote].add(criterion)
    return [call for vote in sorted(by_vote) for call in requests(subject, rubric, options, by_vote[vote], vote)]


def left_out_notes(subject: Subject, rubric: Rubric, options: JudgeOptions, calls: Sequence[Request]) -> list[str]:
    """What the calls for a long document do not show, one note for each group of criteria."""
    asked = {criterion for call in calls for criterion in call.criteria}
    notes = []
    for group in groups(rubric, asked, options):
        left_out = opening(subject, rubric, options, group.criteria).left_out
        if left_out:
            lines = ranges(left_out)
            notes.append(f"Too long for one call: for {group.title} the judge did not see lines {lines}.")
    return notes


async def _first_alone(work: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Runs the first, then the others together. All are run to their end before an error comes through."""
    if not work:
        return
    first, *rest = work
    try:
        await first
    except BaseException:
        for one in rest:
            one.close()
        raise
    ends = await asyncio.gather(*rest, return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            raise end


class _Session:
    """One document's judging under way: what came back so far."""

    def __init__(
        self,
        subject: Subject,
        rubric: Rubric,
        options: JudgeOptions,
        ask: Ask,
        store: VerdictStore | None,
        keys: Mapping[Ballot, str],
        settled: Callable[[LLMGrade], None] | None = None,
    ) -> None:
        self.findings: list[Finding] = []
        self._subject = subject
        self._rubric = rubric
        self._options = options
        self._ask = ask
        self._store = store
        self._keys = keys
        self._settled = settled
        self._source = Source(subject.document)
        self._grades: dict[Ballot, LLMGrade] = {}
        self._usage = CallUsage(calls=0)
        self._reused: set[str] = set()
        self._repeated = 0
        self._failures: Counter[str] = Counter()
        self._said: set[str] = set()
        self._shortened: set[Ballot] = set()

    async def graded(self, request: Request) -> None:
        """Asks, reads, and asks again once for what the reply left open."""
        following: Request | None = request
        while following is not None:
            current, reply = await self._answered(following)
            reading = read(current, reply, self._source, self._rubric)
            await self._take(current, reply, reading.grades)
            following = reading.reask

    async def weighed(self, request: Request) -> None:
        """The call for the risks; of two replies the one with more of them counts."""
        following: Request | None = request
        while following is not None:
            current, reply = await self._answered(following)
            if reply.state != "ok":
                self._said.add(f"The judge named no risks: {_what(reply)}.")
            reading = read_risks(current, reply, self._source, self._rubric)
            self.findings = max(self.findings, list(reading.findings), key=len)
            following = reading.reask

    def take_over(self, known: Mapping[Ballot, Kept]) -> None:
        """Adds verdicts of earlier runs; each call they came from counts as one reused reply."""
        for ballot, kept in known.items():
            self._grades[ballot] = kept.grade
            self._reused.add(kept.call)
        self._tell({criterion for criterion, _ in known})

    def counted(self, ids: frozenset[str]) -> tuple[LLMGrade, ...]:
        """One grade for each criterion, from all its votes."""
        return tuple(self._counted(criterion.id) for criterion in self._rubric.criteria if criterion.id in ids)

    def usage(self) -> Usage:
        """Tokens and cost of this run alone; reused replies are counted apart."""
        used = self._usage
        return Usage(
            calls=used.calls,
            input_tokens=used.input_tokens,
            cached_tokens=used.cached_tokens,
            output_tokens=used.output_tokens,
            cost_usd=used.cost_usd,
            replies_reused=len(self._reused),
        )

    def _counted(self, criterion: str) -> LLMGrade:
        grade = counted([self._grades[criterion, vote] for vote in self._votes], self._rubric)
        return grade if grade.model else replace(grade, model=self._options.model)

    @property
    def _votes(self) -> range:
        return range(max(1, self._options.votes))

    def _tell(self, criteria: Iterable[str]) -> None:
        """Tells whoever follows the review the grades of those of these criteria that have all their votes."""
        if self._settled is None:
            return
        for criterion in criteria:
            if all((criterion, vote) in self._grades for vote in self._votes):
                self._settled(self._counted(criterion))

    def notes(self) -> list[str]:
        """What went wrong, each kind once, and what the votes were."""
        notes = [f"The judge gave no grade for {count} verdicts: {what}." for what, count in self._failures.items()]
        if self._repeated:
            notes.append(
                f"{self._repeated} calls may have been paid for twice: a process ended before their reply came."
            )
        if self._options.votes > 1:
            notes.append(
                f"Each criterion was judged {self._options.votes} times; its confidence is the share of equal outcomes."
            )
        return [*notes, *sorted(self._said)]

    async def _answered(self, request: Request) -> tuple[Request, Reply]:
        """The reply, and what it answers: where a request is too long for the model, one with less of the document."""
        reply = await self._reply(request)
        if reply.state != "context_length" or request.purpose == "reask":
            return request, reply
        less = shorter(request, self._subject, self._rubric, self._options)
        if less is None:
            return request, reply
        self._shortened |= {(criterion, request.vote) for criterion in request.criteria}
        what = ", ".join(request.criteria) or "the risks"
        self._said.add(f"Too long for the model: for {what} it did not see lines {ranges(less.left_out)}.")
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
            self._reused.add(request.key)
        self._repeated += int(reply.repeated)
        self._usage += reply.usage
        return reply

    async def _take(self, request: Request, reply: Reply, grades: Mapping[str, LLMGrade]) -> None:
        """Notes the grades that a reply settles, and keeps them if they would come out the same again."""
        for criterion, grade in grades.items():
            self._grades[criterion, request.vote] = grade
        self._tell(grades)
        if reply.state != "ok":
            self._failures[_what(reply)] += len(grades)
            return
        # The key of a verdict says that its call showed the document whole; one that rests on less is not kept by it.
        whole = {one: grade for one, grade in grades.items() if (one, request.vote) not in self._shortened}
        if self._store is not None and whole:
            keyed = {self._keys[criterion, request.vote]: grade for criterion, grade in whole.items()}
            self._said |= {await keep(self._store, keyed, request.key)} - {""}


def _what(reply: Reply) -> str:
    words = {"budget": "the limit of cost is reached", "deadline": "the time was up"}
    said = words.get(reply.state, reply.state.replace("_", " "))
    return f"{said} ({reply.detail})" if reply.detail and STATE_WHY[reply.state] != "budget" else said
