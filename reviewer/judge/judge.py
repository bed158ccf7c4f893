"""The judge. In: a Subject, a Rubric, the criteria to grade and an Ask. Out: a Judgement with a grade for each of them.

The first call of a view goes alone, so that the provider has the shared beginning in its cache when the rest go
together; where there is a check, its first call goes with the rest of those that count.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import add

from reviewer.judge.comparison import Comparison
from reviewer.judge.kept import VerdictStore, recall
from reviewer.judge.session import Session
from reviewer.judge.shorter import told
from reviewer.judge.views import View, views
from reviewer.judge.waiting import FIRST, turn
from reviewer.model.finding import Finding
from reviewer.model.grade import LLMGrade
from reviewer.model.judgement import Ask, CallUsage, JudgeOptions
from reviewer.model.review import Usage
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

Work = Callable[[], Awaitable[None]]
Settled = Callable[[LLMGrade], None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge found: one grade for each criterion it was asked for, in rubric order, and the deepest risks.

    `notes` say what a reader should know: what failed, what was not shown, what was reused.
    """

    grades: tuple[LLMGrade, ...]
    findings: tuple[Finding, ...] = ()
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A view with what is left to do for it."""

    session: Session
    work: list[Work]
    notes: list[str]


async def judge(
    subject: Subject,
    rubric: Rubric,
    ids: frozenset[str],
    options: JudgeOptions,
    ask: Ask,
    replies: VerdictStore | None = None,
    settled: Settled | None = None,
) -> Judgement:
    """Grades the criteria with these ids; verdicts that `replies` has are not asked for again.

    `settled` is told each criterion's grade as soon as it is final, in the order in which they come.

    Raises nothing for what a provider or the network did; a ReviewerError that `ask` raises comes through.
    """
    seen = views(subject, rubric, ids, options)
    if not seen:
        return _nothing_left(rubric, ids, options, settled)
    if len(seen) == 1:
        begun = await _begin(seen[0], ask, replies, settled)
        try:
            await _first_alone(begun.work)
        finally:
            await begun.session.written()
        return _judgement([begun], begun.session.grades(), [])
    comparison = Comparison(settled)
    main, check = [
        await _begin(view, ask, replies, take)
        for view, take in zip(seen, (comparison.counts, comparison.check), strict=True)
    ]
    try:
        await _first_alone(main.work, [partial(_first_alone, check.work)])
    finally:
        await main.session.written()
        await check.session.written()
    grades = comparison.compared(main.session.grades())
    return _judgement([main, check], grades, [comparison.note(told(subject.covered))])


async def _begin(view: View, ask: Ask, replies: VerdictStore | None, settled: Settled | None) -> _Begun:
    """A session that knows the verdicts of earlier runs, and the calls for the others."""
    keys = view.keys()
    known = await recall(replies, keys.values())
    calls = view.calls({ballot for ballot, key in keys.items() if key not in known})
    session = Session(view, ask, replies, keys, settled)
    session.take_over({ballot: known[key] for ballot, key in keys.items() if key in known})
    work: list[Work] = [partial(session.graded, call) for call in calls]
    work += [partial(session.weighed, call) for call in view.risk_calls()]
    return _Begun(session, work, view.left_out_notes(calls))


async def _first_alone(work: Sequence[Work], beside: Sequence[Work] = ()) -> None:
    """Runs the first, then the others and what is beside them together, all to their end before an error comes out."""
    if work:
        before = turn.set(FIRST)
        try:
            await work[0]()
        finally:
            turn.reset(before)
    ends = await asyncio.gather(*(one() for one in (*work[1:], *beside)), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            raise end


def _judgement(parts: Sequence[_Begun], grades: tuple[LLMGrade, ...], notes: Sequence[str]) -> Judgement:
    sessions = [part.session for part in parts]
    said = [*notes, *(note for session in sessions for note in session.notes())]
    repeated = sum(session.repeated for session in sessions)
    if repeated:
        said.append(f"{repeated} calls may have been paid for twice: a process ended before their reply came.")
    said += [note for part in parts for note in part.notes]
    return Judgement(grades, tuple(sessions[0].findings), _usage(sessions), tuple(dict.fromkeys(said)))


def _usage(sessions: Sequence[Session]) -> Usage:
    """Tokens and cost of this run alone; reused replies are counted apart."""
    used = reduce(add, (session.used for session in sessions), CallUsage(calls=0))
    return Usage(
        calls=used.calls,
        input_tokens=used.input_tokens,
        cached_tokens=used.cached_tokens,
        output_tokens=used.output_tokens,
        cost_usd=used.cost_usd,
        replies_reused=len(set().union(*(session.reused for session in sessions))),
    )


def _nothing_left(rubric: Rubric, ids: frozenset[str], options: JudgeOptions, settled: Settled | None) -> Judgement:
    """A document that only addresses its grader: there is nothing to ask about, and the rules grade."""
    grades = tuple(
        LLMGrade(criterion.id, "not_assessed", why="unsupported", reason="no text to judge", model=options.model)
        for criterion in rubric.criteria
        if criterion.id in ids
    )
    for grade in grades:
        if settled is not None:
            settled(grade)
    return Judgement(grades, notes=("All text of the document addresses its grader, so that the judge was not asked.",))
