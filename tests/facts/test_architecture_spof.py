"""Single points of failure: what every path to a store needs, and what does not count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents import read
from reviewer.facts.architecture import read_architecture
from reviewer.facts.architecture_path import needed_on_all_paths, reach
from reviewer.model.submission import Submission


def _spofs(body: str) -> set[str]:
    document = read(Submission(name="design.md", data=f"```mermaid\ngraph LR\n{body}\n```\n".encode()))
    (found,) = read_architecture(document)
    return set(found.spofs)


def test_a_lone_store_at_the_end_counts_as_well_as_what_leads_there() -> None:
    assert _spofs("Client --> lb[Load balancer] --> a[App 1] & b[App 2] --> d[(Orders)]") == {"Load balancer", "Orders"}


def test_what_has_several_instances_does_not_count() -> None:
    assert _spofs("Client --> api[API x3] --> d[(Orders)]\napi --> m[Metrics]") == {"Orders"}
    assert _spofs("Client --> api[API] --> r[Redis cluster]") == {"API"}


@pytest.mark.parametrize(
    "side",
    [
        "api -.-> p[Prometheus]",
        "api --> l[Logging]",
        "api --> q[Kafka x3] --> w[Mailer] --> o[(Outbox)]",
        "api --> c[Cache]",
    ],
)
def test_side_branches_do_not_count(side: str) -> None:
    assert _spofs(f"Client --> api[API] --> d[(Orders)]\n{side}") == {"API", "Orders"}


def test_clients_cdns_and_outside_services_do_not_count_but_what_leads_to_them_does() -> None:
    assert _spofs("Users --> CDN --> api[API] --> Stripe & PayPal") == {"API"}


def test_each_way_in_is_looked_at_by_itself() -> None:
    found = _spofs(
        "Writers[Writer client] --> recv[Receiver] --> s[(Samples)]\n"
        "Reader[Reader client] --> q[Querier] --> s\nq --> recv"
    )
    assert found == {"Receiver", "Querier", "Samples"}


def test_what_each_client_has_for_itself_and_backups_do_not_count() -> None:
    assert _spofs("User --> api[API] --> d[(Orders)]\nUser --> i[(IndexedDB)]") == {"API", "Orders"}
    assert _spofs("Client --> d[(Orders)] --> b[Backup server] --> s[(Tapes)]") == {"Orders", "Tapes"}


def test_redis_counts_where_it_is_more_than_a_cache() -> None:
    assert _spofs("Client --> api[Chat server] --> r[Redis Pub/Sub]") == {"Chat server", "Redis Pub/Sub"}
    assert _spofs("Client --> api[API] -->|LPUSH jobs| r[Redis]\napi --> d[(Orders)]") == {"API", "Redis", "Orders"}
    assert _spofs("Client --> api[API] -->|GET order| r[Redis]\napi --> d[(Orders)]") == {"API", "Orders"}


def test_a_second_path_takes_a_node_off_the_list() -> None:
    assert _spofs("Client --> a[Cart] & b[Checkout]\na --> d[(Orders)]\nb --> d") == {"Orders"}


def test_a_load_balancer_at_the_head_counts_itself() -> None:
    assert "Load balancer" in _spofs("lb[Load balancer] --> api[API] --> d[(Orders)]")


def test_a_service_at_the_head_does_not() -> None:
    assert _spofs("api[Order API] --> d[(Orders)]") == {"Orders"}


def test_a_queue_counts_where_everything_runs_through_it() -> None:
    assert _spofs("Client --> q[Job queue] --> w[Runner] --> d[(Results)]") == {"Job queue", "Runner", "Results"}


def test_a_primary_with_its_replica_does_not_count() -> None:
    assert _spofs("Client --> api[API] --> p[(DB primary)] --> r[(DB replica)]") == {"API"}


def test_regions_that_back_each_other_up() -> None:
    body = "User --> la & lb\n"
    for key, region in (("a", "East"), ("b", "West")):
        body += f"subgraph {region}\n l{key}[Load balancer] --> s{key}[API] --> d{key}[(Orders)]\nend\n"
    assert _spofs(body + "da <--> db") == set()


def test_a_cycle_has_single_points_too() -> None:
    found = _spofs(
        "c[Coordinator] --> s[Selector] --> a[Device A] & b[Device B] --> g[Aggregator] --> m[(Model)] --> c"
    )
    assert {"Coordinator", "Aggregator", "Model"} <= found


def test_an_arrow_to_a_frame_reaches_what_stands_in_it() -> None:
    found = _spofs("Client --> api[API]\napi --> data\nsubgraph data [Data tier]\n d[(Orders)]\nend")
    assert found == {"API", "Orders"}


def test_without_a_flow_there_is_none() -> None:
    assert _spofs("a[Metrics] --> b[Dashboard]") == set()


_GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=4), max_size=7)


@given(_GRAPHS)
def test_a_node_is_needed_exactly_if_no_path_goes_around_it(graph: dict[str, list[str]]) -> None:
    edges = {node: graph.get(node, []) for node in "abcdefg"}
    needed = needed_on_all_paths("a", edges)
    assert needed.keys() == reach("a", edges)
    for goal, nodes in needed.items():
        for other in set("abcdefg") - {"a", goal}:
            without = {node: [target for target in targets if target != other] for node, targets in edges.items()}
            assert (other in nodes) == (goal not in reach("a", without))
