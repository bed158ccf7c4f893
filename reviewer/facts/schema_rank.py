"""What the readers of the schema hand on: a table as found at one place and how good a place that is."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.facts.schema_field import Field

DEFINED = 0
"""In a definition: SQL, a table of columns, a list of fields."""
TYPED = 1
"""As a type of a program."""
SHOWN = 2
"""As an example record."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table at one place; `last` is the last line it takes up, where that is known."""

    line: int
    name: str
    fields: tuple[Field, ...]
    rank: int = DEFINED
    last: int = 0
