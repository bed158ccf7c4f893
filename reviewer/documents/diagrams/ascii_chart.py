"""Sequence charts drawn with characters: lines of text go in, a graph of who calls whom comes out.

Client          API          Database
  |--- order --->|               |
  |              |--- insert --->|
  |<---- id -----|               |
"""

from __future__ import annotations

import re
from collections import Counter

from reviewer.documents.diagrams.ascii_grid import MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS, TAB_WIDTH
from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.message import Message, calls

_BAR = frozenset("|│┃")
_ARROW = re.compile(r"(?P<left>[<◀◄])?(?P<line>[-─=.]{1,200}(?:[^-─=<>▶►◀◄|│]{1,60}[-─=.]{1,200})?)(?P<right>[>▶►])?")
_HEAD = re.compile(r"[^\s|│┃+─┌┐└┘├┤┬┴-]+(?:[ -][^\s|│┃+─┌┐└┘├┤┬┴-]+)*")
_REACH = 4  # columns between an arrow's end and its lifeline
_LEAST_LENGTH = 4  # rows over which a lifeline runs
_LONGEST_NAME = 40


def parse(text: str) -> Graph | None:
    """The graph of a chart; None where the text has no two lifelines with arrows between them."""
    rows = text.expandtabs(TAB_WIDTH).split("\n")
    if len(rows) > MAX_ROWS or len(text) > MAX_CHARACTERS or max(map(len, rows), default=0) > MAX_COLUMNS:
        return None
    lifelines = _lifelines(rows)
    if len(lifelines) < 2:
        return None
    start = _first_row(rows, lifelines)
    names = _names(rows[:start], lifelines)
    if len(names) < len(lifelines):
        return None
    messages = _messages(rows[start:], lifelines, names)
    if len(messages) < 2:
        return None
    builder = GraphBuilder()
    for name in names.values():
        builder.node(name, name, "participant")
    for call in calls(messages):
        builder.link(call.source, call.target, call.text, dashed=call.dashed)
    return builder.build("ascii")


def _lifelines(rows: list[str]) -> list[int]:
    """Columns in or beside which a bar stands in at least half of the rows, apart from the heads."""
    counts = Counter(column for row in rows for column, char in enumerate(row) if char in _BAR)
    filled = sum(bool(row.strip()) for row in rows)
    least = max(_LEAST_LENGTH, 0.5 * filled)
    columns = [
        column
        for column, count in sorted(counts.items())
        if count + max(counts[column - 1], counts[column + 1]) >= least and count >= counts[column + 1]
    ]
    return [column for index, column in enumerate(columns) if not index or column - columns[index - 1] > _REACH]


def _first_row(rows: list[str], lifelines: list[int]) -> int:
    """The first row in which every lifeline shows and nothing else but an arrow does."""
    for index, row in enumerate(rows):
        if all(not _BAR.isdisjoint(row[max(column - 1, 0) : column + 2]) for column in lifelines):
            return index
    return 0


def _names(rows: list[str], lifelines: list[int]) -> dict[int, str]:
    """The head of every lifeline: the words above it, nearest lifeline by their middle."""
    found: dict[int, list[str]] = {}
    for row in rows:
        for word in _HEAD.finditer(row):
            middle = (word.start() + word.end()) / 2
            column = min(lifelines, key=lambda lifeline: abs(lifeline - middle))
            if word.start() - 2 <= column <= word.end() + 2 and any(char.isalnum() for char in word.group()):
                found.setdefault(column, []).append(word.group())
    return {column: " ".join(words)[:_LONGEST_NAME] for column, words in found.items()}


def _messages(rows: list[str], lifelines: list[int], names: dict[int, str]) -> list[Message]:
    found: list[Message] = []
    above = ""
    for row in rows:
        arrow = next((arrow for arrow in _ARROW.finditer(row) if arrow["left"] or arrow["right"]), None)
        ends = _ends(arrow, lifelines) if arrow else None
        if arrow is not None and ends is not None:
            source, target = ends[::-1] if arrow["left"] and not arrow["right"] else ends
            text = arrow["line"].strip("-─=. ") or above
            dashed = "- -" in arrow["line"] or ".." in arrow["line"]
            found.append(Message(names[source], names[target], text, dashed))
        words = row.translate(_BLANK_BARS).split()
        above = " ".join(words) if any(char.isalnum() for word in words for char in word) else ""
    return found


def _ends(arrow: re.Match[str], lifelines: list[int]) -> tuple[int, int] | None:
    """The lifelines an arrow runs between."""
    left = min(lifelines, key=lambda column: abs(column - arrow.start()))
    right = min(lifelines, key=lambda column: abs(column - arrow.end()))
    near = abs(left - arrow.start()) <= _REACH and abs(right - arrow.end()) <= _REACH
    return (left, right) if near and left != right else None


_BLANK_BARS = str.maketrans(dict.fromkeys("|│┃", " "))
