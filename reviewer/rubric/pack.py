"""The files of one pack. In: its folder. Out: a Layer: its head, criteria, fragments and concepts as nodes by id.

A folder holds `rubric.yaml` (the head), `fragments.yaml`, `vocabulary/*.yaml`, and any number of other YAML files, also
in folders of their own, with the criteria of one phase or checklist each. Nothing is checked here beyond what finding
the entries takes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reviewer.errors import RubricError
from reviewer.model.rubric import Place
from reviewer.rubric.folder import HEAD, yaml_files
from reviewer.rubric.problem import Problems
from reviewer.rubric.tree import Node, read_tree

FRAGMENTS = "fragments.yaml"
VOCABULARY = "vocabulary"
MAX_FILES = 300


@dataclass(frozen=True, slots=True)
class Placed:
    """A criterion's node with the node that names its phase."""

    node: Node
    phase: Node


@dataclass(frozen=True, slots=True)
class Layer:
    """One pack as written, or several laid over one another. `files` are those of the topmost."""

    head: Node
    criteria: dict[str, Placed] = field(default_factory=dict)
    fragments: dict[str, Node] = field(default_factory=dict)
    concepts: dict[str, Node] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def read_layer(folder: Path, problems: Problems) -> Layer:
    """The pack in a folder; files that cannot be parsed are noted and left out."""
    head = _read(folder / HEAD, problems)
    paths = _files(folder, problems)
    layer = Layer(head=head, files=frozenset(str(path) for path in (folder / HEAD, *paths)))
    for path in paths:
        tree = _read(path, problems)
        if not isinstance(tree.value, dict):
            problems.error(tree.place, "the file must be a mapping", code="rubric.value")
        elif path.parent == folder / VOCABULARY:
            _collect(tree, layer.concepts, "concept", problems)
        elif path == folder / FRAGMENTS:
            _collect(tree, layer.fragments, "fragment", problems)
        else:
            _collect_criteria(tree, layer, problems)
    return layer


def _files(folder: Path, problems: Problems) -> list[Path]:
    """The pack's files but for its head, in the order of their names."""
    found = sorted(path for path in yaml_files(folder) if path != folder / HEAD)
    if len(found) > MAX_FILES:
        message = f"the pack has more than {MAX_FILES} files"
        problems.error(Place(str(folder), 1, 1), message, code="rubric.too_large")
    return found[:MAX_FILES]


def _read(path: Path, problems: Problems) -> Node:
    """The file's tree; an empty mapping after noting why it cannot be parsed."""
    try:
        return read_tree(path)
    except RubricError as error:
        file, *position = (error.where or str(path)).rsplit(":", 2)
        line, column = (int(part) for part in position) if len(position) == 2 else (1, 1)
        problems.add(error, Place(file, line, column))
        return Node({}, (str(path), 1, 1))


def _collect(tree: Node, into: dict[str, Node], what: str, problems: Problems) -> None:
    """The entries of a vocabulary or of the fragments, by name."""
    for name, node in tree.mapping.items():
        if name in into:
            message = f"the {what} `{name}` is defined twice (first at {into[name].place})"
            problems.error(tree.key_place(name), message, code="rubric.duplicate")
        else:
            into[name] = node


def _collect_criteria(tree: Node, layer: Layer, problems: Problems) -> None:
    """The criteria of a phase's file, by id."""
    for key in tree.mapping:
        if key not in ("phase", "criteria"):
            problems.unknown(tree.key_place(key), "key", key, ("phase", "criteria"))
    phase, criteria = tree.mapping.get("phase"), tree.mapping.get("criteria")
    if phase is None or not phase.text:
        problems.error(tree.place, "`phase` is missing: the phase whose criteria these are", code="rubric.missing")
        return
    if criteria is None or not isinstance(criteria.value, list):
        problems.error(tree.place, "`criteria` is missing: a list", code="rubric.missing")
        return
    for node in criteria.items:
        _collect_criterion(node, phase, layer, problems)


def _collect_criterion(node: Node, phase: Node, layer: Layer, problems: Problems) -> None:
    identity = node.mapping.get("id")
    if identity is None or not identity.text:
        problems.error(node.place, "the criterion has no `id`", code="rubric.missing")
    elif identity.text in layer.criteria:
        first = layer.criteria[identity.text].node.place
        message = f"the criterion `{identity.text}` is defined twice (first at {first})"
        problems.error(identity.place, message, code="rubric.duplicate")
    else:
        layer.criteria[identity.text] = Placed(node, phase)
