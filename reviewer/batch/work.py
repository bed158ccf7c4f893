"""What there is to do. In: the roll, the journal, terms. Out: the places to grade, and why, in words and in cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from reviewer.batch.journal import Journal
from reviewer.batch.roll import Place
from reviewer.batch.terms import Change, changes

Why = Literal["new", "document", "terms", "retry", "asked"]
"""Never graded; its text is another; the terms are others; it failed and is tried again; it was named."""


@dataclass(frozen=True, slots=True)
class Work:
    """The ids to grade with the reason for each, what changed since the last run, and how many answers stay."""

    why: Mapping[str, Why] = field(default_factory=dict)
    changed: Sequence[Change] = ()
    kept: int = 0
    criteria: int = 0

    def words(self) -> list[str]:
        """What is to be done, a line for each reason; cells are answers under a criterion."""
        counts = Counter(self.why.values())
        lines = [f"{_answers(counts['new'])} to grade for the first time"] if counts["new"] else []
        if counts["document"]:
            lines.append(f"{_answers(counts['document'])} changed since: all {self.criteria} criteria again")
        if counts["terms"]:
            lines += self._terms(counts["terms"])
        if counts["retry"]:
            lines.append(f"{_answers(counts['retry'])} failed before and are tried again")
        if counts["asked"]:
            lines.append(f"{_answers(counts['asked'])} again because you named them")
        if self.kept:
            lines.append(f"{_answers(self.kept)} kept as graded before")
        return lines

    @property
    def cells(self) -> int:
        """How many cells are graded anew; those of other criteria come out as they were."""
        counts = Counter(self.why.values())
        touched = len(self.touched) if self.touched is not None else self.criteria
        return counts["terms"] * touched + (sum(counts.values()) - counts["terms"]) * self.criteria

    @property
    def touched(self) -> frozenset[str] | None:
        """The criteria whose cells the change of terms touches, None for all."""
        named = [change.criteria for change in self.changed]
        if not named or any(one is None for one in named):
            return None
        return frozenset().union(*(one for one in named if one is not None))

    def _terms(self, count: int) -> list[str]:
        touched = self.criteria if self.touched is None else len(self.touched)
        total = f"{count * touched:,} of {count * self.criteria:,} cells of {_answers(count)} are graded again"
        return [*(f"since the last run: {change.words}" for change in self.changed), total]


def to_do(
    roll: Sequence[Place],
    journal: Journal,
    terms: Mapping[str, Any],
    *,
    only: Collection[str] = (),
    retry: bool = False,
) -> Work:
    """The answers that are not in the journal as they would come out now.

    `only`: nothing but these ids, whatever the journal has. `retry`: also what ended in error or lacks grades of the
    judge.
    """
    keys, hashes = journal.keys(), journal.hashes()
    failed = {one for one, (status, failures) in journal.statuses().items() if status == "error" or failures}
    answers = [place for place in roll if place.standing == "answer"]
    why: dict[str, Why] = {}
    for place in answers:
        if only:
            if place.id in only:
                why[place.id] = "asked" if place.id in keys else "new"
        elif place.id not in keys:
            why[place.id] = "new"
        elif hashes[place.id] != place.sha256:
            why[place.id] = "document"
        elif keys[place.id] != place.key:
            why[place.id] = "terms"
        elif retry and place.id in failed:
            why[place.id] = "retry"
    last = journal.last_terms()
    kept = sum(place.id in keys and place.id not in why for place in answers)
    return Work(why, changes(last, terms) if last else (), kept, len(terms["criteria"]))


def _answers(count: int) -> str:
    return f"{count:,} answer{'' if count == 1 else 's'}"
