"""Small drawings: two parts in brackets, numbered calls, lone arrows, and lists of steps that only look like them."""

from __future__ import annotations

import pytest

from reviewer.documents.diagrams import Graph, parse


def _edges(graph: Graph | None) -> set[tuple[str, str]]:
    assert graph is not None
    label = {node.id: node.label for node in graph.nodes}
    return {(label[link.source], label[link.target]) for link in graph.links}


@pytest.mark.parametrize(
    "drawing",
    [
        "[Load balancer] → [API gateway]",
        "Load balancer -> API gateway",
        "[Load balancer]\n    ↓\n[API gateway]",
        "[Load balancer]\n    ↕\n[API gateway]",
        "Load balancer\n    |\n    v\nAPI gateway",
    ],
)
def test_two_parts_and_an_arrow(drawing: str) -> None:
    assert _edges(parse(drawing)) == {("Load balancer", "API gateway")}


def test_numbered_calls_with_their_answers() -> None:
    drawing = """
1: Client ---new-order--> WFE
2:                        WFE ---PlaceOrder--> RA
3:                        WFE <-------return------- RA
4: Client <-------------- WFE
"""
    assert _edges(parse(drawing)) == {("Client", "WFE"), ("WFE", "RA")}


def test_an_arrow_leads_through_a_path() -> None:
    drawing = """
Browser
  |
  v
nginx (static pages)
  |
  +--> /api/v1/* --> Go API
                       |
                       v
                   PostgreSQL
"""
    assert _edges(parse(drawing)) == {
        ("Browser", "nginx (static pages)"),
        ("nginx (static pages)", "Go API"),
        ("Go API", "PostgreSQL"),
    }


def test_a_name_that_begins_beside_the_arrow_below_it() -> None:
    drawing = """
Client → Load balancer → API gateway
                        ↓
              [Order service] → Redis
"""
    assert ("API gateway", "Order service") in _edges(parse(drawing))


def test_names_in_brackets_count_as_boxes() -> None:
    drawing = """
[User] <-> [Telegram] <-> [Vic] <-> [Models]
                            |
                            v
                         [Settings]
                         - Secrets
"""
    assert {("User", "Telegram"), ("Vic", "Models"), ("Vic", "Settings")} <= _edges(parse(drawing))


def test_a_chain_of_names_in_title_case() -> None:
    chain = "User Message -> Telegram API -> Bot Webhook -> Message Parser"
    assert len(_edges(parse(chain))) == 3
    assert len(_edges(parse("Researcher (copy) --> Chief of Staff (gate) --> Mail Ops (send) --> Analytics DB"))) == 3
    assert parse("draft -> in review -> signed -> sent") is None


def test_a_line_down_to_a_box() -> None:
    drawing = """
      App
       |
 ┌───────────┐
 │ Orders DB │  ← writes
 └───────────┘
"""
    assert _edges(parse(drawing)) == {("App", "Orders DB")}


@pytest.mark.parametrize(
    "drawing",
    [
        "1. Push to GitHub\n      |\n      v\n2. Build the image\n      |\n      v\n3. Deploy to the server",
        "Check cache → miss → fetch from DB → store in cache",
        "Job A\n  |\nJob B",
        "User clicks Pay\n  |\n  v\nBackend creates payment\n  |\n  v\nGateway sends webhook\n  |\n  v\nPayments",
    ],
)
def test_steps_are_no_parts(drawing: str) -> None:
    assert parse(drawing) is None
