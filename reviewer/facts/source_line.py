"""Source lines with what they stand in: a document goes in, its lines of substance come out, each with its setting."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.facts.topic import Setting, Settings
from reviewer.model.document import Block, Document

_READ = frozenset({"paragraph", "item", "table", "code", "quote", "html", "heading", "diagram"})
_LONGEST_LINE = 2000


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line (1-based `number`) without its line break; longer ones are cut."""

    number: int
    text: str
    block: Block
    setting: Setting


def lines_of(document: Document, settings: Settings) -> list[SourceLine]:
    """The lines of everything that is read, in order; the fences around code are left out."""
    found: list[SourceLine] = []
    for block in document.blocks:
        if block.kind in _READ and block.standing not in ("comment", "front_matter"):
            number = document.line_of(block.start)
            setting = settings.of(block.index)
            text = document.source[block.start : block.end].replace("\r\n", "\n").replace("\r", "\n")
            for index, line in enumerate(text.split("\n")):
                found.append(SourceLine(number + index, line[:_LONGEST_LINE], block, setting))
    return found


def by_block(lines: list[SourceLine]) -> dict[int, list[SourceLine]]:
    """Lines by the index of their block."""
    found: dict[int, list[SourceLine]] = {}
    for line in lines:
        found.setdefault(line.block.index, []).append(line)
    return found
