"""Operations of the proposed API: a document goes in, each operation comes out once, at the line that lists it.

Read are methods with paths in prose, lists, tables and code, curl calls, OpenAPI, service definitions (proto, Thrift,
GraphQL, interfaces), and function signatures and bare names where the text speaks of an API.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.operations_call import labelled_calls, named_calls, signatures
from reviewer.facts.operations_code import code_operations
from reviewer.facts.operations_curl import curl_calls
from reviewer.facts.operations_http import http_lines, http_pairs
from reviewer.facts.operations_rank import Found
from reviewer.facts.operations_table import table_operations
from reviewer.facts.source_line import Sources, by_block, sources_of
from reviewer.model.document import Document
from reviewer.model.facts import Operation

_FOLD = re.compile(r"[^0-9a-z*/\u0080-\uffff]+")
_PARAMETER = re.compile(r"\{[^{}]{0,80}\}|<[^<>]{0,80}>|:\w+|\[[^\[\]]{0,80}\]")


def read_operations(document: Document, sources: Sources | None = None) -> tuple[Operation, ...]:
    """All operations in the order of the text. `sources` are those of the document, where they are at hand."""
    best: dict[tuple[str, str], Found] = {}
    for found in _all(document, sources or sources_of(document)):
        key = (found.method or "", _fold(found.name))
        if key not in best or found.rank < best[key].rank:
            best[key] = found
    with_method = {name for method, name in best if method}
    kept = [found for (method, name), found in best.items() if method or name not in with_method]
    return tuple(Operation(found.line, found.method, found.name) for found in sorted(kept, key=lambda it: it.line))


def _fold(name: str) -> str:
    """The same for `/users/:id` and `/users/{userId}/`."""
    return _FOLD.sub("", _PARAMETER.sub("*", name).lower()).strip("/") or name


def _all(document: Document, sources: Sources) -> Iterator[Found]:
    lines = [line for line in sources.lines if not (line.block.kind == "diagram" and line.block.info)]
    used: set[int] = set()
    for table in document.tables:
        listed = list(table_operations(table, sources.settings.of(table.block)))
        yield from listed
        if listed:
            used.update(range(table.lines[0], table.lines[1] + 1))
    lines = [line for line in lines if line.number not in used]
    called, used = curl_calls(lines)
    yield from called
    lines = [line for line in lines if line.number not in used]
    yield from http_lines(lines)
    yield from http_pairs(lines)
    yield from labelled_calls(lines)
    yield from signatures(lines)
    yield from named_calls(lines)
    for block_lines in by_block([line for line in lines if line.block.kind in ("code", "diagram")]).values():
        yield from code_operations(block_lines)
