"""Where a service keeps its data. In: the flag `--data`. Out: a folder or the URL of a database."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def data_option(command: Command) -> Command:
    """Adds --data to a command."""
    option = click.option(
        "--data",
        metavar="DIR|URL",
        help="Where reviews are kept: a folder or the URL of a database. Default: REVIEWER_DATA or the user's folder.",
    )
    return option(command)


def place(data: str | None) -> str:
    """The place that a command works on."""
    from reviewer.config import load_settings

    return data or os.environ.get("REVIEWER_DATA") or str(load_settings().data)
