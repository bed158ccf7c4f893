"""Figures with names: the tokens of "x1 = 1.76M × 30 B = 52.8 MB" come in, the figure that "x1" stands for goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.context import Entry, told_period_s
from reviewer.facts.estimates.figure import Figure, Scale, constant
from reviewer.facts.estimates.spot import dated
from reviewer.facts.estimates.token import Token, cells_of
from reviewer.facts.estimates.tree import expressions

_NAMED = re.compile(r"[*`_ ]{0,8}([A-Za-z_][A-Za-z0-9_]{0,40})[*`_]{0,3} {0,12}:?=(?!=)")
_NUMBERED = re.compile(r"[| *_`]{0,6}([A-Z]{1,3}[0-9]{1,3})[ *_`]{0,4}\|")
_MOST = 400


@dataclass
class Names:
    """The figures that were given a name so far."""

    figures: dict[str, Figure] = field(default_factory=dict)

    def read_line(self, text: str, tokens: Sequence[Token], written: Set[int], *, code: bool) -> None:
        """Remember the figure that a line gives a name: its last result, else what its sum comes to."""
        named = _NAMED.match(text)
        if named is None or not (code or not named[1].isalpha()):
            return
        figure = _named_figure(tokens, written, named[1])
        if figure is not None and len(self.figures) < _MOST:
            self.figures[named[1]] = figure

    def read_row(self, text: str, tokens: Sequence[Token], row: Sequence[Entry]) -> None:
        """Remember the figure of a row that begins with its number: "| A5 | Opens a day | 72M | A3 × A4 |"."""
        numbered = _NUMBERED.match(text)
        if numbered is None or len(self.figures) >= _MOST:
            return
        single = [cell[0] for cell in _cells(tokens) if len(cell) == 1]
        told = [one for one in row if single and one.figure is single[0].figure]
        if told:
            period_s = told[0].period_s or told_period_s([one.sign for one in tokens if one.kind == "word"])
            self.figures[numbered[1]] = dated(replace(told[0], period_s=period_s))


def _cells(tokens: Sequence[Token]) -> list[list[Token]]:
    """The numbers of the cells of a row that hold no sum."""
    cells = cells_of(tokens)
    sums = [any(one.kind == "op" for one in cell) for cell in cells]
    return [[one for one in cell if one.kind == "number"] for cell, sum_ in zip(cells, sums, strict=True) if not sum_]


def _named_figure(tokens: Sequence[Token], written: Set[int], name: str) -> Figure | None:
    """The last result of the line, else what the first sum behind the sign comes to, called by its name."""
    results = [token.figure for token in tokens if token.figure is not None and token.figure.start in written]
    if results:
        return results[-1]
    first = next((at for at, token in enumerate(tokens) if token.kind == "rel"), None)
    found = expressions(list(tokens[first + 1 :])) if first is not None else []
    if not found or found[0].leading:
        return None
    if found[0].node.figure is not None:
        return found[0].node.figure
    came = evaluate(found[0].node, "exact", {}) or evaluate(found[0].node, "plain", {})
    return constant(came.low, name, 0, Scale(1.0, came.dims)) if came is not None and came.low > 0 else None
