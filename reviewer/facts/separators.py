"""Numbers with the signs of other countries: a text comes in, the same with "2,700" for "2.700" and "36.5" for "36,5"
goes out, character for character, if it is written so throughout.
"""

from __future__ import annotations

import re

_ALONE = r"(?<![^\W_][0-9])(?<![.,][0-9])"
"""Behind the first digit of a number: nothing before it belongs to it. The digit stands in front in each expression
here, since one class of characters is searched for fastest."""

_GROUPED = re.compile(rf"[1-9]{_ALONE}[0-9]{{0,2}}(?:\.[0-9]{{3}})+(?:,[0-9]{{1,4}})?(?![0-9]|[.,][0-9])")
_COMMA = re.compile(rf"[0-9]{_ALONE}[0-9]*+,[0-9]{{1,2}}(?![0-9]|[.,][0-9])")
_ENGLISH = re.compile(rf"[1-9]{_ALONE}[0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9])")
_POINTED = rf"[0-9]{_ALONE}(?:[0-9]*+\.(?:[0-9]{{1,2}}|[0-9]{{4,12}})|(?<=0)\.[0-9]{{3}})(?![0-9]|[.,][0-9])"
_POINT = re.compile(_POINTED)
_NUMBERING = re.compile(rf"^(?:[^\S\n]|[#>*_|+-])*+{_POINTED}", re.MULTILINE)
"""A number that stands first in its line, as that of a section does."""

_SURELY = re.compile(
    rf"[0-9]{_ALONE}(?:(?<=0),[0-9]{{1,4}}(?= ?[A-Za-z%×*/=÷])|(?<!0)[0-9]{{0,2}}(?: [0-9]{{3}})+,[0-9]{{1,2}})"
    r"(?![0-9]|[.,][0-9])"
)
"""What no other country writes: "0,342 KB", "14 250,5"."""

_SPACED = re.compile(rf"[1-9]{_ALONE}[0-9]{{0,2}}(?: [0-9]{{3}})+(?![0-9])")
_MILLIONS = re.compile(rf"[1-9]{_ALONE}[0-9]{{0,2}}(?:,[0-9]{{3}}){{2,}}(?![0-9])")
_DECIMAL = re.compile(rf"[0-9]{_ALONE}[0-9]*+,[0-9]{{1,4}}(?![0-9]|[.,][0-9])")
"""Where blanks part thousands and commas part fractions for sure, a comma before three digits does so too."""

_GROUPED_OR_COMMA = re.compile(f"{_GROUPED.pattern}|{_COMMA.pattern}")
_GROUPED_OR_DECIMAL = re.compile(f"{_GROUPED.pattern}|{_DECIMAL.pattern}")

_MEASURED = re.compile(
    rf"[0-9]{_ALONE}[0-9]*+,[0-9]{{1,2}}"
    r"(?= ?(?:%|[KMGTPkmg]i?[Bb](?:it|ps|/s)?\b|[КМГТ][Бб]|mil(?:lion|hão|hões|lón)|Mio|Mrd|млн|млрд|тыс))"
)
_FEW = 2
_SEVERAL = 3

_SWAPPED = str.maketrans(".,", ",.")
_OCTETS = 4
_HIGHEST = 255


def with_points(text: str) -> str:
    """The text with its numbers as English has them. Linear in its length."""
    grouped = [one[0] for one in _GROUPED.finditer(text) if not _is_address(one[0])]
    commas = bool(grouped) and bool(_SURELY.search(text)) and not _MILLIONS.search(text)
    if grouped and (commas or not _ENGLISH.search(text)) and _is_sure(grouped, text):
        return (_GROUPED_OR_DECIMAL if commas else _GROUPED_OR_COMMA).sub(_swapped, text)
    if len({one for one in grouped if one.endswith("00")}) >= _SEVERAL and not _ENGLISH.search(text):
        return _GROUPED.sub(_swapped, text)  # "1.400 cameras" beside "1.5 Gbps": nobody tells fractions so
    if "," not in text:
        return text
    text, sure = _SURELY.subn(_with_point, text)
    if sure and _SPACED.search(text) and not _MILLIONS.search(text):
        return _DECIMAL.sub(_with_point, text)
    few = len(_MEASURED.findall(text)) < _FEW or len(_POINT.findall(text)) >= _FEW
    return text if few or _ENGLISH.search(text) else _MEASURED.sub(_with_point, text)


def _swapped(found: re.Match[str]) -> str:
    return found[0] if _is_address(found[0]) else found[0].translate(_SWAPPED)


def _with_point(found: re.Match[str]) -> str:
    return found[0].replace(",", ".")


def _is_sure(grouped: list[str], text: str) -> bool:
    """Whether points part thousands: in two places of a number, beside decimal commas, or in several round numbers."""
    points = len(_POINT.findall(text)) - len(_NUMBERING.findall(text))
    commas = len(_COMMA.findall(text))
    millions = sum(one.count(".") > 1 for one in grouped)
    if points > commas + millions:
        return False
    return bool(millions or commas) or (not points and len({one for one in grouped if one.endswith("00")}) > 1)


def _is_address(number: str) -> bool:
    """Whether four parts are those of an address: "192.168.100.200", but not a billion."""
    parts = number.split(".")
    return len(parts) == _OCTETS and all(int(one) <= _HIGHEST for one in parts) and set(parts[1:]) != {"000"}
