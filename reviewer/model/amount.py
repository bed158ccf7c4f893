"""Amounts in words: a value with its canonical unit comes in, "11,574/s" or "50 TB" goes out."""

from __future__ import annotations

import math

_DIGITS = 5
"""Significant digits that are told; estimates have one to three."""

_LARGEST = 1e15
_SMALLEST = 1e-4
"""Beyond these a number is told as a power of ten."""

_SHORT = frozenset(("min", "bit"))
"""Units of three letters and more that have no plural here."""


def in_words(value: float, unit: str) -> str:
    """The amount as people write it; `unit` is canonical ("1/s", "GB/day", "ratio", "worker", "" for none)."""
    number = _number(value)
    if unit == "ratio":
        return f"{number}:1"
    if unit == "x":
        return f"{number}×"
    if unit.startswith("1/"):
        return f"{number}{unit[1:]}"
    return f"{number} {unit if abs(value) == 1 else _plural(unit)}".rstrip()


def _number(value: float) -> str:
    if not math.isfinite(value) or (value and not _SMALLEST <= abs(value) < _LARGEST):
        return f"{value:.{_DIGITS}g}"
    places = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value)))) if value else 0
    number = f"{float(f'{value:.{_DIGITS}g}'):,.{places}f}"
    return number.rstrip("0").rstrip(".") if "." in number else number


def _plural(unit: str) -> str:
    """The plural of a word; what is no word ("GB", "ms", "GB/day") stays as it is."""
    if len(unit) < 3 or unit in _SHORT or not (unit.isalpha() and unit.islower()) or unit.endswith("s"):
        return unit
    if unit.endswith("y") and unit[-2] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("x", "ch", "sh")) else f"{unit}s"
