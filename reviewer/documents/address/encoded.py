"""Encoded orders: source text in, places whose decoded text gives orders out, each code read once in linear time."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import unquote

from reviewer.documents.address.folding import Folded, fold
from reviewer.documents.address.model import Hit
from reviewer.documents.address.orders import orders

_BASE64 = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/_-]{20,}(?:[ \t]{0,4}\r?\n[ \t>]{0,8}[A-Za-z0-9+/_-]{20,}){0,200}={0,2}")
_BASE32 = re.compile(r"(?<!\w)[A-Z2-7]{24,}={0,6}")
_HEX = re.compile(r"(?<!\w)(?:(?:\\x|0x)?[0-9A-Fa-f]{2}[ ,:]{0,2}){11,}(?:\\x|0x)?[0-9A-Fa-f]{2}")
_BITS = re.compile(r"(?<!\w)(?:[01]{8}[ ,]{0,2}){9,}[01]{8}")
_PERCENT = re.compile(r"(?:[A-Za-z]{0,20}%[0-9A-Fa-f]{2}){3,}[A-Za-z]{0,20}")
_ESCAPE = re.compile(r"(?:\\u[0-9A-Fa-f]{4}[ ]?){8,}")
_CODES = re.compile(r"(?<!\w)(?:[1-9]\d{1,2}[ ,]{1,2}){11,}[1-9]\d{1,2}(?!\w)")
_SPACED = re.compile(r"(?<![^\W_])(?:[a-z][ .•_-]{1,3}){7,}[a-z](?!\w)")
_KEYS = (
    "ignore", "disregard", "instruct", "full marks", "full credit", "top marks", "grader", "grading", "criteri",
    "score", "grade", "rubric", "system prompt", "language model", "previous",
)  # fmt: skip
_CLOSE_KEYS = tuple(key.replace(" ", "") for key in _KEYS)
_ROT13_KEYS = tuple(codecs.encode(key, "rot13") for key in _KEYS)
_TURNED_KEYS = tuple(key[::-1] for key in _KEYS)
_SPACING = bytes(ord("a") if 97 <= byte <= 122 else ord(".") if byte in b" ._-?" else ord("x") for byte in range(256))
_LEET = (str.maketrans("0134578@$!|+", "oleastbasilt"), str.maketrans("0134578@$!|+", "oieastbasiit"))
_LEET_WORD = re.compile(r"(?<![a-z0-9@$!|+])(?=[a-z@$!|+]{0,20}[0134578@$!|+])[a-z0-9@$!|+]{2,40}")
_WHY = "gives the grader orders in a code"


def encoded(source: str, folded: Folded) -> Iterator[Hit]:
    """Orders behind base64, base32, hexadecimal, binary, escapes, ROT13, reversal and digits for letters."""
    raw = source.encode("ascii", "replace")
    for may_hold, pattern, decode in _CODECS:
        if may_hold(raw):
            for match in pattern.finditer(source):
                if is_ordering(decode(match.group())):
                    yield Hit("encoded", match.start(), match.end(), True, _WHY)
    text = folded.text
    if any(key in text for key in _ROT13_KEYS):
        yield from _rewritten(folded, codecs.encode(text, "rot13"), forward=True)
    if any(key in text for key in _TURNED_KEYS):
        yield from _rewritten(folded, text[::-1], forward=False)
    mixed = set(_LEET_WORD.findall(text))
    for letters in _LEET:
        if _names_grading("\n".join(_unleeted(letters, word) for word in mixed)):
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


def _unleeted(letters: dict[int, int], word: str) -> str:
    return word.translate(letters) if any(char.isalpha() for char in word) and len(word) > 2 else word


def _unleeted_match(letters: dict[int, int], match: re.Match[str]) -> str:
    return _unleeted(letters, match.group())


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


def _has_run(alphabet: str, least: int, between: str = "") -> Callable[[bytes], bool]:
    """Whether a source, in ASCII with "?" for the rest, has so many characters of an alphabet in a row, `between` left
    out: quick, and never wrong about a no."""
    letters = re.compile(f"[{alphabet}]")
    table = bytes(ord("1") if letters.fullmatch(chr(byte)) else ord(" ") for byte in range(256))
    run, left_out = b"1" * least, between.encode()
    return lambda raw: run in raw.translate(table, left_out)


def _has(mark: bytes, least: int) -> Callable[[bytes], bool]:
    return lambda raw: raw.count(mark) >= least


_CODECS: tuple[tuple[Callable[[bytes], bool], re.Pattern[str], Callable[[str], str]], ...] = (
    (_has_run("A-Za-z0-9+/_-", 20), _BASE64, _base64),
    (_has_run("A-Z2-7", 24), _BASE32, _base32),
    (_has_run(r"0-9A-Fa-f\\x", 24, " ,:"), _HEX, _hex),
    (_has_run("01", 80, " ,"), _BITS, _bits),
    (_has(b"%", 3), _PERCENT, _percents),
    (_has(b"\\u", 8), _ESCAPE, _escapes),
    (_has_run("0-9?", 24, " ,"), _CODES, _codes),
)
