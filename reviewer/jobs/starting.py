"""Starting the workflow engine. In: a desk. Out: its engine, or None where no language model is in play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.store.database import Database

if TYPE_CHECKING:
    from reviewer.jobs.desk import Desk
    from reviewer.jobs.workflows import Workflows


def launched(desk: Desk) -> Workflows | None:
    """The engine, started if models are allowed or reviews with a model are unfinished.

    Raises ConfigError for a model that cannot be used.
    """
    settings, store = desk.settings, desk.store
    if not settings.models and all(row.model is None for row in store.reviews.unfinished()):
        return None
    from reviewer.jobs.bench import Bench
    from reviewer.jobs.judged import Judging
    from reviewer.jobs.workflows import Workflows

    bench = Bench()
    for model in settings.models:
        bench.model(model)
    judging = Judging(store, desk.pool, bench, desk.hub, settings, desk.executor)
    workflows = Workflows(
        engine_url(store.database), desk.executor, settings.reviews_at_once, judging.run, bench.aclose
    )
    workflows.launch()
    return workflows


def engine_url(database: Database) -> str:
    """Where the engine keeps its own: a file beside the store's, or the same Postgres database."""
    from reviewer.jobs.workflows import FILE_NAME

    url = database.url
    if database.is_sqlite:
        from pathlib import Path

        return f"sqlite:///{Path(str(url.database)).absolute().parent / FILE_NAME}"
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
