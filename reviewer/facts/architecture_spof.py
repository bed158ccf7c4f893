"""Single points of failure: a drawing goes in, the labels of nodes whose loss stops a flow come out.

For every way in (a client, or what stands at the head of the flow) and every store that is reached from there, the
nodes that all paths pass through are needed, and so is the store. Nodes with several instances, clients, CDNs,
outside services, and what is only reached asynchronously or only observes are left out. Articulation points would be
wrong: they miss a lone store at the end and name nodes that only side branches need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reviewer.documents.diagrams import kind_of
from reviewer.facts.architecture_node import Part
from reviewer.facts.architecture_path import Edges, last_nodes, needed_on_all_paths, reach

_OBSERVES = re.compile(
    r"\b(?:logs?|logging|metrics?|monitor\w*|observability|analytics?|grafana|kibana|elk|tracing|"
    r"jaeger|zipkin|datadog|alert\w*|audit|dashboards?|telemetry|reporting|splunk"
    r"|backup|archive|ci|cd|bi)\b",
    re.I,
)
_ACTION = re.compile(
    r"(?:return|cache hit|cache miss|success|fail|error|reject|done|end|stop|respond|yes|no|ok|http|\d{3})\b", re.I
)
# Offered only as replicated services or run only as clusters; a single box does not make them a single machine.
_REPLICATED = re.compile(
    r"\b(?:s3|gcs|dynamo ?db|cassandra|spanner|big ?table|big ?query|cloud storage|object (?:storage|"
    r"store)|azure blob|blob storage|sqs|sns|kinesis|(?<!redis )pub/?sub|cockroach\w*|hdfs)\b",
    re.I,
)
_STANDBY = re.compile(
    r"\b(?:replicas?|standby|stand-by|secondary|slaves?|followers?|backup|passive|failover|mirror|"
    r"read[- ]only|dr)\b",
    re.I,
)
_INDEX = re.compile(
    r"\s*(?:[-#_ ]?(?:\d{1,3}|n)|\b(?:primary|secondary|master|slave|leader|follower|standby|replica|"
    r"active|passive|main)\b)\s*",
    re.I,
)
_ROLE = re.compile(
    r"[()\[\]:,-]|\b(?:primary|secondary|master|slave|leader|follower|standby|replica|active|passive|"
    r"main|backup)\b|(?<= )\d{1,3}$",
    re.I,
)
_LETTER = re.compile(
    r"\b(server|node|instance|region|dc|data ?cent(?:er|re)|zone|az|shard|replica|worker|device|"
    r"partition|broker|host|lb|machine|cell|cluster|pod) [a-h]\b",
    re.I,
)
_INSTANCE = re.compile(
    r"\b(?:server|node|instance|shard|replica|worker|broker|host|machine|pod|partition|consumer|lb|"
    r"balancer|vm|container|region|zone|az) ?[-#]?(?:\d{1,3}|n)\b",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:us|eu|ap|sa|ca|af|me)[- ](?:east|west|north|south|central|southeast|"
    r"northeast)(?:[- ]?\d\w?)?\b|\b(?:region|zone|az|dc|data ?cent(?:er|re)) ?[-\w]\b",
    re.I,
)
_CACHE = re.compile(r"\bcach(?:e|ing)\b", re.I)
_SPARED = re.compile(
    r"\b(?:backups?|indexed ?db|rx ?db|pouch ?db|local ?storage|session ?storage|service worker|core ?data|"
    r"on[- ]device)\b",
    re.I,
)
"""What no request waits for, and what each client has for itself."""
_STORES = frozenset({"database", "blob_store", "queue"})
_STORE_SHAPES = frozenset({"cylinder", "database", "db"})
_NEVER = frozenset({"client", "cdn", "external"})
_MOST_NODES = 400

Wire = tuple[str, str, bool, bool]
"""Source, target, dashed, both."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram by labels. `links` are (source, target, dashed, both)."""

    parts: tuple[Part, ...]
    links: tuple[Wire, ...]

    def directed(self) -> Drawing:
        """The drawing with two-headed and headless lines turned away from clients; else they run as they are drawn."""
        kind_of_label = {part.node.label: part.node.kind for part in self.parts}
        turned = tuple(
            (target, source, dashed, both)
            if both and kind_of_label[target] == "client" and kind_of_label[source] not in ("client", "other")
            else (source, target, dashed, both)
            for source, target, dashed, both in self.links
        )
        return replace(self, links=turned)

    def with_links(self, links: tuple[Wire, ...]) -> Drawing:
        """The drawing with further links."""
        return replace(self, links=(*self.links, *links))


def single_points(drawing: Drawing) -> tuple[str, ...]:
    """Labels of the single points of failure, in the order they are drawn."""
    if not drawing.links or len(drawing.parts) > _MOST_NODES:
        return ()
    part_of = {part.node.label: part for part in drawing.parts}
    edges = _edges(part_of, drawing.links)
    entries = _entries(part_of, edges)
    needed: set[str] = set()
    for entry in entries:
        needed |= _needed_from(entry, part_of, edges, drawing.links)
    spared = _several(part_of, drawing.links) | (entries - _counted_heads(entries, part_of, edges))
    return tuple(label for label, part in part_of.items() if label in needed - spared and _can_fail_alone(part))


def _can_fail_alone(part: Part) -> bool:
    """A cache can be done without, unless it is drawn as a store; clients, CDNs and outside services are not ours."""
    if part.node.kind in _NEVER or _SPARED.search(part.node.label):
        return False
    return part.node.kind != "cache" or _is_drawn_as_store(part)


def _edges(labels: Iterable[str], links: Iterable[Wire]) -> Edges:
    edges: dict[str, list[str]] = {label: [] for label in labels}
    for source, target, *_ in links:
        if target not in edges[source]:
            edges[source].append(target)
    return edges


def _entries(part_of: Mapping[str, Part], edges: Edges) -> set[str]:
    """Where flows begin: what nothing points at, apart from stores and, beside clients, workers.

    In a cycle they begin at its clients and at what is drawn first.
    """
    pointed_at = {target for targets in edges.values() for target in targets}
    heads = {label for label, targets in edges.items() if targets and label not in pointed_at}
    if not heads:
        first = next((label for label, targets in edges.items() if targets), None)
        return {label for label, targets in edges.items() if targets and part_of[label].node.kind == "client"} | (
            {first} if first else set()
        )
    flows = {label for label in heads if not _is_store(part_of[label]) and not _OBSERVES.search(label)} or heads
    clients = {label for label in flows if part_of[label].node.kind == "client"}
    return {label for label in flows if part_of[label].node.kind != "worker"} if clients else flows


def _counted_heads(entries: set[str], part_of: Mapping[str, Part], edges: Edges) -> set[str]:
    """Heads that are parts of the system themselves: entry tiers, and what stands in a cycle."""
    pointed_at = {target for targets in edges.values() for target in targets}
    return {
        label for label in entries if part_of[label].node.kind in ("load_balancer", "gateway") or label in pointed_at
    }


def _needed_from(entry: str, part_of: Mapping[str, Part], edges: Edges, links: Iterable[Wire]) -> set[str]:
    """What every path passes through to a store reached from `entry`, or to all ends of its flow."""
    reached = reach(entry, edges)
    direct = _synchronous(entry, part_of, links) or reached
    before = needed_on_all_paths(entry, edges)
    goals = {label for label in direct if label != entry and _is_goal(part_of[label], edges[label])}
    needed: set[str] = set()
    for goal in goals:
        needed |= before[goal] | {goal}
    ends = {label for label in direct if not edges[label] and not _OBSERVES.search(label)} or last_nodes(reached, edges)
    if ends:
        needed |= set.intersection(*(before[label] for label in ends))
    for label in ends:
        if part_of[label].node.kind == "external":
            needed |= before[label]
    return needed


def _synchronous(entry: str, part_of: Mapping[str, Part], links: Iterable[Wire]) -> set[str]:
    """What is reached without passing a queue, over solid lines if those lead to a store.

    Empty where only queues lead to one.
    """
    for kept in ([link for link in links if not link[2]], list(links)):
        edges = _edges(part_of, (link for link in kept if part_of[link[0]].node.kind != "queue"))
        reached = reach(entry, edges)
        if any(_ends_a_request(part_of[label]) for label in reached):
            return reached
    return set()


def _ends_a_request(part: Part) -> bool:
    return part.node.kind in ("database", "blob_store", "external") or _is_drawn_as_store(part)


def _is_store(part: Part) -> bool:
    """What holds data that cannot be done without; a cache can, unless it is drawn as a store."""
    return part.node.kind in _STORES or _is_drawn_as_store(part)


def _is_drawn_as_store(part: Part) -> bool:
    return part.shape in _STORE_SHAPES and _CACHE.search(part.node.label) is None


def _is_goal(part: Part, targets: list[str]) -> bool:
    if _OBSERVES.search(part.node.label) or _ACTION.match(part.node.label):
        return False
    return _is_store(part) or (not targets and part.node.kind == "service" and _is_said_to_serve(part))


def _is_said_to_serve(part: Part) -> bool:
    """Whether a word or a component's shape says that this is a service; a participant may be anything."""
    return part.shape != "participant" or kind_of(part.node.label) == "service"


def _several(part_of: Mapping[str, Part], links: tuple[Wire, ...]) -> set[str]:
    """Nodes of which there is more than one: by what they say, by a standby, or by a twin with the same neighbours."""
    found = {label for label, part in part_of.items() if part.node.replicas is not None or _REPLICATED.search(label)}
    found |= _numbered(part_of)
    for source, target, *_ in links:
        if (
            _is_store(part_of[source])
            and _is_store(part_of[target])
            and (_STANDBY.search(source) or _STANDBY.search(target))
        ):
            found |= {source, target}
    return found | _twins(part_of, links) | _with_standby(part_of)


def _numbered(labels: Iterable[str]) -> set[str]:
    """Machines that are told apart by a number only: "Worker 1", "Worker 2"."""
    same: dict[str, list[str]] = {}
    for label in labels:
        if _INSTANCE.search(label):
            same.setdefault(_base(label), []).append(label)
    return {label for labels_ in same.values() if len(labels_) > 1 for label in labels_}


def _with_standby(labels: Iterable[str]) -> set[str]:
    """Nodes that differ only in the role they have: "Scheduler (leader)", "Scheduler (standby)"."""
    roles: dict[str, list[str]] = {}
    for label in labels:
        roles.setdefault(" ".join(_ROLE.sub(" ", label).lower().split()), []).append(label)
    return {label for same in roles.values() if len(same) > 1 for label in same}


def _twins(part_of: Mapping[str, Part], links: tuple[Wire, ...]) -> set[str]:
    """Nodes that differ in a number, a region or a role only, and stand between the same kinds of neighbours."""
    base = {label: _base(label.removesuffix(f" ({part.group})")) for label, part in part_of.items()}
    group = dict(base)
    for _ in range(4):
        before: dict[str, set[str]] = {label: set() for label in part_of}
        after: dict[str, set[str]] = {label: set() for label in part_of}
        for source, target, *_ in links:
            if base[source] != base[target]:  # twins may replicate to one another
                after[source].add(group[target])
                before[target].add(group[source])
        keys = {label: (base[label], frozenset(before[label]), frozenset(after[label])) for label in part_of}
        names = {key: f"{key[0]} {index}" for index, key in enumerate(dict.fromkeys(keys.values()))}
        group = {label: names[keys[label]] for label in part_of}
    sizes: dict[str, int] = {}
    for label in part_of:
        sizes[group[label]] = sizes.get(group[label], 0) + 1
    return {label for label in part_of if sizes[group[label]] > 1 and base[label]}


def _base(label: str) -> str:
    text = _PLACE.sub(" ", _LETTER.sub(r"\1", label))
    return " ".join(re.sub(r"[()\[\]:,-]", " ", _INDEX.sub(" ", text)).lower().split())
