"""The arrows of Mermaid flowcharts: text and a position go in, the arrow with its label and heads comes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A link without a head needs three marks ("---", "===", "-.-"); two of them open a text ("-- text -->").
_CLOSED = re.compile(
    r"(?P<left>[<xo])?(?:(?P<dots>-?\.+-+|-\.+(?=>)|\.{2,}(?=>))|(?P<hidden>~{3,})|(?P<line>-{3,}|"
    r"={3,}|[-=]{1,}(?=[>])|--+(?=[xo](?:\s|\||$))"
    r"|[—–]+(?=>)|⟶|→|←))(?P<right>>{1,2}|[xo](?=\s|\||$))?"
)
_OPEN = re.compile(r"(?P<left>[<xo])?(?P<mark>--|==|-\.)\s*(?=\S)")
_CLOSERS = {
    "--": re.compile(r"-{2,}(?P<head>>{1,2}|[xo](?=\s))?"),
    "==": re.compile(r"={2,}(?P<head>>{1,2}|[xo](?=\s))?"),
    "-.": re.compile(r"\.+-+(?P<head>>{1,2}|[xo](?=\s))?"),
}
_LABEL = re.compile(r"\s*\|([^|]*)\|?")
_SPACES = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Arrow:
    """`end` is the position after the arrow; `backward` has its only head on the left, `both` two heads or none."""

    end: int
    label: str
    dashed: bool
    both: bool
    backward: bool
    invisible: bool = False


def read_arrow(text: str, position: int) -> Arrow | None:
    """The arrow at `position` (after white space); None where there is none."""
    spaces = _SPACES.match(text, position)
    start = spaces.end() if spaces else position
    closed = _CLOSED.match(text, start)
    if closed:
        return _closed(text, closed)
    opened = _OPEN.match(text, start)
    return _with_text(text, opened) if opened else None


def _closed(text: str, found: re.Match[str]) -> Arrow:
    labelled = _LABEL.match(text, found.end())
    mark = found.group()
    left = bool(found["left"]) or mark == "←"
    right = bool(found["right"]) or mark in ("⟶", "→")
    return Arrow(
        end=labelled.end() if labelled else found.end(),
        label=labelled.group(1).strip() if labelled else "",
        dashed=bool(found["dots"]),
        both=left == right,
        backward=left and not right,
        invisible=bool(found["hidden"]),
    )


def _with_text(text: str, opened: re.Match[str]) -> Arrow | None:
    closer = _CLOSERS[opened["mark"]].search(text, opened.end())
    if closer is None:
        return None
    left, right = bool(opened["left"]), bool(closer["head"])
    label = text[opened.end() : closer.start()].strip()
    return Arrow(closer.end(), label, opened["mark"] == "-.", left == right, left and not right)
