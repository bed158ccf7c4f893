"""Quantities whose digits mean more or less than was read: a quantity and the source come in, its parts go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reviewer.model.facts import Quantity

_DECIMAL = re.compile(r"([0-9]{1,4}),([0-9]{1,2})(?![0-9,])")


def _is_no_range(quantity: Quantity, before: str) -> bool:
    """Whether "~" stands between an operand and a result, or a result and the same again: "= 20000 GB ~ 20 TB"."""
    if before in tuple("*×x/÷+"):
        return True
    halves = [_UNIT_TOLD.sub("", one) for one in quantity.text.split("~", 1)]
    if all(halves) and halves[0] != halves[1]:
        return True  # "10 TB per day ~ 4 PB per year"
    ratio = (quantity.high or 0.0) / quantity.value
    return before in tuple("=≈") and not _CLOSEST < ratio < _WIDEST


_UNIT_TOLD = re.compile(r"[\d\s.,*_`~]+")
_CLOSEST, _WIDEST = 1.05, 5.0
"""How many times the lower end of a range the upper one is."""


def parted(quantity: Quantity, plain: str) -> Iterator[Quantity]:
    """The quantity, or the result of a sum that looks like a range ("12K * 86400 ~ 1 billion")."""
    start, text = quantity.start, quantity.text
    before = plain[max(0, start - 3) : start].rstrip()[-1:]
    if quantity.high is None or "~" not in text or quantity.value <= 0 or not _is_no_range(quantity, before):
        yield with_comma(quantity, plain)
        return
    first = text.partition("~")[0].rstrip(" *_`")
    if before in tuple("=≈") or first[-1:].isalpha():
        yield replace(quantity, end=start + len(first), text=first, high=None)
    second = start + text.index("~") + 1
    second += len(plain[second : second + 3]) - len(plain[second : second + 3].lstrip())
    high = quantity.stated * quantity.high / quantity.value
    yield replace(
        quantity, start=second, stated=high, value=quantity.high, text=plain[second : quantity.end], high=None
    )


def _with_point(quantity: Quantity, plain: str) -> Quantity:
    """The quantity with the point before its first digit: ".5 MB" was read from the digit on."""
    digits = _DIGITS.match(plain, quantity.start)
    less = 10.0 ** -len(digits[0]) if digits is not None else 1.0
    start = quantity.start - 1
    return replace(
        quantity, start=start, stated=quantity.stated * less, value=quantity.value * less,
        text=plain[start : quantity.end], high=None,
    )  # fmt: skip


_DIGITS = re.compile(r"[0-9]{1,12}(?![0-9.,])")


def with_comma(quantity: Quantity, plain: str) -> Quantity:
    """The quantity with what stands before a decimal comma: "2,2 TB" was read from its second digit on."""
    start = quantity.start
    if start and plain[start - 1] == "." and not plain[max(0, start - 2) : start - 1].isalnum():
        return _with_point(quantity, plain)
    if start < 2 or plain[start - 1] != "," or not plain[start - 2].isdigit():
        return quantity
    first = start - 1
    while first > 0 and plain[first - 1].isdigit() and start - first < 6:
        first -= 1
    number = _DECIMAL.match(plain, first)
    if number is None or float(number[2]) == 0 or plain[first - 1 : first] in (",", "."):
        return quantity
    factor = float(f"{number[1]}.{number[2]}") / float(number[2])
    return replace(
        quantity, start=first, stated=quantity.stated * factor, value=quantity.value * factor,
        text=plain[first : quantity.end], high=None,
    )  # fmt: skip
