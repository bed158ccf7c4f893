"""What is graded: a document with its facts, indexed so that operators only look things up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal, TypeVar, cast

from reviewer.model.document import Document, Lines, Passage
from reviewer.model.facts import Facts, Mention, Quantity

Kind = Literal["answer", "design_doc"]

Derived = TypeVar("Derived")


@dataclass(frozen=True)
class Subject:
    """A document and its facts. `kind` says what it is judged as; `question` is the task it answers, if known.

    `covered` are the lines with text that addresses the grader, and `cleared` is the same subject with that text
    blanked out, every other character in its place; None where there is no such text, or nothing else.
    """

    document: Document
    facts: Facts
    kind: Kind = "answer"
    question: str | None = None
    covered: tuple[Lines, ...] = ()
    cleared: Subject | None = None

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what was derived from them is derived again."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.document.passages

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by concept, in the order of the text."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.facts.mentions:
            for concept in mention.concepts:
                found[concept].append(mention)
        return {concept: tuple(mentions) for concept, mentions in found.items()}

    @cached_property
    def mentions_in(self) -> Mapping[int, tuple[Mention, ...]]:
        """Mentions by the index of their passage."""
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.facts.mentions:
            found[mention.passage].append(mention)
        return {passage: tuple(mentions) for passage, mentions in found.items()}

    @cached_property
    def quantities_in(self) -> Mapping[int, tuple[Quantity, ...]]:
        """Quantities by the index of their passage."""
        found: dict[int, list[Quantity]] = defaultdict(list)
        for quantity in self.facts.quantities:
            found[quantity.passage].append(quantity)
        return {passage: tuple(quantities) for passage, quantities in found.items()}

    @cached_property
    def led_by(self) -> Mapping[int, tuple[int, ...]]:
        """Passages by the index of a passage that introduces them."""
        found: dict[int, list[int]] = defaultdict(list)
        for passage in self.document.passages:
            for lead in passage.leads:
                found[lead].append(passage.index)
        return {lead: tuple(passages) for lead, passages in found.items()}

    @cached_property
    def quantities_of(self) -> Mapping[str, tuple[Quantity, ...]]:
        """Quantities by dimension, in the order of the text."""
        found: dict[str, list[Quantity]] = defaultdict(list)
        for quantity in self.facts.quantities:
            found[quantity.dimension].append(quantity)
        return {dimension: tuple(quantities) for dimension, quantities in found.items()}

    @cached_property
    def _derived(self) -> dict[Callable[[Subject], Any], Any]:
        return {}

    def once(self, make: Callable[[Subject], Derived]) -> Derived:
        """What `make` makes of this subject, made once and kept as long as the subject."""
        found = self._derived.get(make)
        if found is None:
            found = self._derived[make] = make(self)
        return cast(Derived, found)
