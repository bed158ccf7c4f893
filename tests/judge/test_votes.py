"""Votes: the majority, its share as confidence, the lower level where there is none."""

from __future__ import annotations

import pytest

from reviewer.judge.votes import counted
from reviewer.model.grade import LLMGrade
from tests.judge.judging import rubric


def vote(outcome: str, reason: str = "") -> LLMGrade:
    if outcome == "na":
        return LLMGrade("a.b", "not_applicable", why="no users", reason=reason)
    if outcome in ("reply", "budget"):
        return LLMGrade("a.b", "not_assessed", why=outcome)
    return LLMGrade("a.b", "graded", level=outcome, reason=reason, confidence=1.0)


@pytest.mark.parametrize(
    ("votes", "level", "confidence"),
    [
        (["met"], "met", 1.0),
        (["met", "met", "partial"], "met", 2 / 3),
        (["met", "partial"], "partial", 0.5),
        (["met", "missing", "partial"], "missing", 1 / 3),
        (["met", "reply", "met"], "met", 1.0),
        (["na", "na", "met"], None, 2 / 3),
        (["na", "met"], "met", 0.5),
    ],
)
def test_the_majority_counts(votes: list[str], level: str | None, confidence: float) -> None:
    grade = counted([vote(one) for one in votes], rubric())
    assert (grade.level, grade.confidence) == (level, pytest.approx(confidence))


def test_the_reason_is_one_of_the_winners() -> None:
    assert counted([vote("met", "a"), vote("partial", "b"), vote("partial", "c")], rubric()).reason == "b"


def test_no_vote_cast_is_no_grade() -> None:
    grade = counted([vote("budget"), vote("reply")], rubric())
    assert (grade.status, grade.why, grade.confidence) == ("not_assessed", "budget", None)
