"""Architecture: nodes, kinds, replicas and edges of a document's diagrams."""

from __future__ import annotations

import pytest

from reviewer.documents import read
from reviewer.documents.diagrams import kind_of
from reviewer.facts.architecture import read_architecture
from reviewer.facts.architecture_node import replicas_of
from reviewer.model.facts import Architecture
from reviewer.model.submission import Submission


def _read(text: str) -> tuple[Architecture, ...]:
    return read_architecture(read(Submission(name="design.md", data=text.encode())))


def _mermaid(body: str) -> Architecture:
    (found,) = _read(f"# Shop\n\n```mermaid\ngraph LR\n{body}\n```\n")
    return found


def test_a_diagram_has_the_lines_of_its_block() -> None:
    (found,) = _read("# Shop\n\nText.\n\n```mermaid\ngraph LR\nWeb --> DB\n```\n\nMore.\n")
    assert found.lines == (5, 8)
    assert found.kind == "mermaid-flowchart"


def test_edges_and_single_points_use_the_labels_of_nodes() -> None:
    found = _mermaid("u[Users] --> g[Gateway] --> d[(Orders)]")
    labels = {node.label for node in found.nodes}
    assert {end for edge in found.edges for end in edge} <= labels
    assert set(found.spofs) <= labels


def test_repeated_edges_count_once() -> None:
    assert _mermaid("API -->|first| DB\nAPI -->|second| DB\nAPI --> API").edges == (("API", "DB"),)


def test_nodes_under_one_label_are_one_node_with_replicas() -> None:
    found = _mermaid("lb[Load balancer] --> a[App] & b[App] & c[App]\na & b & c --> d[(Orders)]")
    assert [(node.label, node.replicas) for node in found.nodes] == [
        ("Load balancer", None),
        ("App", 3),
        ("Orders", None),
    ]


def test_one_label_beside_different_neighbours_is_no_replica() -> None:
    found = _mermaid("a[Cart] --> x[(MySQL)]\nb[Search] --> y[(MySQL)]")
    assert {node.label: node.replicas for node in found.nodes}["MySQL"] is None


def test_one_label_in_two_titled_groups_is_two_nodes() -> None:
    found = _mermaid("subgraph e [East]\n a[API]\nend\nsubgraph w [West]\n b[API]\nend\nu[Users] --> a & b")
    assert {node.label for node in found.nodes} == {"Users", "API (East)", "API (West)"}
    assert ("Users", "API (West)") in found.edges


def test_roles_of_one_component_are_one_node_and_stores_keep_theirs() -> None:
    found = _mermaid(
        "a[Scheduler - main] --> q[Scheduler (leader)] & r[Scheduler (standby)]\nd[DB (primary)] --> e[DB (replica)]"
    )
    replicas = {node.label: node.replicas for node in found.nodes}
    assert replicas["Scheduler"] == 2
    assert {"DB (primary)", "DB (replica)"} <= replicas.keys()


def test_two_headed_lines_run_away_from_clients() -> None:
    assert _mermaid("a[API gateway] <--> b[Mobile client]").edges == (("Mobile client", "API gateway"),)
    assert _mermaid("a[Mobile client] --- b[API gateway]").edges == (("Mobile client", "API gateway"),)


def test_drawings_in_fences_without_a_language() -> None:
    (found,) = _read("# Shop\n\n```\n+-----+     +-----+\n| App |---->| DB  |\n+-----+     +-----+\n```\n")
    assert (found.kind, found.edges, found.lines) == ("ascii", (("App", "DB"),), (3, 7))


def test_drawings_in_an_indented_fence_keep_their_columns() -> None:
    text = (
        "# Shop\n\n- The parts:\n\n  ```\n  +-----+\n  | App |\n  +--+--+\n     |\n     v\n"
        "  +-----+\n  | DB  |\n  +-----+\n  ```\n"
    )
    (found,) = _read(text)
    assert found.edges == (("App", "DB"),)


def test_short_codes_and_tags_around_mermaid() -> None:
    (found,) = _read("# Shop\n\n{{< mermaid >}}\ngraph TD\n  Users --> Gateway\n{{< /mermaid >}}\n")
    assert found.edges == (("Users", "Gateway"),)
    (found,) = _read('# Shop\n\n<pre class="mermaid">\ngraph LR\n  Gateway --> Orders\n</pre>\n')
    assert found.edges == (("Gateway", "Orders"),)


def test_plantuml_that_stands_in_no_fence() -> None:
    text = """# Shop

@startuml
!include C4_Container.puml

Person(buyer, "Buyer")

System_Boundary(s, "Shop") {
  Container(lb, "Load balancer", "nginx")

  Container(cart, "Cart service", "Go")
  ContainerDb(db, "Cart DB", "PostgreSQL")
}

Rel(buyer, lb, "buys", "HTTPS")

Rel(lb, cart, "", "")
Rel(cart, db, "", "")
@enduml

Client -> API gateway -> Search service -> Elasticsearch
"""
    drawn, flow = read_architecture(read(Submission(name="design.md", data=text.encode())))
    assert drawn.edges == (("Buyer", "Load balancer"), ("Load balancer", "Cart service"), ("Cart service", "Cart DB"))
    assert drawn.lines[0] == 3
    assert len(flow.nodes) == 4
    assert read_architecture(read(Submission(name="design.md", data=b"@startuml\n\nA -> B\n"))) == ()


@pytest.mark.parametrize(
    "body",
    [
        "w[World] --> n[North]\nw --> s[South]\ns --> a[...]",
        'a["1. Write to the DB"] --> b["2. Poll the outbox"] --> c["3. Publish to Kafka"]',
        "a[orders.created.v1]\nb[orders.paid.v1]\nc[Order service]",
        "a[Pay] --> b{Is it paid?}\nb -->|yes| c[Ship it]\nb -->|no| d[Remind the buyer by email]",
    ],
)
def test_flowcharts_of_data_steps_topics_and_decisions_are_no_architecture(body: str) -> None:
    assert _read(f"# Shop\n\n```mermaid\ngraph LR\n{body}\n```\n") == ()


def test_c4_parts_may_be_linked_by_plain_arrows() -> None:
    (found,) = _read(
        '```plantuml\n@startuml\n!include <C4/C4_Container>\nPerson(buyer, "Buyer")\nContainer(api, "Shop API", "Go")\n'
        'ContainerDb(db, "Orders", "PostgreSQL")\nbuyer -> api : HTTPS\napi --> db : SQL\n@enduml\n```\n'
    )
    assert found.edges == (("Buyer", "Shop API"), ("Shop API", "Orders"))


def test_a_database_with_an_empty_frame_is_a_part() -> None:
    (found,) = _read(
        '```plantuml\n@startuml\nnode "Host" {\n  component "Shop API" as api\n  database "Neo4j" {\n  }\n}\n'
        'actor Buyer\nBuyer --> api\napi --> "Neo4j"\n@enduml\n```\n'
    )
    assert found.spofs == ("Shop API", "Neo4j")


def test_a_sequence_whose_actor_is_called_like_a_component() -> None:
    (found,) = _read(
        '```plantuml\n@startuml\nactor Agent\nparticipant "Shop API" as API\nparticipant "Worker" as W\n'
        "Agent -> API: POST /orders\nAPI -> W: start\nW --> API: result\nAPI --> Agent: 200 OK\n@enduml\n```\n"
    )
    assert found.edges == (("Agent", "Shop API"), ("Shop API", "Worker"))


def test_what_is_put_into_a_queue_answers_nobody() -> None:
    body = "participant O as Orders\nparticipant K as Kafka\nparticipant S as Stock service\n"
    calls = "O->>K: order.created\nK->>S: event consumed\nS->>K: stock.reserved\nK->>O: event consumed\n"
    (found,) = _read(f"```mermaid\nsequenceDiagram\n{body}{calls}```\n")
    assert ("Stock service", "Kafka") in found.edges
    (acked,) = _read(f"```mermaid\nsequenceDiagram\n{body}{calls.replace('stock.reserved', 'ack')}```\n")
    assert ("Stock service", "Kafka") not in acked.edges


def test_flows_in_prose_and_in_items() -> None:
    found = _read("# Shop\n\nClient -> Gateway -> Order service -> Database\n\n- Client → CDN → Blob storage\n")
    assert [flow.lines for flow in found] == [(3, 3), (5, 5)]


def test_a_flow_takes_in_the_paragraph_that_goes_on_with_it() -> None:
    (found,) = _read("# Design\n\nClients <--> Load balancers <--> Web servers\n\n-> Cache servers\n-> Databases\n")
    assert found.lines == (3, 6)
    assert ("Web servers", "Databases") in found.edges


def test_nothing_is_found_where_nothing_is_drawn() -> None:
    assert (
        _read(
            "# Shop\n\nWe use a cache -> reads are fast.\n\n```python\nx = a -> b\n```\n\n| a | b |\n"
            "|---|---|\n| 1 | 2 |\n"
        )
        == ()
    )


@pytest.mark.parametrize(
    ("label", "shape", "kind"),
    [
        ("Mobile client", "", "client"),
        ("Web Browser", "", "client"),
        ("Shopper", "actor", "client"),
        ("API Gateway", "", "gateway"),
        ("Nginx reverse proxy", "", "load_balancer"),
        ("LoadBalancers", "", "load_balancer"),
        ("ALB", "", "load_balancer"),
        ("CloudFront", "", "cdn"),
        ("Edge", "", "cdn"),
        ("User Service", "", "service"),
        ("order-service", "", "service"),
        ("Database Server", "", "database"),
        ("PostgreSQL (primary)", "", "database"),
        ("Orders", "cylinder", "database"),
        ("Redis", "cylinder", "cache"),
        ("Cache servers", "", "cache"),
        ("Kafka", "", "queue"),
        ("Kafka consumer", "", "worker"),
        ("Message Queue", "", "queue"),
        ("S3 bucket", "", "blob_store"),
        ("Object Storage", "", "blob_store"),
        ("Transcoder", "", "worker"),
        ("Stripe API", "", "external"),
        ("Payment gateway", "", "external"),
        ("External load balancer", "", "load_balancer"),
        ("Mail", "external", "external"),
        ("Hash series 1", "", "other"),
        ("Order", "participant", "service"),
        ("Client A (Server 1)", "participant", "client"),
        ("Server 2", "", "service"),
        ("Shop PWA", "component", "client"),
        ("Payment Gateway", "cylinder", "external"),
        ("ERP System", "cylinder", "external"),
        ("CRM service", "", "service"),
        ("Caddy VIP", "", "load_balancer"),
        ("Security Edge", "", "gateway"),
    ],
)
def test_kinds_come_from_the_words_and_the_shape(label: str, shape: str, kind: str) -> None:
    assert kind_of(label, shape) == kind


@pytest.mark.parametrize(
    ("label", "replicas"),
    [
        ("API x3", 3),
        ("API ×3", 3),
        ("3x API", 3),
        ("API (3 replicas)", 3),
        ("Kafka (5 brokers)", 5),
        ("Redis Cluster", "many"),
        ("Web servers", "many"),
        ("Ingesters: 5, 7, 9", "many"),
        ("Databases", "many"),
        ("Worker pool", "many"),
        ("Primary/replica Postgres", "many"),
        ("API", None),
        ("Redis", None),
        ("Orders", None),
        ("Priority queues", None),
        ("Monitoring", None),
        ("Disk 3x GB", 3),
    ],
)
def test_replicas_come_from_the_label(label: str, replicas: int | str | None) -> None:
    assert replicas_of(label) == replicas
