"""Packs for the tests of the rubric room."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

PACKS = Path(__file__).parent / "packs"

Edit = Callable[..., Path]


@pytest.fixture
def packs() -> Path:
    """The folder of the sample packs."""
    return PACKS


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Copies a sample pack and replaces a text in one file of it; with no `old` the text is the file's new content."""

    def edit(file: str = "", old: str = "", new: str = "", pack: str = "small") -> Path:
        for name in ("small", "over"):
            shutil.copytree(PACKS / name, tmp_path / name, dirs_exist_ok=True)
        folder = tmp_path / pack
        if file:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text() if path.exists() else ""
            assert not old or text.count(old) == 1, f"{old!r} must stand once in {file}"
            path.write_text(text.replace(old, new) if old else new)
        return folder

    return edit
