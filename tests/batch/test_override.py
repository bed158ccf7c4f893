"""Corrections over a Review: the sums are those that a review with these levels has."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.engine import rubric as load
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import review
from reviewer.scoring.override import Correction, with_corrections

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "answer_middling_ride_hailing.md"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load("system-design")


@pytest.fixture(scope="module")
def made(rubric: Rubric) -> Review:
    return review(Submission(name="ride.md", data=EXAMPLE.read_bytes()), rubric)


def test_the_levels_it_has_change_no_figure(made: Review, rubric: Rubric) -> None:
    same = {one.criterion: Correction(one.level) for one in made.grades if one.status == "graded"}
    again = with_corrections(made, rubric, same)
    for name in ("score", "coverage", "bounds", "band", "supports", "phases", "lift"):
        assert getattr(again, name) == getattr(made, name), name


def test_a_better_level_adds_exactly_the_gain_that_was_promised(made: Review, rubric: Rubric) -> None:
    step = made.lift[0]
    lifted = with_corrections(made, rubric, {step.criterion: Correction(step.next_level, "Said in the interview.")})
    assert lifted.score == pytest.approx((made.score or 0) + step.gain, abs=2e-4)
    grade = next(one for one in lifted.grades if one.criterion == step.criterion)
    assert (grade.level, grade.reason) == (step.next_level, "Said in the interview.")


def test_not_applicable_leaves_the_sums(made: Review, rubric: Rubric) -> None:
    missing = next(one for one in made.grades if one.level == "missing" and one.phase == "nonfunctional")
    aside = with_corrections(made, rubric, {missing.criterion: Correction(None, "Not asked for.")})
    assert (aside.score or 0) > (made.score or 0)
    grade = next(one for one in aside.grades if one.criterion == missing.criterion)
    assert (grade.status, grade.level, grade.why) == ("not_applicable", None, "Not asked for.")


def test_all_missing_is_the_lowest_band(made: Review, rubric: Rubric) -> None:
    nothing = {one.criterion: Correction("missing") for one in made.grades if one.status == "graded"}
    low = with_corrections(made, rubric, nothing)
    assert low.score == 0
    assert low.band == "strong no hire"
    assert low.supports is None


def test_an_unknown_level_is_refused(made: Review, rubric: Rubric) -> None:
    with pytest.raises(KeyError):
        with_corrections(made, rubric, {made.grades[0].criterion: Correction("splendid")})
