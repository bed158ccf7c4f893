"""Models at work. In: the name of a model. Out: an Ask for one review, with the wrappers that `compose` puts around it.

One bench per model and process, so that its connections are shared. They belong to the loop that uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from reviewer.judge.bench import ModelBench
from reviewer.judge.compose import AskOptions
from reviewer.judge.ledger import ReplyStore
from reviewer.judge.prices import load_prices
from reviewer.model.judgement import Ask, JudgeOptions, Reply, Request

Step = Callable[[Callable[[], Coroutine[Any, Any, list[str]]]], Coroutine[Any, Any, object]]
"""Runs work as a step of the workflow that is under way; a step that was recorded before is not run again."""


class Bench:
    """The models of this process."""

    def __init__(self) -> None:
        self._prices = load_prices()
        self._models: dict[str, ModelBench] = {}

    def model(self, name: str) -> ModelBench:
        """A model. Raises ConfigError `model.name`, `model.no_key`, `model.base_url`."""
        if name not in self._models:
            self._models[name] = ModelBench(name, prices=self._prices)
        return self._models[name]

    def options(self, model: str, votes: int) -> JudgeOptions:
        """How to judge with this model."""
        return self.model(model).options(votes=votes)

    def ask(
        self, model: str, store: ReplyStore, *, deadline_s: float, max_cost_usd: float | None, lease_s: float
    ) -> Ask:
        """The Ask of one review. Raises ConfigError `prices.unknown_model` for a limit on a model without a price."""
        limits = AskOptions(deadline_s=deadline_s, max_cost_usd=max_cost_usd, lease_s=lease_s)
        return self.model(model).ask(store, limits)

    async def aclose(self) -> None:
        """Closes the connections of the running loop."""
        for one in self._models.values():
            await one.aclose()


def stepped(ask: Ask, step: Step) -> Ask:
    """An Ask whose every call is a step. A step records which call ended, never what was said: that is in the ledger.

    Steps are numbered as they begin, and after a crash calls may begin in another order. So what a recorded step gives
    is not used: the call is looked up in the ledger under its own key, and asked for only where it is not there.
    """

    async def wrapped(request: Request) -> Reply:
        got: list[Reply] = []

        async def call() -> list[str]:
            got.append(await ask(request))
            return [request.key, got[0].state]

        await step(call)
        return got[0] if got else await ask(request)

    return wrapped
