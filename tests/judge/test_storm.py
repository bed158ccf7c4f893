"""Whole reviews while the server fails: no outcome is lost, no quote is taken on trust, no level comes from garbage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.generated import document
from reviewer.model.grade import NotAssessed
from reviewer.rubric import load_rubric
from tests.fault_server import Behaviour, FaultServer
from tests.judge.storm import losses, reviewed, shared_out

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "url_shortener.md"
RUBRIC = load_rubric("system-design")


def test_with_a_fifth_of_calls_failing_no_outcome_is_lost(tmp_path: Path) -> None:
    """`python -m benchmarks.faults` does this with fifty documents."""
    texts = [f"{document(3_000, seed)}\nRevision {seed} of this design.\n" for seed in range(4)]
    with FaultServer(Behaviour(faults=shared_out(0.2), seed=7)) as server:
        reviews = reviewed(server, tmp_path / "replies.sqlite", texts, RUBRIC, timeout_s=4.0)
        met = server.faults
        assert losses(server, texts, reviews, RUBRIC).none
    assert sum(met.values()) - met[""] > 10
    assert {review.coverage for review in reviews} == {1.0}
    for grade in (grade for review in reviews for grade in review.grades):
        if grade.llm is not None and grade.llm.level in ("partial", "met") and grade.decided_by == "llm":
            assert grade.evidence or not RUBRIC.criterion(grade.criterion).needs_evidence
    failed = set(get_args(NotAssessed))
    judged = sum(one.llm is not None and one.llm.why not in failed for review in reviews for one in review.grades)
    assert judged > 0.8 * 93 * len(reviews)


def test_a_level_out_of_garbage_would_be_noticed(tmp_path: Path) -> None:
    text = f"{document(1_000)}\nThe last line of this design.\n"
    with FaultServer() as server:
        (made,) = reviewed(server, tmp_path / "replies.sqlite", [text], RUBRIC)
        whole = losses(server, [text], [made], RUBRIC)
        assert whole.none
        server.calls = [replace(call, answer=b"Well done!") for call in server.calls]
        graded = sum(grade.llm is not None and grade.llm.level is not None for grade in made.grades)
        assert losses(server, [text], [made], RUBRIC).from_garbage == graded > 50
        assert losses(server, ["Another text.\n"], [made], RUBRIC).unverified > 50


@pytest.mark.parametrize("fault", ["malformed", "prose", "invented"])
def test_replies_that_cannot_be_used_never_become_levels(fault: str, tmp_path: Path) -> None:
    with FaultServer(Behaviour(faults={fault: 1.0})) as server:
        (made,) = reviewed(server, tmp_path / "replies.sqlite", [EXAMPLE.read_text("utf-8")], RUBRIC)
    said = [grade.llm for grade in made.grades if grade.llm is not None]
    assert len(said) == 93
    if fault == "invented":  # only what needs no quote is left
        assert {one.level for one in said} <= {"missing", None}
    else:
        assert {(one.level, one.why) for one in said} == {(None, "reply")}
    assert all(grade.decided_by in ("rules", "both", "llm") for grade in made.grades if grade.level)
