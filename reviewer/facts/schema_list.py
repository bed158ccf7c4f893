"""Lists of fields: prose lines go in, tables come out that are written as a name with its fields below.

Users:                      ## Users                Users_table
- id (8 bytes)              - id                      PK id: int
- name: varchar(20)         - name                    name: varchar(20)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import TYPE, Field, field_of, is_identifier, is_type
from reviewer.facts.schema_name import is_generic, title_name
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_TYPED = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:(?:PK|"
    r"FK)\s+)?[`*]{0,2}(?P<name>[A-Za-z_][\w ]{0,40}?)[`*]{0,2}\s*(?:\((?:PK|"
    r"FK)[^)]{0,20}\)\s*)?[:\s-]\s*(?P<type>[A-Za-z]\w*.*)$"
)
_SIZED = re.compile(r"\(\s*~?\d+\s*(?:bytes?|b|bits?|kb|chars?|characters)\b", re.I)
_VERB = re.compile(
    r"\b(?:is|are|can|will|should|must|may|has|have|we|to|used|use|using|need|needs|store[sd]?|"
    r"contains?|for|with|from|when|because|which|that|the)\b",
    re.I,
)
_NAME_LINE = re.compile(
    r"^\s*(?:[-*+•]\s+|\d{1,2}(?:\.\d{1,2})*[.)]?\s+|#{1,6}\s+)?(?:table\s*:?\s+)?"
    r"[`*_\"]{0,3}(?P<name>[A-Za-z][\w -]{1,40}?)"
    r"[`*\"]{0,3}\s*(?:\([^)]{0,40}\))?\s*(?::|(?<=\s)table:?|\{)?[`*\"]{0,3}\s*$",
    re.I,
)
_NO_LIST = re.compile(r"\b(?:storage|size|sql|nosql|types?|databases|dbs|stores|technolog(?:y|ies))\b", re.I)
_TYPE_LEAD = re.compile(r"[*_`]{0,3}(?:[A-Z][a-z0-9]+){2,6}[*_`]{0,3}:?[*_`]{0,3}")
_TYPED_ITEM = re.compile(rf"^\s*(?:[-*+•]\s+)?`?[A-Za-z_]\w*`?\s*:\s*[*_`]{{0,3}}{TYPE}\b", re.I)
_ADDED = re.compile(r"\s+[-–—]\s+(?=\D{0,12}\d).*$", re.S)
_SIZE = re.compile(r"\s+[-–—:]\s+~?\d[\d,. ]*\s*(?:bytes?|b|bits?|kb|chars?)\b", re.I)
_MOST_FIELDS = 60


def listed_tables(lines: list[SourceLine], single: set[int]) -> Iterator[Found]:
    """Names with their fields in the lines below. `single` are the lines that may be tables by themselves."""
    yield from _bulleted(lines, single)
    yield from _indented(lines)


def _bulleted(lines: list[SourceLine], single: set[int]) -> Iterator[Found]:
    """Items under a heading, a lead-in or a parent item, in sections about data; not a list of one-line tables."""
    groups: dict[tuple[str, int, int], list[SourceLine]] = {}
    for line in lines:
        is_item = line.block.kind == "item" and line.number == line.block.lines[0]
        if is_item and (_is_about_data(line) or _is_of_a_type(line)):
            groups.setdefault((line.setting.leads[0], line.block.section, line.block.depth), []).append(line)
    for (lead, _, _), items in groups.items():
        if sum(item.number in single for item in items) * 2 >= len(items):
            continue
        found = _table(lead, items)
        if found:
            yield found


def _is_about_data(line: SourceLine) -> bool:
    topics = line.setting.topics
    return (
        bool(line.setting.leads) and "data" in topics and ("api" not in topics or _names_data(line.setting.leads[:2]))
    )


def _is_of_a_type(line: SourceLine) -> bool:
    """Whether an item is `name: Type` under the name of a type ("OrderInfo:"), wherever that stands."""
    lead = line.setting.leads[0] if line.setting.leads else ""
    return _TYPE_LEAD.fullmatch(lead) is not None and _TYPED_ITEM.match(line.text) is not None


def _names_data(leads: tuple[str, ...]) -> bool:
    return any(re.search(r"\b(?:tables?|schemas?|models?|database|db|entit(?:y|ies))\b", lead, re.I) for lead in leads)


def _table(lead: str, items: list[SourceLine]) -> Found | None:
    if _SIZE.search(lead):
        return None  # a field with its parts
    if sum(_SIZE.search(item.text) is not None for item in items) * 2 > len(items):
        lead = _ADDED.sub("", lead)  # "Order - 120 bytes at most" over fields with their sizes
    named = _NAME_LINE.match(lead)
    if named is None or _NO_LIST.search(named["name"]):
        return None
    name = title_name(named["name"])
    if name is None or is_generic(name):
        return None
    fields: list[Field] = []
    for item in items[:_MOST_FIELDS]:
        field = _item_field(item.text)
        if field is None:
            continue
        fields.append(field)
    if not fields or len(fields) < 0.6 * len(items):
        return None
    return Found(items[0].number - 1, name, tuple(fields), last=items[-1].number)


def _item_field(text: str) -> Field | None:
    """The field an item names; None for sentences."""
    bare = _BULLET.sub("", text, count=1)
    field = field_of(bare)
    if field is None:
        return None
    words = field.name.split()
    if len(words) > 1 and _VERB.search(field.name):
        return None
    if is_identifier(field.name) or len(words) <= 3:
        return field
    return None


def _indented(lines: list[SourceLine]) -> Iterator[Found]:
    """A line that is a name, followed by lines `name: type`, in prose that is laid out with blanks."""
    prose = [line for line in lines if line.block.kind == "paragraph" and line.text.strip()]
    index = 0
    while index < len(prose):
        fields, end = _typed_run(prose, index)
        if len(fields) >= 2:
            name = _name_above(prose, index)
            if name:
                yield Found(prose[index - 1].number, name, tuple(fields), last=prose[end - 1].number)
        index = max(end, index + 1)


def _typed_run(lines: list[SourceLine], start: int) -> tuple[list[Field], int]:
    fields: list[Field] = []
    index = start
    while index < len(lines) and lines[index].block.section == lines[start].block.section:
        found = _TYPED.match(lines[index].text)
        if (
            found is None
            or not (is_type(found["type"]) or _SIZED.search(lines[index].text))
            or len(found["type"].split()) > 8
        ):
            break
        field = field_of(lines[index].text)
        if field is None:
            break
        fields.append(field)
        index += 1
    return fields, index


def _name_above(lines: list[SourceLine], index: int) -> str | None:
    if index == 0 or lines[index].number - lines[index - 1].number > 2:
        return None
    named = _NAME_LINE.match(lines[index - 1].text)
    return title_name(named["name"]) if named and not _NO_LIST.search(named["name"]) else None
