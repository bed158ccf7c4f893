"""What a rule is and what it answers. Operators implement `Rule`; rubrics hold rules; `rules.grade` evaluates them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reviewer.model.document import Lines
from reviewer.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the source that supports a match: half-open offsets into `Document.source`.

    Higher `strength` is cited first.
    """

    start: int
    end: int
    lines: Lines
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a rule holds, what supports it, and a few words on what was found (for the reason shown to a reader)."""

    holds: bool
    spans: tuple[Span, ...] = ()
    found: tuple[str, ...] = ()


NO_MATCH = Match(holds=False)


class Rule(Protocol):
    """An operator with its parameters."""

    def match(self, subject: Subject) -> Match: ...

    def concepts(self) -> frozenset[str]:
        """The concepts the rule asks for; lint checks that the vocabulary has them."""
        ...
