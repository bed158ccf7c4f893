"""HTTP operations in tables: a table goes in, the operations of its rows come out.

The columns for method and path are known by their heads, or by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.operations_path import METHOD, find_path
from reviewer.facts.operations_rank import Found
from reviewer.facts.topic import Setting
from reviewer.model.document import Table, TableRow

_METHOD = re.compile(rf"\b{METHOD}\b")
_METHODS_ONLY = re.compile(rf"\s*[`*_\"]*(?P<methods>{METHOD}(?:\s?[/,|&]\s?{METHOD})*)[`*_\"]*\s*$")
_PATH_HEAD = re.compile(r"\b(?:path|end ?-?points?|urls?|uri|routes?|resource|apis?|request|operation)\b", re.I)
_NAME_HEAD = re.compile(r"\b(?:api|rpc|methods?|operations?|functions?|calls?|command|name|end ?-?points?)\b", re.I)
_NAME = re.compile(r"[`*_]*(?P<name>[A-Za-z_]\w*)(?:\(.*\))?[`*_]*$")
_LONGEST_CELL = 400
_CALL_CASE = re.compile(r"[a-z][A-Z]|[A-Z][a-z]+[A-Z]|[a-z]_[a-z]|\(")


def table_operations(table: Table, setting: Setting) -> Iterator[Found]:
    """Operations of all rows; none where the table lists no operations."""
    path_columns = [index for index, head in enumerate(table.header) if _PATH_HEAD.search(head)]
    found = [operation for row in table.rows for operation in _in_row(row, path_columns, setting)]
    if found:
        yield from found
    elif "api" in setting.topics and table.header and _NAME_HEAD.search(table.header[0]):
        yield from _named(table)


def _in_row(row: TableRow, path_columns: list[int], setting: Setting) -> Iterator[Found]:
    methods = [method for cell in row.cells for method in _cell_methods(cell)]
    for index, cell in enumerate(cell[:_LONGEST_CELL] for cell in row.cells):
        both = _METHOD.match(cell.strip('`*_ "'))
        path = find_path(cell, both.end() if both else 0) if "/" in cell else None
        if path is None or (path[0] == "/" and not both):
            continue
        if both:
            yield Found(row.line, both.group(), path[0])
            return
        if methods:
            yield from (Found(row.line, method, path[0]) for method in methods)
            return
        if index in path_columns and "api" in setting.topics and cell.strip('`*_ "').startswith(("/", "http")):
            yield Found(row.line, None, path[0])
            return


def _cell_methods(cell: str) -> list[str]:
    only = _METHODS_ONLY.match(cell) if len(cell) < _LONGEST_CELL else None
    return _METHOD.findall(only["methods"]) if only else []


def _named(table: Table) -> Iterator[Found]:
    for row in table.rows:
        name = _NAME.match(row.cells[0].strip()) if row.cells else None
        if name and _CALL_CASE.search(row.cells[0]):
            yield Found(row.line, "RPC", name["name"])
