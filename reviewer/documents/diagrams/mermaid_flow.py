"""Mermaid flowcharts: the lines after the heading go in, a graph comes out.

Each statement is read by one scan from left to right, so that the time is linear in the text. What cannot be read ends
its statement and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean
from reviewer.documents.diagrams.mermaid_arrow import Arrow, read_arrow

_SHAPES = (
    ("(((", ")))", "circle"),
    ("([", "])", "stadium"),
    ("[(", ")]", "cylinder"),
    ("((", "))", "circle"),
    ("[[", "]]", "subroutine"),
    ("{{", "}}", "hexagon"),
    ("[/", "]", "slanted"),
    ("[\\", "]", "slanted"),
    ("(-", "-)", "ellipse"),
    ("[", "]", ""),
    ("(", ")", ""),
    ("{", "}", "diamond"),
    (">", "]", "flag"),
)
_NAME_END = re.compile(r"[\[\](){}<>&|\"@;\n]|-->|--|==|-\.|~~~|->|=>|:::|—|–|→|⟶|←")
_REMARK = re.compile(r"(?:^|(?<=\s))%%[^\"]*$")
_IGNORED = re.compile(
    r"(?:classDef|class|style|linkStyle|click|direction|accTitle|accDescr|title)[ :](?! ?[-=<~])"
    r"|(?:graph|flowchart) (?:TB|TD|BT|RL|LR)$",
    re.I,
)
_SUBGRAPH = re.compile(r"subgraph\b\s*", re.I)
_SUBGRAPH_ID = re.compile(r"(?P<id>[^\s\[\]\"]+)\s*\[(?P<label>.*)\]\s*$")
_EDGE_ID = re.compile(r"[\w-]{1,60}@(?=[<xo]?(?:--|==|-\.|~~))")
_ATTRIBUTES = re.compile(r"@\{([^}]*)\}?")
_SHAPE = re.compile(r"\bshape\s*:\s*[\"']?([\w-]+)")
_LABEL = re.compile(r"\blabel\s*:\s*(?:\"([^\"]*)\"|'([^']*)'|([^,}\n]+))")
_CLASS = re.compile(r":::\s*([\w-]+)")
_JOINED_LINES = 20
_NAMED_SHAPES = {"cyl": "cylinder", "db": "cylinder", "database": "cylinder", "h-cyl": "queue", "das": "queue"}


def parse(lines: list[str]) -> Graph | None:
    builder = GraphBuilder()
    for statement in _statements(lines):
        _read_statement(statement, builder)
    return builder.build("mermaid-flowchart")


def _statements(lines: list[str]) -> Iterator[str]:
    """Lines, joined where a quote or an attribute block stays open, and split at semicolons outside quotes."""
    pending: list[str] = []
    for raw in lines:
        line = _REMARK.sub("", raw).strip()
        if not line:
            continue
        pending.append(line)
        if len(pending) == 1 and not _stays_open(line):
            yield from _split(pending.pop())
        elif len(pending) > 1 and not _stays_open("\n".join(pending)):
            yield from _split("\n".join(pending))
            pending.clear()
        elif len(pending) == _JOINED_LINES:
            yield from pending  # the quote is never closed: read line by line
            pending.clear()
    yield from pending


def _stays_open(text: str) -> bool:
    return text.count('"') % 2 == 1 or ("@{" in text and text.count("{") > text.count("}"))


def _split(line: str) -> Iterator[str]:
    if ";" not in line:
        yield line
        return
    start, quoted, depth = 0, False, 0
    for index, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "[({":
            depth += 1
        elif not quoted and char in "])}":
            depth = max(0, depth - 1)
        elif char == ";" and not quoted and not depth:
            yield line[start:index].strip()
            start = index + 1
    yield line[start:].strip()


def _read_statement(text: str, builder: GraphBuilder) -> None:
    if not text or _IGNORED.match(text):
        return
    head = _SUBGRAPH.match(text)
    if head:
        _open_subgraph(text[head.end() :].strip(), builder)
    elif text.lower() == "end":
        builder.close_group()
    else:
        _read_chain(text, builder)


def _open_subgraph(title: str, builder: GraphBuilder) -> None:
    named = _SUBGRAPH_ID.match(title)
    if named:
        builder.open_group(named["id"], clean(named["label"]) or named["id"])
    else:
        label = clean(title)
        builder.open_group(label or builder.fresh_id("subgraph"), label)


def _read_chain(text: str, builder: GraphBuilder) -> None:
    """`A & B --> C -- label --> D`: every node of one group points at every node of the next."""
    sources, position = _read_nodes(text, 0, builder)
    while sources:
        edge_id = _EDGE_ID.match(text, _skip_spaces(text, position))
        arrow = read_arrow(text, edge_id.end() if edge_id else position)
        if arrow is None:
            return
        targets, position = _read_nodes(text, arrow.end, builder)
        _connect(sources, targets, arrow, builder)
        sources = targets


def _connect(sources: list[str], targets: list[str], arrow: Arrow, builder: GraphBuilder) -> None:
    if arrow.invisible or len(sources) * len(targets) > 400:
        return
    for source in sources:
        for target in targets:
            first, second = (target, source) if arrow.backward else (source, target)
            builder.link(first, second, clean(arrow.label), dashed=arrow.dashed, both=arrow.both)


def _read_nodes(text: str, position: int, builder: GraphBuilder) -> tuple[list[str], int]:
    nodes: list[str] = []
    while True:
        node, position = _read_node(text, position, builder)
        if node is None:
            return nodes, position
        nodes.append(node)
        position = _skip_spaces(text, position)
        if not text.startswith("&", position):
            return nodes, position
        position += 1


def _read_node(text: str, position: int, builder: GraphBuilder) -> tuple[str | None, int]:
    name, end = _read_name(text, _skip_spaces(text, position))
    if not name or len(name) > 200:
        return None, position
    label, shape, position = _read_shape(text, end)
    attributes = _ATTRIBUTES.match(text, position)
    if attributes:
        label, shape = _read_attributes(attributes.group(1), label, shape)
        position = attributes.end()
    styled = _CLASS.match(text, position)
    if styled:
        shape, position = shape or styled.group(1).lower(), styled.end()
    return builder.node(clean(name), clean(label), shape), position


def _read_name(text: str, start: int) -> tuple[str, int]:
    """A node's id and where it ends; ids with spaces or in quotes are no valid Mermaid, and people write them."""
    if text.startswith('"', start):
        close = text.find('"', start + 1)
        return (text[start : close + 1], close + 1) if close > 0 else ("", start)
    found = _NAME_END.search(text, start)
    end = found.start() if found else len(text)
    name = text[start:end]
    if text.startswith("@", end) and not text.startswith("@{", end):
        name = name.rpartition(" ")[0]  # "A e1@--> B": the last word names the arrow
        end = start + len(name)
    elif len(name) > 2 and name[-2] in " \t" and name[-1] in "xo" and text.startswith(("--", "==", "-."), end):
        end, name = end - 1, name[:-2]  # the head of an arrow such as "x--x"
    return name.strip(), end


def _read_attributes(text: str, label: str, shape: str) -> tuple[str, str]:
    named, labelled = _SHAPE.search(text), _LABEL.search(text)
    if named:
        shape = _NAMED_SHAPES.get(named.group(1), named.group(1))
    if labelled:
        label = next(group for group in labelled.groups() if group is not None)
    return label, shape


def _read_shape(text: str, position: int) -> tuple[str, str, int]:
    """The label in brackets, the shape the brackets stand for, and where they end."""
    for opener, closer, shape in _SHAPES:
        if text.startswith(opener, position):
            start = position + len(opener)
            end = _closing(text, start, opener, closer)
            label = text[start:end]
            return label.rstrip("/\\") if shape == "slanted" else label, shape, min(len(text), end + len(closer))
    return "", "", position


def _closing(text: str, start: int, opener: str, closer: str) -> int:
    """Where the closing bracket stands; quotes hide brackets, and `B(read (v2))` closes at the second one."""
    begin = _skip_spaces(text, start)
    if text.startswith('"', begin):
        quote = text.find('"', begin + 1)
        begin = quote + 1 if quote > 0 else start
    end = text.find(closer, begin)
    if end < 0:
        return len(text)
    if len(opener) == 1 and begin == start and text.count(opener, start, end):
        again = text.find(closer, end + 1)
        inner = text[end + 1 : again] if 0 <= again - end <= 80 else "--"
        return end if "--" in inner or "==" in inner else again
    return end


def _skip_spaces(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\n":
        position += 1
    return position
