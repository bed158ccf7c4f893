"""Rubrics by name. In: the id of a registered pack, or the path of a pack. Out: a Rubric ready for use."""

from __future__ import annotations

from pathlib import Path

from reviewer.model.rubric import Rubric
from reviewer.rubric.kept import keep, read_kept
from reviewer.rubric.registry import find_pack, is_registered


def load_rubric(ref: str | Path, cache_dir: Path | None = None) -> Rubric:
    """The rubric registered as `ref`, or the one in the folder (or of the `rubric.yaml`) at that path.

    With `cache_dir`, a registered rubric is kept there as loaded, with what its vocabulary compiles to, and read from
    there as long as no file of the pack and nothing of the engine changes.

    Raises RubricError with `file:line:column` for the first fault of the pack, PluginError for a plug-in that the pack
    needs and that cannot be loaded.
    """
    folder = find_pack(ref)
    if cache_dir is None or not is_registered(ref):
        return _loaded(ref, folder)[0]
    found = read_kept(folder, cache_dir)
    if found is None:
        found, folders = _loaded(ref, folder)
        keep(found, folder, folders, cache_dir)
    return found


def _loaded(ref: str | Path, folder: Path) -> tuple[Rubric, list[Path]]:
    """The rubric read from its files. What reads YAML is loaded here, since a rubric that was kept does without."""
    from reviewer.rubric.layers import loaded

    return loaded(ref, folder)
