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

_TAG_REST = r"/?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,300})?/?>"
_INLINE_REST = (
    r"/?(?:a|abbr|b|big|code|del|em|font|i|ins|kbd|mark|s|small|span|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,300})?/?>"
)
_NEW_LINE = r"(?:\r\n|\r|\n)"
_REST_OF_LINE_END = r"(?:(?<=\r)\n?|(?<=\n))"
_CHANGED = re.compile(
    rf"[\s*~`<&#>|{INVISIBLE}-](?!(?<= )[^\s*~#><-])(?:"
    rf"(?P<drop>(?<=[{INVISIBLE}])[{INVISIBLE}]*|(?:(?<=\w\*)\*{{0,2}}|(?<=\w~)~|(?<=\w`)"
    rf"|(?<=\w<)(?:!--[^>]{{0,200}}-->|{_INLINE_REST}(?:<{_INLINE_REST}){{0,3}}))(?=\w))"
    r"|(?P<entity>(?<=&)(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)"
    rf"|(?P<blank>(?:(?<=[ \t>])[ \t>]{{0,39}}{_NEW_LINE}|{_REST_OF_LINE_END})(?:[ \t>]{{0,40}}{_NEW_LINE})+)"
    rf"|(?P<item>{_REST_OF_LINE_END}[ \t>]{{0,40}}(?:[-*+•]|[0-9]{{1,3}}[.)]|\#{{1,6}})(?=[ \t])|(?<=\|))"
    rf"|(?P<space>(?:(?<=[^\S\r\n])|(?<=[*~#>])|(?<=<)(?:{_TAG_REST}|!-{{2,3}})|(?<=-)-{{1,2}}>)"
    rf"(?:[^\S\r\n]|[*~#>]|<{_TAG_REST}|<!-{{2,3}}|-{{2,3}}>)*|{_REST_OF_LINE_END})"
    r")"
)
"""What is dropped or becomes something else. One class of first characters stands in front, since that is searched for
fastest; what follows looks back at it. A single space between words stays as it is."""

_INSTEAD = {"drop": "", "blank": "\n", "item": " • ", "space": " "}
_BEYOND_ASCII = re.compile(r"([^\x00-\x7f]+)")
_TWO_SCRIPTS = re.compile("[\u0370-\u052f]")
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
    if text.isascii():
        return text.lower().replace("_", " ")
    pieces = _BEYOND_ASCII.split(text)
    pieces[::2] = [piece.lower().replace("_", " ") for piece in pieces[::2]]
    pieces[1::2] = [piece.translate(_LETTERS) for piece in pieces[1::2]]
    folded = "".join(pieces)
    if not _TWO_SCRIPTS.search(folded):
        return folded
    return _MIXED.sub(lambda match: match.group().translate(_LOOKALIKES), folded)


def fold(source: str) -> Folded:
    """The folded text of a source. Linear in its length."""
    parts: list[str] = []
    marks, places, length, at = [0], [0], 0, 0
    for match in _CHANGED.finditer(source):
        start, end = match.span()
        group = match.lastgroup or "space"
        instead = html.unescape(match.group())[:1] if group == "entity" else _INSTEAD[group]
        parts += (source[at:start], instead)
        length += start - at
        marks.append(length)
        length += len(instead)
        marks.append(length)
        places += (start, end)
        at = end
    parts.append(source[at:])
    return Folded(letters("".join(parts)), tuple(marks), tuple(places))
