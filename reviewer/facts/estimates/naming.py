"""Figures with names: the tokens of "x1 = 1.76M × 30 B = 52.8 MB" come in, the figure that "x1" stands for goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.context import COMMON, Context, Entry, stem
from reviewer.facts.estimates.entries import told_period_s
from reviewer.facts.estimates.figure import NONE, Figure, Scale, bare_figure, constant
from reviewer.facts.estimates.parser import expressions
from reviewer.facts.estimates.token import Token, cells_of
from reviewer.facts.words import word_set

_NAMED = re.compile(
    r"[*`_ ]{0,8}(?:(?:const|let|var|val|final|int|long|float|double) ){0,2}"
    r"([A-Za-z_][A-Za-z0-9_]{0,40})[*`_]{0,3} {0,12}:?=(?!=)"
)
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
            self.figures[numbered[1]] = replace(told[0], period_s=period_s).dated


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


def with_named(tokens: list[Token], context: Context) -> list[Token]:
    """The tokens with a figure for each name that multiplies or divides a number: "2 * QPS = 800", "DAU × 10"."""
    sign = next((at for at, one in enumerate(tokens) if one.kind == "rel" or _explains(tokens, at)), None)
    if sign is None:
        return tokens
    made = list(tokens)
    busiest = any(one.sign in _PEAK_NAMES for one in tokens[sign:])
    here = context.entries[-1] if context.entries else None
    before = [one for one in context.entries[-_FAR:] if one.figure.start < tokens[0].start]
    before = [one for one in before if here is not None and one.section == here.section]
    for at in range(len(made) - 1, -1, -1):
        if made[at].kind != "op" or made[at].sign not in "*/":
            continue
        for first, last in (_name_behind(made, at), _name_before(made, at)):
            words = [one.sign for one in made[first:last]]
            fits = not busiest or _RATE_NAMES.isdisjoint(words) or not _PEAK_NAMES.isdisjoint(words)
            figure = _figure_named(words, before) if words and fits else None
            if figure is not None:
                start, end = made[first].start, made[last - 1].end
                made[first:last] = [Token("number", "", start, end, replace(figure, start=start, end=end))]
                other = at - 1 if first > at else at + 2 - (last - first)
                made[other] = _without_label(made[other], figure)
                break
    return made


def _explains(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket that explains a figure opens there: behind it, or alone under it: "150K (DAU × 15%)"."""
    return tokens[at].kind == "open" and (at == 0 or tokens[at - 1].kind == "number")


def _without_label(token: Token, named: Figure) -> Token:
    """The token of a number that has its unit from the label of the line only: the 2 of "QPS: 2 * QPS"."""
    figure = token.figure
    if figure is None or figure.scale != named.scale or figure.value >= _LARGE or figure.scale.dims != NONE:
        return token
    return token._replace(figure=bare_figure(figure.value, figure.start, figure.end))


def _name_behind(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Where the words between an operator and the sign behind them stand, if a number stands before it."""
    if tokens[at].sign == "/":
        return 0, 0  # "500 bytes / request"
    first = at + 2 if at + 1 < len(tokens) and tokens[at + 1].kind == "open" else at + 1
    last = first
    while last < len(tokens) and tokens[last].kind == "word":
        last += 1
    ends = last < len(tokens) and (tokens[last].kind in ("rel", "close") or tokens[last].sign in ("*", "/"))
    given = at > 0 and (tokens[at - 1].figure is not None or tokens[at - 1].kind == "close")
    return (first, last) if ends and given and last - first <= _LONGEST_NAME else (0, 0)


def _name_before(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Where the words between a sign and an operator stand, if a number stands behind it."""
    first = at
    while first > 0 and tokens[first - 1].kind == "word":
        first -= 1
    begins = first > 0 and (tokens[first - 1].kind in ("rel", "open"))
    given = at + 1 < len(tokens) and tokens[at + 1].figure is not None
    return (first, at) if begins and given and at - first <= _LONGEST_NAME else (0, 0)


def _figure_named(words: Sequence[str], before: Sequence[Entry]) -> Figure | None:
    """The last figure that is called so: by all words of the name, and by one that is told per second for "QPS"."""
    rate, peak = not _RATE_NAMES.isdisjoint(words), not _PEAK_NAMES.isdisjoint(words)
    told = {stem(word) for word in words if word not in _RATE_NAMES | _PEAK_NAMES | _PASSED}
    if not told and not rate:
        return None
    for one in reversed(before):
        per_second = one.figure.scale.dims == NONE and one.figure.scale.period_s == 1.0
        called = one.label or one.words | one.flags
        if one.figure.is_factor or one.item or (rate and not per_second) or one.peak != peak:
            continue
        if told <= called and (rate or not one.result or len(told) == len(one.label - COMMON)):
            return _come_to(one, before) if rate else one.dated
    return None


def _come_to(one: Entry, before: Sequence[Entry]) -> Figure:
    """A rate, or what the sum comes to that it only begins: the 1160 of "QPS = 100M / 86400 = 1160"."""
    behind = [other for other in before if other.row == one.row and other.order > one.order and other.result]
    told = behind[-1].figure if behind else one.figure
    if one.result or not (told.bare or told.scale == one.figure.scale):
        return one.figure
    readings = tuple(reading._replace(scale=one.figure.scale) for reading in told.readings)
    return replace(told, readings=readings, unit=one.figure.unit, dimension=one.figure.dimension)


_RATE_NAMES = frozenset(("qps", "rps", "tps"))
_PEAK_NAMES = frozenset(("peak", "max"))
_PASSED = word_set("the of number total our a per and average avg mean")
_LARGE = 1000
_LONGEST_NAME = 4
_FAR = 60
