"""Columns as a database prints them: the lines of a code block go in, the tables that it describes come out.

mysql> DESC orders;                      postgres=# \\d orders
+-------+-------------+------+-----+      Column |  Type   | Modifiers
| Field | Type        | Null | Key |     --------+---------+-----------
+-------+-------------+------+-----+      id     | integer | not null
| id    | bigint(20)  | NO   | PRI |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import Field, is_type
from reviewer.facts.schema_name import told_name
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_HEAD = re.compile(
    r"^\s*\|?\s*(?:field|column)(?: ?name)?(?:\s*\||\t|\s{2})\s*(?:(?P<typed>(?:data ?)?type)|description)\s*(?:\||$)",
    re.I,
)
_TOLD = re.compile(r"^\s*(?P<name>[A-Za-z_]\w*)(?:\t|\s{2})\s*\S")
_ROW = re.compile(r"^\s*\|?\s*(?P<name>[A-Za-z_]\w*)\s*\|\s*(?P<type>[^|]+?)\s*(?:\|(?P<rest>.*))?$")
_RULE = re.compile(r"^\s*[+|-][-+|=]+\s*$")
_ASKED = re.compile(
    r"\b(?:desc(?:ribe)?(?: table)?|show (?:full )?columns (?:from|in)|\\d\+?)\s+[`\"]?(?:\w+\.)?(?P<name>\w+)|"
    r"^\s*Table \"(?:\w+\.)?(?P<shown>\w+)\"",
    re.I,
)
_KEY = re.compile(r"\bPRI\b|\bprimary key\b", re.I)
_FEWEST_FIELDS = 2
_MOST_LINES = 300  # of one table


def printed_columns(lines: list[SourceLine]) -> Iterator[Found]:
    """The tables whose columns a block prints; a name that is asked for stands above, else it is told before it."""
    name: str | None = None
    for index, line in enumerate(lines):
        if asked := _ASKED.search(line.text):
            name = asked["name"] or asked["shown"]
        elif head := _HEAD.match(line.text):
            below = lines[index + 1 : index + 1 + _MOST_LINES]
            fields = list(_fields(below) if head["typed"] else _told_fields(below))
            name = name or told_name(line.setting.leads)
            if name and len(fields) >= _FEWEST_FIELDS:
                yield Found(line.number, name, tuple(fields))
            name = None


def _fields(lines: list[SourceLine]) -> Iterator[Field]:
    """The columns below a head; a rule after them ends the table."""
    begun = False
    for line in lines:
        if _RULE.match(line.text):
            if begun:
                return
            continue
        row = _ROW.match(line.text)
        if row is None or not is_type(row["type"]):
            return
        begun = True
        yield Field(row["name"], _KEY.search(row["rest"] or "") is not None)


def _told_fields(lines: list[SourceLine]) -> Iterator[Field]:
    """Names that are parted from what they mean by a tabulator or a gap; another line ends them."""
    for line in lines:
        told = _TOLD.match(line.text)
        if told:
            yield Field(told["name"])
        elif line.text.strip():
            return
