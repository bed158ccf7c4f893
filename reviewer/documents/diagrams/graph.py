"""The graph that every diagram parser returns, and the builder the parsers fill.

In: nodes, links and groups as a parser meets them. Out: a `Graph` whose nodes have unique ids, whose links name known
nodes, and where a group that something points at has become a node of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reviewer.documents.diagrams.kind import kind_of
from reviewer.model.facts import DiagramKind


@dataclass(frozen=True, slots=True)
class Vertex:
    """One node. `shape` is the notation's own word ("cylinder", "actor", "queue", …), "" where it has none;
    `group` is the id of the innermost group around it; `count` says how often it is drawn."""

    id: str
    label: str
    shape: str = ""
    group: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow between two node ids. `dashed`: drawn dotted or dashed; `both`: heads at both ends, or at none."""

    source: str
    target: str
    label: str = ""
    dashed: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A frame around nodes: a subgraph, boundary, package or cluster. `parent` is the id of the frame around it."""

    id: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    kind: DiagramKind
    nodes: tuple[Vertex, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...] = ()


class GraphBuilder:
    """Collects nodes, links and groups in the order they are met."""

    def __init__(self) -> None:
        self._nodes: dict[str, Vertex] = {}
        self._links: list[Link] = []
        self._groups: dict[str, Group] = {}
        self._open: list[str] = []
        self._by_label: dict[str, str] = {}

    def node(self, node_id: str, label: str = "", shape: str = "", group: str | None = None) -> str:
        """Declare a node, or add a label or shape to one already met; returns its id."""
        known = self._nodes.get(node_id)
        self._by_label.setdefault(label or node_id, node_id)
        inside = group or (self._open[-1] if self._open else None)
        if known is None:
            self._nodes[node_id] = Vertex(node_id, label or node_id, shape, inside)
        elif label or shape or (inside and not known.group):
            self._nodes[node_id] = replace(
                known, label=label or known.label, shape=shape or known.shape, group=known.group or inside
            )
        return node_id

    def link(self, source: str, target: str, label: str = "", *, dashed: bool = False, both: bool = False) -> None:
        self._links.append(Link(source, target, label, dashed, both))

    def open_group(self, group_id: str, label: str, parent: str | None = None) -> None:
        """Nodes declared from here to `close_group` stand in this group."""
        self._groups.setdefault(group_id, Group(group_id, label, parent or (self._open[-1] if self._open else None)))
        self._open.append(group_id)

    def close_group(self) -> None:
        if self._open:
            self._open.pop()

    def fresh_id(self, stem: str) -> str:
        """An id for something that has no name of its own."""
        return f"{stem} {len(self._groups) + len(self._nodes) + 1}"

    def knows(self, node_id: str) -> bool:
        return node_id in self._nodes or node_id in self._groups

    def resolve(self, name: str) -> str:
        """The id of the node that has this id or, failing that, this label; the name itself where there is none."""
        return name if self.knows(name) else self._by_label.get(name, name)

    def queues(self) -> frozenset[str]:
        """The ids of the nodes that are queues, by label or shape."""
        return frozenset(node.id for node in self._nodes.values() if kind_of(node.label, node.shape) == "queue")

    def build(self, kind: DiagramKind) -> Graph | None:
        """The finished graph; None where nothing was drawn."""
        for link in self._links:
            for end in (link.source, link.target):
                self._promote(end)
        nodes = tuple(node for node in self._nodes.values() if node.id not in self._groups or self._linked(node.id))
        if not nodes:
            return None
        return Graph(kind, nodes, tuple(dict.fromkeys(self._links)), tuple(self._groups.values()))

    def _promote(self, node_id: str) -> None:
        """A link's end that was never declared becomes a node; one that names a group gets the group's label."""
        group = self._groups.get(node_id)
        if group is not None:
            self._nodes[node_id] = Vertex(node_id, group.label, "group", group.parent)
        elif node_id not in self._nodes:
            self._nodes[node_id] = Vertex(node_id, node_id)

    def _linked(self, node_id: str) -> bool:
        return self._nodes[node_id].shape == "group"
