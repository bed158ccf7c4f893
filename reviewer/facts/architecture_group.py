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
    for frame, members in _held(graph).items():
        inside = set(members)
        within = [link for link in graph.links if link.source in inside and link.target in inside]
        entered, left = {link.target for link in within}, {link.source for link in within}
        found += [Link(frame, member) for member in members if member not in entered]
        leaving = [link for link in graph.links if link.source == frame and link.target not in inside]
        found += [replace(link, source=member) for link in leaving for member in members if member not in left]
    return found


def drawn_frames(graph: Graph) -> list[str]:
    """The frames that arrows end at and that stand for what is in them.

    One that holds nothing (`database "Orders" { }`) is a part itself.
    """
    return [] if graph.kind == "ascii" else list(_held(graph))


def _held(graph: Graph) -> dict[str, list[str]]:
    """The nodes in each frame that arrows end at; frames that hold nothing are left out."""
    drawn = {vertex.id for vertex in graph.nodes}
    frames = [group.id for group in graph.groups if group.id in drawn]
    held = {frame: [node for node in _members(graph, frame) if node != frame] for frame in frames}
    return {frame: members for frame, members in held.items() if members}


def _members(graph: Graph, group_id: str) -> list[str]:
    """The nodes in a group and in the groups within it."""
    groups = {group_id}
    for group in graph.groups:  # a group is listed after the one it stands in
        if group.parent in groups:
            groups.add(group.id)
    return [vertex.id for vertex in graph.nodes if vertex.group in groups]
