"""The whole `ask`. In: a provider and what limits it. Out: one Ask in which every wrapper has its place.

From the outside in, each for a reason:

- `ledgered`   outermost: a reply that is kept costs nothing and needs no limit, no deadline and no network; and what
               comes back is written before anything else sees it.
- `deadline`   inside the ledger, so that kept replies come even after it; around all the rest, so that pauses, queues
               and back-off count.
- `climbing`   around the retries, since a way of asking is judged by what is left after they did their work.
- `retrying`   around the limit: a call that waits for its next try holds no slot.
- `limited`    around the budget: money is set aside for calls that are about to be sent, not for those in the queue.
- `budget`     around every single try: a try that failed may cost as well.
- `announced`  right before the send, so that a review from the ledger says nothing.
- `priced`     innermost: the cost of a try is known as soon as its reply is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from reviewer.judge.announce import Announce, Told, announced
from reviewer.judge.budget import Budget, most_tokens, within_budget
from reviewer.judge.deadline import Deadline, within_deadline
from reviewer.judge.failure import Send
from reviewer.judge.ladder import Ladder, Rung, climbing
from reviewer.judge.ledger import LEASE_S, ReplyStore, ledgered
from reviewer.judge.limit import Limiter, OnRateLimit, limited, limiter_of
from reviewer.judge.prices import Price, Prices, no_price
from reviewer.judge.providers import Provider
from reviewer.judge.retry import ATTEMPTS, retrying
from reviewer.model.judgement import Ask, Reply, Request


@dataclass(frozen=True, slots=True)
class AskOptions:
    """The limits of asking. `deadline_s` runs from `compose`; `max_cost_usd` holds for all calls of this Ask together.

    A `budget`, `limiter` or `told` (the hosts that `announce` need not name again) given here is shared with whoever
    else was given it (a batch); by default budget and `told` are this Ask's own, and the limiter is the process's for
    the host.
    """

    on_rate_limit: OnRateLimit = "wait"
    deadline_s: float | None = None
    max_cost_usd: float | None = None
    concurrency: int = 16
    attempts: int = ATTEMPTS
    lease_s: float = LEASE_S
    announce: Announce | None = None
    told: Told = field(default_factory=Told)
    budget: Budget | None = None
    limiter: Limiter | None = None


def compose(provider: Provider, *, store: ReplyStore | None, prices: Prices, options: AskOptions | None = None) -> Ask:
    """The Ask that reviews use. Without a `store` nothing is kept or reused.

    Raises ConfigError `prices.unknown_model` for a spending limit on a model without a price.
    """
    limits = options or AskOptions()
    price = prices.find(provider.ref, provider.host)
    budget = _budget(provider, price, limits)
    limiter = limits.limiter or limiter_of(provider.host, limits.concurrency)
    deadline = Deadline(limits.deadline_s)
    ladder = Ladder(provider.host, provider.ref, store)

    def at(rung: Rung) -> Send:
        send = priced(_sending(provider, rung), price)
        if limits.announce is not None:
            send = announced(send, provider.host, limits.announce, _estimate(price), limits.told)
        if budget is not None and price is not None:
            send = within_budget(send, budget, price)
        send = limited(send, limiter, on_rate_limit=limits.on_rate_limit)
        return retrying(send, attempts=limits.attempts, on_rate_limit=limits.on_rate_limit, deadline=deadline)

    ask = within_deadline(climbing(ladder, at), deadline)
    return ask if store is None else ledgered(ask, store, deadline=deadline, lease_s=limits.lease_s)


def priced(send: Send, price: Price | None) -> Send:
    """Adds what a call cost, if the model has a price and the provider reported tokens."""
    if price is None:
        return send

    async def wrapped(request: Request) -> Reply:
        reply = await send(request)
        usage = reply.usage
        if not usage.input_tokens and not usage.output_tokens:
            return reply
        return replace(reply, usage=replace(usage, cost_usd=price.cost(usage)))

    return wrapped


def _budget(provider: Provider, price: Price | None, limits: AskOptions) -> Budget | None:
    budget = limits.budget or (None if limits.max_cost_usd is None else Budget(limits.max_cost_usd))
    if budget is not None and price is None:
        raise no_price(provider.ref, provider.host)
    return budget


def _sending(provider: Provider, rung: Rung) -> Send:
    async def send(request: Request) -> Reply:
        return await provider.send(request, rung.mode, rung.omit)

    return send


def _estimate(price: Price | None) -> Callable[[Request], float | None]:
    return lambda request: None if price is None else price.cost(most_tokens(request))
