"""Entity and class diagrams: the lines of one diagram block go in, its entities come out as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.schema_field import Field, says_key
from reviewer.facts.schema_rank import Found
from reviewer.facts.source_line import SourceLine

_KIND = re.compile(r"^[ \t]*(?P<kind>erDiagram|classDiagram)\b", re.M)
_PLANTUML = re.compile(
    r"^\s*(?:entity|class|"
    r"table)\s*\(?\s*[\"']?(?P<name>[\w ]+?)[\"']?(?:\s+as\s+\"?(?P<alias>[\w ]+)\"?)?\s*(?:<<.*>>)?\s*\)?\s*\{\s*$"
)
_ENTITY = re.compile(
    r"^\s*(?:class\s+)?[\"']?(?P<name>[\w-]+)[\"']?(?:\[\"?(?P<alias>[^\]\"]+)\"?\])?(?:~\w+~)?\s*\{\s*$"
)
_ER_FIELD = re.compile(r"^\s*(?P<type>[\w()\[\],.-]+)\s+\*?(?P<name>[\w-]+)(?P<rest>.*)$")
_CLASS_FIELD = re.compile(r"^\s*[+#~-]?\s*(?P<first>[\w<>~\[\]]+)\s*(?P<colon>:)?\s*(?P<second>[\w<>~\[\]]*)")
_UML_FIELD = re.compile(r"^\s*[*+#~-]?\s*(?P<name>\w+)\s*(?::\s*(?P<type>.*))?$")


def entities(lines: list[SourceLine]) -> Iterator[Found]:
    """Entities with fields; a diagram of another kind has none."""
    text = "\n".join(line.text for line in lines[:200])
    kind = _KIND.search(text)
    is_uml = "@startuml" in text or any(_PLANTUML.match(line.text) for line in lines)
    if kind is None and not is_uml:
        return
    name, line_number = "", 0
    fields: list[Field] = []
    for line in lines:
        opened = (_PLANTUML if kind is None else _ENTITY).match(line.text)
        if opened and not name:
            name, line_number, fields = (opened["alias"] or opened["name"]).strip(), line.number, []
        elif name and line.text.strip().startswith("}"):
            if fields:
                yield Found(line_number, name, tuple(fields))
            name = ""
        elif name:
            field = _field(line.text, kind["kind"] if kind else "")
            if field:
                fields.append(field)


def _field(text: str, kind: str) -> Field | None:
    if "(" in text and ")" in text and kind != "erDiagram" and "(PK" not in text and "(FK" not in text:
        return None  # a method of a class
    is_key = says_key(text)
    if kind == "erDiagram":
        found = _ER_FIELD.match(text)
        return Field(found["name"], is_key) if found else None
    if kind == "classDiagram":
        member = _CLASS_FIELD.match(text)
        if member is None or not member["second"]:
            return Field(member["first"], is_key) if member else None
        return Field(member["first"] if member["colon"] else member["second"], is_key)
    uml = _UML_FIELD.match(text)
    return Field(uml["name"], is_key or text.lstrip().startswith("*")) if uml else None
