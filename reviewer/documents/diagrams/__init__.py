"""Diagrams: the text of a block and its fence's info string go in, a graph comes out.

    mermaid      flowcharts, sequence, C4 and architecture diagrams
    plantuml     component, deployment and sequence diagrams, C4 macros
    dot          Graphviz
    ascii        boxes, lines and arrows drawn with characters; flows written in one line

What draws no architecture (tables, folders, entity, class and state diagrams, code) gives None.
"""

from __future__ import annotations

from reviewer.documents.diagrams import ascii_art, ascii_flow, dot, mermaid, plantuml
from reviewer.documents.diagrams.graph import Graph, Group, Link, Vertex
from reviewer.documents.diagrams.kind import kind_of, name_of

__all__ = ["Graph", "Group", "Link", "Vertex", "kind_of", "name_of", "parse", "parse_flow"]

_DRAWN = frozenset(
    {
        "",
        "text",
        "txt",
        "plain",
        "plaintext",
        "ascii",
        "diagram",
        "art",
        "ditaa",
        "asciiart",
        "none",
        "console",
        "bob",
        "svgbob",
    }
)
_MARKUP = {
    "mermaid": mermaid.parse,
    "mmd": mermaid.parse,
    "plantuml": plantuml.parse,
    "puml": plantuml.parse,
    "uml": plantuml.parse,
    "c4plantuml": plantuml.parse,
    "dot": dot.parse,
    "graphviz": dot.parse,
    "gv": dot.parse,
}


MAX_CHARACTERS = 100_000
"""The longest text that is read as a diagram; people draw none of a tenth of that."""


def parse(text: str, info: str = "") -> Graph | None:
    """The graph that a block draws, None where it draws none.

    `text` is the block without its fence, `info` the fence's info string ("mermaid", "", "text", …). Blocks in a
    programming language are never diagrams. The time is linear in the text.
    """
    words = info.lower().replace("{", " ").replace("}", " ").replace(".", " ").split()
    language = words[0] if words else ""
    if len(text) > MAX_CHARACTERS:
        return None
    reader = _MARKUP.get(language)
    if reader is not None:
        return reader(text)
    if language not in _DRAWN:
        return None
    if plantuml.starts(text):
        return plantuml.parse(text)
    return mermaid.parse(text) or dot.parse(text) or ascii_art.parse(text)


def parse_flow(text: str) -> Graph | None:
    """The graph of a flow written in prose ("Client -> Load balancer -> API"), None where the text is no such flow.

    More is asked than of a block: one line must chain three names, and most names must be parts of a system.
    """
    lines = text.splitlines()
    if not any(len(ascii_flow.read_chain(line) or ()) >= 2 for line in lines):
        return None
    return ascii_flow.parse(lines, least_share=0.6)
