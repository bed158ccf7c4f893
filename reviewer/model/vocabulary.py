"""The words of the field: concepts and the forms that name them. Data of a rubric pack, used by `facts.extract`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept with the forms that name it.

    `forms` are written in lower case; hyphens, underscores and white space are equal when matching, and a final
    plural "s"/"es" is added by the matcher unless `exact` holds the form. `never` are longer forms in which the
    concept does not occur ("cache" never in "cache-control"); `kinds` are the concepts it belongs to ("redis" is a
    "cache" too): a mention of it counts as a mention of those.
    """

    id: str
    forms: tuple[str, ...]
    exact: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    concepts: tuple[Concept, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(concept.id for concept in self.concepts)
