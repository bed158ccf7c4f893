"""One pack laid over another. In: the layer below and the layer above. Out: one layer.

Entries with the id of one below override it field by field, others are added after it, `remove: true` drops it. Lists
(bands, examples, conventions) are replaced as a whole; of mappings by id (levels, rules, profiles, weights) the entries
are, and an empty value drops one. What a profile says of a phase or criterion that is dropped goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.rubric.pack import Layer, Placed
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import Node

REMOVE = "remove"
_BY_LEVEL = frozenset({"levels", "rules"})


def laid_over(below: Layer, above: Layer, problems: Problems) -> Layer:
    """The two layers as one; what is removed must exist."""
    head, phases = _head(below.head, above.head, problems)
    criteria = _criteria(below.criteria, above.criteria, problems)
    criteria = {id_: placed for id_, placed in criteria.items() if placed.phase.text not in phases}
    dropped = set(below.criteria) - set(criteria)
    return Layer(
        head=_without(head, phases, dropped),
        criteria=criteria,
        fragments={**below.fragments, **above.fragments},
        concepts=laid_concepts(below.concepts, above.concepts, problems),
        files=above.files,
    )


def _head(below: Node, above: Node, problems: Problems) -> tuple[Node, set[str]]:
    """The merged head without `extends`, and the phases that are dropped."""
    merged = _merged(below, above)
    merged.mapping.pop("extends", None)
    dropped: set[str] = set()
    if "phases" in below.mapping and "phases" in above.mapping:
        before = _by_id(below.mapping["phases"])
        after = _entries(before, _by_id(above.mapping["phases"]), "phase", problems)
        dropped = set(before) - set(after)
        merged.mapping["phases"] = Node(list(after.values()), above.mapping["phases"].mark)
    if "profiles" in below.mapping and "profiles" in above.mapping:
        merged.mapping["profiles"] = _deep(below.mapping["profiles"], above.mapping["profiles"])
    return merged, dropped


def _criteria(below: Mapping[str, Placed], above: Mapping[str, Placed], problems: Problems) -> dict[str, Placed]:
    """The criteria of both, those below first."""
    nodes = _entries(
        {id_: placed.node for id_, placed in below.items()},
        {id_: placed.node for id_, placed in above.items()},
        "criterion",
        problems,
    )
    return {id_: Placed(node, (above.get(id_) or below[id_]).phase) for id_, node in nodes.items()}


def laid_concepts(below: Mapping[str, Node], above: Mapping[str, Node], problems: Problems) -> dict[str, Node]:
    """The concepts of both; a bare list stands for its forms, so that it can override those of a longer entry."""
    return _entries(
        {id_: _long(node) for id_, node in below.items()},
        {id_: _long(node) for id_, node in above.items()},
        "concept",
        problems,
    )


def _long(node: Node) -> Node:
    return Node({"forms": node}, node.mark) if isinstance(node.value, list) else node


def _entries(below: Mapping[str, Node], above: Mapping[str, Node], what: str, problems: Problems) -> dict[str, Node]:
    """The entries by id after overriding, adding and removing."""
    found = dict(below)
    for id_, node in above.items():
        if not _removes(node):
            found[id_] = _merged(below[id_], node) if id_ in below else node
        elif id_ in below:
            del found[id_]
        else:
            problems.unknown(node.place, what, id_, below)
    return found


def _removes(node: Node) -> bool:
    return REMOVE in node.mapping and node.mapping[REMOVE].value is True


def _merged(below: Node, above: Node) -> Node:
    """A mapping overridden key by key; levels and rules level by level."""
    values, keys = dict(below.mapping), dict(below.keys)
    for key, node in above.mapping.items():
        values[key] = _deep(values[key], node, 1) if key in _BY_LEVEL and key in values else node
        keys[key] = above.keys.get(key, node.mark)
    return Node(values, above.mark, keys)


def _deep(below: Node, above: Node, depth: int = 10) -> Node:
    """A mapping overridden through `depth` mappings; an empty value or `remove: true` drops an entry."""
    if depth == 0 or not (isinstance(below.value, dict) and isinstance(above.value, dict)):
        return above
    values, keys = dict(below.mapping), dict(below.keys)
    for key, node in above.mapping.items():
        keys[key] = above.keys.get(key, node.mark)
        if node.value is None or _removes(node):
            values.pop(key, None)
        else:
            values[key] = _deep(values[key], node, depth - 1) if key in values else node
    return Node(values, above.mark, keys)


def _by_id(phases: Node) -> dict[str, Node]:
    """A list's entries by their id; entries without one keep a name of their own, so that they are checked later."""
    return {
        node.mapping["id"].text if "id" in node.mapping else f"entry {position}": node
        for position, node in enumerate(phases.items)
    }


def _without(head: Node, phases: set[str], criteria: set[str]) -> Node:
    """The head without what its profiles say of dropped phases and criteria."""
    if not (phases or criteria):
        return head
    return _pruned(head, {"phase_weights": phases, "criterion_weights": criteria}, criteria)


def _pruned(node: Node, dropped: Mapping[str, set[str]], criteria: set[str]) -> Node:
    if isinstance(node.value, list):
        return Node([_pruned(item, dropped, criteria) for item in node.items], node.mark)
    if not isinstance(node.value, dict):
        return node
    values: dict[str, Node] = {}
    for key, value in node.mapping.items():
        if key in dropped:
            kept = {id_: weight for id_, weight in value.mapping.items() if id_ not in dropped[key]}
            values[key] = Node(kept, value.mark, value.keys)
        elif key == "caps" and isinstance(value.value, list):
            values[key] = Node([cap for one in value.items if (cap := _cap(one, criteria)) is not None], value.mark)
        else:
            values[key] = _pruned(value, dropped, criteria)
    return Node(values, node.mark, node.keys)


def _cap(cap: Node, dropped: set[str]) -> Node | None:
    """The cap without dropped criteria; None if none is left."""
    if "criteria" not in cap.mapping:
        return cap
    criteria = cap.mapping["criteria"]
    kept = [node for node in criteria.items if node.text not in dropped]
    if not kept:
        return None
    return Node({**cap.mapping, "criteria": Node(kept, criteria.mark)}, cap.mark, cap.keys)
