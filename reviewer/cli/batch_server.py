"""A batch through a service. In: settings and flags. Out: the connection, or a word on what a service cannot do."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from reviewer.batch.remote import Asking, ReviewServer, grade_by_server
from reviewer.cli.judging import JudgeFlags
from reviewer.errors import ConfigError, ReviewerError

if TYPE_CHECKING:
    from reviewer.batch.grade import Task
    from reviewer.batch.run import Stop, Take
    from reviewer.cli.batch_run import BatchFlags
    from reviewer.config import Settings
    from reviewer.model.rubric import Rubric

KEY_VARIABLE = "REVIEWER_SERVER_KEY"
"""The key comes from the environment alone: a command line is seen by others and is kept in histories."""


class ServerBench:
    """The service that a batch goes through. Raises ConfigError for an address or options that cannot be used."""

    def __init__(
        self, url: str, settings: Settings, judge_flags: JudgeFlags, flags: BatchFlags, rubric: Rubric
    ) -> None:
        _refuse_what_it_cannot(judge_flags, flags)
        self._url = url
        self._rubric = rubric
        self._at_once = flags.concurrency
        self.model = None if judge_flags.no_llm else settings.model
        self.where = asyncio.run(self._checked())
        if settings.suppress:
            click.echo("Note: findings that the settings accept are shown all the same by a service.", err=True)

    def grade(self, tasks: Iterable[Task], anew: Mapping[str, str], take: Take, stop: Stop) -> None:
        """Grades all tasks; stderr says so where the service stops it."""
        try:
            asyncio.run(self._graded(tasks, anew, take, stop))
        except ReviewerError as error:
            click.echo(f"Stopped: {error}", err=True)

    async def _checked(self) -> str:
        server = self._server()
        try:
            await server.check(self._rubric)
        finally:
            await server.aclose()
        if server.in_clear:
            click.echo(
                f"Warning: {server.where} is not encrypted; answers and the key can be read on the way.", err=True
            )
        click.echo(f"Sending the answers to {server.where}.", err=True)
        return server.where

    async def _graded(self, tasks: Iterable[Task], anew: Mapping[str, str], take: Take, stop: Stop) -> None:
        server = self._server()
        try:
            asking = Asking(self._rubric, self.model, anew)
            await grade_by_server(server, asking, tasks, take, stop, at_once=self._at_once)
        finally:
            await server.aclose()

    def _server(self) -> ReviewServer:
        return ReviewServer(self._url, os.environ.get(KEY_VARIABLE))


def _refuse_what_it_cannot(judge_flags: JudgeFlags, flags: BatchFlags) -> None:
    """A service has its own limits of time and cost, and grades no answer in another way than its others."""
    usual = JudgeFlags()
    names = ("votes", "batch", "deadline", "on_rate_limit", "max_cost")
    given = [name for name in names if getattr(judge_flags, name) != getattr(usual, name)]
    given += [name for name in ("anchors", "double") if getattr(flags, name) is not None]
    if given:
        option = given[0].replace("_", "-")
        hint = "leave it out, or run without --server"
        raise ConfigError(f"--{option} cannot go through a service", code="option.server", hint=hint)
