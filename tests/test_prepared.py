"""A review in two steps: prepared in one process, concluded in another."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import reviewer
from reviewer.errors import DocumentError
from reviewer.model.rubric import Rubric
from reviewer.pipeline import Prepared, ReviewOptions, conclude, prepare, provisional

EXAMPLE = Path(__file__).parents[1] / "examples" / "url_shortener.md"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return reviewer.load_rubric("system-design")


@pytest.fixture(scope="module")
def submission() -> reviewer.Submission:
    return reviewer.Submission(name=EXAMPLE.name, data=EXAMPLE.read_bytes())


@pytest.fixture(scope="module")
def prepared(submission: reviewer.Submission, rubric: Rubric) -> Prepared:
    return prepare(submission, rubric, ReviewOptions(skip=("gateway",)))


def test_a_prepared_document_travels_without_its_rubric(
    prepared: Prepared, submission: reviewer.Submission, rubric: Rubric
) -> None:
    sent = pickle.loads(pickle.dumps(prepared))

    assert sent.rubric is None
    here = conclude(sent.attached(rubric), None)
    whole = reviewer.review(submission, rubric, ReviewOptions(skip=("gateway",)))
    assert here.model_dump(exclude={"created_at"}) == whole.model_dump(exclude={"created_at"})


def test_the_provisional_grade_is_the_later_one_but_for_its_gain(prepared: Prepared) -> None:
    review = conclude(prepared, None)
    for grade in review.grades:
        assert provisional(prepared, grade.criterion) == grade.model_copy(update={"gain": 0.0})


def test_an_error_travels_whole() -> None:
    error = DocumentError("too long", code="document.timeout", where="a.md", hint="split it")

    sent = pickle.loads(pickle.dumps(error))

    assert type(sent) is DocumentError
    assert (sent.message, sent.code, sent.where, sent.hint) == ("too long", "document.timeout", "a.md", "split it")
