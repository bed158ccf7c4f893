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
_LEET = (str.maketrans("0134578@$!|+", "oleastbasilt"), str.maketrans("0134578@$!|+", "oieastbasiit"))
_LEET_WORD = re.compile(r"(?<![a-z0-9@$!|+])(?=[a-z@$!|+]{0,20}[0134578@$!|+])[a-z0-9@$!|+]{2,40}")
_WHY = "gives the grader orders in a code"


def encoded(source: str, folded: Folded) -> Iterator[Hit]:
    """Orders behind base64, base32, hexadecimal, binary, escapes, ROT13, reversal and digits for letters."""
    for pattern, decode in _CODECS:
        for match in pattern.finditer(source):
            if is_ordering(decode(match.group())):
                yield Hit("encoded", match.start(), match.end(), True, _WHY)
    text = folded.text
    yield from _rewritten(folded, codecs.encode(text, "rot13"), forward=True)
    yield from _rewritten(folded, text[::-1], forward=False)
    for letters in _LEET:
        read = partial(_unleeted, letters)
        if any(_names_grading(read(match)) for match in _LEET_WORD.finditer(text)):
            yield from _rewritten(folded, _LEET_WORD.sub(read, text), forward=True, known=text)
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


def _unleeted(letters: dict[int, int], match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(letters) if any(char.isalpha() for char in word) and len(word) > 2 else word


def _names_grading(letters: str) -> bool:
    return any(key.replace(" ", "") in letters for key in _KEYS)


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


_CODECS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_BASE64, _base64),
    (_BASE32, _base32),
    (_HEX, _hex),
    (_BITS, _bits),
    (_PERCENT, _percents),
    (_ESCAPE, _escapes),
    (_CODES, _codes),
)
