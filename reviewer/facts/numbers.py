"""Numbers as authors write them: what comes in is a text and a place, what goes out is the number that begins there.

Read are grouped digits (1,000 · 1 000 000 · 1_000_000 · 1'000 · 10,00,000), decimals, exponents (1e6), powers (10^9,
10⁹, 10^{9}, 2^32) with what they are multiplied by (2.5 × 10^6), and what scales them (10K, 1.5M, 3 billion, 5 lakh).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewer.facts.units import SCALES
from reviewer.facts.words import word_set

_LITERAL = re.compile(
    r"(?P<grouped>[0-9]{1,3}(?:(?:,|\{,\}|\\,|\\space ?)[0-9]{3})+(?![0-9])"
    r"|[0-9]{4}(?:,000)+(?![0-9,])|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:_[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:['’][0-9]{3})+(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){2,}(?![0-9]|[ ][0-9])|[0-9]{4,6}(?:[ ]000)+(?![0-9,.]|[ ][0-9]))"
    r"|(?P<spaced>[0-9]{1,3}[ \u00a0\u202f][0-9]{3}(?![0-9]|[ ][0-9]))"
    r"|[0-9]++"
)
_SLIPPED = re.compile(r",[0-9]{4}(?![0-9,])")
"""A last group with a digit too many: "2,000,0000"."""

_FRACTION = re.compile(r"\.[0-9]++(?!\.?[0-9])")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z_.])")
_RAISED = r" {0,4}(?:\^|\*\*) ?(?:[{(](-?[0-9]{1,4})[)}]|(-?[0-9]{1,4}))(?![0-9A-Za-z])|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
_POWER = re.compile(_RAISED)
_TIMES_TEN = re.compile(rf" ?(?:\*|×|x|·|\\times|\\cdot) ?10(?:{_RAISED})")
_NO_DIGIT = re.compile(r"[^0-9.]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_LETTERS = re.compile(r"[A-Za-zµμ]{1,24}+")
_BEFORE_SCALE = "+ \u00a0\u202f-"
_SPACED_SCALE = re.compile(
    r"\+?[ \u00a0\u202f-]"
    r"(thousands?|hundreds?|[mM]illions?|[bB]illions?|[tT]rillions?|quadrillion|lakhs?|lacs?|crores?|dozens?"
    r"|triệu|tỷ|tỉ|nghìn|ngàn|milion[ei]|miliard[io]|mila|milyon|milyar|juta|miliar|ribu|milion(?:y|ów)"
    r"|miliard(?:y|ów)|tysi(?:ęcy|ące)|mn|Mn|mln|mil|mio|Mio|bn|Bn|bln|bil|cr|[kKMB](?=[ \n*_`|),.;/=]|$)"
    r"|milhão|milhões|millón|millones|Millionen|млн"
    r"|миллион(?:ов)?|bilhão|bilhões|milliards?|Milliarden?|Mrd|млрд|миллиард(?:ов)?|тыс|тысячи?)(?![^\W_])"
)
_THOUSAND = re.compile(r" (?:de )?[^\W\d_]{3,20} (?:por|ao|al|cada|em|en|de|do|da|y|e)\b")
"""What follows "mil" in Spanish and Portuguese, where it is a thousand: "200 mil pedidos por dia"."""

_LATEX_SCALE = re.compile(
    r"(?:\\ |~| )?\\(?:text|textrm|mathrm|rm)\{ ?"
    r"(k|K|M|B|T|[mM]illions?|[bB]illions?|[tT]rillions?|млн|млрд|тыс)(?![^\W_])"
)
"""A scale in the letters of a formula: "3.3\\text{ Million}"."""

_MYRIADS = "万萬亿億만억조"
_MYRIAD = re.compile(rf"(?: ?\\(?:text|mathrm)\{{)? {{0,10}}([{_MYRIADS}])")
"""Scales of Chinese, Japanese and Korean, which touch their number or stand behind it, alone or in a formula."""

_BEFORE_MYRIAD = frozenset(f"{_MYRIADS} \\")
"""How what `_MYRIAD` matches begins."""

_AFTER_SCALE = word_set("qps tps rps iops wps req reqs ops users dau mau")
"""What may touch a scale ("10kQPS")."""

_LONGEST_DIGITS = 40
_LARGEST = 1e60
"""Nothing that a design estimates is longer or larger; both keep hostile digits from costing anything."""

WORDS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "half": 0.5,
}  # fmt: skip
"""Numbers in words."""

SCALE_WORDS: dict[str, float] = {
    "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": 12,
}  # fmt: skip


class Number(NamedTuple):
    """A number at `start:end`.

    `scale` is what scaled it as written ("K", "billion"), empty where nothing did; `plain` is true for bare digits
    without grouping, fraction, exponent or scale; `run` is the letters that touch it.
    """

    value: float
    start: int
    end: int
    scale: str = ""
    plain: bool = False
    run: str = ""


def read_number(text: str, start: int, *, spaced: bool = True) -> Number | None:
    """The number that begins at `start` (a digit), None where the digits are too long to be one.

    With `spaced`, "10 000" is one number; without, two.
    """
    literal = _LITERAL.match(text, start)
    if literal is None:
        return None
    if literal.lastgroup == "spaced" and not spaced:
        end = next(at for at in range(start, literal.end()) if not text[at].isdigit())
    else:
        end = literal.end()
        if literal.lastgroup == "grouped" and (slipped := _SLIPPED.match(text, end)):
            end = slipped.end()
    fraction = _FRACTION.match(text, end)
    end = fraction.end() if fraction else end
    if end - start > _LONGEST_DIGITS:
        return None
    written = text[start:end]
    plain = written.isdigit()
    value = float(written if plain or (fraction and not literal.lastgroup) else _NO_DIGIT.sub("", written))
    return _scaled(text, start, end, value, plain=plain)


def _scaled(text: str, start: int, end: int, value: float, *, plain: bool) -> Number | None:
    following = text[end : end + 1]
    if following in "eE":
        if exponent := _EXPONENT.match(text, end):
            value, end, plain = value * float(f"1{exponent[0]}"), exponent.end(), False
    elif following.isalpha() and following != "x":
        pass
    elif power := _POWER.match(text, end):
        value, end, plain = _raised(value, power), power.end(), False
    elif times := _TIMES_TEN.match(text, end):
        value, end, plain = value * _raised(10, times), times.end(), False
    if not 0 <= value <= _LARGEST:
        return None
    return _with_scale(text, value, start, end, plain=plain)


def _raised(value: float, power: re.Match[str]) -> float:
    exponent = int((power[1] or power[2] or power[3]).translate(_SUPERSCRIPTS))
    if value <= 1 or exponent < -300 or exponent * len(f"{value:.0f}") > 300:
        return float("inf") if value > 1 else value
    return float(value**exponent)


def _with_scale(text: str, value: float, start: int, end: int, *, plain: bool) -> Number:
    """The number with the scale that follows it, touching it ("10K", "10kQPS") or after a blank ("3 billion")."""
    scale = run = ""
    following = text[end : end + 1]
    if following in _BEFORE_MYRIAD and (myriad := _MYRIAD.match(text, end)):
        return Number(value * SCALES[myriad[1]], start, myriad.end(), myriad[1])
    if (following in ("\\", "~") or text.startswith(" \\", end)) and (formula := _LATEX_SCALE.match(text, end)):
        return Number(value * SCALES[formula[1]], start, formula.end(), formula[1])
    if following.isalpha() and (letters := _LETTERS.match(text, end)):
        run = letters[0]
        if len(run) > 1 and run[-1] in "xX" and text[letters.end() : letters.end() + 1].isdigit():
            run = run[:-1]  # "100KBX10M"
    if run in SCALES:
        value, end, scale, run = value * SCALES[run], end + len(run), run, ""
    elif run[:1] in ("k", "K", "M", "B") and run[1:].lower() in _AFTER_SCALE:
        value, end, scale, run = value * SCALES[run[0]], end + 1, run[0], run[1:]
    elif not run and following in _BEFORE_SCALE and (spaced := _SPACED_SCALE.match(text, end)):
        scale = "mila" if spaced[1] == "mil" and _THOUSAND.match(text, spaced.end()) else spaced[1]
        value, end = value * SCALES[scale], spaced.end()
    return Number(value, start, end, scale, plain and not scale, run)
