"""Fences around text that is not ours. In: the document. Out: its numbered lines between marks that it cannot forge.

The mark's code comes from the document's own hash and is hashed on until it occurs nowhere in the text, so equal
documents give equal bytes. Between the marks every line of the document begins with its number, and no character in it
makes a new line: whatever stands there without a number is ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from reviewer.model.document import Document, Lines

_CODE_CHARS = 16

# Characters that some reader takes for the end of a line although our lines do not end there, and other controls.
_BLANKED = {ord(char): " " for char in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
_BLANKED |= dict.fromkeys((*range(0, 9), *range(14, 28), 31, 127), "�")


def mark(sha256: str, texts: Sequence[str]) -> str:
    """A code for the fences of a document that occurs in none of the texts they enclose."""
    code = hashlib.sha256(sha256.encode()).hexdigest()
    while any(code[:_CODE_CHARS] in text.casefold() for text in texts):
        code = hashlib.sha256(code.encode()).hexdigest()
    return code[:_CODE_CHARS]


def fenced(name: str, code: str, body: str) -> str:
    """The body between an opening and a closing mark."""
    return f"<{name} {code}>\n{body}\n</{name} {code}>"


def numbered(document: Document, ranges: Iterable[Lines]) -> str:
    """The lines of these ranges with their numbers; a line of ours tells of each gap."""
    parts: list[str] = []
    following = 1
    for first, last in ranges:
        if first > following:
            parts.append(_gap(following, first - 1))
        parts += [f"{line}| {one_line(document.line_text(line))}" for line in range(first, last + 1)]
        following = last + 1
    if following <= document.line_count:
        parts.append(_gap(following, document.line_count))
    return "\n".join(parts)


def one_line(text: str) -> str:
    """The text without a character that ends a line or controls a terminal."""
    return text.translate(_BLANKED)


def _gap(first: int, last: int) -> str:
    return f"(lines {first} to {last} are not shown)"
