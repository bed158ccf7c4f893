"""Whatever the text, a parser answers: with a graph whose links name its nodes, or with None."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.documents.diagrams import MAX_CHARACTERS, parse, parse_flow

_PIECES = [
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "|",
    "-->",
    "-.->",
    "--",
    "==",
    "&",
    '"',
    "A",
    "B",
    "\n",
    " ",
    ";",
    ":::",
    "@{",
    "%%",
    "subgraph",
    "end",
]
_DRAWN = [
    "+",
    "-",
    "|",
    "─",
    "│",
    "┌",
    "┐",
    "└",
    "┘",
    "├",
    "┤",
    "┬",
    "┴",
    "┼",
    ">",
    "<",
    "v",
    "^",
    "▼",
    "▶",
    " ",
    "\n",
    "API",
    "用",
]
_HEADS = [
    ("mermaid", "graph TD\n"),
    ("mermaid", "sequenceDiagram\n"),
    ("mermaid", "C4Context\n"),
    ("mermaid", "architecture-beta\n"),
    ("plantuml", "@startuml\n"),
    ("dot", "digraph {"),
    ("", ""),
]


@given(st.sampled_from(_HEADS), st.lists(st.sampled_from(_PIECES), max_size=120))
@settings(max_examples=300)
def test_links_always_name_nodes(head: tuple[str, str], pieces: list[str]) -> None:
    graph = parse(head[1] + " ".join(pieces), head[0])
    if graph is not None:
        known = {node.id for node in graph.nodes}
        assert len(known) == len(graph.nodes)
        assert all(link.source in known and link.target in known for link in graph.links)


@given(st.lists(st.sampled_from(_DRAWN), max_size=400))
@settings(max_examples=300)
def test_any_drawing_is_read_or_refused(pieces: list[str]) -> None:
    graph = parse("".join(pieces))
    if graph is not None:
        assert all(node.label for node in graph.nodes)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for info in ("", "mermaid", "plantuml", "dot"):
        parse(text, info)
    parse_flow(text)


@pytest.mark.parametrize(
    "piece", ["[", "\n", "-->", "|", " ", "A[ ", "+-", "┌─", "+--+\n|  |\n", '"', "a -> ", "{", "A & ", "<", "-- "]
)
@pytest.mark.parametrize(("info", "head"), _HEADS)
def test_long_runs_end(piece: str, info: str, head: str) -> None:
    text = head + piece * (30_000 // len(piece))
    parse(text, info)
    parse_flow(text)


def test_a_text_too_long_for_a_diagram_is_none() -> None:
    assert parse("graph TD\n" + "A --> B\n" * (MAX_CHARACTERS // 8 + 1), "mermaid") is None
