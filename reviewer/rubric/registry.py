"""Where packs are. In: a name or path. Out: the pack's folder.

A pack is registered by an entry point of the group `reviewer.rubrics`, named like the pack's id, that points at its
folder or at a function that returns it.
"""

from __future__ import annotations

import os
from pathlib import Path

from reviewer import plugins
from reviewer.errors import PluginError, RubricError
from reviewer.rubric.folder import pack_folder

GROUP: plugins.Group = "reviewer.rubrics"


def find_pack(ref: str | Path, beside: Path | None = None) -> Path:
    """The folder of a pack: a registered id first, else a path, relative ones from the folder `beside` if it is given.

    Raises RubricError `rubric.not_found`, PluginError where the id is registered and what it points at cannot be used.
    """
    if is_registered(ref):
        return _registered(str(ref))
    path = Path(ref) if beside is None else Path(os.path.normpath(beside / ref))
    if isinstance(ref, str) and not path.exists() and not _is_path(ref):
        from reviewer.rubric.problem import near

        known = plugins.names(GROUP)
        hint = near(ref, known) or "name a registered rubric or the folder of a pack"
        raise RubricError(f"there is no rubric `{ref}`", code="rubric.not_found", hint=hint)
    return pack_folder(path)


def is_registered(ref: str | Path) -> bool:
    """Whether `ref` is the id of a registered pack; a Path never is."""
    return isinstance(ref, str) and ref in plugins.names(GROUP)


def _registered(name: str) -> Path:
    found = plugins.load(GROUP, name)
    where = f"{GROUP}: {name}"
    try:
        folder = found() if callable(found) else found
    except Exception as cause:  # whatever foreign code raises is reported as its own fault
        message = f"the rubric {name!r} cannot be found: {type(cause).__name__}: {cause}"
        raise PluginError(message, code="plugin.broken", where=where) from cause
    if not isinstance(folder, str | os.PathLike):
        message = f"the entry point of the rubric {name!r} gives no path"
        raise PluginError(message, code="plugin.wrong_kind", where=where)
    return pack_folder(Path(folder))


def _is_path(ref: str) -> bool:
    return ref.startswith(".") or any(mark in ref for mark in ("/", "\\", ".y"))
