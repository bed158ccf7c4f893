"""A drawing made of characters as a grid: lines of text go in, cells with the arms of their lines come out.

Every cell that is part of a line has arms (up, down, left, right) and, where it is an arrowhead, the direction it
points in. Variants (double, heavy, rounded, dashed) are folded to one set of characters first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
STEPS = {UP: (-1, 0), DOWN: (1, 0), LEFT: (0, -1), RIGHT: (0, 1)}
OPPOSITE = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}

Cell = tuple[int, int]
"""Row and column, both from 0."""

FILLER = "\u200b"
"""Stands behind a wide character, in the second column that it takes; `words` takes it out again."""

MAX_ROWS, MAX_COLUMNS, MAX_CHARACTERS = 400, 400, 40_000
TAB_WIDTH = 8

_FOLD = str.maketrans(
    "━═┄┅┈┉╌╍╴╶╸╺—–‒―┃║┆┇┊┋╎╏╵╷┏╔╭┍┎╒╓┓╗╮┑┒╕╖┗╚╰┕┖╘╙┛╝╯┙┚╛╜┣╠╞╟┫╣╡╢┳╦╤╥┻╩╧╨╋╬╪╫",
    "─" * 16 + "│" * 10 + "┌" * 7 + "┐" * 7 + "└" * 7 + "┘" * 7 + "├" * 4 + "┤" * 4 + "┬" * 4 + "┴" * 4 + "┼" * 4,
)
_HEADS = str.maketrans("►→➜➔⟶▷▸⇒⮕➤↔⇄⇔◄←◁◂⟵⇐↑△▴⇑↓▽▾⇓↕⇕⬇", "▶" * 13 + "◀" * 6 + "▲" * 4 + "▼" * 7)
_ARMS = {
    "─": LEFT | RIGHT,
    "│": UP | DOWN,
    "┌": DOWN | RIGHT,
    "┐": DOWN | LEFT,
    "└": UP | RIGHT,
    "┘": UP | LEFT,
    "├": UP | DOWN | RIGHT,
    "┤": UP | DOWN | LEFT,
    "┬": DOWN | LEFT | RIGHT,
    "┴": UP | LEFT | RIGHT,
    "┼": UP | DOWN | LEFT | RIGHT,
    "|": UP | DOWN,
}
_POINTS = {"▶": RIGHT, "◀": LEFT, "▲": UP, "▼": DOWN}
_HORIZONTAL = frozenset("-─=+┬┴┼├┤┌┐└┘▶◀<>")
_VERTICAL = frozenset("|│+┬┼├┤┌┐└┘┴▼▲")
_CORNER_BEFORE = re.compile(r"(?<![\w.,'`/\\])[.,'`/\\](?=[-─]{3})")
_CORNER_AFTER = re.compile(r"(?<=[-─]{3})[.,'`/\\](?![\w.,'`/\\])")
_UNDERSCORES = re.compile(r"_{3,}")
_TITLED = re.compile(
    r"(?<=[-─]) {0,2}(?P<text>/?[^\W_][^-─|│+┌┐└┘├┤┬┴┼<>▶◀]{0,40}?) {0,2}(?=[-─]{1,400}(?:[>▶+┐┘┤]|[-─]))"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` are the characters; `arms` and `heads` hold a cell's bits; `bridged` are cells of a text inside a line."""

    rows: list[str]
    arms: dict[Cell, int]
    heads: dict[Cell, int]
    bridged: frozenset[Cell]
    width: int

    def char(self, row: int, column: int) -> str:
        """The character of a cell, a blank outside the drawing."""
        if 0 <= row < len(self.rows) and 0 <= column < self.width:
            return self.rows[row][column]
        return " "


def read_grid(text: str) -> Grid | None:
    """The grid of a drawing; None where the text is too large to be one."""
    lines = text.split("\n")
    if len(lines) > MAX_ROWS or len(text) > MAX_CHARACTERS:
        return None
    rows = _with_edges([_row(line) for line in lines])
    width = max((len(row) for row in rows), default=0)
    if width > MAX_COLUMNS:
        return None
    rows = [row.ljust(width) for row in rows]
    bridged = {(index, column) for index, row in enumerate(rows) for column in _bridges(row)}
    arms, heads = _read_cells(rows, bridged)
    return Grid(rows, arms, heads, frozenset(bridged), width)


def words(text: str) -> str:
    """A text out of a grid as it was written."""
    return text.replace(FILLER, "")


def _row(line: str) -> str:
    line = line.rstrip().expandtabs(TAB_WIDTH).translate(_FOLD).translate(_HEADS)
    if not line.isascii():
        line = "".join(char + FILLER * (_columns(char) - 1) for char in line if _columns(char))
    line = _CORNER_BEFORE.sub("+", line)
    return _CORNER_AFTER.sub("+", line)


def _with_edges(rows: list[str]) -> list[str]:
    """Rows in which edges drawn with underscores are edges: ` ____ ` above `|` walls, and `|____|`."""
    if not any("___" in row for row in rows):
        return rows
    found = list(rows)
    for index, row in enumerate(rows):
        for run in _UNDERSCORES.finditer(row):
            left, right = run.start() - 1, run.end()
            below = rows[index + 1] if index + 1 < len(rows) else ""
            closes = left >= 0 and row[left] == "|" and row[right : right + 1] == "|"
            opens = left >= 0 and below[left : left + 1] == "|" and below[right : right + 1] == "|"
            if closes or opens:
                line = found[index].ljust(right + 1)
                found[index] = line[:left] + "+" + "-" * (right - left - 1) + "+" + line[right + 1 :]
    return found


def _columns(char: str) -> int:
    """How many columns a character takes: 2 for wide ones, 0 for marks that combine."""
    if unicodedata.combining(char) or char in "\ufe0f\u200d\u200b":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _bridges(row: str) -> list[int]:
    """Columns of texts that stand in a horizontal line: `── HTTP ──▶`, `┌─ Region A ─┐`."""
    if "-" not in row and "─" not in row:
        return []
    found: list[int] = []
    for match in _TITLED.finditer(row):
        start, end = match.span()
        if match["text"] in ("v", "V"):  # an arrowhead in an edge
            continue
        spaced = row[start] == " " and row[end - 1] == " "
        inside_line = start > 1 and row[start - 2] in "-─" and row[end : end + 1] in "-─"
        if (spaced or inside_line) and not _points_both_ways(row, start, end):
            found += range(start, end)
    return found


def _points_both_ways(row: str, start: int, end: int) -> bool:
    """Whether the lines beside a text point away from it on both sides: `◄── Outbox ──►` is a node, no label."""
    before, after = row[:start].rstrip("-─")[-1:], row[end:].lstrip("-─")[:1]
    return before in ("◀", "<") and after in ("▶", ">")


def _read_cells(rows: list[str], bridged: set[Cell]) -> tuple[dict[Cell, int], dict[Cell, int]]:
    arms: dict[Cell, int] = dict.fromkeys(bridged, LEFT | RIGHT)
    heads: dict[Cell, int] = {}
    crossings: list[Cell] = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else ""
        below = rows[index + 1] if index + 1 < len(rows) else ""
        for column, char in enumerate(row):
            if char == " " or (index, column) in bridged:
                continue
            cell = (index, column)
            if char == "+":
                if not _is_plus(row, column):
                    crossings.append(cell)
            elif char in _ARMS:
                arms[cell] = _ARMS[char]
            elif char in "-=":
                if _is_rule(row, column):
                    arms[cell] = LEFT | RIGHT
            elif char in ":¦⋮":
                if _is_dotted(row, column, above, below):
                    arms[cell] = UP | DOWN
            else:
                head = _head(char, row, column, above, below)
                if head:
                    heads[cell] = head
                    arms[cell] = _head_arms(head, row, column)
    _join_lines(rows, arms, crossings)
    return arms, heads


def _join_lines(rows: list[str], arms: dict[Cell, int], crossings: list[Cell]) -> None:
    """Gives plus signs their arms, and "└" and "┴" above a line that goes on those of the sign that is meant."""
    for row, column in arms:
        if rows[row][column] in "└┴" and row + 1 < len(rows) and rows[row + 1][column : column + 1] in ("│", "|"):
            arms[row, column] |= DOWN
            if rows[row][column] == "┴" and not arms.get((row - 1, column), 0) & DOWN:
                arms[row, column] ^= UP
    for cell in crossings:
        if found := _crossing_arms(cell, rows, arms):
            arms[cell] = found


def _is_plus(row: str, column: int) -> bool:
    """Whether a plus sign stands between two words."""
    return re.match(r"\w \+ \w", row[max(column - 2, 0) : column + 3]) is not None


def _is_rule(row: str, column: int) -> bool:
    """Whether a hyphen or equals sign is part of a line rather than of a text."""
    before = row[column - 1] if column else " "
    after = row[column + 1] if column + 1 < len(row) else " "
    if before in _HORIZONTAL or after in _HORIZONTAL:
        return True
    return before in "|│" or (after in "|│" and before == " ")


def _is_dotted(row: str, column: int, above: str, below: str) -> bool:
    """Whether a colon stands alone between lines, as in a dotted line that goes down."""
    beside = row[column - 1 : column] + row[column + 1 : column + 2]
    ends = above[column : column + 1] + below[column : column + 1]
    return not beside.strip() and len(ends) == 2 and all(char in _VERTICAL or char in ":¦⋮vV^-─" for char in ends)


def _head(char: str, row: str, column: int, above: str, below: str) -> int:
    """The direction an arrowhead points in, 0 where the character is none."""
    if char in _POINTS:
        return _POINTS[char]
    before = row[column - 1] if column else " "
    after = row[column + 1] if column + 1 < len(row) else " "
    if char == ">":
        return RIGHT if before in "-─=" else 0
    if char == "<":
        return LEFT if after in "-─=" else 0
    if char not in "vV^" or before.isalnum() or after.isalnum():
        return 0
    line = below if char == "^" else above
    near = line[column] if column < len(line) else " "
    if near in _VERTICAL or near in ":¦⋮" or (before in "-─" and after in "-─"):
        return UP if char == "^" else DOWN
    return 0


def _head_arms(head: int, row: str, column: int) -> int:
    """An arrowhead has arms along its axis; one that stands in a box's edge also continues the edge."""
    if head in (LEFT, RIGHT):
        return LEFT | RIGHT
    before = row[column - 1] if column else " "
    after = row[column + 1] if column + 1 < len(row) else " "
    return UP | DOWN | (LEFT | RIGHT if before in "-─+┌└├" and after in "-─+┐┘┤" else 0)


def _crossing_arms(cell: Cell, rows: list[str], arms: dict[Cell, int]) -> int:
    """A plus sign has an arm towards every neighbour that has one towards it."""
    found = 0
    for direction, (down, right) in STEPS.items():
        row, column = cell[0] + down, cell[1] + right
        neighbour = arms.get((row, column), 0)
        if neighbour & OPPOSITE[direction] or (
            0 <= row < len(rows) and 0 <= column < len(rows[row]) and rows[row][column] == "+"
        ):
            found |= direction
    return found
