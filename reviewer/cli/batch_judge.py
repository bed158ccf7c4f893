"""The judge of a batch. In: settings and flags. Out: one provider, limiter and budget that all answers share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import click

from reviewer.cli.judging import JudgeFlags, failing, judged_by, open_replies, options_of

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.judge.plan import Plan
    from reviewer.model.judgement import Ask, JudgeOptions, Reply, Request
    from reviewer.model.rubric import Rubric
    from reviewer.model.subject import Subject
    from reviewer.pipeline import Judge, Judged

_SECOND_SEED = 1_000_003
"""Added to the seed of a second grading, far from the seeds of votes."""


class BatchBench:
    """What the answers of a batch share. Raises ConfigError for a model, price or limit that cannot be used."""

    def __init__(self, settings: Settings, flags: JudgeFlags, concurrency: int) -> None:
        from reviewer.judge.bench import ModelBench
        from reviewer.judge.limit import Limiter

        self._flags = flags
        self._bench = ModelBench(settings.model or "", max_cost_usd=flags.max_cost)
        self._limiter = Limiter(concurrency, probe=True)
        self._replies = open_replies(settings)
        self._out_of_money = False
        self._announced = False
        self.options: JudgeOptions = options_of(self._bench.provider, flags)
        # Imported while the children start, so that the first call does not wait for it.
        self._loading = Thread(target=self._bench.provider.load, name="imports", daemon=True)
        self._loading.start()

    def loaded(self) -> None:
        """Returns once the model's library is imported, so that its objects are not taken for a run's own."""
        self._loading.join()

    @property
    def refusals(self) -> int:
        """How many calls the provider refused for now."""
        return self._limiter.refusals

    def out_of_money(self) -> bool:
        """Whether a call was left out since it would pass --max-cost."""
        return self._out_of_money

    def judge(self, *, second: bool = False, anew: bool = False) -> Judge:
        """The judge of one series. `second`: with another seed; `anew`: without kept replies."""
        from reviewer.judge.judge import judge

        options = replace(self.options, seed=self.options.seed + _SECOND_SEED) if second else self.options
        store = None if anew else self._replies

        async def judging(subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Judged:
            return judged_by(await judge(subject, rubric, ids, options, self._ask(anew), store))

        return judging

    def plan(self, subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Plan:
        """What judging one answer would take now."""
        return self._bench.plan(subject, rubric, ids, self.options, self._replies)

    async def aclose(self) -> None:
        await self._bench.aclose()

    def close(self) -> None:
        if self._replies is not None:
            self._replies.close()

    def _ask(self, anew: bool) -> Ask:
        from reviewer.judge.compose import AskOptions

        limits = AskOptions(
            on_rate_limit=self._flags.on_rate_limit,
            deadline_s=self._flags.deadline,
            announce=self._announce,
            limiter=self._limiter,
        )
        ask = self._bench.ask(None if anew else self._replies, limits)
        ask = failing(ask) if self._flags.on_rate_limit == "fail" else ask
        return _watching(ask, self._spent)

    def _spent(self) -> None:
        self._out_of_money = True

    def _announce(self, host: str, _chars: int, _most_usd: float | None) -> None:
        if not self._announced:
            self._announced = True
            click.echo(f"Sending the answers to {host}.", err=True)


def _watching(ask: Ask, spent: Callable[[], None]) -> Ask:
    """An Ask that tells when a call was left out for its cost."""

    async def wrapped(request: Request) -> Reply:
        reply = await ask(request)
        if reply.state == "budget":
            spent()
        return reply

    return wrapped
