"""Formulas of labels: "Ingress | 120 KB/s | WPS × size per paste" is told in the names of other rows.

The tokens of rows come in; derivations go out where every operand names one row and no other, by the words of its
label or by the initials that stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.token import Token, cells_of
from reviewer.facts.estimates.tree import Derivation, Node, figure_node
from reviewer.facts.units import singular
from reviewer.facts.words import word_set

_MOST_LABELS = 60
_MOST_OPERANDS = 5
_LONGEST = 6
_NO_NAMES = word_set("the a an of for in our all total per each and by is are to number amount")
_ONE_OF = frozenset(("per", "each", "for", "in"))


@dataclass(frozen=True, slots=True)
class _Label:
    """A row: the words of its label, those of them before a "per", all words of the row, its figure."""

    words: frozenset[str]
    first: frozenset[str]
    row: frozenset[str]
    figure: Figure


@dataclass
class Labels:
    """The rows that were read so far, by their labels; the newest last."""

    known: list[_Label] = field(default_factory=list)

    def read(self, tokens: Sequence[Token], *, table: bool) -> Iterator[Derivation]:
        """The derivation of a row's figure from its formula, if it has one; the row itself is known from then on."""
        cells = _parts(tokens, table=table)
        if len(cells) < 2 or any(token.figure is not None for token in cells[0]):
            return
        formulas = [cell for cell in cells[1:] if _is_formula(cell)]
        others = [cell for cell in cells[1:] if cell not in formulas]
        figures = [figure for cell in others if (figure := _sole(cell)) is not None]
        if len(figures) != 1:
            return
        for formula in formulas:
            node = self._node(formula)
            if node is not None:
                yield Derivation(node, figures[0], firm=True, loose=True)
        self._remember(cells, figures[0])

    def _remember(self, cells: Sequence[Sequence[Token]], figure: Figure) -> None:
        label = [token.sign for token in cells[0] if token.kind == "word"]
        cut = next((at for at, word in enumerate(label) if word in _ONE_OF), len(label))
        told = [cells[0], *(cell for cell in cells[1:] if not _is_formula(cell))]
        row = [token.sign for cell in told for token in cell if token.kind == "word"]
        if label and len(self.known) < _MOST_LABELS:
            self.known.append(_Label(_names(label), _names(label[:cut]), _names(row), figure))

    def _node(self, formula: Sequence[Token]) -> Node | None:
        """The formula with the figures that its names stand for, None where one stands for none or for several."""
        last = max((at for at, token in enumerate(formula) if token.kind == "rel"), default=-1)
        operands: list[list[Token]] = [[]]
        signs: list[str] = []
        for token in formula[last + 1 :]:
            if token.kind == "op" and token.sign in "*/" and operands[-1]:
                signs.append(token.sign)
                operands.append([])
            elif token.kind in ("word", "number"):
                operands[-1].append(token)
            elif token.kind != "break":
                return None
        if not signs or len(operands) > _MOST_OPERANDS:
            return None
        figures = self._resolved(operands, signs)
        if figures is None:
            return None
        node = figure_node(figures[0][1])
        for sign, figure in figures[1:]:
            node = Node(sign, (node, figure_node(figure)))
        return node if len(figures) > 1 else None

    def _resolved(self, operands: Sequence[Sequence[Token]], signs: Sequence[str]) -> list[tuple[str, Figure]] | None:
        """Each operand's figure with the sign before it; "R/W" is the ratio of the document, not a division."""
        found: list[tuple[str, Figure]] = []
        at = 0
        while at < len(operands):
            sign = signs[at - 1] if at else "*"
            figure = self._figure(operands[at])
            if figure is None and at + 1 < len(operands) and signs[at] == "/":
                figure = self._ratio(operands[at], operands[at + 1])
                at += 1
            if figure is None:
                return None
            found.append((sign, figure))
            at += 1
        return found

    def _figure(self, operand: Sequence[Token]) -> Figure | None:
        numbers = [token.figure for token in operand if token.figure is not None]
        if numbers:
            return numbers[0] if len(numbers) == 1 else None
        words = _names([token.sign for token in operand])
        if not words or len(operand) > _LONGEST:
            return None
        for named in (
            [label for label in self.known if words == label.words],
            [label for label in self.known if words == label.first],
            [label for label in self.known if words <= label.first],
            [label for label in self.known if words <= label.words],
            [label for label in self.known if words <= label.row],
        ):
            if named:
                return named[0].figure if len({label.figure.base for label in named}) == 1 else None
        return None

    def _ratio(self, one: Sequence[Token], other: Sequence[Token]) -> Figure | None:
        """The only ratio that was told, where both names begin a word of its label: "R/W" is read to write."""
        ratios = [label for label in self.known if label.figure.dimension == "ratio"]
        if len(ratios) != 1 or len(one) != 1 or len(other) != 1:
            return None
        begun = {word[0] for word in ratios[0].row if word} | ratios[0].row
        named = {one[0].sign, other[0].sign}
        return ratios[0].figure if all(name in begun or name[:1] in begun for name in named) else None


def _parts(tokens: Sequence[Token], *, table: bool) -> list[list[Token]]:
    """The label of a row and what stands behind it: cells, or what a colon, an arrow or a dash parts."""
    if table:
        return [cell for cell in cells_of(tokens) if cell]
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if (token.sign == ":" and len(parts) == 1) or (token.kind == "rel" and token.touching):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _is_formula(cell: Sequence[Token]) -> bool:
    """Whether a cell multiplies or divides names."""
    return any(
        token.kind == "op" and token.sign in "*/" and 0 < at < len(cell) - 1
        and "word" in (cell[at - 1].kind, cell[at + 1].kind)
        for at, token in enumerate(cell)
    )  # fmt: skip


def _sole(cell: Sequence[Token]) -> Figure | None:
    """The only figure of a cell, remarks in brackets left out."""
    depth = 0
    found: list[Figure] = []
    for token in cell:
        depth += (token.kind == "open") - (token.kind == "close")
        if token.figure is not None and depth == 0:
            found.append(token.figure)
    return found[0] if len(found) == 1 else None


def _names(words: Sequence[str]) -> frozenset[str]:
    return frozenset(singular(word) for word in words if word not in _NO_NAMES)
