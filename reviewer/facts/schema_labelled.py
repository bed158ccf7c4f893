"""Tables told by labels: lines of prose go in, tables come out.

Table: orders                    ### Orders
Columns: id, buyer_id, total     Partition key: buyer_id
                                 Sort key: created_at
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import Field, field_of, split_commas
from reviewer.facts.schema_name import title_name
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_MARKS = r"^[\s>*_`+-]{0,8}"
_NAMED = re.compile(
    rf"{_MARKS}(?:table|collection|entity)(?: name)?[*_`]{{0,3}}\s*:\s*[*_`\"]{{0,3}}(?P<name>[A-Za-z]\w*)", re.I
)
_FIELDS = re.compile(
    rf"{_MARKS}(?P<label>columns?|fields?|attributes?|PK|SK|"
    r"(?:primary|partition|hash|sort|range|clustering|row)[ -]keys?)[*_`]{0,3}\s*[:=][*_`]{0,3}\s*(?P<fields>\S.*)$",
    re.I,
)
_KEY = re.compile(r"key|pk|sk", re.I)
_FEWEST_FIELDS = 2


def labelled_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """Tables whose fields stand behind labels, under a label or a heading with the name."""
    name, number, last = "", 0, 0
    fields: list[Field] = []
    for line in lines:
        named, listed = _NAMED.match(line.text), _FIELDS.match(line.text)
        if named or not listed or line.number > last + 2:
            yield from _table(name, number, last, fields)
            fields = []
            name, number = (named["name"], line.number) if named else ("", line.number)
        if listed and (found := _fields(listed)):
            name = name or _headed(line)
            fields += found
        if named or listed:
            last = line.number
    yield from _table(name, number, last, fields)


def _fields(listed: re.Match[str]) -> list[Field]:
    is_key = _KEY.search(listed["label"]) is not None
    found = (field_of(part) for part in split_commas(listed["fields"].strip("()[]{} ")))
    return [Field(field.name, is_key or field.is_key) for field in found if field is not None and " " not in field.name]


def _headed(line: SourceLine) -> str:
    """The name that a heading about data tells."""
    leads = line.setting.leads
    return (title_name(leads[0]) or "") if leads and "data" in line.setting.topics else ""


def _table(name: str, number: int, last: int, fields: list[Field]) -> Iterator[Found]:
    if name and len(fields) >= _FEWEST_FIELDS:
        yield Found(number, name, tuple(fields), last=last)
