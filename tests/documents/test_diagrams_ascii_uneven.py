"""Drawings as people leave them: walls, corners and lines that are off, arrows inside a box, words beside lines."""

from __future__ import annotations

import pytest

from reviewer.documents.diagrams import Graph, parse


def _edges(graph: Graph | None) -> set[tuple[str, str]]:
    assert graph is not None
    label = {node.id: node.label for node in graph.nodes}
    return {(label[link.source], label[link.target]) for link in graph.links}


def _labels(graph: Graph | None) -> set[str]:
    assert graph is not None
    return {node.label for node in graph.nodes}


def test_right_walls_that_follow_their_text() -> None:
    drawing = """
+-------------+
|  Ticket API  |
|  (Go, three  |
|   instances)   |
+-------------+
      |
      v
+-------------+
|  Seat store      |
|  (PostgreSQL,     |
|   one primary)     |
+-------------+
"""
    assert _edges(parse(drawing)) == {("Ticket API (Go, three instances)", "Seat store (PostgreSQL, one primary)")}


def test_a_lower_corner_that_is_off_by_the_length_of_a_label() -> None:
    drawing = """
+------------+       +------------+       +------------+
| Mobile app |<----->| Edge proxy |<----->| Game room  |
+------------+  wss  +------------+   grpc  +------------+
                                             |
                                             v
                                          +------------+
                                          |  Match DB  |
                                          +------------+
"""
    assert ("Game room", "Match DB") in _edges(parse(drawing))


def test_walls_that_an_arrow_between_boxes_pulls_together() -> None:
    drawing = """
┌──────────────────────────────────────────────────────┐
│                     Order backend                     │
│  ┌────────────┐  ┌─────────────┐  ┌──────────────┐   │
│  │ HTTP router│→│ Cart service│→│ Price service│   │
│  └────────────┘  └─────────────┘  └──────────────┘   │
└──────────────────────────────────────────────────────┘
"""
    assert _edges(parse(drawing)) == {("HTTP router", "Cart service"), ("Cart service", "Price service")}


def test_an_arrow_before_a_wall_that_is_pushed_to_the_right() -> None:
    drawing = """
┌─────────────┐     ┌─────────────┐     ┌─────────────┐
│   Web app    │────▶│  Shop API    │────▶│  Orders DB   │
│   (React)    │     │  (Flask)     │     │  (Postgres)  │
└─────────────┘     └─────────────┘     └─────────────┘
"""
    assert _edges(parse(drawing)) == {
        ("Web app (React)", "Shop API (Flask)"),
        ("Shop API (Flask)", "Orders DB (Postgres)"),
    }


def test_a_line_that_goes_on_a_column_off() -> None:
    drawing = """
Client ──▶ Ingest API ──┐
                         ├─▶ Kafka topic
                         └─▶ Redis
"""
    assert _edges(parse(drawing)) == {
        ("Client", "Ingest API"),
        ("Ingest API", "Kafka topic"),
        ("Ingest API", "Redis"),
    }


def test_lines_that_leave_a_frame_a_few_columns_off() -> None:
    drawing = """
┌──────────────────────────────────┐
│           Frontends               │
│  ┌─────────┐      ┌─────────┐    │
│  │ Web app │      │ Phones  │    │
│  └────┬────┘      └────┬────┘    │
└───────┼─────────────────┼────────┘
        │                 │
        └────────┴────────┘
                 │
         ┌───────▼───────┐
         │ Load balancer │
         └───────────────┘
"""
    assert _edges(parse(drawing)) == {("Web app", "Load balancer"), ("Phones", "Load balancer")}


def test_details_hang_from_a_line_that_goes_on() -> None:
    drawing = """
Sensor gateway
    |
    v
Feature service (40+ features)
    ├── Window sums
    ├── Outlier flags
    └── Seasonal means
    │
    v
Model server
"""
    assert _edges(parse(drawing)) == {
        ("Sensor gateway", "Feature service (40+ features)"),
        ("Feature service (40+ features)", "Model server"),
    }


def test_arrows_between_the_texts_of_one_box() -> None:
    drawing = """
┌──────────┐
│ Producer │
└────┬─────┘
     ▼
┌───────────────────────────────────────┐
│            Stream platform            │
│                                       │
│  Click events ──▶ Kafka ──▶ Sessions  │
│                     │       store     │
│                     ▼                 │
│               Flink job               │
│               (hourly + daily)        │
└───────────────────────────────────────┘
"""
    assert _edges(parse(drawing)) == {
        ("Producer", "Stream platform"),
        ("Click events", "Kafka"),
        ("Kafka", "Sessions store"),
        ("Kafka", "Flink job (hourly + daily)"),
    }


def test_branches_from_the_name_of_a_box() -> None:
    drawing = """
┌────────┐      ┌───────────────────┐
│ Runner │─────▶│ auth-proxy :4180  │
└────────┘      │   ├─▶ jobs :8080  │
                │   └─▶ Redis       │
                └───────────────────┘
"""
    assert _edges(parse(drawing)) == {
        ("Runner", "auth-proxy :4180"),
        ("auth-proxy :4180", "jobs :8080"),
        ("auth-proxy :4180", "Redis"),
    }


def test_a_path_in_a_line_is_its_label() -> None:
    graph = parse("Browser ──▶ nginx ── /api  ──▶  app server\n  │\n  ▼\nCDN")
    assert ("nginx", "app server") in _edges(graph)


def test_a_name_in_small_letters_that_an_arrow_leads_to_and_away_from() -> None:
    drawing = """
MySQL outbox
      |
      v
chain.js adapter
      |
      v
Ethereum RPC
"""
    assert _edges(parse(drawing)) == {("MySQL outbox", "chain.js adapter"), ("chain.js adapter", "Ethereum RPC")}


def test_wide_characters_stay_together() -> None:
    drawing = """
┌────────────┐      ┌────────────┐
│ 订单 API   │─────▶│ 订单数据库 │
└────────────┘      └────────────┘
"""
    assert _labels(parse(drawing)) == {"订单 API", "订单数据库"}


def test_a_drawing_fenced_as_markdown() -> None:
    assert parse("Client -> Load balancer -> API server -> Database", "markdown") is not None


@pytest.mark.parametrize("labels", [("CLOSED (normal)", "OPEN (halted)"), ("Unit Tests", "Integration Tests")])
def test_states_with_a_remark_and_kinds_of_tests_are_no_architecture(labels: tuple[str, str]) -> None:
    rows = "".join(f"+{'-' * 20}+\n| {label:18} |\n+{'-' * 20}+\n     |\n     v\n" for label in labels)
    assert parse(f"{rows}+{'-' * 20}+\n| {labels[0]:18} |\n+{'-' * 20}+\n") is None


def test_a_lifeline_that_wavers() -> None:
    drawing = """
Worker                          PostgreSQL
 │                                  │
 │ The task failed.                │
 ├────────────────────────────────>│
 │<─────────────────────────────────┤
 │   retries=1                      │
 │ UPDATE retries                  │
 ├─────────────────────────────────>│
 │ LPUSH task                      │
 ├────────────────────────────────>│
"""
    assert _edges(parse(drawing)) == {("Worker", "PostgreSQL")}
