"""Units that bare numbers leave unsaid: a sum of them and its result come in, the outcome goes out."""

from __future__ import annotations

import math

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.figure import NONE, SIZE, Figure
from reviewer.facts.estimates.outcome import Outcome
from reviewer.facts.estimates.slips import is_digit, is_length
from reviewer.facts.estimates.tolerance import judged, nearest
from reviewer.facts.estimates.tree import Node
from reviewer.facts.units import DAY_S

_BYTES = 1e9
"""A bare number that a size is told again for is one of bytes from here on, and no number of kilobytes."""

_PREFIX = 3
_STEPS_S = {3600.0: 3600.0, DAY_S: DAY_S, 1000.0: 1.0}
"""What seconds, or milliseconds, are divided by to become hours, days or seconds, and what these have; by 60 may be
divided what counts minutes as well."""

_TIMELY = 0.05
"""As a natural logarithm: how far from a length of time in another one is."""

_EXACT = 0.005


def unsaid(node: Node, stated: Figure) -> Outcome | None:
    """What a bare sum comes to in the unit that it can only have; None where it may have any."""
    return (
        _of_bytes(node, stated) or _of_lengths(node, stated) or _of_seconds(node, stated) or _of_one_unit(node, stated)
    )


def _of_bytes(node: Node, stated: Figure) -> Outcome | None:
    """ "= 70,000,000,000 = 70 GB"."""
    told = node.figure
    if told is None or told.unit or told.value < _BYTES or stated.scale.dims != SIZE or "bit" in stated.unit:
        return None
    ratio = stated.value * stated.scale.factor / told.value
    if judged(nearest(ratio, sizes=True), exact=False) == "right":
        return Outcome("right", ratio, "undated")
    off = round(math.log10(ratio)) if ratio > 0 else 0
    return Outcome("wrong", ratio, "undated") if is_digit(ratio) and abs(off) == _PREFIX else None


def _of_lengths(node: Node, stated: Figure) -> Outcome | None:
    """ "18 × 86400 / 500 / 3600 = 52 minutes": seconds that are divided down to hours."""
    if stated.scale.dims.time != 1 or node.op != "/" or not all(one.bare for one in node.figures()):
        return None
    step = node.parts[1].figure
    came = evaluate(node, "plain", {})
    if step is None or step.value not in _STEPS_S or came is None or came.low <= 0:
        return None
    ratio = stated.value * stated.scale.factor / (came.low * _STEPS_S[step.value])
    verdict = judged(ratio, exact=False)
    if verdict == "right":
        return Outcome("right", ratio, "plain")
    return Outcome("wrong", ratio, "plain") if is_length(ratio, _TIMELY) else None


def _of_seconds(node: Node, stated: Figure) -> Outcome | None:
    """ "75M × 20 ms / 10K = 15 servers" has a digit too few, whatever the seconds are told for."""
    came = evaluate(node, "exact", {})
    if came is None or came.low <= 0 or came.dims.time != 1 or not stated.is_counted or stated.scale.period_s:
        return None
    others = came.dims._replace(time=0)
    ratio = stated.value / came.low
    plain = others == stated.scale.dims and is_digit(ratio, _EXACT)
    return Outcome("wrong", ratio, "exact") if plain and abs(round(math.log10(ratio))) == 1 else None


def _of_one_unit(node: Node, stated: Figure) -> Outcome | None:
    """ "2.5 MB + 0.06 + 0.2 = 2.76 MB": what is added to a figure has its unit."""
    figures = node.figures()
    told = [one for one in figures if not one.bare]
    if (
        node.op != "+"
        or len(told) != 1
        or len(figures) < _SEVERAL
        or any(part.op not in ("", "+") for part in node.parts)
    ):
        return None
    unit = told[0].scale
    if unit.dims == NONE or unit.dims != stated.scale.dims or bool(unit.period_s) != bool(stated.scale.period_s):
        return None
    added = sum(one.value for one in figures) * unit.factor / (unit.period_s or 1.0)
    if added <= 0:
        return None
    ratio = stated.base / added
    verdict = judged(nearest(ratio, sizes=bool(unit.dims.size)), exact=True)
    return Outcome(verdict, ratio, "plain") if verdict != "unchecked" else None


_SEVERAL = 3
