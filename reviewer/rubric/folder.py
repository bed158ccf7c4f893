"""The folder of a pack. In: a path. Out: the folder, and the YAML files in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewer.errors import RubricError

HEAD = "rubric.yaml"


def pack_folder(path: Path) -> Path:
    """The folder of the pack at `path`, a folder or its `rubric.yaml`. Raises RubricError `rubric.not_found`."""
    folder = path.parent if path.name == HEAD else path
    if not (folder / HEAD).is_file():
        raise RubricError(
            f"there is no {HEAD} in this folder" if folder.is_dir() else "there is no such folder or rubric",
            code="rubric.not_found",
            where=str(folder),
            hint="name a registered rubric, the folder of a pack, or its rubric.yaml",
        )
    return folder


def yaml_files(folder: Path) -> Iterator[Path]:
    """All files of the pack in a folder, in any order."""
    for path in folder.rglob("*.y*ml"):
        inside = path.relative_to(folder).parts
        if path.suffix in (".yaml", ".yml") and not any(part.startswith(".") for part in inside) and path.is_file():
            yield path
