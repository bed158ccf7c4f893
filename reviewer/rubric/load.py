"""Rubrics by name. In: the id of a registered pack, or the path of a pack. Out: a Rubric ready for use."""

from __future__ import annotations

from pathlib import Path

from reviewer.errors import RubricError
from reviewer.model.rubric import Rubric
from reviewer.rubric.build import Build
from reviewer.rubric.overlay import laid_over
from reviewer.rubric.pack import Layer, pack_folder, read_layer
from reviewer.rubric.problem import Problems
from reviewer.rubric.registry import find_pack, is_registered

MAX_LAYERS = 10


def load_rubric(ref: str | Path) -> Rubric:
    """The rubric registered as `ref`, or the one in the folder (or of the `rubric.yaml`) at that path.

    Raises RubricError with `file:line:column` for the first fault of the pack, PluginError for a plug-in that the pack
    needs and that cannot be loaded.
    """
    problems = Problems()
    folder = find_pack(ref)
    layer = read_pack(folder, problems)
    rubric = Build(layer, problems).rubric()
    if rubric is not None and is_registered(ref) and rubric.id != ref:
        place = layer.head.place_of("id")
        message = f"the pack is registered as `{ref}` and calls itself `{rubric.id}`"
        problems.error(place, message, code="rubric.id", hint="make the two equal")
    problems.raise_first()
    if rubric is None:  # pragma: no cover - whoever makes no rubric has noted why
        raise RubricError("the pack cannot be loaded", code="rubric.value", where=str(folder))
    return rubric


def read_pack(folder: Path, problems: Problems) -> Layer:
    """The pack in a folder laid over those it extends; faults of the chain are noted and end it."""
    layers: list[Layer] = []
    chain: list[Path] = []
    current: Path | None = pack_folder(folder)
    while current is not None:
        chain.append(current.resolve())
        layers.append(read_layer(current, problems))
        current = _extended(layers[-1], current, chain, problems)
    merged = layers.pop()
    while layers:
        merged = laid_over(merged, layers.pop(), problems)
    return merged


def _extended(layer: Layer, folder: Path, chain: list[Path], problems: Problems) -> Path | None:
    """The folder of the pack that a layer extends; None if it extends none, or after noting why it cannot."""
    node = layer.head.mapping.get("extends")
    if node is None or not node.text:
        return None
    try:
        found = find_pack(node.text, beside=folder)
    except RubricError as error:
        problems.add(error, node.place)
        return None
    if found.resolve() in chain or len(chain) >= MAX_LAYERS:
        names = " → ".join(path.name for path in (*chain, found.resolve()))
        problems.error(node.place, f"the packs extend one another: {names}", code="rubric.cycle")
        return None
    return found
