"""Tables in one line: prose lines go in, tables come out.

Table User: id, name, email        `User(id, name, email)`        - **User**: id, name, email

Or alone under a heading that is the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import Field, field_of, is_identifier, is_type, split_commas
from reviewer.facts.schema_name import is_generic, title_name, told_name
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_MARKS = r"^\s*(?:[-*+•]\s+|\d{1,2}[.)]\s+)?"
_TABLE_COLON = re.compile(
    rf"{_MARKS}[`*_]{{0,3}}(?:(?:table|collection|entity|"
    rf"model)\s*:?\s+)?[`*\"]{{0,3}}(?P<name>[A-Za-z]\w*(?:[ _-]\w+){{0,2}}?)"
    rf"[`*\"]{{0,3}}(?:\s+(?:table|collection|entity|"
    rf"schema))?(?:\s*\([^)]{{0,30}}\))?\s*[`*_]{{0,3}}\s*(?P<mark>:|->|=>|"
    rf"[-–—]\s)[`*_]{{0,3}}\s*(?P<fields>.+)$",
    re.I,
)
_CALL = re.compile(
    rf"{_MARKS}[`*_]{{0,3}}(?P<name>[A-Za-z]\w*(?: \w+)?)"
    rf"[`*]{{0,3}}\s?[:=-]?\s?[({{\[]\s*(?P<fields>[^(){{}}\[\]]*(?:\([^()]*\)[^(){{}}\[\]]*){{0,12}})"
    rf"[)}}\]][`*_.]{{0,4}}\s*$"
)
_WITHIN = re.compile(r"(?<!\w)(?P<name>[A-Za-z]\w{0,60})[`*_]{0,3} ?\((?P<fields>[^()]{3,400})\)")
_STORES = re.compile(
    r"\b(?:stores?|contains?|has|holds?|with|includes?|keeps?|consists? of|records?|represents?|"
    r"columns?|fields?|attributes?)\b",
    re.I,
)
_CODED = re.compile(r"`(?P<name>[A-Za-z_]\w*)`")
_SAYS_TABLE = re.compile(r"\b(?:table|collection|entity)\b", re.I)
_SURELY_FIELD = re.compile(r"_|\b(?:id|Id|ID)\b|[a-z]I[dD]\b|\bPK\b|\bFK\b")
_MARKED = re.compile(r"\b(?:PK|FK|primary key|foreign key|partition key|sort key|clustering key)\b", re.I)
"""Marks that only a table's fields have: a line with one needs no heading about data."""
_PLURAL = re.compile(rf"{_MARKS}`?[a-z]+(?:_[a-z]+)*s\((?:\w+, ?){{2,}}\w+\)`?[.;]?\s*$")
_FILLER = re.compile(r"^(?:and|or|optional(?:ly)?)\s+")
_BULLET = re.compile(_MARKS)
_SENTENCE = re.compile(r"\b(?:is|are|can|will|should|must|we|has|have|uses?|to|the)\b|\w: ", re.I)
_FIELDS = re.compile(
    r"[*_`]{0,3}(?:key |main |important )?(?:fields?|columns?|attributes?|properties|constraints?|index(?:es)?)"
    r"[*_`]{0,3}\s*:?[*_`]{0,3}$",
    re.I,
)
_COUNTING = re.compile(
    r"[\s>*_`+-]{0,8}(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s(?:\w+\s)?"
    r"(?:tables|collections|entities|models)\b",
    re.I,
)
_FUNCTION = re.compile(r"[a-z]+[A-Z]")
_NO_NAME = re.compile(r"on|in|by|for|with|over|of|and|or|to|per|unique|index|key|using|via|from|as", re.I)
_FEWEST_FIELDS = 2


def inline_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """Tables whose name and fields share a line, in sections about data or where the line says "table"."""
    for line in lines:
        if "," not in line.text or line.block.kind not in ("paragraph", "item") or _lists_fields(line):
            continue
        about_data = "data" in line.setting.topics and "api" not in line.setting.topics
        if about_data or _SAYS_TABLE.search(line.text[:60]):
            found = _whole_line(line) or (_within(line) if about_data else []) or _told(line)
            yield from found or (_under_title(line) if about_data else [])
        elif _MARKED.search(line.text) or _PLURAL.match(line.text):
            yield from _called(line)


def lines_of_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """The same in the lines of a block of plain text, in sections about data."""
    if (
        lines[0].block.info.split(" ")[0] in ("", "text", "txt", "plain", "plaintext")
        and "data" in lines[0].setting.topics
    ):
        for line in lines:
            if "," in line.text:
                yield from (found for found in _whole_line(line) if _FUNCTION.match(found.name) is None)


def _lists_fields(line: SourceLine) -> bool:
    """Whether what stands here are the fields, or constraints, of one table: "Fields:"."""
    return bool(line.setting.leads) and _FIELDS.match(line.setting.leads[0]) is not None


def _whole_line(line: SourceLine) -> list[Found]:
    found = _CALL.match(line.text) or _TABLE_COLON.match(line.text)
    fields = _fields(found["fields"]) if found else []
    name = title_name(found["name"]) if found else None
    if fields and found and (is_type(fields[0].name) or is_type(found["name"]) or _COUNTING.match(line.text)):
        return []  # "name (string, required)", "ENUM: paid, open", "six tables: users, orders"
    if found and found.groupdict().get("mark", ":") != ":" and not _SURELY_FIELD.search(found["fields"]):
        return []  # "status - open, paid" lists values
    return [Found(line.number, name, tuple(fields))] if name and len(fields) >= _FEWEST_FIELDS else []


def _called(line: SourceLine) -> list[Found]:
    """`bookings(id PK, spot_id)` alone on its line, or `posts(post_id, user_id, caption)`."""
    return _whole_line(line) if _CALL.match(line.text) else []


def _within(line: SourceLine) -> list[Found]:
    """`payments (id, amount)` in a sentence; one field at least must look like one."""
    tables: list[Found] = []
    for found in _WITHIN.finditer(line.text):
        fields = _fields(found["fields"])
        is_named = not is_generic(found["name"]) and _NO_NAME.fullmatch(found["name"]) is None
        if len(fields) >= _FEWEST_FIELDS and _SURELY_FIELD.search(found["fields"]) and is_named:
            tables.append(Found(line.number, found["name"], tuple(fields)))
    return tables


def _told(line: SourceLine) -> list[Found]:
    """A sentence about a table with its fields as inline code; the name stands in it, or above it as a label."""
    verb = _STORES.search(line.text)
    if verb is None or not _SAYS_TABLE.search(line.text):
        return []
    fields = [Field(name) for name in dict.fromkeys(_CODED.findall(line.text, verb.end()))]
    before = line.text[: verb.start()]
    label = (
        line.setting.leads[0]
        if line.setting.leads and re.match(r"(?:this|the|it)\b", before, re.I) and "`" not in before
        else before
    )
    name = told_name([label])
    return [Found(line.number, name, tuple(fields))] if name and len(fields) >= _FEWEST_FIELDS else []


def _under_title(line: SourceLine) -> list[Found]:
    """`job_id, name, status, …` alone in its block, under a heading that names the table."""
    if line.block.lines[0] != line.block.lines[1] or not line.setting.leads or _SENTENCE.search(line.text):
        return []
    name = title_name(line.setting.leads[0])
    fields = _fields(_BULLET.sub("", line.text, count=1)) if name else []
    return [Found(line.number, name, tuple(fields))] if name and len(fields) > _FEWEST_FIELDS else []


def _fields(text: str) -> list[Field]:
    """The fields of a list with commas; empty where it is none."""
    parts = split_commas(text.partition(". ")[0])
    fields = [field for part in parts if (field := field_of(_FILLER.sub("", part)))]
    names = sum(is_identifier(field.name) for field in fields)
    likely = any(field.name[0].islower() or _SURELY_FIELD.search(field.name) for field in fields)
    return fields if likely and names * 3 >= 2 * len(parts) and len(fields) * 4 >= 3 * len(parts) else []
