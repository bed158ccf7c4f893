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
_TYPED = re.compile(r"^\s*[+#~*-]?\s*[\w<>~\[\]]+\s*(?::|\s)\s*\w")
_MEMBER = re.compile(r"^\s*(?P<class>[A-Za-z]\w*)\s*:\s*[+#~-]\s*(?:[\w<>~\[\]]+\s+)?(?P<name>\w+)\s*$")
_PROGRAM = re.compile(
    r"(?:Context|Controller|Service|Repository|Factory|Handler|Manager|Client|Provider|Builder|Hasher|Helper|Page|View)$"
)
_UML_FIELD = re.compile(r"^\s*[*+#~-]?\s*(?P<name>\w+)\s*(?::\s*(?P<type>.*))?$")


def entities(lines: list[SourceLine]) -> Iterator[Found]:
    """Entities with fields; a diagram of another kind has none. Classes without types, or named after what a program
    does, are none."""
    text = "\n".join(line.text for line in lines[:200])
    kind = _KIND.search(text)
    is_uml = "@startuml" in text or any(_PLANTUML.match(line.text) for line in lines)
    if kind is None and not is_uml:
        return
    is_class = kind is not None and kind["kind"] == "classDiagram"
    if is_class:
        yield from _members(lines)
    name, line_number, typed = "", 0, 0
    fields: list[Field] = []
    for line in lines:
        opened = (_PLANTUML if kind is None else _ENTITY).match(line.text)
        if opened and not name:
            name, line_number, fields = (opened["alias"] or opened["name"]).strip(), line.number, []
            typed = 0
        elif name and line.text.strip().startswith("}"):
            if fields and not (is_class and (typed * 2 < len(fields) or _PROGRAM.search(name))):
                yield Found(line_number, name, tuple(fields))
            name = ""
        elif name:
            field = _field(line.text, kind["kind"] if kind else "")
            if field:
                fields.append(field)
                typed += _TYPED.match(line.text) is not None


def _members(lines: list[SourceLine]) -> Iterator[Found]:
    """Classes whose members are told one by one: `Order : +int id`."""
    found: dict[str, tuple[int, list[Field]]] = {}
    for line in lines:
        member = _MEMBER.match(line.text)
        if member:
            field = Field(member["name"], says_key(line.text))
            found.setdefault(member["class"], (line.number, []))[1].append(field)
    return (Found(number, name, tuple(fields)) for name, (number, fields) in found.items() if len(fields) > 1)


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
