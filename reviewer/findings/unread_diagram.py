"""`unread-diagram`: a diagram in text that could not be read as components and connections.

A block that says it is a flowchart, a sequence, a C4 or architecture diagram or a graph, and from which nothing could
be read, is most often broken: it will not be drawn for human readers either. Other kinds (entities, classes, states,
time lines) and flowcharts of processes show no components and are not reported.

What to do: mend the notation (the diagram's own tool shows where it breaks), or name the connections in words.

Reported:

    # Ledger

    ## Architecture

    ```mermaid
    flowchart LR
      ]] --> [[
    ```

Not reported:

    # Ledger

    ## Architecture

    ```mermaid
    flowchart LR
      Teller --> Ledger
    ```

    ```mermaid
    flowchart LR
      Counted --> B{Does it add up?} --> Signed
    ```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.architecture import can_be_read
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_HEAD = re.compile(
    r"^[ \t]{0,40}(?:graph|flowchart|sequenceDiagram|C4\w{1,20}|architecture-beta|digraph)\b", re.MULTILINE
)
_HEAD_CHARS = 2000
"""A diagram says what it is at its beginning, after a title and settings."""


class UnreadDiagram:
    """See the module's page."""

    id = "unread-diagram"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each diagram from which nothing was read."""
        document = subject.document
        read = {line for graph in subject.facts.architecture for line in range(graph.lines[0], graph.lines[1] + 1)}
        for block in document.blocks:
            if block.kind != "diagram" or not read.isdisjoint(range(block.lines[0], block.lines[1] + 1)):
                continue
            head = document.source[block.start : min(block.end, block.start + _HEAD_CHARS)]
            if _HEAD.search(head) and not can_be_read(document, block):
                yield Found("No components and connections could be read from this diagram.", block.start, block.end)


KIND = UnreadDiagram()
