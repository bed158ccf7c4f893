"""Money: a text and the place of a number come in, the currency written before it goes out."""

from __future__ import annotations

import re

from reviewer.facts.units import MEASURES, Unit

_BEFORE = re.compile(r"(?:US)?([$€£₹]) ?$|\b(USD|EUR|GBP|INR|Rs\.?) ?$")
_LAST = frozenset("$€£₹DRPs.")
_LOOK_BACK = 5

_FORMULA_SIGNS = frozenset("\\^_={")
_LONGEST_FORMULA = 160


_COMMAND = re.compile(r"\$ ?\\[a-z]{1,12} ?$")
_LONGEST_COMMAND = 18
_CLOSING = re.compile(r"(?<!\\)\$")


def currency_before(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency written before the number at `start`, with where it begins; "$" that opens a formula is none."""
    if text[max(0, start - 2) : start].strip(" ")[-1:] not in _LAST:
        return None
    money = _BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    if money is None or (money[1] == "$" and (_opens_formula(text, start) or _closes_formula(text, money.start()))):
        return None
    name = money[1] or money[2].rstrip(".").lower()
    return MEASURES["inr" if name == "rs" else name], money.start()


def _closes_formula(text: str, at: int) -> bool:
    """Whether the "$" at `at` closes a formula that is a command: "86 GB $\\times$ 365"."""
    return _COMMAND.search(text, max(0, at - _LONGEST_COMMAND), at) is not None


def _opens_formula(text: str, start: int) -> bool:
    """Whether the "$" before `start` opens a formula, up to a "$" on the same line; one that is escaped does not."""
    line = text[start : start + _LONGEST_FORMULA].partition("\n")[0]
    closing = _CLOSING.search(line)
    if (
        closing is None
        or line[closing.end() : closing.end() + 1].isdigit()
        or text[max(0, start - 2) : start - 1] == "\\"
    ):
        return False
    inside = line[: closing.start()]
    return not _FORMULA_SIGNS.isdisjoint(inside) or " " not in inside
