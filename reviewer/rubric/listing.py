"""Which packs are registered. In: nothing. Out: each pack with what it is, broken ones with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer import plugins
from reviewer.errors import ReviewerError
from reviewer.rubric.load import load_rubric
from reviewer.rubric.registry import GROUP


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered pack. `reason` says why it is broken, None where it is not; what cannot be loaded is empty."""

    id: str
    distribution: str
    title: str = ""
    version: str = ""
    criteria: int = 0
    reason: str | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None


def list_rubrics() -> tuple[Registered, ...]:
    """Every registered pack, sorted by id. Each is loaded, so that a broken one is known by its reason."""
    return tuple(_describe(name) for name in plugins.names(GROUP))


def _describe(name: str) -> Registered:
    distribution = plugins.distribution_of(GROUP, name)
    try:
        rubric = load_rubric(name)
    except ReviewerError as error:
        return Registered(name, distribution, reason=str(error))
    return Registered(name, distribution, rubric.title, rubric.version, len(rubric.criteria))
