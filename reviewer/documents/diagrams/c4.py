"""C4 diagrams, in Mermaid and in PlantUML's C4 macros: the lines, white space collapsed, go in, a graph comes out."""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean
from reviewer.model.facts import DiagramKind

_CALL = re.compile(r"(?P<name>[A-Za-z_]+\d?) ?\((?P<arguments>.*)\) ?(?P<opens>\{)?$")
_BOUNDARY = re.compile(r"(?:\w*_?Boundary|Deployment_Node|Node)(?:_[LR])?$", re.I)
_ELEMENT = re.compile(r"(?:Person|System|Container|Component)(?P<store>Db|Queue)?(?P<outside>_Ext)?$", re.I)
_RELATION = re.compile(r"(?P<both>Bi)?Rel(?:Index)?(?P<back>_Back(?:_Neighbor)?)?(?:_\w+)?$", re.I)
_ARGUMENT = re.compile(r" ?(?:\"([^\"]*)\"?[^,]*|([^,]*))(?:,|$)")
_FIRST = re.compile(r"\w+(?= ?[-.<])")
_STORES = {"db": "cylinder", "queue": "queue"}


def has_macros(lines: list[str]) -> bool:
    """Whether a PlantUML text is written in C4 macros."""
    found = 0
    for line in lines:
        call = _CALL.match(line)
        found += bool(call and (_ELEMENT.match(call["name"]) or _RELATION.match(call["name"])))
    return found >= 2


def parse(
    lines: list[str], kind: DiagramKind, read_other: Callable[[str, GraphBuilder], None] | None = None
) -> Graph | None:
    """The graph of the macros; `read_other` reads the lines that are none, between parts that are known by then."""
    builder = GraphBuilder()
    for line in lines:
        call = _CALL.match(line)
        if call:
            _read_call(call, builder)
        elif line.startswith("}"):
            builder.close_group()
        elif read_other is not None and (first := _FIRST.match(line)) and builder.knows(first[0]):
            read_other(line, builder)
    return builder.build(kind)


def _read_call(call: re.Match[str], builder: GraphBuilder) -> None:
    name, arguments = call["name"], _arguments(call["arguments"])
    if len(arguments) < 2:
        return
    relation, element = _RELATION.match(name), _ELEMENT.match(name)
    if relation:
        first, second = arguments[:2] if not relation["back"] else arguments[1::-1]
        builder.link(first, second, clean(arguments[2]) if len(arguments) > 2 else "", both=bool(relation["both"]))
    elif _BOUNDARY.match(name) and call["opens"]:
        builder.open_group(arguments[0], clean(arguments[1]))
    elif element:
        builder.node(arguments[0], clean(arguments[1]), _shape(name, element))


def _shape(name: str, element: re.Match[str]) -> str:
    if name.lower().startswith("person"):
        return "actor"
    if element["outside"]:
        return "external"
    return _STORES.get((element["store"] or "").lower(), "component")


def _arguments(text: str) -> list[str]:
    found: list[str] = []
    position = 0
    while position < len(text) and len(found) < 12:
        match = _ARGUMENT.match(text, position)
        if match is None or match.end() == position:
            break
        found.append((match.group(1) if match.group(1) is not None else match.group(2) or "").strip())
        position = match.end()
    return found
