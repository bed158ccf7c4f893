"""Two reviews of a document: what became better, worse or neither, and which findings are gone or new."""

from __future__ import annotations

from typing import Any

from reviewer.agreement.compare import compare
from reviewer.model.review import Review

CREDIT = {"missing": 0.0, "partial": 0.5, "met": 1.0}


def grade(criterion: str, level: str | None, status: str = "graded") -> dict[str, Any]:
    return {
        "criterion": criterion,
        "phase": criterion.split(".")[0],
        "title": criterion,
        "status": status,
        "level": level,
        "made_by": {"engine": "1"},
    }


def finding(fingerprint: str, line: int = 1) -> dict[str, Any]:
    return {"rule": "r", "severity": "note", "message": "m", "lines": [line, line], "fingerprint": fingerprint}


def review(*grades: dict[str, Any], score: float | None = 50.0, findings: Any = (), **more: Any) -> Review:
    made = {
        "document": {"name": "a.md", "sha256": "1", "line_count": 9, "language": "en", "kind": "answer"},
        "rubric": {"id": "r", "version": "1", "hash": "h"},
        "profile": "mid",
        "score": score,
        "coverage": 1.0,
        "bounds": [0, 100],
        "band": None,
        "supports": None,
        "phases": [{"id": "a", "title": "A", "score": score, "coverage": 1.0, "weight": 1.0}],
        "grades": grades,
        "lift": [],
        "findings": findings,
        "created_at": "2026-01-02T00:00:00Z",
    }
    return Review.model_validate({**made, **more})


def test_levels_that_changed() -> None:
    before = review(grade("a.up", "missing"), grade("a.down", "met"), grade("a.same", "met"), score=40.0)
    after = review(grade("a.up", "partial"), grade("a.down", "partial"), grade("a.same", "met"), score=45.5)
    changes = compare(before, after, CREDIT)
    assert [(one.criterion, one.change, one.before, one.after) for one in changes.grades] == [
        ("a.up", "better", "missing", "partial"),
        ("a.down", "worse", "met", "partial"),
    ]
    assert (changes.score_change, changes.phases[0].change) == (5.5, 5.5)


def test_from_and_to_no_grade_is_neither_better_nor_worse() -> None:
    before = review(grade("a.x", None, "not_assessed"), grade("a.y", "met"))
    after = review(grade("a.x", "met"), grade("a.y", None, "not_applicable"))
    assert [(one.change, one.before, one.after) for one in compare(before, after, CREDIT).grades] == [
        ("other", "not_assessed", "met"),
        ("other", "met", "not_applicable"),
    ]


def test_findings_are_the_same_wherever_they_moved() -> None:
    before = review(findings=[finding("solved"), finding("stays", 3)])
    after = review(findings=[finding("stays", 7), finding("new")])
    found = compare(before, after, CREDIT).findings
    assert [one.fingerprint for one in found.solved] == ["solved"]
    assert [one.fingerprint for one in found.new] == ["new"]
    assert found.remaining == 1


def test_reviews_by_different_rubrics_are_not_compared_by_grade() -> None:
    other = review(grade("a.x", "met"), rubric={"id": "other", "version": "1", "hash": "h"})
    changes = compare(review(grade("a.x", "missing")), other, CREDIT)
    assert (changes.comparable, changes.score_change, changes.grades, changes.phases) == (False, None, [], [])


def test_without_a_score_there_is_no_change_of_it() -> None:
    assert compare(review(score=None), review(), CREDIT).score_change is None
    assert compare(review(), review(), CREDIT).same_text is True
