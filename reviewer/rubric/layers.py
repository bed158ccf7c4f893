"""A pack over those it builds on. In: a pack's folder. Out: its Rubric, or its Layer for who looks into it.

Loaded only where a pack is read: a rubric that was kept needs none of this.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reviewer.errors import RubricError
from reviewer.model.rubric import Rubric
from reviewer.rubric.build import Build
from reviewer.rubric.folder import pack_folder
from reviewer.rubric.overlay import laid_concepts, laid_over
from reviewer.rubric.pack import Layer, read_layer
from reviewer.rubric.problem import Problems
from reviewer.rubric.registry import find_pack, is_registered
from reviewer.rubric.tree import Node

MAX_LAYERS = 10


def loaded(ref: str | Path, folder: Path) -> tuple[Rubric, list[Path]]:
    """The rubric of the pack in `folder`, asked for as `ref`, and the folders of all packs that it is made of.

    Raises as `load_rubric` does.
    """
    problems = Problems()
    reading = _Reading(problems)
    layer = reading.pack(pack_folder(folder), ())
    rubric = Build(layer, problems).rubric()
    if rubric is not None and is_registered(ref) and rubric.id != ref:
        place = layer.head.place_of("id")
        message = f"the pack is registered as `{ref}` and calls itself `{rubric.id}`"
        problems.error(place, message, code="rubric.id", hint="make the two equal")
    problems.raise_first()
    if rubric is None:  # pragma: no cover - whoever makes no rubric has noted why
        raise RubricError("the pack cannot be loaded", code="rubric.value", where=str(folder))
    return rubric, reading.folders


def read_pack(folder: Path, problems: Problems) -> Layer:
    """The pack in a folder laid over those it extends, with the concepts it shares; faults of the chain are noted."""
    return _Reading(problems).pack(pack_folder(folder), ())


class _Reading:
    """One pack with all that it builds on; what several packs share is read once."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._concepts: dict[Path, dict[str, Node]] = {}
        self.folders: list[Path] = []

    def pack(self, folder: Path, chain: tuple[Path, ...]) -> Layer:
        """The pack in a folder over those it extends; `chain` are the folders on the way to it."""
        layers: list[Layer] = []
        current: Path | None = folder
        while current is not None:
            chain = (*chain, current.resolve())
            layer = read_layer(current, self._problems)
            self.folders.append(current)
            layers.append(self._with_shared(layer, current, chain))
            current = self._other(layer.head.mapping.get("extends"), current, chain)
        merged = layers.pop()
        while layers:
            merged = laid_over(merged, layers.pop(), self._problems)
        return merged

    def _with_shared(self, layer: Layer, folder: Path, chain: tuple[Path, ...]) -> Layer:
        """The layer over the concepts of the packs whose vocabulary it shares."""
        shared = layer.head.mapping.get("vocabulary")
        if shared is None:
            return layer
        concepts: dict[str, Node] = {}
        for node in shared.items or [shared]:
            found = self._other(node, folder, chain)
            if found is not None:
                concepts |= self._concepts_of(found, chain)
        return replace(layer, concepts=laid_concepts(concepts, layer.concepts, self._problems))

    def _concepts_of(self, folder: Path, chain: tuple[Path, ...]) -> dict[str, Node]:
        place = folder.resolve()
        if place not in self._concepts:
            self._concepts[place] = self.pack(folder, chain).concepts
        return self._concepts[place]

    def _other(self, node: Node | None, folder: Path, chain: tuple[Path, ...]) -> Path | None:
        """The folder of the pack that a node names; None if it names none, or after noting why it cannot be used."""
        if node is None or not node.text:
            return None
        try:
            found = find_pack(node.text, beside=folder)
        except RubricError as error:
            self._problems.add(error, node.place)
            return None
        if found.resolve() in chain or len(chain) >= MAX_LAYERS:
            names = " → ".join(path.name for path in (*chain, found.resolve()))
            self._problems.error(node.place, f"the packs build on one another: {names}", code="rubric.cycle")
            return None
        return found
