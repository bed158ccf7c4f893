"""Drawings made of characters: boxes, connectors, charts, flows; and what only looks like one."""

from __future__ import annotations

import pytest

from reviewer.documents.diagrams import Graph, parse, parse_flow


def _edges(graph: Graph | None) -> set[tuple[str, str]]:
    assert graph is not None
    label = {node.id: node.label for node in graph.nodes}
    return {(label[link.source], label[link.target]) for link in graph.links}


def _labels(graph: Graph | None) -> list[str]:
    assert graph is not None
    return [node.label for node in graph.nodes]


def test_boxes_of_plus_and_minus() -> None:
    drawing = """
+----------+       +----------------+       +----------+
|  Client  |------>|  Order API     |------>|  Orders  |
+----------+       |  (stateless)   |       |    DB    |
                   +-------+--------+       +----------+
                           |
                           v
                   +----------------+
                   |  Order queue   |
                   |                |
                   | - at least once|
                   +----------------+
"""
    assert _edges(parse(drawing)) == {
        ("Client", "Order API (stateless)"),
        ("Order API (stateless)", "Orders DB"),
        ("Order API (stateless)", "Order queue"),
    }


def test_box_characters_with_heads_in_the_walls_and_a_bus() -> None:
    drawing = """
        ┌──────────┐
        │ Gateway  │
        └────┬─────┘
             │
    ┌────────┼────────┐
    │        │        │
┌───▼──┐ ┌───▼──┐ ┌───▼──┐
│ Cart │ │ Cart │ │ Cart │
└───┬──┘ └───┬──┘ └───┬──┘
    └────────┼────────┘
             ▼
        ┌──────────┐
        │ Cart DB  │
        └──────────┘
"""
    graph = parse(drawing)
    assert _labels(graph).count("Cart") == 3
    assert _edges(graph) == {("Gateway", "Cart"), ("Cart", "Cart DB")}


def test_cells_that_share_walls_are_boxes() -> None:
    drawing = """
┌─────────────┬─────────────┐
│  Web shop   │ Mobile app  │
└──────┬──────┴──────┬──────┘
       │             │
       ▼             ▼
┌───────────────────────────┐
│        Load balancer      │
└───────────────────────────┘
"""
    assert _edges(parse(drawing)) == {("Web shop", "Load balancer"), ("Mobile app", "Load balancer")}


def test_lines_that_run_leftwards_and_upwards() -> None:
    drawing = """
+---------+        +---------+
| Storage |<-------+ Gateway |
+----+----+        +----+----+
     ^                  ^
     |                  |
+----+----+             |
| Worker  |             |
+---------+             |
+---------+             |
|  User   +-------------+
+---------+
"""
    assert _edges(parse(drawing)) == {("Gateway", "Storage"), ("Worker", "Storage"), ("User", "Gateway")}


def test_lines_that_cross_do_not_touch() -> None:
    drawing = """
+------+      |     +-------+
| User +------------> Proxy |
+------+      |     +-------+
              |
+------+      |     +-------+
| Cron +------------> Queue |
+------+      |     +-------+
"""
    assert _edges(parse(drawing)) == {("User", "Proxy"), ("Cron", "Queue")}


def test_a_line_may_cross_the_wall_of_a_titled_frame() -> None:
    drawing = """
        ┌────────────── Region one ──────────────┐
        │  ┌──────┐      ┌──────┐     ┌───────┐  │
 User ─────▶│  LB  │─────▶│ API  │────▶│ Store │  │
        │  └──────┘      └──────┘     └───────┘  │
        └────────────────────────────────────────┘
"""
    graph = parse(drawing)
    assert _edges(graph) == {("User", "LB"), ("LB", "API"), ("API", "Store")}
    assert graph is not None
    assert [group.label for group in graph.groups] == ["Region one"]


def test_a_line_may_end_at_a_frame() -> None:
    drawing = """
+--------+      +---------------------+
| Client |----->|    Worker pool      |
+--------+      |  +----+    +----+   |
                |  | W1 |    | W2 |   |
                |  +----+    +----+   |
                +---------------------+
"""
    assert ("Client", "Worker pool") in _edges(parse(drawing))


def test_walls_that_are_a_column_off_still_close_a_box() -> None:
    drawing = """
+------------------+
|   Client library  |
+------------------+
         |
         v
+------------------+
|  Load balancer   |
+------------------+
"""
    assert _edges(parse(drawing)) == {("Client library", "Load balancer")}


@pytest.mark.parametrize(
    ("top", "side", "bottom"),
    [
        ("╔════════╗", "║", "╚════════╝"),
        ("╭────────╮", "│", "╰────────╯"),
        (".--------.", "|", "'--------'"),
        ("┏━━━━━━━━┓", "┃", "┗━━━━━━━━┛"),
    ],
)
def test_other_corners(top: str, side: str, bottom: str) -> None:
    drawing = f"{top}      {top}\n{side} Server {side}─────▶{side}  Redis {side}\n{bottom}      {bottom}\n"
    assert _edges(parse(drawing)) == {("Server", "Redis")}


def test_boxes_of_underscores() -> None:
    drawing = (
        "  _________        ________\n |         |      |        |\n"
        " | Browser |----->| Server |\n |_________|      |________|\n"
    )
    assert _edges(parse(drawing)) == {("Browser", "Server")}


def test_words_in_a_line_label_it() -> None:
    graph = parse(
        "+--------+              +--------+\n| Client |--- HTTPS --->| Server |\n+--------+              +--------+\n"
    )
    assert graph is not None
    assert [link.label for link in graph.links] == ["HTTPS"]


def test_remarks_beside_boxes_are_no_nodes() -> None:
    drawing = (
        "+--------+\n| Client |  ← runs on phones, version 3\n+---+----+\n    |\n    v\n"
        "+--------+\n| Server |\n+--------+\n"
    )
    assert _labels(parse(drawing)) == ["Client", "Server"]


def test_texts_with_arrows_between_them() -> None:
    drawing = """
Upload        Job           Resize
service  ──▶  queue   ──▶   workers
   │
   └──▶ Blob storage
"""
    assert _edges(parse(drawing)) == {
        ("Upload service", "Job queue"),
        ("Job queue", "Resize workers"),
        ("Upload service", "Blob storage"),
    }


def test_a_column_of_texts() -> None:
    assert _edges(parse("Client\n  |\n  v\nLoad balancer\n  |\n  v\nServer ---> Cache\n")) == {
        ("Client", "Load balancer"),
        ("Load balancer", "Server"),
        ("Server", "Cache"),
    }


def test_sequence_charts_with_lifelines() -> None:
    chart = """
 Client           Order API          Orders
   |                  |                 |
   |---- order ------>|                 |
   |                  |  insert row     |
   |                  |---------------->|
   |                  |<----------------|
   |<--- 201 ---------|                 |
   |                  |                 |
"""
    graph = parse(chart)
    assert _labels(graph) == ["Client", "Order API", "Orders"]
    assert _edges(graph) == {("Client", "Order API"), ("Order API", "Orders")}


@pytest.mark.parametrize(
    "line",
    [
        "Client -> Load balancer -> Order API -> Database",
        "[Client] --> [Load balancer] --> [Order API] --> [Database]",
        "1. Client → Load balancer → Order API → Database",
        "Client ──▶ Load balancer ──▶ Order API ──▶ Database",
        "Write path: Client => Load balancer => Order API => Database.",
    ],
)
def test_a_flow_in_one_line(line: str) -> None:
    expected = {("Client", "Load balancer"), ("Load balancer", "Order API"), ("Order API", "Database")}
    assert _edges(parse(line)) == expected
    assert _edges(parse_flow(line)) == expected


def test_a_flow_goes_on_in_the_next_line() -> None:
    assert ("App servers", "Cache") in _edges(
        parse_flow("Clients <--> Proxies <--> App servers\n-> Cache\n-> Database")
    )
    assert ("App", "Cache") in _edges(parse("[Client] -> [LB] -> [App] -> [DB]\n                     \\-> [Cache]"))


@pytest.mark.parametrize(
    "text",
    [
        "shop/\n├── api/\n│   └── main.py   --> entry\n└── worker/\n    └── jobs.py\n",
        (
            "+----+-------+-------+\n| id | name  | price |\n+----+-------+-------+\n"
            "|  1 | apple |  0.5  |\n|  2 | pear  |  0.7  |\n+----+-------+-------+\n"
        ),
        "| ---- | ---- |\n| id   | name |\n| ---- | ---- |\n| 1    | pear |\n| ---- | ---- |\n",
        (
            "+---------+  start  +---------+  finish  +------+\n"
            "| Pending |-------->| Running |--------->| Done |\n"
            "+---------+         +---------+          +------+\n"
        ),
        "   Job A\n  /     \\\nJob B   Job C\n  \\     /\n   Job D\n     |\n   Job E\n",
        "+-------+     +-------+\n| 3 | o------>| 7 | o |\n+-------+     +-------+\n",
        (
            "+-----------+        +-------------+\n| id   PK   |<-------| user_id FK  |\n"
            "| name text |        | id   PK     |\n+-----------+        | total int   |\n"
            "                     +-------------+\n"
        ),
        (
            "+------------------+\n| Is it in cache?  |\n+--------+---------+\n         |\n"
            "         v\n+------------------+\n| Return the value |\n+------------------+\n"
        ),
        "user_id -> list of post ids\npost_id -> json\n",
        "Row 1: {name='a', path='/b'}\n       → nodes: 5, 7, 9\nRow 2: {name='b'}\n       → nodes: 5, 3\n",
        "queue:high → Sorted Set\nqueue:low → Sorted Set\nlock:leader → String\n",
        "│ one box │\n",
        "2024-01-01 10:00 GET / -> 200\n2024-01-01 10:01 GET / -> 500\n",
        "map<string, int> -> list<int> -> bool",
        "Step 1 -> Step 2 -> Step 3",
    ],
)
def test_what_only_looks_like_an_architecture(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("language", ["go", "python", "sql", "json", "haskell"])
def test_code_is_never_a_drawing(language: str) -> None:
    assert parse("+----+    +----+\n| LB |--->| DB |\n+----+    +----+\n", language) is None


@pytest.mark.parametrize(
    "text",
    [
        "The client talks to the gateway -> which is fine.",
        "We map long URL -> short key.",
        "a -> b -> c",
        "Client -> Server",
    ],
)
def test_sentences_with_arrows_are_no_flows(text: str) -> None:
    assert parse_flow(text) is None
