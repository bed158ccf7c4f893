"""What the routes work with: one object that carries the desk, the store and everything that belongs to the app."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request

from api.doors import Doors
from api.metrics import Metrics
from api.rate import Rates
from api.settings import ServiceSettings
from reviewer.engine import Pool
from reviewer.jobs.desk import Desk
from reviewer.store.store import Store


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one running service. `closing` is set when it has been told to stop: streams end then."""

    desk: Desk
    store: Store
    settings: ServiceSettings
    doors: Doors
    rates: Rates
    metrics: Metrics
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def pool(self) -> Pool:
        """The child processes that documents and packs from outside are read in."""
        return self.desk.pool


def service_of(request: Request) -> Service:
    """The service that this request came to."""
    return cast(Service, request.app.state.service)


Here = Annotated[Service, Depends(service_of)]
