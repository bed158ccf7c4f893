"""What is found in text that addresses its grader: a kind, a place, a strength. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trick = Literal["instruction", "hidden", "verdict", "boundary", "encoded"]
"""Orders and requests to the grader; text that no reader sees; forged results; forged ends and roles; coded orders."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something suspicious at `start:end` of the source. `strong` where no honest reading is left."""

    trick: Trick
    start: int
    end: int
    strong: bool
    why: str


@dataclass(frozen=True, slots=True)
class Address(Hit):
    """A hit that its surroundings do not explain."""
