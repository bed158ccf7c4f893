"""Paths in a directed graph: adjacency lists go in; what is reached, and what lies on every path, comes out."""

from __future__ import annotations

from collections.abc import Mapping

Edges = Mapping[str, list[str]]
"""Every node with the nodes it points at."""


_MOST_IN_CYCLES = 60


def reach(start: str, edges: Edges) -> set[str]:
    """All nodes on paths from `start`, itself included."""
    seen = {start}
    stack = [start]
    while stack:
        for target in edges.get(stack.pop(), ()):
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return seen


def last_nodes(nodes: set[str], edges: Edges) -> set[str]:
    """The nodes of a cycle that no path leaves; empty for more than 60 nodes, where no one reads cycles by eye."""
    if not nodes or len(nodes) > _MOST_IN_CYCLES:
        return set()
    return min((reach(node, edges) for node in sorted(nodes)), key=len)


def needed_on_all_paths(start: str, edges: Edges) -> dict[str, set[str]]:
    """For every node reached from `start`, the other nodes that all paths to it pass through (`start` included).

    These are its strict dominators, found by the iteration of Cooper, Harvey and Kennedy ("A simple, fast dominance
    algorithm", 2001) over nodes in reverse postorder.
    """
    order = _reverse_postorder(start, edges)
    number = {node: index for index, node in enumerate(order)}
    sources: dict[str, list[str]] = {node: [] for node in order}
    for node in order:
        for target in edges.get(node, ()):
            sources[target].append(node)
    parent = _immediate(order, number, sources)
    found: dict[str, set[str]] = {start: set()}
    for node in order[1:]:
        above = order[parent[number[node]]]
        found[node] = found[above] | {above}
    return found


def _immediate(order: list[str], number: dict[str, int], sources: dict[str, list[str]]) -> list[int]:
    """The immediate dominator of every node by number; the start's is itself."""
    parent = [-1] * len(order)
    parent[0] = 0
    changed = True
    while changed:
        changed = False
        for index in range(1, len(order)):
            known = [number[source] for source in sources[order[index]] if parent[number[source]] >= 0]
            best = known[0]
            for other in known[1:]:
                best = _meet(best, other, parent)
            if parent[index] != best:
                parent[index], changed = best, True
    return parent


def _meet(first: int, second: int, parent: list[int]) -> int:
    while first != second:
        if first > second:
            first = parent[first]
        else:
            second = parent[second]
    return first


def _reverse_postorder(start: str, edges: Edges) -> list[str]:
    seen = {start}
    order: list[str] = []
    stack = [(start, iter(edges.get(start, ())))]
    while stack:
        node, targets = stack[-1]
        following = next((target for target in targets if target not in seen), None)
        if following is None:
            stack.pop()
            order.append(node)
        else:
            seen.add(following)
            stack.append((following, iter(edges.get(following, ()))))
    return order[::-1]
