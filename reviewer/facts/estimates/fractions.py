"""Shares in words: a text and a place come in, the figure of "a quarter of them" that begins there goes out."""

from __future__ import annotations

import re

from reviewer.facts.estimates.figure import Figure, Reading, scale_named

_PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_COUNTS = {"two": 2.0, "three": 3.0, "four": 4.0}
WORDS_OF_SHARES = frozenset((*_PARTS, *_COUNTS))

_PART = r"(?:(two|three|four) )?(half|third|quarter|fifth|tenth)(s?)"
_OF_THEM = re.compile(rf"{_PART} of (?:them|these|those|which|whom|the|all|our|users|[0-9])")
_SOME = re.compile(rf"{_PART} (?:is|are|comes?|goes?|uses?|posts?|needs?)\b")
_OF_WHOM = re.compile(r"\bof (?:which|whom|them|these|those) (?:an? |one )?$")
_BACK, _AHEAD = 24, 40
_MONTHS = re.compile(r" of the (?:year|month|day|hour|time)\b")


def share_at(text: str, at: int, start: int) -> Figure | None:
    """The share that the word at `at` of `text` tells, which begins at `start` of the source; None for other words."""
    before = text[max(0, at - _BACK) : at]
    lower = text[at : at + _AHEAD].lower()
    told = _OF_THEM.match(lower)
    if told is None and _OF_WHOM.search(before):
        told = _SOME.match(lower)
    if told is None or bool(told[1]) != bool(told[3]) or _MONTHS.match(lower, told.end(3)):
        return None
    value = _COUNTS.get(told[1], 1.0) * _PARTS[told[2]]
    reading = Reading(value, value, scale_named("%", "percent"))
    return Figure(start + at, start + at + told.end(3), (reading,), unit="%", dimension="percent")
