"""How far a stated result may be off: a ratio comes in, a verdict goes out.

A fair interviewer takes 86,400 for 100,000, 1024 for 1000 and one significant digit for the number; twice too much is
an error.
"""

from __future__ import annotations

import math

from reviewer.model.facts import EstimateVerdict

EXACT = 1.27
"""Ratio that "=" allows: 10^5 seconds for a day (1.157), and a rounding of another tenth."""

ABOUT = 1.5
"""Ratio that "~", an arrow and results told in words allow."""

WRONG = 1.85
"""Ratio from which a result is wrong, whatever the relation."""

ABSURD = 3000.0
"""Ratio from which it is likelier that the sum was misread than that its author was wrong by so much."""

OTHER_READING = 1.12
"""Ratio that is allowed where letters must be read in their second meaning ("Gb" as GB) to agree at all."""

_BINARY_STEP = 1.024
"""1024 instead of 1000, once per prefix."""

_MOST_STEPS = 4


def distance(ratio: float) -> float:
    """How far a ratio is from 1, on either side."""
    return abs(math.log(ratio)) if ratio > 0 else math.inf


def nearest(ratio: float, *, sizes: bool) -> float:
    """The ratio that is left when powers of 1.024 may be taken out of it."""
    if not sizes or not 0.8 < ratio < 1.25:
        return ratio
    return min((ratio * _BINARY_STEP**step for step in range(-_MOST_STEPS, _MOST_STEPS + 1)), key=distance)


def rounds_to(expected: float, stated: float, *, whole: bool = False) -> bool:
    """Whether `stated` is `expected` to its first digit, or with `whole` the next whole number above it."""
    if expected <= 0 or stated <= 0:
        return False
    magnitude = 10.0 ** math.floor(math.log10(stated))
    if whole and stated < 1000 and stated == math.ceil(expected) and stated - expected < 1:
        return True
    return abs(stated / magnitude - round(stated / magnitude)) < 1e-9 and round(expected / magnitude) == round(
        stated / magnitude
    )


def within(ratio: float, *, exact: bool) -> bool:
    """Whether a result with this ratio of stated to expected is right."""
    return distance(ratio) <= (_MOST_EXACT if exact else _MOST_ABOUT)


_MOST_EXACT, _MOST_ABOUT = math.log(EXACT) + 1e-9, math.log(ABOUT) + 1e-9
_LOG_ABSURD = math.log(ABSURD)


def judged(ratio: float, *, exact: bool, bound: str = "") -> EstimateVerdict:
    """The verdict on stated/expected. `bound` is "<" where the result is an upper bound, ">" where a lower one."""
    off = distance(ratio)
    if within(ratio, exact=exact):
        return "right"
    if off > _LOG_ABSURD:
        return "unchecked"
    if bound and off <= math.log(10) and (ratio > 1) == (bound == "<"):
        return "right"
    least = EXACT * 1.1 if exact and not bound else WRONG
    return "wrong" if off >= math.log(least) else "unchecked"
