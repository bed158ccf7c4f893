"""Encoded orders: source text in, places whose decoded text gives orders out, each code read once in linear time."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from urllib.parse import unquote

from reviewer.documents.address.folding import Folded, fold
from reviewer.documents.address.keys import Keys
from reviewer.documents.address.model import Hit
from reviewer.documents.address.orders import orders

# A class of characters stands in front where it can, since that is searched for fastest; what follows looks back at it.
_BASE64 = re.compile(
    r"[A-Za-z0-9+/_-](?<![\w+/=].)[A-Za-z0-9+/_-]{19,}(?:[ \t]{0,4}\r?\n[ \t>]{0,8}[A-Za-z0-9+/_-]{20,}){0,200}={0,2}"
)
_BASE32 = re.compile(r"[A-Z2-7](?<!\w.)[A-Z2-7]{23,}={0,6}")
_HEX = re.compile(r"(?<!\w)(?:(?:\\x|0x)?[0-9A-Fa-f]{2}[ ,:]{0,2}){11,}(?:\\x|0x)?[0-9A-Fa-f]{2}")
_BITS = re.compile(r"[01](?<!\w.)[01]{7}[ ,]{0,2}(?:[01]{8}[ ,]{0,2}){8,}[01]{8}")
_PERCENT = re.compile(r"(?:[A-Za-z]{0,20}%[0-9A-Fa-f]{2}){3,}[A-Za-z]{0,20}")
_ESCAPE = re.compile(r"(?:\\u[0-9A-Fa-f]{4}[ ]?){8,}")
_CODES = re.compile(r"[1-9](?<!\w.)\d{1,2}[ ,]{1,2}(?:[1-9]\d{1,2}[ ,]{1,2}){10,}[1-9]\d{1,2}(?!\w)")
_SPACED = re.compile(r"[a-z](?<![^\W_].)[ .•_-]{1,3}(?:[a-z][ .•_-]{1,3}){6,}[a-z](?!\w)")
_KEYS = (
    "ignore", "disregard", "instruct", "full marks", "full credit", "top marks", "grader", "grading", "criteri",
    "score", "grade", "rubric", "system prompt", "language model", "previous",
)  # fmt: skip
_CLOSE_KEYS = tuple(key.replace(" ", "") for key in _KEYS)
_ROT13_KEYS = Keys(*(codecs.encode(key, "rot13") for key in _KEYS))
_TURNED_KEYS = Keys(*(key[::-1] for key in _KEYS))
_SPACING = bytes(ord("a") if 97 <= byte <= 122 else ord(".") if byte in b" ._-?" else ord("x") for byte in range(256))
_LEET = (str.maketrans("0134578@$!|+", "oleastbasilt"), str.maketrans("0134578@$!|+", "oieastbasiit"))
_LEET_WORD = re.compile(
    r"[a-z013-578@$!|+](?<![a-z0-9@$!|+].)"
    r"(?:(?<=[013-578@$!|+])|(?=[a-z@$!|+]{0,19}[013-578@$!|+]))[a-z0-9@$!|+]{1,39}"
)
_WHY = "gives the grader orders in a code"


def encoded(source: str, folded: Folded) -> Iterator[Hit]:
    """Orders behind base64, base32, hexadecimal, binary, escapes, ROT13, reversal and digits for letters."""
    raw = source.encode("ascii", "replace")
    for stretches, pattern, decode in _CODECS:
        for match in _codes_in(source, pattern, stretches(raw)):
            if is_ordering(decode(match.group())):
                yield Hit("encoded", match.start(), match.end(), True, _WHY)
    text = folded.text
    if _ROT13_KEYS.within(text):
        yield from _rewritten(folded, codecs.encode(text, "rot13"), forward=True)
    if _TURNED_KEYS.within(text):
        yield from _rewritten(folded, text[::-1], forward=False)
    # Words that stand often are looked at once; those without a letter, or too short, are left as they are.
    mixed = _LEET_WORD.findall("\n".join({word for word in text.split() if not word.isalpha()}))
    leet = "\n".join({word for word in mixed if len(word) > 2 and word.islower()})
    for letters in _LEET:
        if _names_grading(leet.translate(letters)):
            yield from _rewritten(
                folded, _LEET_WORD.sub(partial(_unleeted_match, letters), text), forward=True, known=text
            )
    if _is_spaced(text):
        for match in _SPACED.finditer(text):
            if _names_grading(re.sub(r"[ .•_-]+", "", match.group())):
                yield Hit("encoded", *folded.span(match.start(), match.end()), True, _WHY)


def is_ordering(text: str) -> bool:
    """Whether decoded text gives orders."""
    return bool(text) and any(True for _ in orders(fold(text).text))


def _rewritten(folded: Folded, text: str, *, forward: bool, known: str = "") -> Iterator[Hit]:
    """Orders in a rewritten text of the same length, those left out that can be read without rewriting."""
    if not any(key in text for key in _KEYS):
        return
    for order in orders(text):
        if order.strong and text[order.start : order.end] != known[order.start : order.end]:
            start, end = (order.start, order.end) if forward else (len(text) - order.end, len(text) - order.start)
            yield Hit("encoded", *folded.span(start, end), True, _WHY)


def _codes_in(source: str, pattern: re.Pattern[str], stretches: Iterable[Stretch]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin in one of the stretches of a source, whatever their end."""
    done = 0
    for start, end in stretches:
        at = max(start, done)
        while at < end and (found := pattern.search(source, at, end)):
            whole = pattern.match(source, found.start())
            if whole is None:
                at = found.start() + 1
                continue
            yield whole
            at = done = whole.end()


def _unleeted_match(letters: dict[int, int], match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(letters) if len(word) > 2 and word.islower() else word


def _names_grading(letters: str) -> bool:
    return any(key in letters for key in _CLOSE_KEYS)


def _is_spaced(text: str) -> bool:
    """Whether enough single letters with marks between them stand in a row; quick, and never wrong about a no."""
    marked = text.encode("ascii", "replace").translate(_SPACING).replace(b"..", b".").replace(b"..", b".")
    return b"a.a.a.a.a.a.a.a" in marked


def _text(data: bytes) -> str:
    """Decoded bytes if they are text, otherwise nothing."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if sum(char.isprintable() or char.isspace() for char in text) >= 0.95 * len(text) else ""


def _base64(word: str) -> str:
    letters = re.sub(r"[\s>=]", "", word).replace("-", "+").replace("_", "/")
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    try:
        return _text(base64.b64decode(letters + "=" * (-len(letters) % 4)))
    except binascii.Error:
        return ""


def _base32(word: str) -> str:
    letters = word.rstrip("=")
    try:
        return _text(base64.b32decode(letters + "=" * (-len(letters) % 8)))
    except binascii.Error:
        return ""


def _hex(word: str) -> str:
    digits = re.sub(r"\\x|0x|[\s,:]", "", word)
    return _text(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _bits(word: str) -> str:
    digits = re.sub(r"[\s,]", "", word)
    return _text(bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits) // 8 * 8, 8)))


def _codes(word: str) -> str:
    codes = [int(code) for code in re.findall(r"\d+", word)]
    return "".join(map(chr, codes)) if max(codes) < 127 else ""


def _escapes(word: str) -> str:
    return "".join(chr(int(code, 16)) for code in re.findall(r"\\u([0-9A-Fa-f]{4})", word))


def _percents(word: str) -> str:
    return unquote(word.replace("+", " "))


Stretch = tuple[int, int]
"""Half-open offsets of a part of the source."""


def _runs(alphabet: str, least: int) -> Callable[[bytes], Iterator[Stretch]]:
    """The stretches of a source, in ASCII with "?" for the rest, of so many characters of an alphabet and more."""
    table, run = _table(alphabet), b"1" * least

    def stretches(raw: bytes) -> Iterator[Stretch]:
        shown = raw.translate(table)
        start = shown.find(run)
        while start >= 0:
            end = shown.find(b" ", start)
            end = len(shown) if end < 0 else end
            yield start, end
            start = shown.find(run, end)

    return stretches


def _anywhere(alphabet: str, least: int, between: str) -> Callable[[bytes], Iterator[Stretch]]:
    """The whole source where it has so many characters of an alphabet in a row, `between` left out: quick, and never
    wrong about a no."""
    table, run, left_out = _table(alphabet), b"1" * least, between.encode()
    return lambda raw: _whole(raw, run in raw.translate(table, left_out))


def _has(mark: bytes, least: int) -> Callable[[bytes], Iterator[Stretch]]:
    return lambda raw: _whole(raw, raw.count(mark) >= least)


def _whole(raw: bytes, holds: bool) -> Iterator[Stretch]:
    if holds:
        yield 0, len(raw)


def _table(alphabet: str) -> bytes:
    """Makes each character of an alphabet a "1" and every other a blank."""
    letters = re.compile(f"[{alphabet}]")
    return bytes(ord("1") if letters.fullmatch(chr(byte)) else ord(" ") for byte in range(256))


_CODECS: tuple[tuple[Callable[[bytes], Iterator[Stretch]], re.Pattern[str], Callable[[str], str]], ...] = (
    (_runs("A-Za-z0-9+/_-", 20), _BASE64, _base64),
    (_runs("A-Z2-7", 24), _BASE32, _base32),
    (_anywhere(r"0-9A-Fa-f\\x", 24, " ,:"), _HEX, _hex),
    (_anywhere("01", 80, " ,"), _BITS, _bits),
    (_has(b"%", 3), _PERCENT, _percents),
    (_has(b"\\u", 8), _ESCAPE, _escapes),
    (_anywhere("0-9?", 24, " ,"), _CODES, _codes),
)
"""Each code: where a source may hold it, what it looks like, and how it is read."""
