"""Text of unknown origin in, text that is safe to print out: on a terminal or inside Markdown."""

from __future__ import annotations

import re

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]|\][^\x07\x1b\n]{0,512}(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""A terminal's escape sequence: colours and cursor moves, titles and links, two-character ones."""

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters but tab and line feed, marks that reorder or hide text, halves of surrogate pairs."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!@&$^]|:(?=//))")
_WWW = re.compile(r"www\.", re.IGNORECASE)


def printable(text: str) -> str:
    """The text without anything that moves a cursor, sets a colour, reorders or hides."""
    return _UNPRINTABLE.sub("", _SEQUENCE.sub("", text))


def one_line(text: str, most: int | None = None) -> str:
    """Printable, white space collapsed, cut at a word to at most `most` characters with an ellipsis."""
    line = " ".join(printable(text).split())
    if most is None or len(line) <= most:
        return line
    cut = line[: most - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{(head if space and len(head) > most // 2 else cut).rstrip()}…"


def markdown(text: str) -> str:
    """One line of plain text inside Markdown: nothing in it is a mark, a link, a mention, a picture or HTML."""
    marked = _MARKUP.sub(r"\\\1", one_line(text))
    # A mention is looked for after the marks are resolved, and so is a bare address: neither heeds a backslash.
    return _WWW.sub(lambda found: f"{found[0][:-1]}\u200b.", marked).replace("\\@", "@\u200b")


def html(text: str) -> str:
    """One line of plain text inside HTML."""
    from html import escape

    return escape(one_line(text)).replace("@", "@\u200b")


def code(text: str, most: int | None = None, *, cell: bool = False) -> str:
    """One line as a Markdown code span, which nothing inside can end; "" for no text. `cell`: for use in a table."""
    line = one_line(text, most)
    if not line:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    span = f"{fence}{pad}{line}{pad}{fence}"
    return span.replace("|", "\\|") if cell else span
