"""A document after reading: sections, blocks, tables and passages over one source text.

Every position is either an offset into `Document.source` (half open, in characters) or a range of lines
(1-based, inclusive, split at \\n, \\r\\n and \\r only).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Lines = tuple[int, int]
"""First and last line of something, 1-based and inclusive."""

Media = Literal["markdown", "plain", "html", "docx", "pdf"]

BlockKind = Literal[
    "heading",
    "paragraph",
    "item",
    "table",
    "code",
    "diagram",
    "quote",
    "html",
    "comment",
    "front_matter",
    "image",
    "rule",
]

Standing = Literal[
    "heading", "prose", "list", "table", "code", "diagram", "template", "link_list", "comment", "front_matter"
]
"""Where a piece of text stands. `heading`, `template`, `link_list`, `comment` and `front_matter` are no substance."""

SUBSTANCE: frozenset[Standing] = frozenset({"prose", "list", "table", "code", "diagram"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. Section 0 is what precedes the first heading (level 0, empty title).

    `lines` reach from the heading to the line before the next heading of the same or a higher rank;
    `own_lines` stop at the next heading of any rank. `words` counts the words of substance in `own_lines`.
    """

    index: int
    level: int
    title: str
    lines: Lines
    own_lines: Lines
    parent: int | None
    words: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the source.

    `info` is a fence's info string (lower case) or an image's target; `depth` the nesting of a list item.
    """

    index: int
    kind: BlockKind
    start: int
    end: int
    lines: Lines
    section: int
    standing: Standing
    info: str = ""
    depth: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header cells and body rows; marks are removed from the cells."""

    block: int
    lines: Lines
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest piece that is judged and quoted: a sentence, a list item, a table row, a line of code or diagram.

    `leads` are the passages that introduce this one and lend it their subject, nearest first: a list's lead-in
    ("Availability:"), the parent item, a bold pseudo-heading, the table's header row, the heading of the section.
    """

    index: int
    start: int
    end: int
    lines: Lines
    block: int
    section: int
    standing: Standing
    leads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that stands in the document and was not read, with the reason."""

    lines: Lines
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. `source` is the text that all lines and offsets refer to; `sha256` is of its UTF-8 bytes."""

    name: str
    media: Media
    source: str
    sha256: str
    language: str
    line_starts: tuple[int, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...] = field(default=())

    @property
    def line_count(self) -> int:
        return len(self.line_starts)

    def line_of(self, offset: int) -> int:
        """The 1-based line that the character at `offset` stands on."""
        return max(1, bisect_right(self.line_starts, offset))

    def lines_of(self, start: int, end: int) -> Lines:
        """The lines of the half-open range `start:end`."""
        return self.line_of(start), self.line_of(max(start, end - 1))

    def text(self, piece: Block | Passage) -> str:
        """The source text of a block or passage, exactly as it stands."""
        return self.source[piece.start : piece.end]

    def line_text(self, line: int) -> str:
        """One source line without its line break."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.source)
        return self.source[start:end].rstrip("\r\n")
