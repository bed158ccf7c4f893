"""The nodes of an architecture: a graph goes in, nodes with unique labels, kinds and replicas come out.

Nodes that are drawn several times under one label are one node with as many replicas; where they stand in different
groups that have a title, the title tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.documents.diagrams import Graph, Vertex, kind_of, name_of
from reviewer.model.facts import Node, NodeKind

_NUMBERED = re.compile(
    r"(?<![\w.])[x×*]\s?(\d{1,5})\b(?!\s*(?:gb|tb|mb|%))|(?<![\w.])(\d{1,5})\s?[x×](?![\w])|"
    r"\bn\s?=\s?(\d{1,5})\b"
    r"|(?<![\w.-])(\d{1,5})\+?\s+(?:\w+\s)?(?:replicas?|instances?|nodes?|pods?|servers?|workers?|"
    r"brokers?|shards?|copies|azs?|machines?|hosts?|partitions?|regions?)\b",
    re.I,
)
_MANY = re.compile(
    r"\b(?:clusters?|clustered|replicas|replicated|replica ?sets?|sharded|shards|"
    r"multi[- ]?(?:az|region|node|master|zone)|(?<!user )pool|fleet|farm|auto ?-?scal\w+|asg|"
    r"ha|consumer groups?|auto ?scaling groups?|highly available|active[-/ ]?(?:active|passive|"
    r"standby)|redundant|"
    r"primary ?[/+&] ?(?:replicas?|standby|secondary)|master ?[/+&-] ?slaves?|"
    r"leader ?[/+&] ?followers?|"
    r"(?:hash ?|token ?|partition ?)?ring$|hashring|quorum|raft|horizontally scaled|stateless|"
    r"distributed|1\.\.n|x ?n|n ?x|[*] ?n)\b",
    re.I,
)
_DETAIL = re.compile(r"\s*[(\[{:].*", re.S)
_PLURAL = re.compile(
    r"\b(?:[a-z]+(?:ers|ors)|services|nodes|instances|databases|dbs|replicas|shards|pods|containers|"
    r"machines|hosts|vms|apis|microservices|proxies|devices|gateways|caches|"
    r"networks|banks|stores|regions|zones|partitions|phones|browsers|channels|clients|peers|lambdas|"
    r"functions|agents|apps|cdns|edges|pops|sites|cells|tasks|processes)$"
)
_ROLE = re.compile(
    r"\((?:leader|standby|stand-by|active|passive|follower|primary|replica|secondary|master|slave|"
    r"backup|hot|warm|cold|\d{1,3})(?: \d{1,3})?\)$",
    re.I,
)
_STORES = frozenset({"database", "cache", "blob_store", "queue"})
_NO_PLURAL = frozenset(
    {
        "orders",
        "transfers",
        "offers",
        "errors",
        "numbers",
        "letters",
        "headers",
        "folders",
        "papers",
        "users",
        "customers",
        "drivers",
        "riders",
    }
)


Neighbours = dict[str, tuple[frozenset[str], frozenset[str]]]
"""Labels before and after a node, by its id."""


@dataclass(frozen=True, slots=True)
class Part:
    """One node with what the search for single points of failure needs: the ids it is drawn under and its shape."""

    node: Node
    ids: tuple[str, ...]
    shape: str
    group: str


def name_parts(graph: Graph) -> list[Part]:
    """The nodes of a graph in the order they are drawn, each label once."""
    titles = {group.id: group.label for group in graph.groups}
    names = _without_roles(graph)
    grouped: dict[str, list[Vertex]] = {}
    for vertex in graph.nodes:
        grouped.setdefault(names.get(vertex.id, vertex.label), []).append(vertex)
    together: dict[str, list[Vertex]] = {}
    for label, vertices in grouped.items():
        apart = len({titles.get(vertex.group or "", "") for vertex in vertices}) > 1
        for vertex in vertices:
            title = titles.get(vertex.group or "", "") if apart else ""
            together.setdefault(f"{label} ({title})" if title and title != label else label, []).append(vertex)
    neighbours = _neighbours(graph)
    return [_part(label, vertices, titles, neighbours) for label, vertices in together.items()]


def _without_roles(graph: Graph) -> dict[str, str]:
    """Names by id of nodes that are one component in several roles: "Scheduler (leader)" and "Scheduler (standby)".

    Stores keep their roles, and so does what exchanges messages with its twin.
    """
    same: dict[str, list[Vertex]] = {}
    for vertex in graph.nodes:
        name, found, _ = vertex.label.rpartition("(")
        if found and _ROLE.match(vertex.label, len(name)) and kind_of(vertex.label, vertex.shape) not in _STORES:
            same.setdefault(name.strip(), []).append(vertex)
    linked = {frozenset((link.source, link.target)) for link in graph.links}
    return {
        vertex.id: name
        for name, vertices in same.items()
        if name and len(vertices) > 1 and not any(ends <= {other.id for other in vertices} for ends in linked)
        for vertex in vertices
    }


def _neighbours(graph: Graph) -> Neighbours:
    """For every node that is linked, the labels before and after it."""
    labels = {vertex.id: vertex.label for vertex in graph.nodes}
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for link in graph.links:
        if labels[link.source] == labels[link.target]:
            continue
        after.setdefault(link.source, set()).add(labels[link.target])
        before.setdefault(link.target, set()).add(labels[link.source])
    linked = before.keys() | after.keys()
    return {node: (frozenset(before.get(node, ())), frozenset(after.get(node, ()))) for node in linked}


def _part(label: str, vertices: list[Vertex], titles: dict[str, str], neighbours: Neighbours) -> Part:
    first = vertices[0]
    shape = next((vertex.shape for vertex in vertices if vertex.shape), "")
    drawn = sum(vertex.count for vertex in vertices) if _stand_alike(vertices, neighbours) else 1
    title = titles.get(first.group or "", "")
    kind: NodeKind = kind_of(first.label, shape)
    node = Node(first.id, label, kind, drawn if drawn > 1 else replicas_of(first.label, shape))
    return Part(node, tuple(vertex.id for vertex in vertices), shape, title)


def _stand_alike(vertices: list[Vertex], neighbours: Neighbours) -> bool:
    """Whether nodes of one label are instances of it: the linked ones have the same nodes before or after them."""
    linked = [neighbours[vertex.id] for vertex in vertices if vertex.id in neighbours]
    before, after = {before for before, _ in linked}, {after for _, after in linked}
    return (
        len(linked) < 2
        or (len(before) == 1 and before != {frozenset()})
        or (len(after) == 1 and after != {frozenset()})
    )


def replicas_of(label: str, shape: str = "") -> int | str | None:
    """How many of it a label tells: a number, "many", or None where it says nothing."""
    numbered = _NUMBERED.search(label)
    if numbered:
        count = int(next(group for group in numbered.groups() if group))
        return count if count > 1 else None
    if _MANY.search(label) or shape in ("collections", "processes", "procs", "st-rect", "docs"):
        return "many"
    name = name_of(_DETAIL.sub("", label) or label)
    plural = _PLURAL.search(name)
    return "many" if plural and plural.group() not in _NO_PLURAL else None
