"""A small builder of documents: simple Markdown comes in, a Document goes out, without the documents room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from reviewer.model.document import Block, BlockKind, Document, Passage, Section, Standing, Table, TableRow

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s)[^.!?]*)*[.!?]*\s*|[.!?]+\s*")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")


@dataclass
class _Builder:
    source: str
    sections: list[Section] = field(default_factory=lambda: [Section(0, 0, "", (1, 1), (1, 1), None, 0)])
    headings: dict[int, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    items: list[tuple[int, int]] = field(default_factory=list)
    lead_in: int | None = None

    def block(self, kind: BlockKind, standing: Standing, start: int, end: int, line: int, info: str = "") -> Block:
        last = line + self.source.count("\n", start, max(start, end - 1))
        made = Block(len(self.blocks), kind, start, end, (line, last), len(self.sections) - 1, standing, info)
        self.blocks.append(made)
        return made

    def passage(self, block: Block, start: int, end: int, line: int, leads: tuple[int, ...] = ()) -> int:
        while start < end and self.source[start].isspace():
            start += 1
        while end > start and self.source[end - 1].isspace():
            end -= 1
        leads += self.titles(len(self.sections) - 1)
        lines = (line, line + self.source.count("\n", start, end))
        made = Passage(len(self.passages), start, end, lines, block.index, block.section, block.standing, leads)
        self.passages.append(made)
        return made.index

    def titles(self, section: int | None) -> tuple[int, ...]:
        leads: list[int] = []
        while section is not None:
            leads += [self.headings[section]] if section in self.headings else []
            section = self.sections[section].parent
        return tuple(leads)


def build(source: str, name: str = "sample.md") -> Document:
    """Headings, paragraphs, items, tables and fenced code of simple Markdown as a Document."""
    builder = _Builder(source)
    starts: list[int] = []
    spans = [match.span() for match in _LINE.finditer(source)]
    spans = [span for span in spans if span[0] < span[1]] or [(0, 0)]
    starts = [start for start, _ in spans]
    at = 0
    while at < len(spans):
        at = _read(builder, spans, at)
    return Document(
        name=name,
        media="markdown",
        source=source,
        sha256=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        language="en",
        line_starts=tuple(starts),
        sections=tuple(builder.sections),
        blocks=tuple(builder.blocks),
        tables=tuple(builder.tables),
        passages=tuple(builder.passages),
    )


def _read(builder: _Builder, spans: list[tuple[int, int]], at: int) -> int:
    start, end = spans[at]
    text = builder.source[start:end]
    if not text.strip():
        builder.lead_in = builder.lead_in if not builder.items else None
        builder.items = []
        return at + 1
    if text.startswith("```"):
        return _read_code(builder, spans, at)
    if heading := _HEADING.match(text):
        return _read_heading(builder, heading, start, end, at)
    if text.startswith("|"):
        return _read_table(builder, spans, at)
    if item := _ITEM.match(text):
        return _read_item(builder, spans, at, len(item[1]), item.end())
    return _read_paragraph(builder, spans, at)


def _read_heading(builder: _Builder, heading: re.Match[str], start: int, end: int, at: int) -> int:
    level = len(heading[1])
    above = [section for section in builder.sections if 0 < section.level < level]
    parent = (
        above[-1].index
        if above and all(s.level > above[-1].level for s in builder.sections[above[-1].index + 1 :])
        else None
    )
    while parent is not None and builder.sections[parent].level >= level:
        parent = builder.sections[parent].parent
    title = heading[2].strip()
    builder.sections.append(Section(len(builder.sections), level, title, (at + 1, at + 1), (at + 1, at + 1), parent, 0))
    block = builder.block("heading", "heading", start, end, at + 1)
    index = builder.passage(block, start, end, at + 1)
    builder.headings[len(builder.sections) - 1] = index
    builder.lead_in = None
    return at + 1


def _read_code(builder: _Builder, spans: list[tuple[int, int]], at: int) -> int:
    last = at + 1
    while last < len(spans) and not builder.source[slice(*spans[last])].startswith("```"):
        last += 1
    info = builder.source[slice(*spans[at])][3:].strip()
    kind: Standing = "diagram" if info == "mermaid" else "code"
    block = builder.block(kind, kind, spans[at][0], spans[min(last, len(spans) - 1)][1], at + 1, info)
    for line in range(at + 1, last):
        if builder.source[slice(*spans[line])].strip():
            builder.passage(block, *spans[line], line + 1)
    return last + 1


def _read_table(builder: _Builder, spans: list[tuple[int, int]], at: int) -> int:
    last = at
    while last < len(spans) and builder.source[slice(*spans[last])].startswith("|"):
        last += 1
    block = builder.block("table", "table", spans[at][0], spans[last - 1][1], at + 1)
    rows = [
        TableRow(
            line + 1, tuple(cell.strip() for cell in builder.source[slice(*spans[line])].strip().strip("|").split("|"))
        )
        for line in range(at, last)
    ]
    rule = [row for row in rows if all(set(cell) <= {"-", ":"} for cell in row.cells)]
    header = builder.passage(block, *spans[at], at + 1)
    for row in rows[1:]:
        if row not in rule:
            builder.passage(block, *spans[row.line - 1], row.line, (header,))
    body = tuple(row for row in rows[1:] if row not in rule)
    builder.tables.append(Table(block.index, block.lines, rows[0].cells, body))
    return last


def _read_item(builder: _Builder, spans: list[tuple[int, int]], at: int, depth: int, mark: int) -> int:
    last = at + 1
    while last < len(spans) and (text := builder.source[slice(*spans[last])]).strip() and not _ITEM.match(text):
        if text.startswith(("#", "|", "```")):
            break
        last += 1
    block = builder.block("item", "list", spans[at][0], spans[last - 1][1], at + 1)
    builder.items = [(above, index) for above, index in builder.items if above < depth]
    leads = tuple(index for _, index in reversed(builder.items))
    if not leads and builder.lead_in is not None:
        leads = (builder.lead_in,)
    first = len(builder.passages)
    for match in _SENTENCE.finditer(builder.source, spans[at][0] + mark, spans[last - 1][1]):
        if match[0].strip():
            builder.passage(block, *match.span(), at + 1, leads)
    if len(builder.passages) > first:
        builder.items.append((depth, first))
    return last


def _read_paragraph(builder: _Builder, spans: list[tuple[int, int]], at: int) -> int:
    last = at + 1
    while last < len(spans) and (text := builder.source[slice(*spans[last])]).strip():
        if text.startswith(("#", "|", "```")) or _ITEM.match(text):
            break
        last += 1
    block = builder.block("paragraph", "prose", spans[at][0], spans[last - 1][1], at + 1)
    for match in _SENTENCE.finditer(builder.source, spans[at][0], spans[last - 1][1]):
        if match[0].strip():
            line = at + 1 + builder.source.count("\n", spans[at][0], match.start())
            index = builder.passage(block, *match.span(), line)
            builder.lead_in = index if match[0].rstrip(" *_\n").endswith(":") else None
    return last


@pytest.fixture(scope="session")
def read() -> Callable[[str], Document]:
    """Builds a Document from simple Markdown."""
    return build
