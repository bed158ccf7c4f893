"""Architecture: a document goes in, its diagrams come out as graphs.

Nodes have a kind and replicas, and the single points of failure are named.
Read are diagram and code blocks, Mermaid and PlantUML without a fence, and flows written in a line of prose
("Client -> API -> Database").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reviewer.documents.diagrams import Graph, Link, parse, parse_flow
from reviewer.facts.architecture_group import drawn_frames, inner_links
from reviewer.facts.architecture_node import Part, name_parts
from reviewer.facts.architecture_spof import Drawing, Wire, single_points
from reviewer.facts.architecture_verdict import shows_parts
from reviewer.model.document import Block, Document, Lines
from reviewer.model.facts import Architecture, Node

_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|:::|\{\{[<%]|</?(?:pre|div|code)\b)")
_MERMAID = re.compile(r"(?:graph (?:TB|TD|BT|RL|LR)|flowchart (?:TB|TD|BT|RL|LR)|sequenceDiagram)\b")
_PLANTUML, _PLANTUML_END = "@startuml", "@enduml"
_LOOKED_AHEAD = 20_000  # characters in which PlantUML without a fence has to end
_RELIES = re.compile(
    r"\b(?:publish|p?subscribe|enqueue|dequeue|[lr]push|b?[lr]pop|xadd|xread(?:group)?|incr(?:by)?|decr(?:by)?|"
    r"setnx|lock|acquire|(?:check ?)?rate ?limit|session)\b",
    re.I,
)
"""What a request asks of Redis and the like that no other store could answer in its place."""
_QUOTED = re.compile(r"[ \t]*> ?")
_MOST_LINES = 200  # a longer paragraph is no flow
_MOST_CHARACTERS = 400_000  # of blocks that are looked at for diagrams in one document
_ARROWS = ("->", "=>", "→", "➔", "➜", "⇒", "⟶")
_GOES_ON = (">", "→", "➔", "➜", "⇒", "⟶")


def read_architecture(document: Document) -> tuple[Architecture, ...]:
    """All diagrams that show parts of a system and what flows between them, in the order of the text."""
    return tuple(_architecture(graph, lines) for graph, lines in _graphs(document) if shows_parts(graph))


def can_be_read(document: Document, block: Block) -> bool:
    """Whether a block can be read as a diagram, be it of an architecture or of something else."""
    return parse(_body(document, block), block.info) is not None


def _graphs(document: Document) -> Iterator[tuple[Graph, Lines]]:
    index, left = 0, _MOST_CHARACTERS
    arrows = tuple(arrow for arrow in _ARROWS if arrow in document.source)
    while index < len(document.blocks):
        block = document.blocks[index]
        graph, last = None, index
        if block.kind in ("diagram", "code") and left > 0:
            left -= block.end - block.start
            graph, last = _drawn(document, index, arrows)
        elif block.kind in ("paragraph", "item", "html") and left > 0:
            graph, last = _written(document, index, arrows)
            left -= block.end - block.start if arrows else 0
            left -= _LOOKED_AHEAD if document.source.startswith(_PLANTUML, block.start) else 0
        if graph is not None:
            yield graph, (block.lines[0], document.blocks[last].lines[1])
        index = last + 1


def _drawn(document: Document, index: int, arrows: tuple[str, ...]) -> tuple[Graph | None, int]:
    """The graph of a block of code or characters, and the last block it takes up."""
    block = document.blocks[index]
    last = index if block.info else _continued(document, index)
    flow = _flow(document, index, last, arrows) if last > index else None
    return (flow, last) if flow else (parse(_body(document, block), block.info), index)


def _written(document: Document, index: int, arrows: tuple[str, ...]) -> tuple[Graph | None, int]:
    """The graph of a flow in prose, or of Mermaid or PlantUML that stands in no fence, and the last block it takes."""
    block = document.blocks[index]
    if document.source.startswith(_PLANTUML, block.start):
        return _unfenced_plantuml(document, index)
    if _MERMAID.match(document.source, block.start):
        return parse(document.text(block), "mermaid"), index
    last = _continued(document, index) if arrows else index
    return _flow(document, index, last, arrows), last


def _unfenced_plantuml(document: Document, index: int) -> tuple[Graph | None, int]:
    """The graph of what stands from `@startuml` to `@enduml`, blank lines and all."""
    start = document.blocks[index].start
    end = document.source.find(_PLANTUML_END, start, start + _LOOKED_AHEAD)
    if end < 0:
        return None, index
    last = index
    while last + 1 < len(document.blocks) and document.blocks[last + 1].start <= end:
        last += 1
    return parse(document.source[start:end], "plantuml"), last


def _continued(document: Document, index: int) -> int:
    """The last of the blocks after this one that begin with an arrow and so go on with its flow."""
    while index + 1 < len(document.blocks):
        following = document.blocks[index + 1]
        text = document.source[following.start : following.start + 8].lstrip("-*+ \t")
        if following.kind not in ("paragraph", "item", "diagram") or not text.startswith(_GOES_ON):
            break
        index += 1
    return index


def _flow(document: Document, first: int, last: int, arrows: tuple[str, ...]) -> Graph | None:
    blocks = document.blocks[first : last + 1]
    if not any(_has_arrow(document, block, arrows) for block in blocks):
        return None
    return parse_flow("\n".join(document.text(block) for block in blocks))


def _has_arrow(document: Document, block: Block, arrows: tuple[str, ...]) -> bool:
    is_short = block.lines[1] - block.lines[0] <= _MOST_LINES
    return is_short and any(document.source.find(arrow, block.start, block.end) >= 0 for arrow in arrows)


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
    parts = _with_relied_on(name_parts(graph), graph.links)
    label_of = {node: part.node.label for part in parts for node in part.ids}
    drawing = Drawing(tuple(parts), _wires(graph.links, label_of)).directed()
    edges = dict.fromkeys((source, target) for source, target, _, _ in drawing.links)
    nodes: tuple[Node, ...] = tuple(part.node for part in parts)
    inner = _wires(inner_links(graph), label_of)
    frames = frozenset(label_of[one] for one in drawn_frames(graph))
    spofs = tuple(label for label in single_points(drawing.with_links(inner)) if label not in frames)
    return Architecture(lines, graph.kind, nodes, tuple(edges), spofs)


def _with_relied_on(parts: list[Part], links: Iterable[Link]) -> list[Part]:
    """The parts, with caches as stores that the messages to them use for more than copies of what is kept elsewhere."""
    relied_on = {link.target for link in links if _RELIES.search(link.label)}
    return [
        replace(part, shape="database") if part.node.kind == "cache" and not relied_on.isdisjoint(part.ids) else part
        for part in parts
    ]


def _wires(links: Iterable[Link], label_of: Mapping[str, str]) -> tuple[Wire, ...]:
    """Links by label, without those that stay within one label."""
    return tuple(
        (label_of[link.source], label_of[link.target], link.dashed, link.both)
        for link in links
        if label_of[link.source] != label_of[link.target]
    )
