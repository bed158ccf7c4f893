"""A rubric of the plug-in: the folder of its pack."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder of the pack `house-style`."""
    return Path(__file__).resolve().parent / "house_style"
