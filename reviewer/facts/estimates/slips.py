"""What a slip leaves: the ratio of a result to its sum comes in, whether a slip explains it goes out.

People drop a digit, take one prefix or unit of time for another, bits for bytes, divide where they should multiply, or
leave a factor out. A result that is off by anything else was most likely made from other figures than we thought.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from reviewer.facts.estimates.figure import Figure

_LEAST = 0.03
_MOST = 0.05
"""How far, as a natural logarithm, a ratio may be from one that a slip leaves: for exact figures, and for one digit."""

_LENGTHS = (7.0, 12.0, 24.0, 30.0, 60.0, 365.0, 3600.0, 86_400.0)
"""Days in a week, months, hours, days, seconds."""

_RATIOS = (*_LENGTHS, 8.0, 64.0)
"""These, and bits in a byte, once or twice."""

_PREFIX_LEFT = math.log(1000.0)
_DAY_LEFT = 0.16
"""What 100,000 seconds for a day make of what a prefix leaves."""

_BINARY = tuple(math.log(1000.0 * 1.024**step) for step in (-3, -2, -1, 1))
"""What one prefix leaves where up to three others, or it, are taken for 1024."""

_DIGITS = (10.0, 1e3, 1e4, 1e6, 1e9)
"""A digit, prefixes, and both together; nobody drops two digits."""


def is_slip(
    ratio: float,
    stated: float,
    operands: Iterable[Figure],
    *,
    lengths: bool = True,
    sizes: bool = False,
    bits: bool = True,
) -> bool:
    """Whether a slip explains that `stated` is `ratio` times what its sum over `operands` comes to.

    Without `lengths` one of bits and lengths of time is none, without `bits` none of bits; with `sizes` a prefix may be
    one of 1024.
    """
    if ratio <= 0:
        return False
    off = abs(math.log(ratio))
    rounded = room(stated)
    if sizes and (any(abs(off - one) <= rounded for one in _BINARY) or abs(off - _PREFIX_LEFT) <= _DAY_LEFT):
        return True
    return (lengths and is_length(ratio, rounded, bits=bits)) or any(
        abs(off - abs(math.log(one))) <= rounded for one in (*_DIGITS, *_left_out(operands))
    )


def is_digit(ratio: float, rounded: float = _LEAST) -> bool:
    """Whether a ratio is a power of ten other than 1: a digit too many or too few.

    `rounded` is how far rounding may move it, as a decimal logarithm.
    """
    off = math.log10(ratio) if ratio > 0 else 0.0
    return round(off) != 0 and abs(off - round(off)) <= rounded


def tells_nothing(stated: Figure, operands: Sequence[Figure], period_s: float) -> bool:
    """Whether a product of figures neither comes near a result, told for `period_s`, nor shows a digit in it.

    Then nothing follows from it where only the dimensions allow it. Figures with several readings or ranges may tell
    something all the same.
    """
    made = 1.0
    for one in operands:
        if len(one.readings) > 1 or one.is_range:
            return False
        made *= one.base
    told = stated.value * stated.scale.factor / (period_s or 1.0)
    if len(stated.readings) > 1 or stated.is_range or made <= 0 or told <= 0:
        return False
    off = abs(math.log10(told / made))
    return off > _NEAR and abs(off - round(off)) > _DIGIT_NEAR


_NEAR, _DIGIT_NEAR = 0.13, 0.05
"""As decimal logarithms: a little more than what agrees, and than what is off by a digit."""


def is_prefix_off(ratio: float) -> bool:
    """Whether a result is off by up to three digits, and by nothing else."""
    off = math.log10(ratio) if ratio > 0 else 0.0
    return is_digit(ratio) and abs(round(off)) <= _PREFIX


_PREFIX = 3
"""Powers of ten from one prefix of a unit to the next."""


def is_length(ratio: float, rounded: float = _LEAST, *, bits: bool = True) -> bool:
    """Whether a ratio is a length of time in another, or with `bits` bits in a byte.

    `rounded` is how far rounding may move it.
    """
    ratios = _RATIOS if bits else _LENGTHS
    return ratio > 0 and any(abs(abs(math.log(ratio)) - math.log(one)) <= rounded for one in ratios)


def is_bits(ratio: float) -> bool:
    """Whether a ratio is that of bits to bytes, once or twice, rounded."""
    return ratio > 0 and any(abs(abs(math.log(ratio)) - math.log(one)) < _BITS for one in (8.0, 64.0))


_BITS = 0.05


def leaves_one_out(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether a total is that of all parts but one."""
    whole = sum(part.base for part in parts)
    return any(0 < part.base < whole and abs(total.base / (whole - part.base) - 1) < _SAME for part in parts)


_SAME = 0.02


def _left_out(operands: Iterable[Figure]) -> Iterator[float]:
    """What is left where an operand was left out, or divided by; of a share, where the rest was taken for it."""
    for one in operands:
        value = one.value * one.scale.factor if one.dimension in ("percent", "growth") else one.value
        if value <= 0 or value == 1:
            continue
        yield value
        yield value * value
        if one.dimension == "percent" and value < 1:
            yield value / (1 - value)


def room(stated: float) -> float:
    """How far rounding alone may move a ratio: half of the last digit that is told."""
    mantissa = float(f"{stated:.6e}".partition("e")[0])
    half = 0.5 * 10.0 ** (1 - figures_of(stated))
    return min(_MOST, max(_LEAST, half / mantissa))


def figures_of(value: float) -> int:
    """How many digits of a number are told: 2 for 1,200, 1 for 0.03."""
    return len(f"{value:.6e}".partition("e")[0].rstrip("0").replace(".", ""))
