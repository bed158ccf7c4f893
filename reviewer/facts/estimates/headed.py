"""Units that stand apart from their numbers: tokens come in, and go out with the unit of their label or column.

"Bytes per row | 64", "Message size (KB): 2", and columns with a head like "Size (GB)".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from reviewer.facts.estimates.figure import told_in
from reviewer.facts.estimates.token import Token, cells_of
from reviewer.facts.units import MEASURES

_DIMENSIONS = frozenset(("size", "time"))
_LABELS = (":", "|")
_RATES = frozenset(("qps", "rps", "tps"))
"""Names of a rate that numbers often go without: "Write QPS ≈ 60"."""

_RULE = re.compile(r"[ \t]*(?:-{3,}|={3,}|_{3,}|─{3,}|[ \t]-{2,})[ \t]*")


def heads(tokens: Sequence[Token]) -> dict[int, str]:
    """The unit at the head of each column, by the column's number."""
    found = {column: _unit(cell) for column, cell in enumerate(cells_of(tokens))}
    return {column: unit for column, unit in found.items() if unit}


def headed(tokens: Sequence[Token], columns: Mapping[int, str]) -> list[Token]:
    """The tokens with a unit for each bare number that is told in one by its column or its label."""
    if not any(one.figure is not None and one.figure.unit in ("", "byte") for one in tokens):
        return list(tokens)
    made: list[Token] = []
    label: list[Token] = []
    column, unit, rate = 0, "", ""
    for at, token in enumerate(tokens):
        if token.sign in _LABELS or token.kind == "rel":
            column += token.sign == "|"
            unit = _unit(label) or unit if token.kind != "rel" else unit
            if label or token.sign in _LABELS:
                rate = label[-1].sign if label and label[-1].sign in _RATES else ""
            label = []
        elif token.figure is not None:
            ends = at + 1 == len(tokens) or tokens[at + 1].kind in ("break", "open")
            alone = ends and at > 0 and tokens[at - 1].kind in ("rel", "break")
            token = _told_in(token, columns.get(column) or unit or (rate if alone else ""))
            label, rate = [], "" if alone else rate
        else:
            label.append(token)
        made.append(token)
    return _rated(made) if tokens and tokens[0].sign == "|" else made


def _rated(tokens: list[Token]) -> list[Token]:
    """A row with the bare number that is alone in its last cell per second, if its first cell says so: "Peak QPS"."""
    cells = [cell for cell in cells_of(tokens) if cell]
    if len(cells) < _CELLS:
        return tokens
    name, last = [one.sign for one in cells[0]], [one for one in cells[-1] if one.kind != "rel"]
    told = not _RATES.isdisjoint(name[-_CELLS:]) or any(pair in _PER_SECOND for pair in pairwise(name))
    if not told or len(last) != 1 or last[0].figure is None:
        return tokens
    return [_told_in(one, "qps") if one is last[0] else one for one in tokens]


_CELLS = 2
_PER_SECOND = {(sign, second) for sign in ("/", "per") for second in ("s", "sec", "second")}


def is_under_rule(tokens: Sequence[Token], plain: str, start: int) -> bool:
    """Whether a line that begins at `start` is a figure alone, under a rule."""
    if len(tokens) != 1 or tokens[0].figure is None:
        return False
    end = max(plain.rfind("\n", 0, start), 0)
    return _RULE.fullmatch(plain, plain.rfind("\n", 0, end) + 1, end) is not None


def totalled(tokens: list[Token]) -> list[Token]:
    """The tokens of a figure with the word total before them."""
    return [Token("word", "total", tokens[0].start, tokens[0].start), *tokens]


def _unit(words: Sequence[Token]) -> str:
    """The unit that a label tells its numbers in: its first word, one in brackets, or one behind "in"."""
    for at, token in enumerate(words):
        unit = MEASURES.get(token.sign) if token.kind == "word" else None
        if unit is None or unit.dimension not in _DIMENSIONS:
            continue
        before = words[at - 1] if at else None
        behind = words[at + 1] if at + 1 < len(words) else None
        enclosed = before is not None and before.kind == "open" and behind is not None and behind.kind == "close"
        first = (
            before is None and unit.dimension == "size" and behind is not None and behind.sign in ("per", "each", "/")
        )
        if enclosed or first or (before is not None and before.sign == "in" and behind is None):
            return token.sign
    return ""


def _told_in(token: Token, unit: str) -> Token:
    figure = token.figure
    counted = figure is not None and (not figure.unit or figure.unit == "byte")
    if not unit or figure is None or not counted or figure.dimension not in ("", "count"):
        return token
    told = MEASURES[unit]
    return token._replace(figure=told_in(figure, told.name, told.dimension))
