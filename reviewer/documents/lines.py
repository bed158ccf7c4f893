"""The geometry of a source text: where its lines start and what stands on them. Text in, `SourceLines` out.

Lines end at \\n, \\r\\n and \\r only: form feeds, U+2028 and the other breaks that `str.splitlines` knows are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""Half-open range of offsets into the source."""

_BREAK = re.compile(r"\r\n|\r|\n")
_TAB_WIDTH = 4


def line_starts(source: str) -> tuple[int, ...]:
    """The offset of each line's first character. A break at the very end opens no further line."""
    starts = [0, *(found.end() for found in _BREAK.finditer(source))]
    if len(starts) > 1 and starts[-1] == len(source):
        starts.pop()
    return tuple(starts)


class SourceLines:
    """A source with its lines; line numbers here are 0-based."""

    __slots__ = ("source", "starts", "texts")

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = line_starts(source)
        self.texts = _BREAK.split(source) if "\r" in source else source.split("\n")
        del self.texts[len(self.starts) :]

    def __len__(self) -> int:
        return len(self.starts)

    def blank(self, line: int) -> bool:
        return not self.texts[line].strip()

    def span(self, line: int, skip: int = 0) -> Span:
        """The line's text from its `skip`-th character on, without white space at either end."""
        text = self.texts[line][skip:]
        body = text.strip()
        start = self.starts[line] + skip + len(text) - len(text.lstrip())
        return start, start + len(body)

    def spans(self, lines: Iterable[int]) -> list[Span]:
        """The spans of the lines that are not blank."""
        found = [self.span(line) for line in lines]
        return [span for span in found if span[1] > span[0]]


def ranges_of(lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Numbers of lines, in any order, as rising ranges with both ends inclusive."""
    found: list[tuple[int, int]] = []
    for line in sorted(set(lines)):
        if found and found[-1][1] == line - 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return tuple(found)


def indent_of(text: str) -> int:
    """Columns of white space before the text; a tab counts as four."""
    body = text.lstrip()
    gap = len(text) - len(body)
    tabs = text.count("\t", 0, gap)
    return gap + tabs * (_TAB_WIDTH - 1) if tabs else gap
