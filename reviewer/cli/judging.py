"""The judge of a command. In: settings and flags. Out: a Judge for the pipeline, or None where rules alone grade.

A model, the replies file and limits make an `ask`; with options they make the judge. Before the first send to a host
stderr says where the document goes, how much of it, and the estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from reviewer.errors import WorkError

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.judge.judge import Judgement
    from reviewer.judge.plan import Plan
    from reviewer.judge.providers import Provider
    from reviewer.model.judgement import Ask, JudgeOptions, Reply, Request
    from reviewer.model.rubric import Rubric
    from reviewer.model.subject import Subject
    from reviewer.pipeline import Judge, Judged
    from reviewer.store.replies import Replies

Command = TypeVar("Command", bound=Callable[..., Any])

HOW_TO_TURN_ON = (
    "No language model is set: rules grade. To add one, set --model PROVIDER:NAME (or REVIEWER_MODEL) and its key, such"
    " as OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; --no-llm says that you want none."
)

_OPTIONS = (
    click.option("--model", metavar="PROVIDER:NAME", help="Language model that judges, such as openai:gpt-4.1-mini."),
    click.option("--no-llm", is_flag=True, help="Grade by rules only, even if a model is configured."),
    click.option(
        "--votes",
        type=click.IntRange(1, 9),
        default=1,
        show_default=True,
        metavar="N",
        help="Judge everything N times; the spread is the confidence.",
    ),
    click.option(
        "--batch",
        type=click.Choice(["phase", "criterion", "all"]),
        default="phase",
        show_default=True,
        help="What shares a call.",
    ),
)
_LIMITS = (
    click.option(
        "--deadline",
        type=click.FloatRange(min=0, min_open=True),
        metavar="S",
        help="Seconds for the judge of one document; rules grade the rest.",
    ),
    click.option(
        "--on-rate-limit",
        type=click.Choice(["wait", "fail", "rules"]),
        default="wait",
        show_default=True,
        help="When the provider refuses for now: wait, end with exit code 3, or let the rules grade.",
    ),
    click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Spend no more than this in all."),
)


@dataclass(frozen=True, slots=True)
class JudgeFlags:
    """What the command line says about the judge; the model itself is a setting."""

    no_llm: bool = False
    votes: int = 1
    batch: Literal["phase", "criterion", "all"] = "phase"
    deadline: float | None = None
    on_rate_limit: Literal["wait", "fail", "rules"] = "wait"
    max_cost: float | None = None


def judge_options(command: Command) -> Command:
    """Adds --model, --no-llm, --votes and --batch to a command."""
    return _with(command, _OPTIONS)


def limit_options(command: Command) -> Command:
    """Adds --deadline, --on-rate-limit and --max-cost to a command."""
    return _with(command, _LIMITS)


def taken(flags: dict[str, Any]) -> JudgeFlags:
    """Takes the judge's flags out of a command's flags."""
    return JudgeFlags(**{name: flags.pop(name) for name in JudgeFlags.__slots__ if name in flags})


@contextmanager
def judging(settings: Settings, flags: JudgeFlags) -> Iterator[Judge | None]:
    """The judge while a command runs, None where there is none; stderr says how to turn one on.

    Raises ConfigError for a model, price or limit that cannot be used.
    """
    if flags.no_llm or settings.model is None:
        if not flags.no_llm:
            click.echo(HOW_TO_TURN_ON, err=True)
        yield None
        return
    bench = _Bench(settings, flags)
    try:
        yield bench.judge
    finally:
        bench.close()


def options_of(provider: Provider, flags: JudgeFlags) -> JudgeOptions:
    """How to judge with this provider."""
    from reviewer.model.judgement import JudgeOptions

    return JudgeOptions(model=provider.ref, host=provider.host, batch=flags.batch, votes=flags.votes)


def told(plan: Plan) -> str:
    """A plan in one line."""
    low, high = plan.input_tokens
    cost = "" if plan.cost_usd is None else f", about ${plan.cost_usd[0]:.3f} to ${plan.cost_usd[1]:.3f}"
    output = f"{plan.output_tokens[0]:,} to {plan.output_tokens[1]:,}"
    return f"{plan.calls} calls, {low:,} to {high:,} tokens in, {output} out{cost}"


def open_replies(settings: Settings) -> Replies | None:
    """The replies file of the cache folder; without it, which is said, every reply is paid for anew."""
    from reviewer.store.replies import FILE_NAME, Replies

    try:
        return Replies(settings.cache_dir / FILE_NAME)
    except WorkError as error:
        click.echo(f"Warning: {error}\n  Nothing is kept for reuse.", err=True)
        return None


class _Bench:
    """What the reviews of one command share: the model, and the replies that are kept."""

    def __init__(self, settings: Settings, flags: JudgeFlags) -> None:
        from reviewer.judge.announce import Told
        from reviewer.judge.bench import ModelBench

        self._flags = flags
        self._model = ModelBench(settings.model or "", max_cost_usd=flags.max_cost)
        self._told = Told()
        self._replies = open_replies(settings)

    async def judge(self, subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Judged:
        """Judges one document; its deadline begins here."""
        from reviewer.judge.judge import judge

        options = options_of(self._model.provider, self._flags)
        ask = self._ask(lambda: self._model.plan(subject, rubric, ids, options, self._replies))
        try:
            return judged_by(await judge(subject, rubric, ids, options, ask, self._replies))
        finally:
            await self._model.aclose()

    def close(self) -> None:
        if self._replies is not None:
            self._replies.close()

    def _ask(self, estimate: Callable[[], Plan]) -> Ask:
        from reviewer.judge.compose import AskOptions

        def announce(host: str, _chars: int, _most_usd: float | None) -> None:
            plan = estimate()
            click.echo(f"Sending the document ({plan.document_chars:,} characters) to {host}: {told(plan)}.", err=True)

        limits = AskOptions(
            on_rate_limit=self._flags.on_rate_limit,
            deadline_s=self._flags.deadline,
            announce=announce,
            told=self._told,
        )
        ask = self._model.ask(self._replies, limits)
        return failing(ask) if self._flags.on_rate_limit == "fail" else ask


def judged_by(judgement: Judgement) -> Judged:
    """What the pipeline takes; the deepest risks are findings of the review."""
    from reviewer.pipeline import Judged

    return Judged(judgement.grades, judgement.usage, judgement.notes, judgement.findings)


def failing(ask: Ask) -> Ask:
    """An Ask that ends the review where the provider refuses for now."""

    async def wrapped(request: Request) -> Reply:
        reply = await ask(request)
        if reply.state == "failed" and reply.kind == "rate_limit":
            wait = "" if reply.retry_after_s is None else f" It asks to wait {reply.retry_after_s:.0f} s."
            raise WorkError(
                f"the model's provider refuses further calls for now ({reply.detail})",
                code="judge.rate_limit",
                hint=f"try again later, or use --on-rate-limit wait or rules.{wait}",
            )
        return reply

    return wrapped


def _with(command: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
