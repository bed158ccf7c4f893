"""PlantUML component and deployment diagrams: lines with white space collapsed go in, a graph comes out."""

from __future__ import annotations

import re

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean

_KEYWORDS = (
    "actor|agent|artifact|boundary|card|cloud|collections|component|control|container|database|"
    "entity|file|folder|frame|hexagon|interface|node"
    "|package|person|process|queue|rectangle|stack|storage|participant"
)
_NAME = r"(?:\"[^\"]*\"|\[[^\]]*\]|\([^)]*\)|:[^:]+:|[^\s\"\[\](){}<>#:]+)"
_DECLARED = re.compile(
    rf"(?P<kind>{_KEYWORDS})/? (?P<first>{_NAME})(?: as (?P<second>{_NAME}))?(?: ?<<[^<>]*>>)?(?: ?#[^ {{]*)?"
    r"(?P<body> ?[{\[])?",
    re.I,
)
_BARE = re.compile(
    r"(?P<first>\[[^\]]+\]|\(\) ?(?:\"[^\"]*\"|\w+)|"
    r":[^:]+:)(?: as (?P<second>\w+))?(?: ?<<[^<>]*>>)?(?: ?#\S*)?$"
)
_ARROW = re.compile(
    r" ?(?P<left><{1,2}\|?|[o*+^}#](?=[-.=~]))?(?P<line>[-.=~]+)(?:\[[^\]]{0,80}\])?(?:left|right|up|"
    r"down|le|ri|do|[lrud])?(?P<more>[-.=~]*)"
    r"(?:\(0|0\)|\(0\)|[()](?=[-.]))?(?P<rest>[-.=~]*)(?P<right>\|?>{1,2}|[o*+^{#](?= |$))? ?",
    re.I,
)
_OPERAND = re.compile(rf"(?P<name>{_NAME})(?: ?<<[^<>]*>>)?")
_IGNORED = re.compile(
    r"(?:skinparam|note|legend|title|header|footer|caption|hide|show|scale|left to right|"
    r"top to bottom|end|allow|remove|style)\b",
    re.I,
)
_SHAPES = {
    "person": "actor",
    "cloud": "cloud",
    "database": "cylinder",
    "storage": "cylinder",
    "queue": "queue",
    "actor": "actor",
}


def parse(lines: list[str]) -> Graph | None:
    builder = GraphBuilder()
    position = 0
    while position < len(lines):
        position = _read_line(lines, position, builder) + 1
    return builder.build("plantuml")


def _read_line(lines: list[str], position: int, builder: GraphBuilder) -> int:
    """Read one line, or the lines of a label in brackets; returns the index of the last line read."""
    line = lines[position]
    declared = _DECLARED.match(line)
    if line.startswith("}"):
        builder.close_group()
    elif line.lower().startswith("together"):
        builder.open_group(builder.fresh_id("together"), "")
    elif declared and not _ARROW.match(line, declared.end()):
        return _declare(declared, lines, position, builder)
    elif bare := _BARE.match(line):
        name = _name(bare["first"])
        builder.node(bare["second"] or name, name, _shape_of(bare["first"]))
    elif not _IGNORED.match(line):
        read_link(line, builder)
    return position


def _declare(found: re.Match[str], lines: list[str], position: int, builder: GraphBuilder) -> int:
    first, second = _name(found["first"]), _name(found["second"] or found["first"])
    quoted_second = (found["second"] or "").startswith(('"', "["))
    node_id, label = (first, second) if quoted_second else (second, first)
    kind, body = found["kind"].lower(), (found["body"] or "").strip()
    if body == "{" and not lines[position].endswith("}"):
        builder.open_group(node_id, label)
        return position
    if body == "[":
        position, label = _multi_line_label(lines, position, found.end())
    builder.node(node_id, label, _SHAPES.get(kind, kind))
    return position


def _multi_line_label(lines: list[str], position: int, start: int) -> tuple[int, str]:
    parts = [lines[position][start:]]
    while "]" not in parts[-1] and position + 1 < len(lines) and len(parts) < 12:
        position += 1
        parts.append(lines[position])
    return position, clean(" ".join(part for part in parts if set(part) - set("-=._")).partition("]")[0])


def read_link(line: str, builder: GraphBuilder) -> None:
    """Add what a line of arrows links, `a --> b : label`; other lines add nothing."""
    first = _OPERAND.match(line)
    while first:
        arrow = _ARROW.match(line, first.end())
        second = _OPERAND.match(line, arrow.end()) if arrow else None
        if arrow is None or second is None:
            return
        source, target = _operand(first["name"], builder), _operand(second["name"], builder)
        dashed = "." in arrow["line"] + arrow["more"] + arrow["rest"]
        left, right = "<" in (arrow["left"] or ""), ">" in (arrow["right"] or "")
        if left and not right:
            source, target = target, source
        label = line[second.end() :].lstrip()
        builder.link(
            source, target, clean(label[1:]) if label.startswith(":") else "", dashed=dashed, both=left == right
        )
        first = second


def _operand(text: str, builder: GraphBuilder) -> str:
    name = builder.resolve(_name(text))
    if not builder.knows(name):
        builder.node(name, name, _shape_of(text))
    return name


def _name(text: str) -> str:
    if text.startswith("()"):
        text = text[2:]
    elif text[:1] in "[(:" and len(text) > 1:
        text = text[1:-1]
    return clean(text)


def _shape_of(text: str) -> str:
    return {"[": "component", ":": "actor", "(": "interface"}.get(text[:1], "")
