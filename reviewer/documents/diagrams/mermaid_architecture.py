"""Mermaid architecture diagrams: the lines after the heading, white space collapsed, go in, a graph comes out."""

from __future__ import annotations

import re

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean

_DECLARED = re.compile(
    r"(?P<what>group|service|"
    r"junction) (?P<id>[\w-]+) ?(?:\((?P<icon>[^)]*)\))? ?(?:\[(?P<label>[^\]]*)\])?(?: in "
    r"(?P<parent>[\w-]+))?",
    re.I,
)
_EDGE = re.compile(
    r"(?P<source>\w[\w-]*?)(?:\{group\})?(?::[LRTB])? ?(?P<left><)?-(?:\[(?P<label>[^\]]*)\])?-(?P<right>>)? ?"
    r"(?:[LRTB]:)?(?P<target>\w[\w-]*)(?:\{group\})?(?::[LRTB])?$"
)


def parse(lines: list[str]) -> Graph | None:
    builder = GraphBuilder()
    junctions: set[str] = set()
    edges: list[re.Match[str]] = []
    for line in lines:
        declared, edge = _DECLARED.match(line), _EDGE.match(line)
        if declared:
            _declare(declared, builder, junctions)
        elif edge:
            edges.append(edge)
    for source, target, label, both in _joined(edges, junctions):
        builder.link(source, target, label, both=both)
    return builder.build("mermaid-architecture")


def _declare(found: re.Match[str], builder: GraphBuilder, junctions: set[str]) -> None:
    what, label = found["what"].lower(), clean(found["label"] or found["id"])
    if what == "junction":
        junctions.add(found["id"])
    elif what == "group":
        builder.open_group(found["id"], label, found["parent"])
        builder.close_group()
    else:
        builder.node(found["id"], label, (found["icon"] or "").strip().lower(), found["parent"])


def _joined(edges: list[re.Match[str]], junctions: set[str]) -> list[tuple[str, str, str, bool]]:
    """Edges as (source, target, label, both); what meets in a junction is joined pair by pair."""
    found: list[tuple[str, str, str, bool]] = []
    entering: dict[str, list[str]] = {}
    leaving: dict[str, list[str]] = {}
    for edge in edges:
        source, target = edge["source"], edge["target"]
        if edge["left"] and not edge["right"]:
            source, target = target, source
        if target in junctions:
            entering.setdefault(target, []).append(source)
        elif source in junctions:
            leaving.setdefault(source, []).append(target)
        else:
            found.append((source, target, clean(edge["label"] or ""), bool(edge["left"]) == bool(edge["right"])))
    for junction, sources in entering.items():
        targets = leaving.get(junction, [])
        found += [(source, target, "", False) for source in sources[:40] for target in targets[:40]]
    return found
