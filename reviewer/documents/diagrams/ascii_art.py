"""Drawings made of characters: the text of one block goes in, a graph comes out, None where no architecture is drawn.

Tried in turn: sequence charts with lifelines, boxes with lines between them, texts with arrows between them, flows
written in one line.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.documents.diagrams import ascii_chart, ascii_flow, ascii_verdict
from reviewer.documents.diagrams.ascii_grid import MAX_CHARACTERS, TAB_WIDTH, read_grid
from reviewer.documents.diagrams.ascii_layout import Layout, lay_out
from reviewer.documents.diagrams.ascii_trace import Arc, Part, trace
from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.kind import kind_of
from reviewer.documents.diagrams.label import clean

_SIGNS = frozenset("┌╔╭┏└─═▶►→←▼▲↓↑│↕↔⇄⬇")
_LINE_BELOW = re.compile(r"^[ \t]*\|[ \t|]*$", re.M)
_FEWEST_LINES = 2
_MOST_WORDS = 5
_KEY = re.compile(r"\w:[a-z{<*]")  # "user:{id}" names a key, no part of a system
_NO_SPACES = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")  # scripts whose words cannot be counted by blanks
_PORT = re.compile(r"\w ?:\d{2,5}$")
_BRACKETS = {"[": "]", "(": ")", "{": "}", "<": ">"}


def parse(text: str) -> Graph | None:
    """The graph a drawing shows. Texts over 40,000 characters are no drawings."""
    if len(text) > MAX_CHARACTERS or not _may_draw(text):
        return None
    text = _without_margins(text)
    rows = text.split("\n")
    chart = ascii_chart.parse(text)
    if chart is not None:
        return chart
    if ascii_verdict.is_tree(text) or ascii_verdict.is_table(rows):
        return None
    return _drawing(text) or _flow(rows)


def _may_draw(text: str) -> bool:
    """A quick look: lines or arrows must occur at all."""
    if "->" in text or "<-" in text or "--" in text or "=>" in text or not _SIGNS.isdisjoint(text):
        return True
    return "|" in text and _LINE_BELOW.search(text) is not None


def _without_margins(text: str) -> str:
    """The text without blank lines around it and blanks at the ends of its lines."""
    rows = [row.rstrip() for row in text.expandtabs(TAB_WIDTH).split("\n")]
    filled = [index for index, row in enumerate(rows) if row]
    return "\n".join(rows[filled[0] : filled[-1] + 1]) if filled else ""


def _flow(rows: list[str]) -> Graph | None:
    filled = [row for row in rows if row.strip()]
    chained = [row for row in filled if ascii_flow.read_chain(row, "x")]
    graph = ascii_flow.parse(filled, in_block=True) if len(chained) * 2 >= len(filled) else None
    return graph if graph is not None and not ascii_verdict.are_steps([node.label for node in graph.nodes]) else None


def _drawing(text: str) -> Graph | None:
    grid = read_grid(text)
    if grid is None or text.count("\n") < _FEWEST_LINES:
        return None
    layout = lay_out(grid)
    arcs = _through_paths(trace(layout), layout)
    passing = {arc.source for arc in arcs if not arc.both} & {arc.target for arc in arcs if not arc.both}
    nodes = {part for arc in arcs for part in (arc.source, arc.target) if _is_node(part, layout, part in passing)}
    arcs = [arc for arc in arcs if {arc.source, arc.target} <= nodes]
    if not arcs and not _is_layered(layout):
        return None
    if len(layout.boxes) < 2 and not (_is_text_drawing(arcs) or _links_parts(arcs, layout) or _are_boxed(arcs, layout)):
        return None
    return _graph(layout, arcs)


def _through_paths(arcs: list[Arc], layout: Layout) -> list[Arc]:
    """The arrows, with those that lead to a path (`--> /api/* -->`) led on to what lies behind it."""
    paths = {arc.target for arc in arcs if arc.target[0] == "text" and _label(arc.target, layout)[:1] == "/"}
    behind: dict[Part, list[Part]] = {}
    for arc in arcs:
        if arc.source in paths:
            behind.setdefault(arc.source, []).append(arc.target)
    led = [
        replace(first, target=target, label=_label(first.target, layout))
        for first in arcs
        for target in behind.get(first.target, ())
        if target != first.source
    ]
    return arcs + led


def _is_node(part: Part, layout: Layout, passes_on: bool) -> bool:
    """Boxes with a label, and texts that name something; remarks and paths beside a line are no nodes.

    `passes_on`: an arrow leads to it and another one away, as it never does with remarks.
    """
    label = _label(part, layout)
    if part[0] == "box" or not label:
        return bool(label)
    words = len(label.partition("(")[0].partition(": ")[0].split())
    if words > _MOST_WORDS or label[0] in "/-+*#" or label.endswith((".", ",", ":")) or _KEY.search(label):
        return False
    names_a_part = kind_of(label) != "other" or _PORT.search(label) is not None
    return passes_on or names_a_part or (label[0].isupper() and words <= 3 and _NO_SPACES.search(label) is None)


def _label(part: Part, layout: Layout) -> str:
    """The words of a box or text; a text in brackets, `[Orders]` or `(MySQL)`, stands for a box."""
    if part[0] == "box":
        label = clean(layout.labels[part[1]])
        return label if any(char.isalnum() for char in label) or label == "..." else ""
    label = clean(layout.free[part[1]].label)
    while len(label) > 2 and _BRACKETS.get(label[0]) == label[-1] and label.count(label[0]) == 1:
        label = label[1:-1].strip()
    return label


def _is_text_drawing(arcs: list[Arc]) -> bool:
    """Without boxes, arrows must be drawn with heads, and two of them must meet; else it is a list of pairs."""
    headed = [arc for arc in arcs if not arc.both]
    ends = [part for arc in headed for part in (arc.source, arc.target)]
    return len(headed) >= 2 and len(set(ends)) < len(ends)


def _links_parts(arcs: list[Arc], layout: Layout) -> bool:
    """Whether lone arrows lead from one part of a system to another; a line without a head has to end at a box."""
    if any(arc.both and arc.source[0] == arc.target[0] == "text" for arc in arcs):
        return False
    kinds = [kind_of(_label(part, layout)) for arc in arcs for part in (arc.source, arc.target)]
    return bool(kinds) and "other" not in kinds and set(kinds) != {"client"}


def _are_boxed(arcs: list[Arc], layout: Layout) -> bool:
    """Whether three texts and more stand in square brackets, as boxes do."""
    parts = {part for arc in arcs for part in (arc.source, arc.target) if part[0] == "text"}
    return len(parts) > 2 and all(layout.free[part[1]].label.startswith("[") for part in parts)


def _is_layered(layout: Layout) -> bool:
    """Boxes without lines are an architecture only where nearly all of them are named after parts of a system."""
    kinds = [kind_of(clean(label)) for index, label in enumerate(layout.labels) if index not in layout.frames and label]
    return len(kinds) >= 3 and sum(kind != "other" for kind in kinds) >= 0.7 * len(kinds)


def _graph(layout: Layout, arcs: list[Arc]) -> Graph | None:
    ends = dict.fromkeys(part for arc in arcs for part in (arc.source, arc.target))
    parts: list[Part] = [("box", index) for index in range(len(layout.boxes)) if _is_drawn_node(index, layout, ends)]
    parts += [part for part in ends if part[0] == "text"]
    if len(parts) < 2:
        return None
    contents = [layout.contents[part[1]] for part in parts if part[0] == "box"]
    if not ascii_verdict.shows_parts([_label(part, layout) for part in parts], contents):
        return None
    builder = GraphBuilder()
    for index in layout.frames:
        builder.open_group(_id(("box", index)), clean(layout.labels[index]))
        builder.close_group()
    for part in parts:
        parent = layout.parents[part[1]] if part[0] == "box" else None
        builder.node(_id(part), _label(part, layout), "", None if parent is None else _id(("box", parent)))
    for arc in arcs:
        builder.link(_id(arc.source), _id(arc.target), arc.label, both=arc.both)
    return builder.build("ascii")


def _is_drawn_node(index: int, layout: Layout, ends: dict[Part, None]) -> bool:
    """A box with a label; a frame only where a line ends at it."""
    return bool(_label(("box", index), layout)) and (index not in layout.frames or ("box", index) in ends)


def _id(part: Part) -> str:
    return f"{part[0]} {part[1]}"
