"""What the judge took is told where it took anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.review import Review, Usage
from reviewer.model.submission import Submission
from reviewer.pipeline import ReviewOptions, review
from reviewer.report import render
from reviewer.report.wording import spent
from reviewer.rubric import load_rubric

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "answer_weak_file_sync_notes.md"


@pytest.fixture(scope="module")
def plain() -> Review:
    submission = Submission(name=EXAMPLE.name, data=EXAMPLE.read_bytes())
    return review(submission, load_rubric("system-design"), ReviewOptions(question="Design a file sync service."))


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        (Usage(), []),
        (
            Usage(calls=15, input_tokens=48_000, cached_tokens=36_000, output_tokens=5_100, cost_usd=0.0123),
            ["The judge made 15 calls: 48,000 tokens in (75 % from the provider's cache) and 5,100 out, $0.012."],
        ),
        (Usage(replies_reused=15), ["The judge made 0 calls; 15 replies of earlier runs were used again."]),
        (Usage(calls=1), ["The judge made 1 call."]),
    ],
)
def test_calls_tokens_and_cache_hits_are_told(plain: Review, usage: Usage, told: list[str]) -> None:
    made = plain.model_copy(update={"usage": usage})
    assert spent(made) == told
    for output in ("terminal", "markdown"):
        assert ("The judge made" in render(made, format=output)) == bool(told)


def test_that_rules_do_not_read_the_question_is_said(plain: Review) -> None:
    assert any(note.startswith("The question was not used") for note in plain.notes)
