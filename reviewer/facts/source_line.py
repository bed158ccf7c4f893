"""Source lines with what they stand in: a document goes in, its lines of substance come out, each with its setting."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from reviewer.facts.topic import Setting, Settings
from reviewer.model.document import Block, Document

_READ = frozenset({"paragraph", "item", "table", "code", "quote", "html", "heading", "diagram"})
_LONGEST_LINE = 2000
_LONGEST_GAP = 24
_GAP = re.compile(rf"\s{{{_LONGEST_GAP + 1},}}")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line (1-based `number`) without its line break; long ones are cut, and so are long gaps in them."""

    number: int
    text: str
    block: Block
    setting: Setting


@dataclass(frozen=True, slots=True)
class Sources:
    """A document's lines in order, the fences around code left out, and the settings of its blocks."""

    lines: list[SourceLine]
    settings: Settings

    def leads_at(self, number: int) -> tuple[str, ...]:
        """The headings and lead-ins of a line."""
        index = bisect_left(self.lines, number, key=lambda line: line.number)
        return self.lines[index].setting.leads if index < len(self.lines) else ()


def sources_of(document: Document) -> Sources:
    """What the readers of operations and schema work on; made once, it serves both."""
    settings = Settings(document)
    return Sources(_lines(document, settings), settings)


def _lines(document: Document, settings: Settings) -> list[SourceLine]:
    source = document.source
    has_returns = "\r" in source
    found: list[SourceLine] = []
    for block in document.blocks:
        if block.kind in _READ and block.standing not in ("comment", "front_matter"):
            number = document.line_of(block.start)
            setting = settings.of(block.index)
            text = source[block.start : block.end]
            if has_returns:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            for line in text.split("\n"):
                cut = _GAP.sub(" " * _LONGEST_GAP, line[:_LONGEST_LINE]) if len(line) > _LONGEST_GAP else line
                found.append(SourceLine(number, cut, block, setting))
                number += 1
    return found


def by_block(lines: list[SourceLine]) -> dict[int, list[SourceLine]]:
    """Lines by the index of their block."""
    found: dict[int, list[SourceLine]] = {}
    for line in lines:
        found.setdefault(line.block.index, []).append(line)
    return found
