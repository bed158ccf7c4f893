"""What the readers of operations hand on: where an operation was found and how good a place that is."""

from __future__ import annotations

from dataclasses import dataclass

LISTED = 0
"""In a list, table, sentence or service definition: where a design says what it offers."""
SHOWN = 1
"""In an example call."""
WIRED = 2
"""In code that implements it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One operation at one place; the lowest `rank` is reported."""

    line: int
    method: str | None
    name: str
    rank: int = LISTED
