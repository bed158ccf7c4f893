"""Folding: source text in, one line of bare lower-case words per paragraph out, with the way back to the source.

Marks, tags and invisible characters are dropped, so that "ig**no**re" and "ig\u200bnore" read as a reader reads them.
List markers and cell borders become " • ", blank lines a line break; everything else stays in its place.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Characters without a shape, as a class of a regular expression."""

_TAG = r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,300})?/?>"
_INLINE = (
    r"</?(?:a|abbr|b|big|code|del|em|font|i|ins|kbd|mark|s|small|span|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,300})?/?>"
)
_CHANGED = re.compile(
    rf"(?P<drop>[{INVISIBLE}]+|(?<=\w)(?:\*{{1,3}}|~~|`|<!--[^>]{{0,200}}-->|(?:{_INLINE}){{1,4}})(?=\w))"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)"
    r"|(?P<blank>[ \t>]{0,40}(?:\r\n|\r|\n)(?:[ \t>]{0,40}(?:\r\n|\r|\n))+)"
    r"|(?P<item>(?:\r\n|\r|\n)[ \t>]{0,40}(?:[-*+•]|[0-9]{1,3}[.)]|\#{1,6})(?=[ \t])|\|)"
    rf"|(?P<space>(?:[^\S\r\n]|[*~#>]|{_TAG}|<!-{{2,3}}|-{{2,3}}>)+|\r\n|\r|\n)"
)
_MIXED = re.compile(r"[^\W\d_]*(?:[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z])[^\W\d_]*")
_LOOKALIKES = str.maketrans("аеіїорсухһкмтвнзӏјѕԁոαεικνορτυχγ", "aeiiopcyxhkmtbh3ijsdnaeikvoptuxy")
_LATIN_LIKE = ((0x00C0, 0x0530), (0x1E00, 0x2000), (0x2100, 0x2190), (0x2460, 0x24FF), (0xFB00, 0xFB07))
_COMPATIBLE = ((0xFF00, 0xFFF0), (0x1D400, 0x1D800), (0x1F100, 0x1F1AA))


class _Letters(dict[int, int]):
    """Each character's folded form, one for one, worked out when it is first met."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        if any(low <= code < high for low, high in (*_LATIN_LIKE, *_COMPATIBLE)):
            char = unicodedata.normalize("NFKD", char)[:1] or char
        folded = ord(char.lower()[:1])
        self[code] = folded
        return folded


_LETTERS = _Letters({ord("’"): ord("'"), ord("‘"): ord("'"), ord("_"): ord(" "), 0x0131: ord("i")})


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; `marks` and `places` pair offsets in it with offsets in the source, both ascending."""

    text: str
    marks: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, offset: int) -> int:
        """The source offset of the character at `offset` of the text."""
        index = bisect_right(self.marks, offset) - 1
        return self.places[index] + offset - self.marks[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source range of `text[start:end]`."""
        return self.place(start), self.place(max(start, end - 1)) + 1


def letters(text: str) -> str:
    """Text of the same length in lower case, without accents on Latin and Cyrillic letters and without full width."""
    folded = text.translate(_LETTERS)
    if folded.isascii():
        return folded
    return _MIXED.sub(lambda match: match.group().translate(_LOOKALIKES), folded)


def fold(source: str) -> Folded:
    """The folded text of a source. Linear in its length."""
    parts: list[str] = []
    marks, places, length, at = [0], [0], 0, 0
    for match in _CHANGED.finditer(source):
        instead = _instead(match)
        kept = source[at : match.start()]
        parts += (kept, instead)
        length += len(kept)
        marks += (length, length + len(instead))
        places += (match.start(), match.end())
        length += len(instead)
        at = match.end()
    parts.append(source[at:])
    return Folded(letters("".join(parts)), tuple(marks), tuple(places))


def _instead(match: re.Match[str]) -> str:
    group = match.lastgroup
    if group == "entity":
        return html.unescape(match.group())[:1]
    return {"drop": "", "blank": "\n", "item": " • ", "space": " "}[group or "space"]
