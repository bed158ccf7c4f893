"""Arrows that end at a frame: a graph goes in, the links from and to what stands in the frame come out.

An arrow to a frame reaches what nothing else in the frame points at; an arrow from it leaves from what points at
nothing else in it. These links serve the search for paths; they are not drawn.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.documents.diagrams import Graph, Link


def inner_links(graph: Graph) -> list[Link]:
    """Links between frames that arrows end at and their members, and past the frames."""
    found: list[Link] = []
    drawn = {vertex.id for vertex in graph.nodes}
    for group in graph.groups:
        members = [node for node in _members(graph, group.id) if node != group.id]
        if group.id not in drawn or not members:
            continue
        inside = set(members)
        within = [link for link in graph.links if link.source in inside and link.target in inside]
        entered, left = {link.target for link in within}, {link.source for link in within}
        found += [Link(group.id, member) for member in members if member not in entered]
        leaving = [link for link in graph.links if link.source == group.id and link.target not in inside]
        found += [replace(link, source=member) for link in leaving for member in members if member not in left]
    return found


def drawn_frames(graph: Graph) -> list[str]:
    """The groups that stand for what is in them; one that holds nothing (`database "Orders" { }`) is a part itself."""
    return [] if graph.kind == "ascii" else [one.id for one in graph.groups if set(_members(graph, one.id)) - {one.id}]


def _members(graph: Graph, group_id: str) -> list[str]:
    """The nodes in a group and in the groups within it."""
    groups = {group_id}
    for group in graph.groups:  # a group is listed after the one it stands in
        if group.parent in groups:
            groups.add(group.id)
    return [vertex.id for vertex in graph.nodes if vertex.group in groups]
