"""`reviewer worker`: reviews what a service accepted, without serving."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import click

from reviewer.cli.place import data_option, place

if TYPE_CHECKING:
    from reviewer.jobs.order import DeskSettings

EPILOG = """\b
Examples:
  reviewer worker --data postgresql://reviewer@db/reviewer      on each further machine
  reviewer worker --data ./reviews --once                       finish what is left, then end
"""

_LOOK_S = 0.5


@click.command("worker", epilog=EPILOG)
@data_option
@click.option("--reviews", type=click.IntRange(1, 256), default=8, show_default=True, help="Judged reviews at a time.")
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
@click.option(
    "--grace", type=click.FloatRange(min=0), default=20.0, show_default=True, help="Seconds for what runs at the end."
)
def command(data: str | None, reviews: int, once: bool, grace: float) -> None:
    """Take accepted reviews and bring them to an end, until Ctrl-C.

    A service reviews by itself; workers are for more machines on one Postgres, or to finish what a service that ended
    left behind. Models are those of REVIEWER_MODEL and REVIEWER_MODELS, with their keys. A worker that is killed loses
    nothing: another takes over what it had, and no reply that has arrived is asked for again.
    """
    from reviewer.cli.serve import models
    from reviewer.config import load_settings
    from reviewer.jobs.order import DeskSettings

    settings = load_settings()
    desk = DeskSettings(
        data=place(data),
        model=settings.model,
        models=models(settings.model, os.environ.get("REVIEWER_MODELS", "")),
        reviews_at_once=reviews,
    )
    asyncio.run(_work(desk, once, grace))


async def _work(settings: DeskSettings, once: bool, grace_s: float) -> None:
    from reviewer import garbage
    from reviewer.jobs.desk import Desk

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    desk = await Desk.open(settings)
    garbage.for_a_long_run()
    click.echo("Working (Ctrl-C ends it).", err=True)
    try:
        while not stop.is_set() and not (once and await desk.idle()):
            try:
                await asyncio.wait_for(stop.wait(), _LOOK_S)
            except TimeoutError:
                continue
    finally:
        await desk.close(grace_s)
