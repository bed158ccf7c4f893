"""Votes. In: the grades that several replies gave one criterion. Out: one grade, with the spread as its confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reviewer.model.grade import LLMGrade
from reviewer.model.rubric import Rubric


def counted(votes: Sequence[LLMGrade], rubric: Rubric) -> LLMGrade:
    """The outcome that most votes give; of outcomes with equally many, the lowest level, and not applicable last.

    `confidence` is its share of the votes that were cast. Votes without a grade are not cast; if none is, the first
    says why. Reason, quotes and step are those of the first vote for it.
    """
    cast = [vote for vote in votes if vote.status != "not_assessed"]
    if not cast:
        return votes[0]
    ballots = Counter(vote.level for vote in cast)
    winner = max(ballots, key=lambda level: (ballots[level], -_rank(level, rubric)))
    first = next(vote for vote in cast if vote.level == winner)
    return replace(first, confidence=ballots[winner] / len(cast))


def _rank(level: str | None, rubric: Rubric) -> int:
    return len(rubric.scale) if level is None else rubric.rank(level)
