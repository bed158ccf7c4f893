"""One model at work. In: the name of a model, and what may be spent on it. Out: its Asks, its options, what it costs.

A provider is shared by all that one process asks of a model, so that its connections and its budget are too.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.judge.budget import Budget
from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.kept import VerdictStore
from reviewer.judge.ledger import ReplyStore
from reviewer.judge.plan import Plan, known_keys, plan
from reviewer.judge.prices import Prices, load_prices, no_price
from reviewer.judge.providers import Provider, provider
from reviewer.model.judgement import Ask, JudgeOptions
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject


class ModelBench:
    """A provider with its prices. `max_cost_usd` is what all its Asks may spend together.

    Raises ConfigError `model.name`, `model.no_key`, `model.base_url`; `prices.unknown_model` for a limit on a model
    without a price.
    """

    def __init__(self, model: str, *, max_cost_usd: float | None = None, prices: Prices | None = None) -> None:
        self.provider: Provider = provider(model)
        self._prices = prices or load_prices()
        self._price = self._prices.find(self.provider.ref, self.provider.host)
        if max_cost_usd is not None and self._price is None:
            raise no_price(self.provider.ref, self.provider.host)
        self._budget = None if max_cost_usd is None else Budget(max_cost_usd)

    def options(self, *, votes: int = 1) -> JudgeOptions:
        """How to judge with this model."""
        return JudgeOptions(model=self.provider.ref, host=self.provider.host, votes=votes)

    def ask(self, store: ReplyStore | None, limits: AskOptions) -> Ask:
        """An Ask within `limits`; the budget of this bench counts beside its own limit."""
        if self._budget is not None:
            limits = replace(limits, budget=self._budget)
        return compose(self.provider, store=store, prices=self._prices, options=limits)

    def plan(
        self,
        subject: Subject,
        rubric: Rubric,
        ids: frozenset[str],
        options: JudgeOptions,
        store: VerdictStore | None,
    ) -> Plan:
        """What judging would take now, with the replies that `store` has."""
        return plan(subject, rubric, ids, options, self._price, known_keys(subject, rubric, ids, options, store))

    async def aclose(self) -> None:
        """Closes the connections of the running loop."""
        await self.provider.aclose()
