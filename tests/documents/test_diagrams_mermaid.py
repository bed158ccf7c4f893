"""Mermaid: every notation of nodes, arrows and frames, and the kinds that draw no architecture."""

from __future__ import annotations

import pytest

from reviewer.documents.diagrams import Graph, parse


def _graph(text: str) -> Graph:
    graph = parse(text, "mermaid")
    assert graph is not None
    return graph


def _labels(graph: Graph) -> list[str]:
    return [node.label for node in graph.nodes]


def _edges(graph: Graph) -> list[tuple[str, str]]:
    label = {node.id: node.label for node in graph.nodes}
    return [(label[link.source], label[link.target]) for link in graph.links]


@pytest.mark.parametrize(
    ("node", "label", "shape"),
    [
        ("A", "A", ""),
        ("A[Web shop]", "Web shop", ""),
        ("A(Web shop)", "Web shop", ""),
        ("A([Web shop])", "Web shop", "stadium"),
        ("A[[Web shop]]", "Web shop", "subroutine"),
        ("A[(Orders)]", "Orders", "cylinder"),
        ("A((Web shop))", "Web shop", "circle"),
        ("A(((Web shop)))", "Web shop", "circle"),
        ("A{Web shop}", "Web shop", "diamond"),
        ("A{{Web shop}}", "Web shop", "hexagon"),
        ("A[/Web shop/]", "Web shop", "slanted"),
        ("A[\\Web shop\\]", "Web shop", "slanted"),
        ("A>Web shop]", "Web shop", "flag"),
        ('A["Web shop (v2)"]', "Web shop (v2)", ""),
        ('A["`**Web** shop`"]', "Web shop", ""),
        ("A[Web<br/>shop]", "Web shop", ""),
        ("A[fa:fa-user Web shop]", "Web shop", ""),
        ('A["Web #quot;shop#quot;"]', 'Web "shop"', ""),
        ("A[Web shop]:::hot", "Web shop", "hot"),
        ('A@{ shape: cyl, label: "Orders" }', "Orders", "cylinder"),
        ("A(Reads (and writes))", "Reads (and writes)", ""),
        ("api-gw.v2[Gateway]", "Gateway", ""),
    ],
)
def test_a_node_has_the_label_and_shape_it_is_drawn_with(node: str, label: str, shape: str) -> None:
    first = _graph(f"flowchart LR\n  {node} --> Z").nodes[0]
    assert (first.label, first.shape) == (label, shape)


@pytest.mark.parametrize(
    ("arrow", "dashed", "both"),
    [
        ("-->", False, False),
        ("--->", False, False),
        ("==>", False, False),
        ("-.->", True, False),
        ("-..->", True, False),
        ("--o", False, False),
        ("--x", False, False),
        ("<-->", False, True),
        ("---", False, True),
        ("-.-", True, True),
        ("->", False, False),
        ("-->|reads|", False, False),
        ("-- reads -->", False, False),
        ("== reads ==>", False, False),
        ("-. reads .->", True, False),
    ],
)
def test_an_arrow_links_two_nodes(arrow: str, dashed: bool, both: bool) -> None:
    (link,) = _graph(f"graph TD\nA[Shop] {arrow} B[Orders]").links
    assert (link.source, link.target, link.dashed, link.both) == ("A", "B", dashed, both)
    assert link.label == ("reads" if "reads" in arrow else "")


def test_an_invisible_link_is_none() -> None:
    assert _graph("graph TD\nA ~~~ B").links == ()


def test_chains_and_groups_of_nodes_are_all_linked() -> None:
    graph = _graph("graph LR\nA --> B & C --> D")
    assert _edges(graph) == [("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")]


def test_statements_end_at_semicolons_outside_labels() -> None:
    graph = _graph('graph LR; A["x; y"]-->B;B-->C')
    assert _edges(graph) == [("x; y", "B"), ("B", "C")]


def test_styling_comments_and_directives_are_no_nodes() -> None:
    graph = _graph(
        "---\ntitle: Shop\n---\n%%{init: {\n 'theme': 'dark'}}%%\nflowchart TB\n  %% a remark --> none\n  A --> B\n"
        '  click A "https://shop.example"\n  style A fill:#fff\n  linkStyle 0 stroke:red\n'
        "  classDef hot fill:#f00\n  class A,B hot\n  direction LR"
    )
    assert _labels(graph) == ["A", "B"]


def test_a_label_may_span_lines() -> None:
    assert _labels(_graph('graph LR\nA["first\nsecond"] --> B')) == ["first second", "B"]


def test_a_quote_that_is_never_closed_costs_one_statement() -> None:
    assert ("C", "D") in _edges(_graph('graph LR\nA[5" disk] --> B\nC --> D'))


def test_nodes_know_the_subgraph_they_stand_in() -> None:
    graph = _graph('graph LR\nsubgraph one ["Region one"]\n  A --> B\n  subgraph Inner\n  C\n  end\nend\nA --> D')
    titles = {group.id: group.label for group in graph.groups}
    assert {node.label: titles.get(node.group or "") for node in graph.nodes} == {
        "A": "Region one",
        "B": "Region one",
        "C": "Inner",
        "D": None,
    }


def test_an_arrow_to_a_subgraph_makes_it_a_node_under_its_title() -> None:
    graph = _graph("graph LR\nA --> data\nsubgraph data [Data tier]\n  B[(Orders)]\nend")
    assert _edges(graph) == [("A", "Data tier")]
    assert set(_labels(graph)) == {"A", "Orders", "Data tier"}


def test_requests_are_edges_and_responses_are_none() -> None:
    graph = _graph(
        "sequenceDiagram\n  autonumber\n  actor U as Shopper\n  PARTICIPANT A AS Order API\n  participant D as Orders\n"
        "  U->>+A: POST /orders\n  A->>A: check basket\n  A->>D: insert order\n  D-->>A: ok\n"
        "  A->>U: 201 Created\n  U->>A: POST /orders"
    )
    assert _edges(graph) == [("Shopper", "Order API"), ("Order API", "Orders")]


@pytest.mark.parametrize(
    "answer", ["Result", "Response for 20 rows", "found", "200 OK", "ListRowsResponse", "signed URL", ""]
)
def test_a_solid_arrow_that_answers_is_no_edge(answer: str) -> None:
    assert _edges(_graph(f"sequenceDiagram\nA->>B: fetch rows\nB->>A: {answer}")) == [("A", "B")]


@pytest.mark.parametrize("request_text", ["ListRows", "fetch more", "notify of progress", "GET /status"])
def test_a_call_back_is_an_edge(request_text: str) -> None:
    assert _edges(_graph(f"sequenceDiagram\nA->>B: start\nB->>A: {request_text}")) == [("A", "B"), ("B", "A")]


def test_an_answer_may_skip_the_one_in_between() -> None:
    graph = _graph("sequenceDiagram\nC->>R: route\nR->>S: route\nS->>C: Response")
    assert _edges(graph) == [("C", "R"), ("R", "S")]


def test_a_dashed_message_that_answers_nothing_is_an_edge() -> None:
    (link,) = _graph("sequenceDiagram\nA-->>Q: publish").links
    assert (link.source, link.target, link.dashed) == ("A", "Q", True)


def test_participants_with_spaces_need_no_declaration() -> None:
    assert _edges(_graph("sequenceDiagram\nWeb Shop->>Multi-Tenant Store: read")) == [
        ("Web Shop", "Multi-Tenant Store")
    ]


def test_c4_elements_boundaries_and_relations() -> None:
    graph = _graph(
        'C4Container\nPerson(u, "Shopper", "buys")\nSystem_Boundary(s, "Shop") {\n'
        '  Container(w, "Web shop", "TS, React")\n'
        '  ContainerDb(d, "Orders", "SQL")\n}\nSystem_Ext(m, "Mail")\nRel(u, w, "uses")\n'
        'Rel(w, d, "reads", "SQL")\nRel_Back(u, m, "sends")'
    )
    assert _edges(graph) == [("Shopper", "Web shop"), ("Web shop", "Orders"), ("Mail", "Shopper")]
    assert {node.label: node.shape for node in graph.nodes} == {
        "Shopper": "actor",
        "Web shop": "component",
        "Orders": "cylinder",
        "Mail": "external",
    }


def test_architecture_diagrams_with_junctions() -> None:
    graph = _graph(
        "architecture-beta\n  group g(cloud)[Backend]\n  service api(server)[Order API] in g\n"
        "  service db(database)[Orders] in g\n"
        "  junction j in g\n  api:R --> L:j\n  j:R --> L:db"
    )
    assert _edges(graph) == [("Order API", "Orders")]


@pytest.mark.parametrize(
    "head", ["erDiagram", "classDiagram", "stateDiagram-v2", "gantt", "pie title X", "mindmap", "gitGraph", "journey"]
)
def test_other_kinds_are_no_architecture(head: str) -> None:
    assert parse(f"{head}\n  A --> B", "mermaid") is None


def test_an_unlabelled_block_is_known_by_its_heading() -> None:
    graph = parse("flowchart LR\n A --> B", "")
    assert graph is not None
    assert graph.kind == "mermaid-flowchart"
