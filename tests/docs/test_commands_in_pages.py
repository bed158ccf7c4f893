"""Every command that a page shows is one that the program takes, with every flag."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reviewer.cli.main import cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(?:console|bash|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_END = re.compile(r"\s(?:#|\||>|<|&&|2>)\s?.*$")


def shown() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                if found := re.search(r"(?:^\$ |[|&] |/bin/)(reviewer .*)", line):
                    yield page.name, _END.sub("", found[1]).strip()


@pytest.mark.parametrize(("page", "command"), sorted(set(shown())))
def test_the_program_takes_it(page: str, command: str) -> None:
    _, *words = shlex.split(command)
    taken(words)


def test_pages_show_commands() -> None:
    assert len({page for page, _ in shown()}) >= 3


def taken(words: list[str]) -> None:
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"no command {words[0]}"
        command, words = found, words[1:]
        context = click.Context(command, parent=context)
    try:
        command.make_parser(context).parse_args(list(words))
    except click.UsageError as error:
        pytest.fail(f"{command.name}: {error.format_message()}")
