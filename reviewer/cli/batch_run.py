"""A batch from its flags to its outputs: what is read, what is to do, who grades it, and what is written."""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice, repeat
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from reviewer import garbage
from reviewer.batch.grade import Task, prepare_one
from reviewer.batch.intake import Intake
from reviewer.batch.journal import FILE_NAME, Journal, Outcome, Series
from reviewer.batch.outputs import Wanted, write_outputs
from reviewer.batch.overrides import take_over
from reviewer.batch.rows import Rows
from reviewer.batch.run import Stop, grade_by_rules
from reviewer.batch.terms import Terms
from reviewer.batch.work import Work, to_do
from reviewer.cli.batch import are_read_here
from reviewer.cli.batch_judge import BatchBench
from reviewer.cli.batch_progress import Progress
from reviewer.cli.batch_server import ServerBench
from reviewer.cli.judging import HOW_TO_TURN_ON, JudgeFlags
from reviewer.engine import Pool
from reviewer.engine import rubric as load
from reviewer.errors import ConfigError, DocumentError, WorkError
from reviewer.pipeline import Prepared, ReviewOptions, check_options
from reviewer.rubric.registry import is_registered

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reviewer.batch.cohort import Cohort
    from reviewer.batch.feedback import Format
    from reviewer.batch.judged import Ahead
    from reviewer.config import Settings
    from reviewer.judge.plan import Plan
    from reviewer.model.rubric import Rubric

_PLANNED = 10
"""Answers whose cost is estimated before spending; a dry run estimates all."""


@dataclass(frozen=True, slots=True)
class BatchFlags:
    """What the command line says about a batch; rubric, profile, kind, model and gates are settings."""

    inputs: tuple[str, ...]
    out: Path
    feedback: Format = "md"
    question: str | None = None
    questions: Path | None = None
    roster: Path | None = None
    blind: bool = False
    names: Path | None = None
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    retry_errors: bool = False
    dry_run: bool = False
    overrides: Path | None = None
    points: float | None = None
    anchors: Path | None = None
    double: float | None = None
    concurrency: int = 16
    workers: int | None = None
    server: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run ended with."""

    out: Path
    cohort: Cohort
    manifest: Mapping[str, Any]
    pending: int
    stopped: str
    interrupted: bool


def run_batch(settings: Settings, judge_flags: JudgeFlags, flags: BatchFlags) -> Ended | None:
    """Runs a batch; None after a dry run. Raises ReviewerErrors for what cannot be used at all."""
    with ExitStack() as stack:
        pool = stack.enter_context(Pool(flags.workers, rubric=settings.rubric))
        if _is_worth_a_start(settings, flags):
            pool.begin()
        rubric = load(settings.rubric)
        server = None if flags.server is None else ServerBench(flags.server, settings, judge_flags, flags, rubric)
        bench = None if server is not None else _bench(settings, judge_flags, flags, stack)
        criteria, answers = _sorted_out(flags.only, rubric)
        options = _options(settings, flags, criteria)
        check_options(rubric, options)
        terms = _terms(rubric, options, bench or server, flags)
        intake = Intake(flags, terms)
        _check_names(answers, intake, rubric)
        if not flags.dry_run:
            _make(flags.out)
        overrides = take_over(None if flags.dry_run else flags.overrides, flags.out, rubric)
        journal = stack.enter_context(_journal(flags))
        noted = terms.noted()
        work = to_do(intake.roll, journal, noted, only=answers, retry=flags.retry_errors)
        batch = _Batch(settings.rubric, rubric, flags, terms, noted, intake, journal, pool, bench, server, work)
        batch.tell()
        if flags.dry_run:
            return None
        intake.keep_names()
        batch.grade()
        return batch.write(Rows(intake.roll, journal, rubric, overrides, sort=flags.blind))


def _is_worth_a_start(settings: Settings, flags: BatchFlags) -> bool:
    """Whether children are needed and nothing is wrong that can be seen at once."""
    rubric = settings.rubric
    known = is_registered(rubric) or Path(rubric).exists()
    return known and are_read_here(flags.inputs, flags.server)


@dataclass(slots=True)
class _Batch:
    """Everything that one run works with."""

    ref: str
    rubric: Rubric
    flags: BatchFlags
    terms: Terms
    noted: Mapping[str, Any]
    intake: Intake
    journal: Journal
    pool: Pool
    bench: BatchBench | None
    server: ServerBench | None
    work: Work
    stop: Stop = field(default_factory=Stop)
    interrupted: bool = False
    number: int = 0
    ahead: Ahead = field(default_factory=dict)
    """The answers that were read to estimate the cost of all: they need not be read again."""
    anchors: Mapping[str, Any] | None = None
    second: Mapping[str, Any] | None = None

    def tell(self) -> None:
        """Says what there is to do, and what it would cost, before anything is spent."""
        for line in self.work.words() or ["nothing to grade: all answers are graded as they are"]:
            click.echo(line, err=True)
        if self.bench is not None and self.work.why:
            click.echo(self._estimate(self.bench), err=True)

    def grade(self) -> None:
        """Grades what there is to grade. What is finished is in the journal, whatever ends the run."""
        number = self.number = self.journal.begin(self.noted)
        with self._interruptible():
            if self.flags.anchors is not None and not self.stop:
                self._score_anchors(self.flags.anchors, number)
            self._run(self.intake.tasks(self.work.why), len(self.work.why), "answer", "Grading")
            if self.flags.double is not None and not self.stop:
                self._grade_twice(self.flags.double)

    def write(self, rows: Rows) -> Ended:
        """Makes the outputs from the journal."""
        for unknown in rows.unknown_overrides():
            click.echo(f"Warning: no answer has the id {unknown!r} that the overrides name.", err=True)
        wanted = Wanted(
            out=self.flags.out,
            feedback=self.flags.feedback,
            terms=self.noted,
            graded_by=f"{self.terms.model} and rules" if self.terms.model else "rules",
            profile=self.terms.options.profile or self.rubric.default_profile,
            inputs=() if self.flags.blind else self.flags.inputs,
            columns=self.intake.columns,
            most_points=self.flags.points,
            anchors=self.anchors,
            second=self.second,
            expected=self.intake.expected,
        )
        cohort, manifest = write_outputs(rows, self.rubric, self.pool, wanted)
        return Ended(self.flags.out, cohort, manifest, len(rows.pending()), self.stop.why, self.interrupted)

    def _run(self, tasks: Iterable[Task], total: int, series: Series, what: str) -> None:
        if not total:
            return
        if self.bench is not None:
            self.bench.loaded()
        garbage.for_a_long_run()
        with Progress(total, what, self._refusals) as progress:

            def take(outcomes: Sequence[Outcome]) -> None:
                self.journal.add(outcomes, series)
                progress.add(outcomes)

            if self.server is not None:
                self.server.grade(tasks, self._anew(), take, self.stop)
            elif self.bench is None:
                grade_by_rules(self.pool, self.ref, tasks, take, self.stop)
            else:
                asyncio.run(self._judge(self.bench, tasks, take, series))

    def _anew(self) -> dict[str, str]:
        """What tells an answer that is graded again on demand from the time before."""
        return {one: f"-{self.number}" for one, why in self.work.why.items() if why in ("retry", "asked")}

    async def _judge(
        self, bench: BatchBench, tasks: Iterable[Task], take: Callable[[Sequence[Outcome]], None], series: Series
    ) -> None:
        from reviewer.batch.judged import grade_with_judge

        judge = bench.judge(second=series == "second", anew=series == "anchor")
        at_once = max(2, self.flags.concurrency)
        try:
            await grade_with_judge(
                self.pool,
                self.rubric,
                self.ref,
                tasks,
                judge,
                take,
                self.stop,
                at_once=at_once,
                ahead=self.ahead if series == "answer" else None,
                out_of_money=bench.out_of_money,
            )
        except WorkError as error:
            click.echo(f"Stopped: {error}", err=True)
        finally:
            await bench.aclose()
        if self.stop.why and not self.interrupted:
            click.echo(f"Stopped: {self.stop.why}. What was graded is kept.", err=True)

    def _refusals(self) -> int:
        return self.bench.refusals if self.bench is not None else 0

    def _score_anchors(self, folder: Path, number: int) -> None:
        from reviewer.batch.checks import anchor_figures, anchor_tasks

        tasks = list(anchor_tasks(folder, self.terms))
        self._run(tasks, len(tasks), "anchor", "Scoring graded examples")
        names = {task.id for task in tasks}
        found = [one for one in self.journal.all_light("anchor") if one.id in names]
        before = self.journal.last_figures(number)
        self.anchors, noted = anchor_figures(folder, found, self.rubric, before)
        self.journal.measured(number, noted)

    def _grade_twice(self, size: float) -> None:
        from reviewer.batch.checks import sample, second_figures

        statuses = {one: status for one, (status, _) in self.journal.statuses().items()}
        chosen = sample(self.intake.roll, statuses, size)
        known = self.journal.keys("second")
        open_ones = {place.id for place in chosen if known.get(place.id) != place.key}
        self._run(self.intake.tasks(open_ones), len(open_ones), "second", "Grading a second time")
        self.second = second_figures(self.journal, [place.id for place in chosen])

    def _estimate(self, bench: BatchBench) -> str:
        """The calls, tokens and cost of what there is to do: of all of it in a dry run, else from its first answers."""
        total = len(self.work.why)
        most = total if self.flags.dry_run else _PLANNED
        plans: list[Plan] = []
        for task, read in self._prepared(islice(self.intake.tasks(self.work.why), most)):
            plans.append(bench.plan(read.subject, self.rubric, read.asked))
            if not self.flags.dry_run:
                self.ahead[task.id] = read
        factor = total / len(plans) if plans and total > most else 1.0
        calls = sum(plan.calls for plan in plans) * factor
        low, high = (sum(plan.input_tokens[end] for plan in plans) * factor for end in (0, 1))
        out_low, out_high = (sum(plan.output_tokens[end] for plan in plans) * factor for end in (0, 1))
        costs = [plan.cost_usd for plan in plans if plan.cost_usd is not None]
        cost = (
            f", ${sum(c[0] for c in costs) * factor:.2f} to ${sum(c[1] for c in costs) * factor:.2f}" if costs else ""
        )
        about = "" if factor == 1.0 else "about "
        tokens = f"{low:,.0f} to {high:,.0f} tokens in, {out_low:,.0f} to {out_high:,.0f} out"
        return f"{about}{calls:,.0f} calls to {bench.options.host}, {tokens}{cost}"

    def _prepared(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Prepared]]:
        """Answers as read, a few at a time; one that cannot be read is left out: it will be a row in error."""
        under_way: deque[tuple[Task, Future[Prepared]]] = deque()
        for task in chain(tasks, repeat(None, 2 * self.pool.workers)):
            if task is not None:
                under_way.append((task, self.pool.run(prepare_one, self.ref, task, name=task.submission.name)))
            if under_way and (task is None or len(under_way) >= 2 * self.pool.workers):
                first, future = under_way.popleft()
                with suppress(DocumentError):
                    yield first, future.result().attached(self.rubric)

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """The first Ctrl-C ends what was begun and writes the outputs; the second ends everything at once."""

        def heard(_signal: int, _frame: FrameType | None) -> None:
            if self.interrupted:
                raise KeyboardInterrupt
            self.interrupted = True
            self.stop.set("interrupted")
            click.echo("Stopping: what was begun is finished and written. Ctrl-C again stops at once.", err=True)

        before = signal.signal(signal.SIGINT, heard)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def _bench(settings: Settings, judge_flags: JudgeFlags, flags: BatchFlags, stack: ExitStack) -> BatchBench | None:
    if judge_flags.no_llm or settings.model is None:
        if flags.double is not None:
            hint = "rules grade alike each time; set --model, or leave --double out"
            raise ConfigError("--double needs a language model", code="option.double", hint=hint)
        if not judge_flags.no_llm:
            click.echo(HOW_TO_TURN_ON, err=True)
        return None
    bench = BatchBench(settings, judge_flags, flags.concurrency)
    stack.callback(bench.close)
    return bench


def _terms(rubric: Rubric, options: ReviewOptions, bench: BatchBench | ServerBench | None, flags: BatchFlags) -> Terms:
    terms = Terms(rubric, options, blind=flags.blind)
    if bench is None:
        return terms
    if isinstance(bench, ServerBench):  # by rules it grades as this machine does
        return replace(terms, model=bench.model, host=bench.where) if bench.model else terms
    from reviewer.judge.prompts import grading_hash

    judging = bench.options
    return replace(
        terms,
        model=judging.model,
        host=judging.host,
        votes=judging.votes,
        calls=judging.batch,
        prompt=grading_hash(),
    )


def _sorted_out(only: tuple[str, ...], rubric: Rubric) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """--only names criteria and phases of the rubric, or answers."""
    known = {one.id for one in rubric.criteria} | {one.id for one in rubric.phases}
    return tuple(one for one in only if one in known), tuple(one for one in only if one not in known)


def _check_names(answers: tuple[str, ...], intake: Intake, rubric: Rubric) -> None:
    from difflib import get_close_matches

    known = {place.id for place in intake.roll}
    for name in answers:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"`reviewer rubric show {rubric.id}` lists the criteria"
            raise ConfigError(f"no answer, criterion or phase has the id {name!r}", code="option.only", hint=hint)


def _options(settings: Settings, flags: BatchFlags, criteria: tuple[str, ...]) -> ReviewOptions:
    """How each answer is reviewed. An answer is not the user's own file: it cannot accept its own findings."""
    return ReviewOptions(
        profile=settings.profile,
        kind=settings.kind,
        only=criteria,
        skip=flags.skip,
        not_applicable=settings.not_applicable,
        suppress=settings.suppress,
        local=False,
    )


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkError(f"cannot be made: {error.strerror}", code="batch.unwritable", where=str(out)) from error


@contextmanager
def _journal(flags: BatchFlags) -> Iterator[Journal]:
    """The journal of the output folder; a dry run of a new batch leaves nothing behind."""
    import tempfile

    with ExitStack() as stack:
        folder = flags.out
        if flags.dry_run and not (flags.out / FILE_NAME).is_file():
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        journal = Journal(folder)
        stack.callback(journal.close)
        yield journal
