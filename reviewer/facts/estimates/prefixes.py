"""Sums that only tell a size in another prefix or a share in percent, and those whose unit stands behind the last
number only."""

from __future__ import annotations

import math
from dataclasses import replace

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.slips import is_prefix_off
from reviewer.facts.estimates.tolerance import distance, judged
from reviewer.facts.estimates.tree import Node, figure_node

_BITS = 8.0


def as_whole(node: Node, stated: Figure, setting: Setting) -> Outcome | None:
    """The outcome where the unit behind a quotient is that of the whole: "4 × 10^9 / 10^6 GB = 4000 GB"."""
    figures = node.figures()
    if node.op != "/" or len(figures) < 2 or not figures[-1].scale.dims.size or figures[-1].unit != stated.unit:
        return None
    if not all(one.bare for one in figures[:-1]):
        return None
    came = evaluate(node, "plain", {})
    ratio = stated.value / came.low if came is not None and came.low > 0 else 0.0
    verdict = judged(ratio, exact=setting.exact) if ratio > 0 else "unchecked"
    return Outcome(verdict, ratio, "plain") if verdict != "unchecked" else None


def step(node: Node, stated: Figure) -> Outcome | None:
    """The outcome where a size is only told in another prefix, or in bits, else None.

    "3650 KB ÷ 1024 = 3.56 MB", "300 MB/s × 8 / 1024".
    """
    figures = node.figures()
    sizes = [one for one in figures if one.scale.dims.size]
    steps = [one.value for one in figures if not one.scale.dims.size]
    if len(sizes) != 1 or not stated.scale.dims.size or not steps or not _STEPS.issuperset(steps):
        return None
    came = evaluate(node, "plain", {})
    factor = math.prod(one / (8 if one == _BITS else 1) for one in steps)
    prefix = stated.scale.factor / sizes[0].scale.factor if sizes[0].scale.factor else 0.0
    prefix *= _BITS if _BITS in steps else 1.0
    as_far = prefix < 1 or _STEP_APART > prefix / factor > 1 / _STEP_APART
    if came is not None and came.low > 0 and node.op == "/" and not as_far and _BITS not in steps:
        same = distance(stated.value / came.low) <= _STEP_OFF and factor > 1
        apart = prefix / factor
        return Outcome("wrong", apart, "plain") if same and distance(apart) < _FAR and _is_a_prefix(apart) else None
    if came is None or came.low <= 0 or not as_far or (prefix >= 1) != (factor >= 1 and node.op == "/"):
        return None
    ratio = stated.value / came.low
    if distance(ratio) <= _STEP_OFF:
        return Outcome("right", 1.0, "plain")
    return Outcome("wrong", ratio, "plain") if is_prefix_off(ratio) else None


def without_units(node: Node, stated: Figure) -> Node | None:
    """The sum without what only turns its result into its unit; None where there is nothing of that kind."""
    return (
        _without_steps(node, stated)
        or _without_bits(node, stated)
        or _without_percent(node, stated)
        or _without_turning(node, stated)
    )


def _without_steps(node: Node, stated: Figure) -> Node | None:
    """The sum without the plain numbers at its end by which it only comes to the prefix of its result.

    "5M files × 40 KB / 10^6 = 200 GB", "9,000 × 50 MB // 1,000 = 450 GB"; None where it has none of these.
    """
    rest, steps, eighth = node, 1.0, 1.0
    told_in_bits = "bit" in "".join(one.unit for one in node.figures()) and "bit" not in stated.unit
    while rest.op == "/":
        divisor = rest.parts[1].figure
        if divisor is None or not divisor.bare:
            break
        if told_in_bits and divisor.value == _BITS and steps > 1.0:
            told_in_bits, eighth = False, 1 / _BITS  # "/ 8 / 1024"
        elif divisor.value not in _PREFIX_STEPS:
            break
        else:
            steps *= divisor.value
        rest = rest.parts[0]
    sizes = [one for one in rest.figures() if one.scale.dims.size]
    if steps == 1.0 or rest.op != "*" or len(sizes) != 1 or not stated.scale.dims.size:
        return None
    prefix = stated.scale.factor / sizes[0].scale.factor * eighth
    return rest if 1 / _STEP_CLOSE < prefix / steps < _STEP_CLOSE else None


def _without_bits(node: Node, stated: Figure) -> Node | None:
    """The sum without the bits of a byte that it ends with: "1M × 1 KB × 8 bits = 8 Gbps"; None where it has none."""
    last = node.parts[1].figure if node.op == "*" else None
    if last is None or last.value != _BITS or last.unit != "bit" or "bit" not in stated.unit:
        return None
    return node.parts[0] if any(one.scale.dims.size for one in node.parts[0].figures()) else None


def _without_turning(node: Node, stated: Figure) -> Node | None:
    """The length of time that a sum only turns into the unit of its result: "24 h × 60 × 60 = 86,400 s".

    None where it is more than that.
    """
    figures = node.figures()
    times = [one for one in figures if one.scale.dims.time == 1]
    if len(times) != 1 or len(figures) < 2 or stated.scale.dims != times[0].scale.dims or not times[0].value:
        return None
    if not all(one.bare and one.value in _TIME_STEPS for one in figures if one is not times[0]):
        return None
    came = evaluate(node, "plain", {})
    factor = times[0].scale.factor / stated.scale.factor
    if came is None or came.low <= 0 or distance(came.low / times[0].value / factor) > _STEP_OFF:
        return None
    return figure_node(times[0])


def _without_percent(node: Node, stated: Figure) -> Node | None:
    """The sum without the 100 that makes a percentage of a share ("50 / 200 × 100 = 25%"), None where it has none."""
    if stated.unit != "%" or any(one.dimension == "percent" for one in node.figures()):
        return None
    return _without_hundred(node)


def _without_hundred(node: Node) -> Node | None:
    if node.op == "*":
        for part, other in (node.parts, node.parts[::-1]):
            if part.figure is not None and part.figure.bare and part.figure.value == _HUNDRED:
                return other
    if node.op not in ("*", "/"):
        return None
    first, second = node.parts
    if (rest := _without_hundred(first)) is not None:
        return replace(node, parts=(rest, second))
    rest = _without_hundred(second) if node.op == "*" else None
    return None if rest is None else replace(node, parts=(first, rest))


def _is_a_prefix(ratio: float) -> bool:
    """Whether a ratio is that of one prefix to another, by powers of 1000 or 1024."""
    off = abs(math.log10(ratio))
    return round(off / _PREFIX) > 0 and abs(off - _PREFIX * round(off / _PREFIX)) <= _BINARY_OFF


_HUNDRED = 100.0
_TIME_STEPS = frozenset((7.0, 12.0, 24.0, 30.0, 52.0, 60.0, 365.0, 1000.0, 1440.0, 3600.0, 86_400.0, 1e6, 1e9))
"""What lengths of time are multiplied with or divided by to tell them in another unit."""

_PREFIX = 3
_BINARY_OFF = 0.05
_FAR = 15.0
"""As a natural logarithm: two prefixes."""

_PREFIX_STEPS = frozenset((1e3, 1e6, 1e9, 1e12, 1024.0, 1024.0**2, 1024.0**3))
_STEP_CLOSE = 1.12
_STEPS = frozenset((8.0, 1000.0, 1024.0, 1e6, 1024.0**2, 1e9, 1024.0**3))
_STEP_OFF = 0.02
_STEP_APART = 2.0
"""Prefixes may be apart by a factor of 1000 where they are divided by 1024."""
