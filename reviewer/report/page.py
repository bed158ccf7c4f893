"""The pieces of a page for the terminal, and how they become text. Nothing here reads markup in what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewer.report.escape import one_line
from reviewer.report.look import Look

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text


def printed(parts: Iterable[RenderableType], look: Look) -> str:
    """The parts one below the other, `look.width` columns wide, without white space at the ends of lines."""
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out,
        width=look.width,
        force_terminal=look.color,
        no_color=not look.color,
        color_system="standard" if look.color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).rstrip("\n")


def text(words: str, style: str = "") -> Text:
    """One line of words of unknown origin, made printable."""
    from rich.text import Text

    return Text(one_line(words), style=style.strip())


def title(words: str) -> Text:
    return text(words, "bold")


def grid(*widths: int | None, flexible: int = -1) -> Table:
    """A grid without lines; the `flexible` column takes what the others leave and breaks its lines."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    flexible %= len(widths)
    for index, width in enumerate(widths):
        wraps = index == flexible
        table.add_column(width=width, overflow="fold" if wraps else "ellipsis", no_wrap=not wraps)
    return table
