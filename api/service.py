"""What the routes work with: one object that carries the desk, the store and everything that belongs to the app."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

from api.doors import Doors
from api.metrics import Metrics
from api.rate import Rates
from api.settings import ServiceSettings
from api.tally import Tally
from reviewer.engine import Pool
from reviewer.jobs.desk import Desk
from reviewer.store.store import Store

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one running service. `closing` is set when it has been told to stop: streams end then."""

    desk: Desk
    store: Store
    settings: ServiceSettings
    doors: Doors
    rates: Rates
    metrics: Metrics
    tally: Tally
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def unless_closing(self, work: Awaitable[Result]) -> Result | None:
        """The result of `work`; None, and the work given up, once the service has been told to stop."""
        working = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self.closing.wait())
        try:
            await asyncio.wait({working, stop}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            waiting = [one for one in (working, stop) if not one.done()]
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    @property
    def pool(self) -> Pool:
        """The child processes that documents and packs from outside are read in."""
        return self.desk.pool


def service_of(request: Request) -> Service:
    """The service that this request came to."""
    return cast(Service, request.app.state.service)


Here = Annotated[Service, Depends(service_of)]
