"""The lines of a drawing: a layout goes in, the arrows between its boxes and texts come out.

Lines that touch form one connector; its ends without a head point at its ends with one. A connector without heads runs
from top to bottom, or from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.documents.diagrams.ascii_grid import DOWN, LEFT, OPPOSITE, RIGHT, STEPS, UP, Cell, words
from reviewer.documents.diagrams.ascii_layout import Layout

_GAP = {UP: 2, DOWN: 2, LEFT: 6, RIGHT: 6}  # blanks between the end of a line and what it points at
_WALL_DRIFT = 3  # columns by which a line may be off where it crosses a frame's wall
_TEXT_BESIDE = 2  # columns by which a text may begin beside the line that points up or down to it
_MAX_ENDS = 24

Part = tuple[Literal["box", "text"], int]
"""A box or a free text by its index."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a connector touches something: `heading` is the direction it goes there, `arrow`: a head is drawn."""

    part: Part
    heading: int
    arrow: bool
    cell: Cell


@dataclass(frozen=True, slots=True)
class Arc:
    source: Part
    target: Part
    both: bool
    label: str


def trace(layout: Layout) -> list[Arc]:
    """The arrows of a drawing, without those from a part to itself."""
    tracer = _Tracer(layout)
    found: list[Arc] = []
    for cell in sorted(layout.grid.arms):
        if tracer.is_new(cell):
            ends, label, length = tracer.follow(cell)
            lone = length == 1 and {end.part[0] for end in ends} == {"box", "text"}
            if not lone or {end.heading for end in ends} == {UP, DOWN}:
                found += _arcs(ends, label)  # a lone "←" between a box and a text beside it is a remark
    for cell in sorted(layout.grid.arms):
        found += tracer.touching(cell)
    return list(dict.fromkeys(found))


def _arcs(ends: list[End], label: str) -> list[Arc]:
    if len(ends) > _MAX_ENDS:
        return []
    targets = list(dict.fromkeys(end.part for end in ends if end.arrow))
    sources = list(dict.fromkeys(end.part for end in ends if not end.arrow and end.part not in targets))
    if targets:  # "├── detail" beside a line that goes on to an arrowhead
        sources = [part for part in sources if not _is_detail(part, ends)] or sources
    if not targets and all(end.part[0] == "text" for end in ends) and {end.heading for end in ends} != {UP, DOWN}:
        return []  # a line without a head between texts that stand side by side is a boundary or an underline
    if targets and sources:
        return [Arc(source, target, False, label) for source in sources for target in targets if source != target]
    ordered = list(dict.fromkeys(end.part for end in sorted(ends, key=lambda end: end.cell)))
    if targets or len(ordered) == 2:
        return [Arc(ordered[0], other, True, label) for other in ordered[1:]]
    above = {end.part for end in ends if end.heading == UP} or {ordered[0]} if ordered else set()
    return [
        Arc(first, other, True, label) for first in ordered if first in above for other in ordered if other not in above
    ]


def _beside(cell: Cell, reach: int) -> list[Cell]:
    """The cells beside one in its row, the nearest first."""
    row, column = cell
    return [(row, column + side * offset) for offset in range(1, reach + 1) for side in (1, -1)]


def _is_detail(part: Part, ends: list[End]) -> bool:
    """A text that a line without a head leads to from its left."""
    return part[0] == "text" and all(end.heading == RIGHT for end in ends if end.part == part)


class _Tracer:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._arms = layout.grid.arms
        self._heads = layout.grid.heads
        self._seen: set[Cell] = set()
        self._inside = layout.inside

    def is_new(self, cell: Cell) -> bool:
        return self._is_line(cell) and cell not in self._seen

    def _is_line(self, cell: Cell) -> bool:
        return bool(self._arms.get(cell)) and cell not in self._layout.owner and cell not in self._inside

    def follow(self, start: Cell) -> tuple[list[End], str, int]:
        """Everything one connector touches, the text written into it, and of how many cells it is made."""
        ends: list[End] = []
        length = 0
        label: list[Cell] = []
        stack = [start]
        self._seen.add(start)
        while stack:
            cell = stack.pop()
            length += 1
            if cell in self._layout.grid.bridged:
                label.append(cell)
            for direction in STEPS:
                if self._arms[cell] & direction:
                    following = self._step(cell, direction, ends)
                    if following is not None and following not in self._seen:
                        self._seen.add(following)
                        stack.append(following)
        return ends, words("".join(self._layout.grid.char(*cell) for cell in sorted(label))).strip(), length

    def _step(self, cell: Cell, direction: int, ends: list[End]) -> Cell | None:
        """The next cell of the connector in a direction; an end is noted where it stops."""
        down, right = STEPS[direction]
        following = (cell[0] + down, cell[1] + right)
        if direction in (UP, DOWN) and (beside := self._drifted(following, direction)) is not None:
            following = beside
        if following in self._layout.owner:
            if not self._is_along(cell, following):
                arrow = self._points(cell, following, direction)
                ends.append(End(("box", self._layout.owner[following]), direction, arrow, cell))
            return None
        if self._is_line(following):
            if self._arms[following] & OPPOSITE[direction]:
                return following
            beyond = (following[0] + down, following[1] + right)
            if self._is_line(beyond) and self._arms[beyond] & OPPOSITE[direction]:
                return beyond  # two lines cross without touching
            return following if cell not in self._heads else None
        end = self._look_ahead(cell, direction)
        if end is not None:
            ends.append(end)
        return None

    def _is_along(self, cell: Cell, wall: Cell) -> bool:
        """Whether a line that crosses a frame's wall would go on along that wall."""
        index = self._layout.owner[wall]
        box = self._layout.boxes[index]
        along = cell[0] in (box.top, box.bottom) if cell[0] == wall[0] else cell[1] in (box.left, box.right)
        return along and index in self._layout.frames

    def _drifted(self, cell: Cell, direction: int) -> Cell | None:
        """Where a vertical line goes on that does so a column off, or behind a frame's wall a few columns off."""
        if self._is_line(cell):
            return None
        box = self._layout.owner.get(cell)
        if box is None:
            return next((near for near in _beside(cell, 1) if self._begins(near, direction)), None)
        if box not in self._layout.frames:
            return None
        beyond = (cell[0] + STEPS[direction][0], cell[1])
        if self._is_crossing(cell):
            return next((near for near in _beside(beyond, _WALL_DRIFT) if self._arrives(near, direction, box)), None)
        near = next((near for near in _beside(cell, _WALL_DRIFT) if self._is_crossed(near, direction)), None)
        return None if near is None else (beyond[0], near[1])

    def _is_crossing(self, cell: Cell) -> bool:
        return self._arms.get(cell, 0) & (UP | DOWN) == UP | DOWN

    def _begins(self, cell: Cell, direction: int) -> bool:
        """Whether a line in this direction begins here that nothing leads to."""
        behind = (cell[0] - STEPS[direction][0], cell[1])
        return (
            self._is_line(cell)
            and bool(self._arms[cell] & OPPOSITE[direction])
            and not self._arms.get(behind, 0) & direction
        )

    def _is_crossed(self, cell: Cell, direction: int) -> bool:
        """Whether a line leaves a wall here on its other side, and none comes in on this one."""
        down = STEPS[direction][0]
        behind, beyond = (cell[0] - down, cell[1]), (cell[0] + down, cell[1])
        return (
            self._is_crossing(cell)
            and not self._arms.get(behind, 0) & direction
            and self._is_line(beyond)
            and bool(self._arms[beyond] & OPPOSITE[direction])
        )

    def _arrives(self, cell: Cell, direction: int, frame: int) -> bool:
        """Whether a line or a box's wall inside a frame takes up a line that crossed the frame's wall."""
        takes_up = bool(self._arms.get(cell, 0) & OPPOSITE[direction])
        return takes_up and (self._is_line(cell) or self._layout.owner.get(cell, frame) != frame)

    def _points(self, cell: Cell, border: Cell, direction: int) -> bool:
        """Whether a head is drawn before the border, in it, or in it a few columns off."""
        if self._heads.get(cell) == direction or self._heads.get(border) == direction:
            return True
        if direction in (LEFT, RIGHT):
            return False
        near = ((border[0], border[1] + offset) for offset in (-2, -1, 1, 2))
        return any(
            self._heads.get(other) == direction and self._layout.owner.get(other) == self._layout.owner[border]
            for other in near
        )

    def _look_ahead(self, cell: Cell, direction: int) -> End | None:
        """What a line that stops short points at."""
        down, right = STEPS[direction]
        row, column = cell
        arrow = self._heads.get(cell) == direction
        for _ in range(_GAP[direction]):
            row, column = row + down, column + right
            if (row, column) in self._layout.owner:
                part: Part = ("box", self._layout.owner[row, column])
                return End(part, direction, arrow or self._points(cell, (row, column), direction), cell)
            text = self._text_near(row, column, direction)
            if text is not None:
                box = self._layout.titles.get(text) if direction == DOWN else self._layout.names.get(text)
                return End(("text", text) if box is None else ("box", box), direction, arrow, cell)
            if (row, column) in self._arms or (row, column) in self._inside:
                return None
        return None

    def _text_near(self, row: int, column: int, direction: int) -> int | None:
        """The text in a cell; above and below a line also one that begins or ends a little beside it."""
        texts = self._layout.texts
        if (row, column) in texts or direction in (LEFT, RIGHT):
            return texts.get((row, column))
        return next((texts[near] for near in _beside((row, column), _TEXT_BESIDE) if near in texts), None)

    def touching(self, cell: Cell) -> list[Arc]:
        """Two boxes whose walls meet at an arrowhead drawn into the wall (`┤▶├` has no line between)."""
        head = self._heads.get(cell)
        if head is None or cell not in self._layout.owner:
            return []
        down, right = STEPS[head]
        source = self._layout.owner.get((cell[0] - down, cell[1] - right))
        target = self._layout.owner[cell]
        if source is None or source == target:
            return []
        return [Arc(("box", source), ("box", target), False, "")]
