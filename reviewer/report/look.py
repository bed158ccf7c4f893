"""How rendered text is to look: what a renderer may assume of the place it is shown in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """`width` in columns; `color` false means no escape codes and no block graphics."""

    width: int = 100
    color: bool = False
