"""Boxes of a drawing: a grid goes in, the smallest rectangles that its lines enclose come out.

Walls may be shared (cells of one frame) and the right wall may be off by a few columns in some rows, as it is in
drawings that were edited by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.documents.diagrams.ascii_grid import DOWN, LEFT, RIGHT, UP, Cell, Grid

_SLACK = 3  # columns by which a wall may be off in single rows
_CORNER_SLACK = 2  # columns by which a lower right corner may be off
_DRIFT = 2  # columns by which a left wall may jump from one row to the next
_RAGGED = 8  # columns by which a wall that ends its row may stand too far to the right
_WALL_SHARE = 0.6  # share of the rows between two corners that must show the wall
_STEPS_PER_CELL = 30  # bound on the search, per cell of the drawing


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its border, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, other: Box) -> bool:
        """Whether `other` lies strictly inside."""
        return (
            self.top < other.top and self.left < other.left and other.bottom < self.bottom and other.right < self.right
        )

    def covers(self, cell: Cell) -> bool:
        """Whether a cell lies strictly inside."""
        return self.top < cell[0] < self.bottom and self.left < cell[1] < self.right


def find_boxes(grid: Grid) -> list[Box]:
    """All boxes from top to bottom, left to right; empty where the drawing is too tangled to search."""
    search = _Search(grid)
    found: list[Box] = []
    for cell in sorted(grid.arms):
        if grid.arms[cell] & (RIGHT | DOWN) == RIGHT | DOWN and cell not in grid.heads:
            box = search.from_corner(cell)
            if box is not None:
                found.append(box)
        if search.steps > _STEPS_PER_CELL * len(grid.arms) + 5000:
            return []
    return found


class _Search:
    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._arms = grid.arms
        self.steps = 0

    def from_corner(self, corner: Cell) -> Box | None:
        """The smallest box whose upper left corner this is."""
        bottoms = self._bottoms(corner)
        if not bottoms:
            return None
        for right in self._rights(corner):
            for bottom, bottom_end in bottoms:
                self.steps += 1
                if bottom_end >= right - _CORNER_SLACK and self._closes(corner, bottom, right):
                    return Box(corner[0], corner[1], bottom, right)
        return None

    def _rights(self, corner: Cell) -> list[int]:
        """Columns along the upper edge where a wall goes down, or where the edge ends near one."""
        row, column = corner
        found: list[int] = []
        column += 1
        while self._arms.get((row, column), 0) & LEFT:
            self.steps += 1
            arms = self._arms[row, column]
            ends = not arms & RIGHT
            goes_down = arms & DOWN or (ends and self._right_wall_near(row + 1, column))
            if goes_down and column - corner[1] >= 2 and (row, column) not in self._grid.heads:
                found.append(column)
            if ends:
                break
            column += 1
        return found

    def _bottoms(self, corner: Cell) -> list[tuple[int, int]]:
        """Rows below where an edge leaves the left wall to the right, with the column that edge reaches."""
        row, column = corner
        found: list[tuple[int, int]] = []
        missing = 0
        row += 1
        while row < len(self._grid.rows) and missing <= 2:
            self.steps += 1
            column = self._drifted(row, column, corner[1])
            arms = self._arms.get((row, column), 0)
            if not arms & UP and (shifted := self._shifted_corner(row, column)) is not None and row - corner[0] >= 2:
                found.append((row, self._edge_end(row, shifted)))
            if arms & UP and arms & RIGHT and row - corner[0] >= 2:
                found.append((row, self._edge_end(row, column)))
            if arms & DOWN or arms & (LEFT | RIGHT) == LEFT | RIGHT:
                missing = 0
            elif arms & UP:
                break
            elif self._wall_near(row, column):
                missing += 1
            else:
                break
            row += 1
        return found

    def _drifted(self, row: int, column: int, first: int) -> int:
        """The column where a wall goes on: the same one, the one it began in, or a neighbour that it jumps to."""
        begun = first if abs(first - column) <= _DRIFT else column
        for near in (column, begun, column + 1, column - 1, column + _DRIFT, column - _DRIFT):
            if self._arms.get((row, near), 0) & UP:
                return near
        return column

    def _shifted_corner(self, row: int, column: int) -> int | None:
        """The column of a lower left corner that is off by so little that it can only be this wall's."""
        for near in (column + 1, column - 1, column + _DRIFT, column - _DRIFT):
            if self._arms.get((row, near), 0) & (LEFT | RIGHT) == RIGHT and self._grid.char(row, near) in "+└":
                return near
        return None

    def _edge_end(self, row: int, column: int) -> int:
        while self._arms.get((row, column), 0) & RIGHT and self._arms.get((row, column + 1), 0) & LEFT:
            self.steps += 1
            column += 1
        return column

    def _closes(self, corner: Cell, bottom: int, right: int) -> bool:
        """Whether there is a lower right corner and a wall between it and the upper one."""
        if not any(
            self._is_lower_right((bottom, right + offset)) for offset in range(-_CORNER_SLACK, _CORNER_SLACK + 1)
        ):
            return False
        rows = range(corner[0] + 1, bottom)
        self.steps += len(rows)
        shown = sum(self._right_wall_near(row, right) for row in rows)
        return shown >= _WALL_SHARE * len(rows)

    def _is_lower_right(self, cell: Cell) -> bool:
        arms = self._arms.get(cell, 0)
        ends = arms & (LEFT | RIGHT) == LEFT and self._right_wall_near(cell[0] - 1, cell[1])
        return bool(ends) or arms & (LEFT | UP) == LEFT | UP

    def _right_wall_near(self, row: int, column: int) -> bool:
        return self._wall_near(row, column) or ragged_wall(self._grid, row, column) is not None

    def _wall_near(self, row: int, column: int) -> bool:
        for offset in range(_SLACK + 1):
            for near in (column + offset, column - offset):
                if self._arms.get((row, near), 0) & (UP | DOWN):
                    return True
        return False


def ragged_wall(grid: Grid, row: int, right: int) -> int | None:
    """The column where a row ends with a wall although the box's right wall stands some columns before."""
    end = len(grid.rows[row].rstrip()) - 1
    return end if right <= end <= right + _RAGGED and grid.char(row, end) in "|│" else None


def without_crossed(boxes: list[Box]) -> list[Box]:
    """The boxes without those whose border runs through a smaller one: lines between boxes can enclose an area too."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.bottom - box.top) * (box.right - box.left)):
        if not any(_crosses(box, other) for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda box: (box.top, box.left))


def _crosses(box: Box, other: Box) -> bool:
    """Whether two boxes overlap by more than their walls and neither holds the other."""
    rows = min(box.bottom, other.bottom) - max(box.top, other.top)
    columns = min(box.right, other.right) - max(box.left, other.left)
    return rows > 0 and columns > _SLACK and not box.holds(other) and not other.holds(box)
