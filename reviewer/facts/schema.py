"""The schema of what is stored: a document goes in, tables with fields and keys come out, each name once.

Read are SQL, what a database prints of its tables, columns written without the words of SQL, lists of typed fields,
tables of columns, headings with bullets, types of programs (structs, interfaces, messages), entity diagrams, and JSON
records where the text speaks of data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_code import json_records, typed_records
from reviewer.facts.schema_entity import entities
from reviewer.facts.schema_field import unique
from reviewer.facts.schema_inline import inline_tables, lines_of_tables
from reviewer.facts.schema_labelled import labelled_tables
from reviewer.facts.schema_list import listed_tables
from reviewer.facts.schema_loose import continued_items, loose_tables, noted_tables
from reviewer.facts.schema_printed import printed_columns
from reviewer.facts.schema_rank import Found
from reviewer.facts.schema_sql import column_lines, create_tables
from reviewer.facts.schema_table import tables_in
from reviewer.facts.source_line import SourceLine, Sources, by_block, sources_of
from reviewer.model.document import Document
from reviewer.model.facts import SchemaTable

_REJECTED = re.compile(r"\b(?:rejected|alternatives?|not chosen|discarded|na[iï]ve|deprecated|old)\b", re.I)
_FEWEST_FIELDS = 2
_FOLD = re.compile(r"[^0-9a-z\u0080-\uffff]+")


def read_schema(document: Document, sources: Sources | None = None) -> tuple[SchemaTable, ...]:
    """All tables, collections and records in the order of the text. `sources` are those of the document, if at hand."""
    sources = sources or sources_of(document)
    best: dict[str, Found] = {}
    for found in _all(document, sources):
        known = best.get(_fold(found.name))
        if known is None or _rank(found, sources) < _rank(known, sources):
            best[_fold(found.name)] = found
    ordered = sorted(best.values(), key=lambda found: found.line)
    return tuple(SchemaTable(found.line, found.name, *unique(list(found.fields))) for found in ordered)


def _rank(found: Found, sources: Sources) -> tuple[bool, int, bool]:
    """How good a place is, best lowest: not among rejected alternatives, a definition, more than one field."""
    leads = sources.leads_at(found.line)
    return any(_REJECTED.search(lead) for lead in leads), found.rank, len(found.fields) < _FEWEST_FIELDS


def _fold(name: str) -> str:
    """The same for "Users", "users table" and "User"."""
    return _FOLD.sub("", re.sub(r"[ _-]?(?:table|collection)s?$", "", name.lower())).removesuffix("s")


def _all(document: Document, sources: Sources) -> Iterator[Found]:
    for table in document.tables:
        yield from tables_in(table, sources.settings.of(table.block))
    lines = [line for line in sources.lines if line.block.kind != "table"]
    for block in by_block(lines).values():
        yield from _in_block(block)
    prose = [line for line in lines if line.block.kind in ("paragraph", "item", "heading", "quote")]
    inline = list(inline_tables(prose))
    listed = [*labelled_tables(prose), *listed_tables(prose, {found.line for found in inline})]
    taken = {line for found in listed for line in range(found.line, found.last + 1)}
    yield from listed
    yield from (found for found in inline if found.line not in taken)


def _in_block(lines: list[SourceLine]) -> Iterator[Found]:
    kind = lines[0].block.kind
    created = list(create_tables(lines))
    yield from created
    if created or kind == "heading":
        return
    if kind == "diagram":
        yield from entities(lines) if lines[0].block.info else noted_tables(lines)
    elif kind == "code":
        columns = [*printed_columns(lines), *loose_tables(lines)] or list(column_lines(lines))
        records = columns or [*typed_records(lines), *json_records(lines)]
        yield from records or [*noted_tables(lines), *lines_of_tables(lines)]
    elif kind == "paragraph":
        yield from list(loose_tables(lines)) or column_lines(lines)
    elif kind == "item":
        yield from continued_items(lines)
