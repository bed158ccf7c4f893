"""Whether a flowchart shows an architecture: its graph goes in, the answer comes out.

Flowcharts also draw processes, decisions, trees of data and lists of topics or tables.
"""

from __future__ import annotations

import re

from reviewer.documents.diagrams import Graph, Vertex, kind_of

_LEAST_SHARE = 0.2
"""Share of nodes that are named after parts of a system. It was 0.45 and more in 40 flowcharts of architectures of 26
documents, and 0.25 and less in 7 of 10 others."""

_LEAST_BESIDE_DECISIONS = 0.5
"""The same where decisions are drawn, or nothing is linked."""

_DECISIONS = frozenset({"rhombus", "diamond", "diam", "decision"})
_NUMBERED = re.compile(r"\d{1,2}[.)] ?\w")
_INSTANCE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*-\d{1,4}")


def shows_parts(graph: Graph) -> bool:
    """Whether enough nodes of a flowchart are named after parts of a system, and they are no numbered steps.

    Other kinds of diagrams are drawn for architectures only.
    """
    if graph.kind != "mermaid-flowchart":
        return True
    count = len(graph.nodes)
    if sum(_NUMBERED.match(node.label) is not None for node in graph.nodes) * 2 > count:
        return False
    named = sum(_is_named_after_a_part(node) for node in graph.nodes) / count
    decides = not graph.links or any(node.shape in _DECISIONS for node in graph.nodes)
    return named >= (_LEAST_BESIDE_DECISIONS if decides else _LEAST_SHARE)


def _is_named_after_a_part(node: Vertex) -> bool:
    return kind_of(node.label, node.shape) != "other" or _INSTANCE.fullmatch(node.label) is not None
