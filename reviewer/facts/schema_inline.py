"""Tables in one line: prose lines go in, tables come out.

    Table User: id, name, email        `User(id, name, email)`        - **User**: id, name, email
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import Field, field_of, is_identifier
from reviewer.facts.schema_name import is_generic, title_name
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_MARKS = r"^\s*(?:[-*+•]\s+|\d{1,2}[.)]\s+)?"
_TABLE_COLON = re.compile(rf"{_MARKS}[`*_]{{0,3}}(?:(?:table|collection|entity|model)\s*:?\s+)?[`*\"]{{0,3}}(?P<name>[A-Za-z]\w*(?:[ _-]\w+){{0,2}}?)[`*\"]{{0,3}}(?:\s+(?:table|collection|entity|schema))?(?:\s*\([^)]{{0,30}}\))?\s*[`*_]{{0,3}}\s*(?::|->|=>|[-–—]\s)[`*_]{{0,3}}\s*(?P<fields>[^:]+)$", re.I)
_CALL = re.compile(rf"{_MARKS}[`*_]{{0,3}}(?P<name>[A-Za-z]\w*(?: \w+)?)[`*]{{0,3}}\s?[:=-]?\s?[({{\[]\s*(?P<fields>[^(){{}}\[\]]*(?:\([^()]*\)[^(){{}}\[\]]*){{0,12}})[)}}\]][`*_.]{{0,4}}\s*$")
_SAYS_TABLE = re.compile(r"\b(?:table|collection|entity)\b", re.I)
_FEWEST_FIELDS = 2


def inline_tables(lines: list[SourceLine]) -> Iterator[Found]:
    """Tables whose name and fields share a line, in sections about data or where the line says "table"."""
    for line in lines:
        if "," not in line.text or line.block.kind not in ("paragraph", "item"):
            continue
        about_data = "data" in line.setting.topics and "api" not in line.setting.topics
        if not about_data and not _SAYS_TABLE.search(line.text[:60]):
            continue
        found = _CALL.match(line.text) or _TABLE_COLON.match(line.text)
        fields = _fields(found["fields"]) if found else []
        name = title_name(found["name"]) if found else None
        if name and not is_generic(name) and len(fields) >= _FEWEST_FIELDS:
            yield Found(line.number, name, tuple(fields))


def _fields(text: str) -> list[Field]:
    """The fields of a list with commas; empty where one of the parts is no name."""
    parts = [part.strip() for part in re.split(r",(?![^(]*\))", text) if part.strip()]
    fields = [field_of(re.sub(r"^(?:and|or)\s+", "", part)) for part in parts]
    if any(field is None for field in fields):
        return []
    kept = [field for field in fields if field is not None]
    names = sum(is_identifier(field.name) for field in kept)
    return kept if names * 3 >= 2 * len(kept) else []
