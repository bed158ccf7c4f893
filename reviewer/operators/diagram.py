"""`diagram`: the document draws its architecture in a form that can be read.

Holds if one diagram (Mermaid, PlantUML, DOT, boxes of characters) has enough components and connections. An image does
not count: its content is not in the text.

Parameters:
    nodes: so many components. edges: so many connections.
    node_kinds: at least one component is of one of these kinds: client, gateway, load_balancer, cdn, service, database,
        cache, queue, blob_store, worker, external, other. To ask for several kinds use `all` over several diagrams.

Traps:
    `edges: 0` accepts components that nothing connects.

Examples:
    - rule: {diagram: {nodes: 3, edges: 2}}
      holds: ["```mermaid\\nflowchart LR\\n  Client --> Api\\n  Api --> Database\\n```"]
      fails: ["```mermaid\\nflowchart LR\\n  Client --> Api\\n```", "A client calls the API, which asks the database."]
    - rule: {diagram: {node_kinds: [database]}}
      holds: ["```mermaid\\nflowchart LR\\n  Api --> Database\\n```"]
      fails: ["```mermaid\\nflowchart LR\\n  Client --> Worker\\n```"]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from reviewer.model.document import Document, Lines
from reviewer.model.facts import Architecture, NodeKind
from reviewer.model.rule import NO_MATCH, Match
from reviewer.model.subject import Subject
from reviewer.operators.evidence import spans_at, times
from reviewer.operators.operator import Operator
from reviewer.operators.parameter import AtLeast, Listed


class Diagram(Operator):
    """The document draws its architecture; see the module's page."""

    name: ClassVar[str] = "diagram"

    nodes: AtLeast = 2
    edges: Annotated[int, Field(ge=0)] = 1
    node_kinds: Listed[NodeKind] = ()

    def match(self, subject: Subject) -> Match:
        for drawn in subject.facts.architecture:
            if len(drawn.nodes) >= self.nodes and len(drawn.edges) >= self.edges and self._has_kind(drawn):
                spans = spans_at(subject.document, self._telling(subject.document, drawn), 2.0)
                parts = f"{times(len(drawn.nodes), 'component')} and {times(len(drawn.edges), 'connection')}"
                return Match(holds=True, spans=spans, found=(f"a diagram of {parts}",))
        return NO_MATCH

    def _has_kind(self, drawn: Architecture) -> bool:
        return not self.node_kinds or any(node.kind in self.node_kinds for node in drawn.nodes)

    def _telling(self, document: Document, drawn: Architecture) -> Iterator[Lines]:
        """The lines that name a component of a wanted kind, or any component, inside the diagram."""
        labels = [node.label for node in drawn.nodes if not self.node_kinds or node.kind in self.node_kinds]
        first, last = drawn.lines
        for line in range(first, last + 1):
            text = document.line_text(line)
            if any(label and label in text for label in labels):
                yield line, line
