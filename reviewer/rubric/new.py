"""A new pack. In: a folder, an id and perhaps a pack to extend. Out: a commented pack that loads, lints and passes."""

from __future__ import annotations

import re
from pathlib import Path

from reviewer.errors import RubricError
from reviewer.rubric.folder import HEAD
from reviewer.rubric.registry import find_pack

_STARTER = Path(__file__).resolve().parent / "starter"
_ID = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


def new_pack(path: str | Path, pack_id: str, extends: str | None = None) -> Path:
    """Writes a starter pack into the folder `path`, made if need be; returns the folder.

    With `extends` (a registered id, or a path from the new folder) it is one to lay over that pack. Raises RubricError:
    `rubric.exists` if the folder holds a pack, `rubric.value` for an id that cannot be one, `rubric.not_found` if there
    is no pack to extend.
    """
    folder = Path(path)
    if not _ID.fullmatch(pack_id):
        hint = "use lower-case words with hyphens, such as `data-platform`"
        raise RubricError(f"`{pack_id}` cannot be the id of a pack", code="rubric.value", hint=hint)
    if (folder / HEAD).exists():
        hint = "choose another folder"
        raise RubricError(f"the folder holds a {HEAD}", code="rubric.exists", where=str(folder), hint=hint)
    if extends is not None:
        find_pack(extends, beside=folder)
    words = {"id": pack_id, "title": pack_id.replace("-", " ").replace("_", " ").capitalize(), "extends": extends or ""}
    _copy(_STARTER / ("pack" if extends is None else "overlay"), folder, words)
    return folder


def _copy(source: Path, folder: Path, words: dict[str, str]) -> None:
    """Copies the starter's files with the words put in."""
    for path in sorted(source.rglob("*")):
        target = folder / path.relative_to(source)
        if path.is_dir():
            continue
        text = path.read_text(encoding="utf-8")
        for name, word in words.items():
            text = text.replace("{{" + name + "}}", word)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
