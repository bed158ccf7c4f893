"""Numbers of a program with what a remark says they are: "timeout = 300000; // 5 minutes"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.facts.estimates.algebra import amount_of, evaluate
from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.comparison import compare
from reviewer.facts.estimates.figure import NONE, SIZE, TIME, Dims, Figure, told_per
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.parser import expressions
from reviewer.facts.estimates.stretch import PLAIN, Stretch
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tolerance import WRONG, distance, nearest
from reviewer.facts.estimates.tree import Node
from reviewer.model.document import Document

_REMARK = re.compile(r"//|/\*|(?<=[\s;,)0-9])#(?=\s)|\s--\s")
_UNITS: dict[Dims, tuple[float, ...]] = {
    TIME: (1.0, 1e-3, 1e-6, 1e-9, 60.0, 3600.0),
    SIZE: (1.0, 2.0**10, 2.0**20, 2.0**30, 1e3, 1e6, 1e9),
}
"""What a bare number of a program may count: seconds and their parts, minutes, hours; bytes and their thousands."""

_AGREES = 0.03
_BITS = 8.0
_BEFORE = frozenset(
    ("about", "approx", "i", "e", "is", "equals", "ms", "milliseconds", "s", "sec", "seconds", "bytes", ",", "~")
)
_SMALLEST = 60


def remark_at(text: str) -> int | None:
    """Where the remark of a line begins."""
    mark = _REMARK.search(text)
    return mark.start() if mark is not None else None


def remarked(text: str, start: int, tokens: Sequence[Token], setting: Setting) -> tuple[Claim, Outcome] | None:
    """The claim of a remark about the number before it, with the outcome; None where there is none."""
    mark = _REMARK.search(text)
    if mark is None:
        return None
    code = [token for token in tokens if token.end <= start + mark.start()]
    remark = [token for token in tokens if token.start >= start + mark.end() and token.sign != "*"]
    stated = _first(remark)
    found = expressions(code)
    if stated is None or not found or found[-1].leading:
        return None
    claim = Claim(found[-1].node, stated, found[-1].node.figures()[0].start, stated.end)
    figures = found[-1].node.figures()
    alike = {one.scale.period_s for one in figures} <= {0.0, stated.scale.period_s}
    came = evaluate(found[-1].node, "undated" if alike else "exact", {})
    bare = came is not None and came.dims == NONE and not any(one.unit and not one.scale.period_s for one in figures)
    if bare and stated.scale.period_s and told_per(stated, 0.0).scale.dims in _UNITS:
        stated = told_per(stated, 0.0)  # "daily_gb = events * 200 / 1e9  # 40 GB/day"
    if came is None or not bare or stated.scale.period_s or stated.scale.dims not in _UNITS:
        if found[-1].single and (came is None or came.dims != stated.scale.dims or came.dims == NONE):
            return None
        outcome = compare(found[-1].node, stated, setting)
        agrees = outcome is not None and outcome.verdict == "right" and stated.scale.dims == NONE
        return (claim, outcome) if outcome is not None and (outcome.sure or agrees) else None
    if came.low <= 0:
        return None
    told = amount_of(stated, stated.readings[0], "exact").low
    if "bit" in stated.unit:
        if not any(one.value == _BITS for one in figures):
            return None
        told *= _BITS
    units = _units_of(found[-1].node, stated)
    ratios = [told / (came.low * unit) for unit in units]
    fair = [nearest(ratio, sizes=bool(stated.scale.dims.size)) for ratio in ratios]
    best = min(fair, key=distance)
    if distance(best) <= _AGREES:
        return claim, Outcome("right", best, "plain")
    likely = min(ratios[:2], key=distance)
    if came.low >= _SMALLEST and distance(best) >= distance(WRONG):
        return claim, Outcome("wrong", likely, "plain")
    return None


def _units_of(node: Node, stated: Figure) -> tuple[float, ...]:
    """What the result of a program may count: bytes that are divided by 1024**3 are gigabytes, or more."""
    units = _UNITS[stated.scale.dims]
    divisor = node.parts[1].figure if node.op == "/" else None
    if stated.scale.dims != SIZE or divisor is None or divisor.value not in _PREFIXES:
        return units
    return (divisor.value, *[one for one in (*units, *_PREFIXES) if one > divisor.value * _BINARY])


_PREFIXES = (1e6, 2.0**20, 1e9, 2.0**30, 1e12, 2.0**40, 1e15)
_BINARY = 1.2
"""1024 for 1000, up to four times, is still the same prefix."""


def _first(remark: Sequence[Token]) -> Figure | None:
    """The figure that a remark begins with."""
    for token in remark:
        if token.figure is not None:
            return token.figure
        if token.kind != "rel" and token.sign not in _BEFORE:
            return None
    return None


def before_remark(text: str, stretch: Stretch, tokens: list[Token]) -> list[Token]:
    """The tokens of a line of code, with a sign that ends a sum where a remark begins."""
    at = remark_at(text) if stretch.block.kind == "code" else None
    if at is None:
        return tokens
    start = stretch.start + at
    code = [token for token in tokens if token.end <= start]
    return [*code, Token("break", "|", start, start), *[one for one in tokens if one.start > start and one.sign != "/"]]


def is_of_a_program(stretch: Stretch, document: Document, plain: str) -> bool:
    """Whether a line of a code block is one of a program and no remark."""
    line = plain[document.line_starts[stretch.first - 1] : stretch.start].strip()
    return stretch.block.info not in PLAIN and not line.startswith(("//", "#", "--", "*"))
