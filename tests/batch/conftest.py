"""A small rubric, which loads in a moment, for the tests that are about batches and not about grades."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.rubric import new_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A starter pack: two criteria in two phases."""
    return new_pack(tmp_path / "pack", "starter")
