"""Powers drawn in two lines: the tokens of a line and the line above it come in, tokens with these powers go out.

A text without markup has its exponents above the line: "4 * 10" under a 9 that stands right behind the 10.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.facts.estimates.token import Token
from reviewer.model.document import Document

_EXPONENTS = re.compile(r" *[0-9]{1,2}(?: {1,60}[0-9]{1,2})* *")
_NUMBER = re.compile(r"[0-9]+")
_BASE = "10"


_LONGEST_LINE = 400
"""No longer line draws exponents."""


def raised(tokens: list[Token], document: Document, plain: str, line: int) -> list[Token]:
    """The tokens of a line, counted from 1, with the powers that the line above it draws. `plain` is the source."""
    if line < 2 or not any(one.figure is not None for one in tokens):
        return tokens
    start, end = document.line_starts[line - 2], document.line_starts[line - 1]
    above = plain[start : end - 1] if end - start < _LONGEST_LINE else ""
    return _raised(tokens, above, plain, end) if _EXPONENTS.fullmatch(above) else tokens


def _raised(tokens: list[Token], above: str, plain: str, line_start: int) -> list[Token]:
    """The tokens with each 10 raised to the number that stands in the line `above`, right behind it or one further.

    `line_start` is where the line of the tokens begins in `plain`.
    """
    exponents = {found.start(): int(found[0]) for found in _NUMBER.finditer(above)}
    made: list[Token] = []
    for token in tokens:
        column = token.start - line_start + len(_BASE)
        power = exponents.get(column) or exponents.get(column + 1)
        ten = plain.startswith(_BASE, token.start) and not plain[token.start + 2 : token.start + 3].isdigit()
        if token.figure is None or not power or not ten:
            made.append(token)
            continue
        factor = 10.0 ** (power - 1)
        readings = tuple(one._replace(low=one.low * factor, high=one.high * factor) for one in token.figure.readings)
        made.append(token._replace(figure=replace(token.figure, readings=readings, powered=True)))
    return made
