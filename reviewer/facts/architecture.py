"""Architecture: a document goes in, its diagrams come out as graphs with node kinds, replicas and single points of failure.

Read are diagram and code blocks, and flows written in a line of prose ("Client -> API -> Database").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.diagrams import Graph, parse, parse_flow
from reviewer.facts.architecture_node import name_parts
from reviewer.facts.architecture_spof import Drawing, single_points
from reviewer.model.document import Block, Document, Lines
from reviewer.model.facts import Architecture, Node

_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|:::|\{\{[<%]|</?(?:pre|div|code)\b)")
_MERMAID = re.compile(r"(?:graph (?:TB|TD|BT|RL|LR)|flowchart (?:TB|TD|BT|RL|LR)|sequenceDiagram)\b")
_QUOTED = re.compile(r"[ \t]*> ?")
_MOST_LINES = 200  # a longer paragraph is no flow


def read_architecture(document: Document) -> tuple[Architecture, ...]:
    """All diagrams that show parts of a system and what flows between them, in the order of the text."""
    found = [_architecture(graph, lines) for graph, lines in _graphs(document)]
    return tuple(found)


def _graphs(document: Document) -> Iterator[tuple[Graph, Lines]]:
    index = 0
    while index < len(document.blocks):
        block = document.blocks[index]
        last = index
        graph: Graph | None = None
        if block.kind in ("paragraph", "item") or (block.kind == "diagram" and not block.info):
            last = _continued(document, index)
        if last > index or block.kind in ("paragraph", "item"):
            graph = _written_flow(document, index, last)
        if block.kind in ("paragraph", "html") and _MERMAID.match(document.source, block.start):
            graph, last = parse(document.text(block), "mermaid"), index
        if graph is None and block.kind in ("diagram", "code"):
            graph, last = parse(_body(document, block), block.info), index
        if graph is not None:
            yield graph, (block.lines[0], document.blocks[last].lines[1])
        index = last + 1


def _continued(document: Document, index: int) -> int:
    """The last of the blocks after this one that begin with an arrow and so go on with its flow."""
    while index + 1 < len(document.blocks):
        following = document.blocks[index + 1]
        text = document.source[following.start : following.start + 8].lstrip("-*+ \t")
        if following.kind not in ("paragraph", "item", "diagram") or not text.startswith(
            (">", "→", "➔", "➜", "⇒", "⟶")
        ):
            break
        index += 1
    return index


def _written_flow(document: Document, first: int, last: int) -> Graph | None:
    blocks = document.blocks[first : last + 1]
    if not any(_has_arrows(document, block) for block in blocks):
        return None
    return parse_flow("\n".join(document.text(block) for block in blocks))


def _has_arrows(document: Document, block: Block) -> bool:
    if block.lines[1] - block.lines[0] > _MOST_LINES:
        return False
    return any(
        document.source.find(arrow, block.start, block.end) >= 0 for arrow in ("->", "→", "=>", "➔", "➜", "⇒", "⟶")
    )


def _body(document: Document, block: Block) -> str:
    """The text of a block without its fence and without the marks of a quotation around it."""
    lines = document.text(block).splitlines()
    start = block.start - document.line_starts[document.line_of(block.start) - 1]
    if lines and start:
        lines[0] = " " * start + lines[0]
    if lines and _FENCE.match(lines[0]):
        lines = lines[1:]
        if lines and _FENCE.match(lines[-1]):
            lines = lines[:-1]
    if lines and all(_QUOTED.match(line) for line in lines):
        lines = [_QUOTED.sub("", line, count=1) for line in lines]
    return "\n".join(lines)


def _architecture(graph: Graph, lines: Lines) -> Architecture:
    parts = name_parts(graph)
    label_of = {node: part.node.label for part in parts for node in part.ids}
    drawing = Drawing(
        parts=tuple(parts),
        links=tuple(
            (label_of[link.source], label_of[link.target], link.dashed, link.both)
            for link in graph.links
            if label_of[link.source] != label_of[link.target]
        ),
    ).directed()
    edges = dict.fromkeys((source, target) for source, target, _, _ in drawing.links)
    nodes: tuple[Node, ...] = tuple(part.node for part in parts)
    return Architecture(lines, graph.kind, nodes, tuple(edges), single_points(drawing))
