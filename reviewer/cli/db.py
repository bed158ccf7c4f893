"""`reviewer db`: the form of a service's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reviewer.cli.place import data_option, place

if TYPE_CHECKING:
    from reviewer.store.database import Database

EPILOG = """\b
Examples:
  reviewer db upgrade --data postgresql://reviewer@db/reviewer      before a new version serves
  reviewer db downgrade base --data ./scratch --yes                 removes every table
"""


@click.group("db", epilog=EPILOG)
def command() -> None:
    """Bring the database of a service up to date, or take it back.

    A folder's file is brought up to date whenever it is opened; a database by URL only here, so that it happens when
    you want it. Make a backup first. Several processes may run this at once: one works, the others wait.
    """


@command.command("upgrade")
@click.argument("step", default="head")
@data_option
def upgrade(step: str, data: str | None) -> None:
    """Bring the tables up to date, or up to STEP. Does nothing where nothing is to be done."""
    from reviewer.store import schema

    with _database(data) as database:
        before = schema.version(database)
        schema.upgrade(database, step)
        _say(database, before)


@command.command("downgrade")
@click.argument("step")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@data_option
def downgrade(step: str, yes: bool, data: str | None) -> None:
    """Take the tables back to STEP, or to `base`, which removes them all. What later steps held is lost."""
    from reviewer.store import schema

    with _database(data) as database:
        if not yes:
            click.confirm(f"Take {database.where} back to {step}? Data will be lost.", abort=True, err=True)
        before = schema.version(database)
        schema.downgrade(database, step)
        _say(database, before)


@contextmanager
def _database(data: str | None) -> Iterator[Database]:
    from reviewer.store.database import Database, url_of

    database = Database(url_of(place(data)))
    try:
        yield database
    finally:
        database.close()


def _say(database: Database, before: str | None) -> None:
    from reviewer.store import schema

    after = schema.version(database)
    change = f"stands at {after or 'nothing'}"
    if before != after:
        change += f" (before: {before or 'nothing'})"
    click.echo(f"{database.where} {change}.", err=True)
