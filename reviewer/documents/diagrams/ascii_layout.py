"""The parts of a drawing: a grid goes in, boxes with their labels, frames and free texts come out.

A box that holds others is a frame; its label is what stands in it above the others, or in or above its upper edge.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reviewer.documents.diagrams.ascii_box import Box, find_boxes, ragged_wall, without_crossed
from reviewer.documents.diagrams.ascii_grid import DOWN, LEFT, OPPOSITE, RIGHT, STEPS, UP, Cell, Grid, words

_RUN = re.compile(r"\S+(?: \S+)*")
_BULLET = re.compile(r"[-*•·–▪◦‣✓+>]\s|・|\d+[.)]\s")
_LONGEST_NAME = 40
_WALL_SLACK = 3
_BESIDE = 5  # columns between a text and a line that belongs to it
_FEWEST_ARROWS = 2  # in a box, for its texts to be parts of their own
_MAX_BOXES = 400


@dataclass(slots=True)
class Text:
    """A text outside all boxes, over one or more rows; `has_line`: a horizontal line ends beside it."""

    top: int
    bottom: int
    left: int
    right: int
    lines: list[str]
    has_line: bool = False

    @property
    def label(self) -> str:
        return join_lines(self.lines)


def join_lines(lines: list[str]) -> str:
    """Lines as one; a word that was broken at its hyphen is put together again."""
    return (
        " ".join(lines).replace("- ", "-")
        if any(line.endswith("-") and line[-2:-1].isalnum() for line in lines[:-1])
        else " ".join(lines)
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """`owner` maps every border cell to the index of its box, `inside` are the cells within boxes that are no frames;
    `texts` maps every cell of a free text to its index, `titles` the texts that stand right above a box to that box,
    `names` those that are a frame's label to that frame; `contents` are the lines of text in each box."""

    grid: Grid
    boxes: list[Box]
    labels: list[str]
    contents: list[list[str]]
    frames: frozenset[int]
    parents: list[int | None]
    owner: dict[Cell, int]
    inside: set[Cell]
    free: list[Text]
    texts: dict[Cell, int]
    titles: dict[int, int]
    names: dict[int, int]


def lay_out(grid: Grid) -> Layout:
    boxes = without_crossed([box for box in find_boxes(grid)[:_MAX_BOXES] if _is_drawn(grid, box)])
    parents = [_parent(boxes, index) for index in range(len(boxes))]
    frames = frozenset(parent for parent in parents if parent is not None) | _open_boxes(grid, boxes)
    owner = _owners(grid, boxes, frames)
    inside = _interiors(grid, boxes, frames)
    free, texts = _free_texts(grid, owner, inside)
    heads = {index: text for index in frames if (text := _first_inside(free, boxes[index])) is not None}
    labels: list[str] = []
    contents: list[list[str]] = []
    for index, box in enumerate(boxes):
        lines = _box_lines(grid, box) if index not in frames else free[heads[index]].lines if index in heads else []
        labels.append(_name(lines) or _title(grid, box, free))
        contents.append([line for line in lines if line])
    titles = {text: index for index, box in enumerate(boxes) for text in _above(box, free)}
    names = {heads[index]: index for index in sorted(heads, reverse=True)}
    return Layout(grid, boxes, labels, contents, frames, parents, owner, inside, free, texts, titles, names)


def _is_drawn(grid: Grid, box: Box) -> bool:
    """Whether it is a box rather than the empty space between lines that cross or branch."""
    if not grid.arms.get((box.top, box.left), 0) & (LEFT | UP):
        return True
    rows = (grid.rows[row][box.left + 1 : box.right] for row in range(box.top + 1, box.bottom))
    return any(char.isalnum() for row in rows for char in row)


def _parent(boxes: list[Box], index: int) -> int | None:
    """The smallest box around a box."""
    holding = [other for other, box in enumerate(boxes) if box.holds(boxes[index])]
    return min(
        holding,
        key=lambda other: (boxes[other].bottom - boxes[other].top) * (boxes[other].right - boxes[other].left),
        default=None,
    )


def _open_boxes(grid: Grid, boxes: list[Box]) -> frozenset[int]:
    """The boxes in which arrows are drawn between texts."""
    arrows: dict[int, list[int]] = {}
    for row, column in sorted(grid.heads):
        if _has_shaft(grid, (row, column)):
            arrows.setdefault(row, []).append(column)
    return frozenset(index for index, box in enumerate(boxes) if _arrows_in(box, arrows) >= _FEWEST_ARROWS)


def _arrows_in(box: Box, arrows: dict[int, list[int]]) -> int:
    """How many arrowheads stand in a box. `arrows` are their columns, sorted, by row."""
    rows = (arrows[row] for row in range(box.top + 1, box.bottom) if row in arrows)
    return sum(bisect_left(columns, box.right) - bisect_right(columns, box.left) for columns in rows)


def _has_shaft(grid: Grid, head: Cell) -> bool:
    """Whether a line leads up to an arrowhead."""
    down, right = STEPS[grid.heads[head]]
    return bool(grid.arms.get((head[0] - down, head[1] - right), 0) & grid.heads[head])


def _owners(grid: Grid, boxes: list[Box], frames: frozenset[int]) -> dict[Cell, int]:
    """Border cells by box; where a line crosses the wall of a frame, the cell belongs to the line."""
    owner: dict[Cell, int] = {}
    for index, box in enumerate(boxes):
        for column in range(box.left, box.right + 1):
            for row in (box.top, box.bottom):
                if index not in frames or not _crosses(grid, (row, column), UP | DOWN):
                    owner.setdefault((row, column), index)
        for row in range(box.top + 1, box.bottom):
            walls = _walls(grid, row, box, is_frame=index in frames)
            for side, wall in zip((box.left, box.right), walls, strict=True):
                if index not in frames or not _crosses(grid, (row, side), LEFT | RIGHT):
                    owner.setdefault((row, wall), index)
    return owner


def _crosses(grid: Grid, cell: Cell, axis: int) -> bool:
    """Whether a line along `axis` runs straight through the cell of a wall."""
    return grid.arms.get(cell, 0) & axis == axis and all(
        grid.arms.get((cell[0] + down, cell[1] + right), 0) & OPPOSITE[direction]
        for direction, (down, right) in STEPS.items()
        if direction & axis
    )


def _walls(grid: Grid, row: int, box: Box, *, is_frame: bool = False) -> tuple[int, int]:
    """The columns where the left and the right wall of a box really stand in a row.

    A box's wall is looked for inside first, since the next thing outside may be its neighbour's; a frame's outside.
    """
    right = _wall(grid, row, box.right, 1 if is_frame else -1)
    if right is None:
        right = ragged_wall(grid, row, box.right) or box.right
    left = _wall(grid, row, box.left, 1)
    return box.left if left is None else left, right


def _wall(grid: Grid, row: int, column: int, first: int) -> int | None:
    """The column of the wall nearest to one; of two that are as near, the one on the side `first` (1: right)."""
    for offset in range(_WALL_SLACK + 1):
        for near in (column + first * offset, column - first * offset):
            if grid.arms.get((row, near), 0) & (UP | DOWN) and grid.char(row, near) != " ":
                return near
    return None


def _between(grid: Grid, row: int, box: Box) -> range:
    """The columns between the walls of a box in a row: up to a right wall that stands further out, and from a left one
    that stands further in."""
    left, right = _walls(grid, row, box)
    return range(max(box.left, left) + 1, max(box.right, right))


def _interiors(grid: Grid, boxes: list[Box], frames: frozenset[int]) -> set[Cell]:
    return {
        (row, column)
        for index, box in enumerate(boxes)
        if index not in frames
        for row in range(box.top + 1, box.bottom)
        for column in _between(grid, row, box)
    }


def _free_texts(grid: Grid, owner: dict[Cell, int], inside: set[Cell]) -> tuple[list[Text], dict[Cell, int]]:
    free: list[Text] = []
    texts: dict[Cell, int] = {}
    for row, line in enumerate(grid.rows):
        shown = "".join(
            " "
            if ((row, column) in grid.arms and (row, column) not in grid.bridged)
            or (row, column) in owner
            or (row, column) in inside
            else char
            for column, char in enumerate(line)
        )
        for run in _RUN.finditer(shown):
            if (row, run.start()) in grid.bridged or not any(char.isalnum() for char in run.group()):
                continue
            index = _joined(grid, free, texts, row, run, _touches_line(grid, row, run))
            for column in range(run.start(), run.end()):
                texts[row, column] = index
    return free, texts


def _touches_line(grid: Grid, row: int, run: re.Match[str]) -> bool:
    """Whether a horizontal line begins or ends beside a run."""
    beside = (*range(run.start() - _BESIDE, run.start()), *range(run.end(), run.end() + _BESIDE))
    return any(
        grid.arms.get((row, column), 0) & (LEFT | RIGHT) and (row, column) not in grid.bridged for column in beside
    )


def _is_pointed_at(grid: Grid, row: int, run: re.Match[str]) -> bool:
    """Whether an arrowhead stands right before a run, or a branch of a line that comes from above."""
    if any(grid.heads.get((row, column)) == RIGHT for column in (run.start() - 1, run.start() - 2)):
        return True
    column = run.start() - (1 if grid.arms.get((row, run.start() - 1)) else 2)
    while grid.arms.get((row, column), 0) & (LEFT | UP) == LEFT:
        column -= 1
    return grid.arms.get((row, column), 0) & (RIGHT | UP) == RIGHT | UP


def _joined(grid: Grid, free: list[Text], texts: dict[Cell, int], row: int, run: re.Match[str], has_line: bool) -> int:
    """The text right above that this run continues, or a new one; two rows that each have a line are two texts."""
    stands_alone = _BULLET.match(run.group()) is not None or _is_pointed_at(grid, row, run)
    for column in range(run.start(), run.end()):
        above = texts.get((row - 1, column))
        if above is None or (has_line and free[above].has_line) or stands_alone:
            continue
        text = free[above]
        middle = abs(text.left + text.right - run.start() - run.end())
        if abs(text.left - run.start()) <= 2 or middle <= 6:
            text.lines.append(words(run.group()))
            text.bottom, text.left, text.right = row, min(text.left, run.start()), max(text.right, run.end())
            text.has_line = text.has_line or has_line
            return above
    free.append(Text(row, row, run.start(), run.end(), [words(run.group())], has_line))
    return len(free) - 1


def _box_lines(grid: Grid, box: Box) -> list[str]:
    lines: list[str] = []
    for row in range(box.top + 1, box.bottom):
        left, right = _walls(grid, row, box)
        lines.append(words(grid.rows[row][left + 1 : right]).strip(" |│"))
    return lines


def _first_inside(free: list[Text], box: Box) -> int | None:
    """The first text that stands directly in a frame, above or below what it holds."""
    covered = (
        index
        for index, text in enumerate(free)
        if box.covers((text.top, text.left)) and box.covers((text.bottom, text.right - 1))
    )
    return next(covered, None)


def _name(lines: list[str]) -> str:
    """The name in the lines of a box: it ends at a blank line, a bullet or a rule, and before it grows too long."""
    start = next((index for index, line in enumerate(lines) if line), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(lines) and lines[end] and not _BULLET.match(lines[end]) and set(lines[end]) - set("-─=_"):
        end += 1
    while end > start + 1 and not _is_whole(" ".join(lines[start:end])):
        end -= 1
    return join_lines(lines[start:end])


def _is_whole(name: str) -> bool:
    """Short enough to be a name, and no bracket is left open."""
    return len(name) <= _LONGEST_NAME and name.count("(") <= name.count(")")


def _title(grid: Grid, box: Box, free: list[Text]) -> str:
    """A title in the upper edge, or right above it."""
    edge = "".join(
        grid.char(box.top, column) if (box.top, column) in grid.bridged else " "
        for column in range(box.left, box.right)
    )
    if edge.strip():
        return words(edge).strip()
    return next((free[index].label for index in _above(box, free)), "")


def _above(box: Box, free: list[Text]) -> list[int]:
    """The texts right above a box that are no wider than it."""
    return [
        index
        for index, text in enumerate(free)
        if text.bottom == box.top - 1
        and text.left < box.right
        and text.right > box.left
        and text.right - text.left <= box.right - box.left
    ]
