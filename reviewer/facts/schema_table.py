"""Tables of a document that describe stored data: a Markdown table goes in, tables of the schema come out.

Four forms are read: a row for each column, a row for each table, sample rows under the names of the columns, and keys
beside fields with their types.
Comparisons and tables of request parameters are none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import Field, field_of, is_identifier, is_type, plain, says_key, split_commas
from reviewer.facts.schema_name import entity_of_key, is_generic, told_name
from reviewer.facts.schema_rank import DEFINED, SHOWN, Found
from reviewer.facts.topic import Setting
from reviewer.model.document import Table, TableRow

_FIELD_HEAD = re.compile(r"^(?:(?:column|field|attribute|property|key)(?: ?names?| ?\(s\)|s)?|name|col)$", re.I)
_TYPE_HEAD = re.compile(
    r"^(?:(?:data ?)?types?|data ?type|datatypes?|format|(?:size|bytes)\b.*|length|value ?type|"
    r"sql type|constraints?)$",
    re.I,
)
_TABLE_HEAD = re.compile(r"^(?:tables?|entit(?:y|ies)|collections?|models?|schemas?)(?: ?names?)?$", re.I)
_FIELDS_HEAD = re.compile(
    r"^(?:(?:key |main |important )?(?:fields|columns|attributes|properties|schema)|structure)(?: .*)?$", re.I
)
_PARAMETERS = re.compile(
    r"\b(?:requests?|responses?|param(?:eter)?s?|query|headers?|payload|body|inputs?|arguments?|"
    r"config(?:uration)?|settings?|options|flags|messages?|metrics?)\b",
    re.I,
)
_PARAMETER_HEAD = re.compile(
    r"^(?:required|mandatory|optional|in|parameter|param|ttl|key pattern|default value|argument)\??$", re.I
)
_WORDS = re.compile(r"^[a-z][a-z0-9]*(?:[_ ][a-z0-9]+)*$|^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$")
_JOINED_NAME = re.compile(r"\w_\w|[a-z][A-Z]|^[iI][dD]$|[a-z]I[dD]$|^(?:uu)?id$|^ID$")
_LONGEST_CELL = 400
_BREAK = re.compile(r";|<br ?/?>", re.I)
_MOSTLY = 0.6  # share of single words above which a name of several words is a remark
_KEY_PATTERN = re.compile(r"\w[:/][\w{<]|\w\.\w")
_SENTENCE = re.compile(r"\w+ \w+ \w+ \w+ \w+")


def tables_in(table: Table, setting: Setting) -> Iterator[Found]:
    """What a table describes of the schema."""
    heads = [plain(head) for head in table.header]
    if len(heads) < 2 or any(_PARAMETER_HEAD.match(head) for head in heads):
        return
    found = _by_table_column(table, heads) or _fields_by_table(table, heads) or _keyed_rows(table, setting)
    if found:
        yield from found
        return
    if "api" in setting.topics and "data" not in setting.topics:
        return
    yield from _vertical(table, heads, setting) or _samples(table, heads, setting)


def _by_table_column(table: Table, heads: list[str]) -> list[Found]:
    """`Table | Column | Type`: the name stands in the first of its rows."""
    tables = next((index for index, head in enumerate(heads) if _TABLE_HEAD.match(head)), None)
    columns = next((index for index, head in enumerate(heads) if _FIELD_HEAD.match(head) and index != tables), None)
    if tables is None or columns is None or not any(_TYPE_HEAD.match(head) for head in heads):
        return []
    found: dict[str, tuple[int, list[Field]]] = {}
    name = ""
    for row in table.rows:
        name = plain(_cell(row, tables)) or name
        if name:
            found.setdefault(name, (row.line, []))[1].extend(_row_fields(row, columns))
    return [Found(line, name, tuple(fields), DEFINED) for name, (line, fields) in found.items() if fields]


def _fields_by_table(table: Table, heads: list[str]) -> list[Found]:
    """`Table | Fields`: a row for each table."""
    tables = next((index for index, head in enumerate(heads) if _TABLE_HEAD.match(head)), None)
    listed = next((index for index, head in enumerate(heads) if _FIELDS_HEAD.match(head) and index != tables), None)
    if tables is None or listed is None:
        return []
    found: list[Found] = []
    for row in table.rows:
        name = plain(_cell(row, tables))
        parts = split_commas(_BREAK.sub(",", _cell(row, listed)))
        fields = [field for part in parts if (field := field_of(part))]
        if name and fields:
            found.append(Found(row.line, name, tuple(fields), DEFINED))
    return found


def _keyed_rows(table: Table, setting: Setting) -> list[Found]:
    """`Primary Key | id: int` over rows that have only their second cell: fields with their types."""
    cells = [table.header, *(row.cells for row in table.rows)]
    if any(len(row) != 2 for row in cells) or not says_key(table.header[0]):
        return []
    if any(row.cells[0].strip() and not says_key(row.cells[0]) for row in table.rows):
        return []
    name = told_name(setting.leads[:1])
    fields = [field for mark, text in cells if (field := field_of(text, mark))]
    return [Found(table.lines[0], name, tuple(fields), DEFINED)] if name and len(fields) > 1 else []


def _vertical(table: Table, heads: list[str], setting: Setting) -> list[Found]:
    """A row for each column: heads say so, or the second cells are types."""
    lead = setting.leads[0] if setting.leads else ""
    columns = next((index for index, head in enumerate(heads) if _FIELD_HEAD.match(head)), None)
    has_types = any(_TYPE_HEAD.match(head) for head in heads)
    typed = [
        row for row in table.rows if len(row.cells) > 1 and is_type(row.cells[1]) and len(row.cells[1].split()) <= 4
    ]
    mostly_typed = bool(table.rows) and len(typed) * 2 > len(table.rows)
    if columns is None and not mostly_typed:
        return []
    if columns is not None and not (has_types or mostly_typed or (columns == 0 and "data" in setting.topics)):
        return []
    if _PARAMETERS.search(lead) and "data" not in setting.topics:
        return []
    if sum(_KEY_PATTERN.search(_cell(row, columns or 0)) is not None for row in table.rows) * 2 > len(table.rows):
        return []
    name = _head_name(heads, columns) or told_name(setting.leads)
    fields = [field for row in table.rows for field in _row_fields(row, columns or 0)]
    words = [field for field in fields if is_identifier(field.name)]
    fields = words if len(words) >= _MOSTLY * len(fields) else fields
    if name is None or not fields:
        return []
    return [Found(table.rows[0].line if columns is not None else table.lines[0], name, tuple(fields), DEFINED)]


def _head_name(heads: list[str], columns: int | None) -> str | None:
    """The table's name in its first head where the other heads are empty: `users | |`."""
    first = heads[0]
    alone = columns is None and bool(first) and not any(heads[1:])
    return first if alone and is_identifier(first.replace(" ", "_")) and not is_generic(first) else None


def _row_fields(row: TableRow, column: int) -> list[Field]:
    """The fields one row names: one, or several with commas between."""
    cell = _cell(row, column)
    rest = " | ".join(text for index, text in enumerate(row.cells) if index != column)
    return [field for part in split_commas(cell) if (field := field_of(part, rest if says_key(rest) else ""))]


def _cell(row: TableRow, index: int) -> str:
    return row.cells[index][:_LONGEST_CELL] if index < len(row.cells) else ""


def _samples(table: Table, heads: list[str], setting: Setting) -> list[Found]:
    """Sample rows: the heads are names of columns, and the cells are values, not sentences."""
    if len(heads) < 2 or not all(_WORDS.match(head) and len(head.split()) <= 2 for head in heads):
        return []
    joined = sum(_JOINED_NAME.search(head) is not None for head in heads)
    if joined * 2 < len(heads) and not ("data" in setting.topics and joined):
        return []
    cells = [cell[:_LONGEST_CELL] for row in table.rows for cell in row.cells]
    if sum(_SENTENCE.search(cell) is not None for cell in cells) * 4 > len(cells):
        return []
    name = told_name(setting.leads[:1]) or entity_of_key(heads[0]) or told_name(setting.leads[1:])
    fields = tuple(field for head in heads if (field := field_of(head)))
    return [Found(table.lines[0], name, fields, SHOWN)] if name and len(fields) > 1 else []
