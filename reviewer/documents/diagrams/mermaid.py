"""Mermaid: the text of one block goes in, its graph comes out, None for kinds that draw no architecture.

Flowcharts, sequence diagrams, C4 and architecture diagrams are read; entity, class, state, pie, Gantt, mind-map and
other kinds are not.
"""

from __future__ import annotations

import re

from reviewer.documents.diagrams import c4, mermaid_architecture, mermaid_flow, mermaid_sequence
from reviewer.documents.diagrams.graph import Graph

_HEAD = re.compile(
    r"(?P<flow>(?:graph|flowchart(?:-elk)?)(?: (?:TB|TD|BT|RL|LR|[<>^v])(?=[ ;]|$)| ?(?=;|$)) ?;?)"
    r"|(?P<sequence>sequenceDiagram\b)|(?P<c4>C4(?:Context|Container|Component|Dynamic|Deployment)\b)"
    r"|(?P<architecture>architecture(?:-beta)?$)",
    re.I,
)
_LONGEST_LINE = 4000
_PREAMBLE_LINES = 80  # front matter and directives that may precede the heading


def parse(text: str) -> Graph | None:
    """The graph of a Mermaid text; None where it is no Mermaid or draws no architecture."""
    lines = [" ".join(line.split())[:_LONGEST_LINE] for line in text.splitlines()]
    head = _heading(lines)
    if head is None:
        return None
    start, found = head
    body = lines[start + 1 :]
    if found["flow"]:
        return mermaid_flow.parse([lines[start][found.end() :], *body])
    if found["sequence"]:
        return mermaid_sequence.parse(body)
    if found["c4"]:
        return c4.parse(body, "mermaid-c4")
    return mermaid_architecture.parse(body)


def _heading(lines: list[str]) -> tuple[int, re.Match[str]] | None:
    """The line that names the kind of diagram, after front matter and directives."""
    until = ""
    for index, line in enumerate(lines[:_PREAMBLE_LINES]):
        if until:
            until = "" if line.endswith(until) else until
        elif line == "---":
            until = "---"
        elif line.startswith("%%{") and not line.endswith("}%%"):
            until = "}%%"
        elif line and not line.startswith("%%"):
            found = _HEAD.match(line)
            return (index, found) if found else None
    return None
