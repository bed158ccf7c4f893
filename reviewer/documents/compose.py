"""Markdown from parts: texts, items, rows in; blocks of Markdown out, such that reading gives the parts back."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS_BLOCK = re.compile(r"#{1,6}(?=\s|$)|>|```|~~~|<(?=[A-Za-z!/?])|=+$|-+$")
_ITEM = re.compile(r"- |\d+\. ")
_TICKS = re.compile(r"`{3,}")
_WIDEST_TABLE = 64
_LEAST_HIDDEN_LETTERS = 3


def paragraph(text: str) -> str:
    """Text on one line; `\\v` marks the author's own line breaks. What would open another block is escaped."""
    lines = (" ".join(line.split()) for line in text.replace("<!--", "<! --").split("\v"))
    return "  \n".join(
        _OPENS_BLOCK.sub(r"\\\g<0>", line, count=1) if _OPENS_BLOCK.match(line) else line for line in lines if line
    )


def bullet(blocks: Sequence[str], number: int) -> str:
    """A list item of one or more blocks, numbered unless `number` is 0."""
    marker = f"{number}. " if number else "- "
    parts = [block if _ITEM.match(block) else f"\n{block}" for block in blocks]
    body = "\n".join(parts).lstrip("\n")
    return marker + indented(body, ordered=bool(number)).lstrip()


def indented(text: str, *, ordered: bool) -> str:
    """Text moved right so that it belongs to the item above."""
    pad = "   " if ordered else "  "
    return "\n".join(pad + line if line else line for line in text.split("\n"))


def fence(text: str, language: str = "") -> str:
    """Code between fences that are longer than any run of ticks in it."""
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=2)
    mark = "`" * (longest + 1)
    return f"{mark}{language}\n{text.strip(chr(10)).rstrip()}\n{mark}"


def pipe_table(rows: Sequence[Sequence[str]]) -> list[str]:
    """A pipe table whose first row is the header; nothing for no rows."""
    if not rows:
        return []
    width = min(max(map(len, rows)), _WIDEST_TABLE)
    header, *body = [[_cell(cell) for cell in row[:width]] + [""] * (width - len(row)) for row in rows]
    lines = [header, ["---"] * width, *body]
    return ["\n".join(f"| {' | '.join(line)} |" for line in lines)]


def comment(text: str) -> list[str]:
    """Hidden text as an HTML comment, if there is any to speak of."""
    words = " ".join(text.replace("--", "- -").split()).strip(">")
    hidden = sum(1 for char in words if char.isalpha()) >= _LEAST_HIDDEN_LETTERS and not words.startswith("[if")
    return [f"<!-- {words} -->"] if hidden else []


def _cell(text: str) -> str:
    return text.replace("  \n", "<br>").replace("\n", " ").replace("\\<", "<").replace("|", "\\|")
