"""PlantUML and Graphviz: components, sequences, C4 macros and digraphs."""

from __future__ import annotations

import pytest

from reviewer.documents.diagrams import Graph, parse


def _edges(graph: Graph | None) -> list[tuple[str, str]]:
    assert graph is not None
    label = {node.id: node.label for node in graph.nodes}
    return [(label[link.source], label[link.target]) for link in graph.links]


def _shapes(graph: Graph | None) -> dict[str, str]:
    assert graph is not None
    return {node.label: node.shape for node in graph.nodes}


def test_components_with_aliases_brackets_and_frames() -> None:
    graph = parse(
        '@startuml\nskinparam component {\n  x y\n}\nactor Shopper as u\ncloud "Cloud" {\n'
        '  [Order API] as api\n  node "Cluster" {\n'
        '    component pay [\n      Payment\n      service\n    ]\n  }\n  database "Orders DB" as db\n}\nqueue Jobs\n'
        "u -[#ff0000]-> api : HTTPS\napi -down-> db\napi ..> pay\nJobs <-- api\n"
        "note right of api\n  a -> b\nend note\n@enduml",
        "plantuml",
    )
    assert _edges(graph) == [
        ("Shopper", "Order API"),
        ("Order API", "Orders DB"),
        ("Order API", "Payment service"),
        ("Order API", "Jobs"),
    ]
    assert _shapes(graph)["Orders DB"] == "cylinder"
    assert graph is not None
    assert [link.dashed for link in graph.links] == [False, False, True, False]


def test_a_stray_brace_and_colours_do_no_harm() -> None:
    graph = parse('card "**Web**" as w #fff\ntogether {\n card "Store" as s #eee\n}\n}\nw .[#eee]----> s', "puml")
    assert _edges(graph) == [("Web", "Store")]


def test_sequences_leave_out_answers_and_know_names_by_their_labels() -> None:
    graph = parse(
        '@startuml\nparticipant "Web client" as C\nparticipant API\ndatabase DB\n'
        "C -> API ++ : GET /orders\nAPI -> DB : query\n"
        'DB --> API : rows\nreturn 200\n"Web client" -> API : again\nAPI <- C : third\n@enduml',
        "plantuml",
    )
    assert _edges(graph) == [("Web client", "API"), ("API", "DB"), ("Web client", "API"), ("Web client", "API")]


def test_c4_macros() -> None:
    graph = parse(
        '@startuml\n!include C4.puml\nPerson(u, "Shopper")\nSystem(s, "Shop")\nRel(u, s, "buys")\n@enduml', "plantuml"
    )
    assert _edges(graph) == [("Shopper", "Shop")]


@pytest.mark.parametrize(
    "body",
    [
        "class Order {\n id\n}\nOrder --> Item",
        "[*] --> New\nNew --> Paid",
        "start\n:pay;\nstop",
        "entity Order {\n *id\n}",
        "state New\nNew --> Paid",
    ],
)
def test_other_plantuml_is_no_architecture(body: str) -> None:
    assert parse(f"@startuml\n{body}\n@enduml", "plantuml") is None


@pytest.mark.parametrize("kind", ["mindmap", "gantt", "json", "salt"])
def test_other_starts_are_no_architecture(kind: str) -> None:
    assert parse(f"@start{kind}\n* a\n@end{kind}", "plantuml") is None


def test_a_digraph_with_clusters_records_and_chains() -> None:
    graph = parse(
        'strict digraph "G" {\n  // remark\n  rankdir=LR; node [shape=box];\n  web [label="Web\\nshop"];\n'
        '  subgraph cluster_1 { db [shape=cylinder, label="Orders"]; label="Backend"; }\n'
        "  web -> api -> db [style=dashed];\n"
        "  api -> {cache queue};\n  api:p1 -> log:p2;\n  page [label=<<b>Page</b>>]; page -> api\n}",
        "dot",
    )
    assert _edges(graph) == [
        ("Web shop", "api"),
        ("api", "Orders"),
        ("api", "cache"),
        ("api", "queue"),
        ("api", "log"),
        ("Page", "api"),
    ]
    assert graph is not None
    assert graph.groups[0].label == "Backend"
    assert _shapes(graph)["Orders"] == "cylinder"
    assert [link.dashed for link in graph.links][:3] == [True, True, False]


def test_an_undirected_graph_and_reversed_edges() -> None:
    graph = parse("graph G { a -- b }", "dot")
    assert graph is not None
    assert graph.links[0].both
    assert _edges(parse("digraph { a -> b [dir=back] }", "")) == [("b", "a")]


def test_braces_nested_without_end_are_read_to_the_end() -> None:
    assert parse("digraph {" + "a { " * 3000, "dot") is not None
