"""The service as an ASGI app. In: an open desk, an open store, settings. Out: a FastAPI app that speaks HTTP for them.

From the outside in: watch (ids, logs, figures, safe headers), the limit on bodies, the check of Host and Origin while
there are no keys, the routes.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api import problems
from api.body_limit import BodyLimit, limits
from api.describe import describe, without_keys
from api.doors import Doors
from api.hosts import LocalOnly
from api.metrics import Metrics
from api.rate import Rates
from api.routes import batches, decisions, drafts, events, facts, health, overrides, reviews, rubrics
from api.service import Service
from api.settings import ServiceSettings
from api.tally import Tally
from api.watch import Watch
from api.web import pages
from reviewer.jobs.desk import Desk
from reviewer.store.ended import ended_since
from reviewer.store.store import Store

_ROUTERS = (reviews, events, drafts, batches, overrides, decisions, rubrics, facts, health, pages)


def create_app(desk: Desk, store: Store, settings: ServiceSettings | None = None) -> FastAPI:
    """The app. Whoever opened the desk and the store closes them."""
    settings = settings or ServiceSettings()
    metrics = Metrics()
    metrics.watch_queue(desk.queued)
    tally = Tally(metrics, lambda since, most: ended_since(store.database, since, most))
    doors = Doors(store.keys, always=settings.keyed)
    app = _App(openapi_url="/openapi.json", docs_url=None, redoc_url=None)
    app.state.service = Service(desk, store, settings, doors, Rates(settings.policy), metrics, tally)
    problems.install(app, [route for part in _ROUTERS for route in part.router.routes])
    app.add_middleware(LocalOnly, keyless=lambda: doors.keyless)
    app.add_middleware(BodyLimit, limit_of=limits(settings))
    app.add_middleware(Watch, metrics=metrics)
    for part in _ROUTERS:
        app.include_router(part.router)
    return app


class _App(FastAPI):
    """FastAPI with our description of the API, as it stands: with or without keys."""

    def openapi(self) -> dict[str, Any]:
        described = describe(self)
        return without_keys(described) if self.state.service.doors.keyless else described
