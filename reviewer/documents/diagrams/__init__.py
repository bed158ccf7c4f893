"""Diagrams: the text of a block and its fence's info string go in, a graph comes out.

    mermaid      flowcharts, sequence, C4 and architecture diagrams
    plantuml     component, deployment and sequence diagrams, C4 macros
    dot          Graphviz
    ascii        boxes, lines and arrows drawn with characters; flows written in one line

What draws no architecture (tables, folders, entity, class and state diagrams, code) gives None. Each reader loads when
the first block comes that it may have to read: most documents draw nothing, or in one way.
"""

from __future__ import annotations

from importlib import import_module

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
        "markdown",
        "md",
    }
)
_MARKUP = {
    "mermaid": "mermaid",
    "mmd": "mermaid",
    "plantuml": "plantuml",
    "puml": "plantuml",
    "uml": "plantuml",
    "c4plantuml": "plantuml",
    "dot": "dot",
    "graphviz": "dot",
    "gv": "dot",
}
"""The module that reads a language."""


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
    if language in _MARKUP:
        graph: Graph | None = import_module(f"{__name__}.{_MARKUP[language]}").parse(text)
        return graph
    return _undeclared(text) if language in _DRAWN else None


def _undeclared(text: str) -> Graph | None:
    """The graph of a block whose language its fence does not tell."""
    from reviewer.documents.diagrams import ascii_art, dot, mermaid, plantuml

    if plantuml.starts(text):
        return plantuml.parse(text)
    return mermaid.parse(text) or dot.parse(text) or ascii_art.parse(text)


def parse_flow(text: str) -> Graph | None:
    """The graph of a flow written in prose ("Client -> Load balancer -> API"), None where the text is no such flow.

    More is asked than of a block: one line must chain three names, and most names must be parts of a system.
    """
    from reviewer.documents.diagrams import ascii_flow

    lines = text.splitlines()
    if not any(len(ascii_flow.read_chain(line) or ()) >= 2 for line in lines):
        return None
    return ascii_flow.parse(lines, least_share=0.6)
