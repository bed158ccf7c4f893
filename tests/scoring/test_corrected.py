"""A Review under what people decided: the same sums as if the graders had said it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import Pack, aside, criterion, graded, subject, unassessed

from reviewer.model.grade import Verdict
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.scoring import Circumstances, score
from reviewer.scoring.override import corrected

IDS = ("a.x", "a.y", "a.more", "b.z")
PACK = Pack([criterion("a.x"), criterion("a.y"), criterion("a.more", bonus=True), criterion("b.z", weight=2.0)])
LEVELS = ("missing", "partial", "met")


def scored(rubric: Rubric, verdicts: list[Verdict]) -> Review:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    circumstances = Circumstances(profile=rubric.default_profile, engine="1.2.3", created_at=now)
    return score(subject(), rubric, verdicts, (), circumstances)


def verdict(criterion_id: str, outcome: str) -> Verdict:
    if outcome in LEVELS:
        return graded(criterion_id, outcome)
    return aside(criterion_id) if outcome == "aside" else unassessed(criterion_id)


outcomes = st.fixed_dictionaries({one: st.sampled_from((*LEVELS, "aside", "open")) for one in IDS})
decisions = st.dictionaries(st.sampled_from(IDS), st.sampled_from(LEVELS))


@given(outcomes=outcomes, decided=decisions)
def test_a_decision_counts_as_if_it_had_been_graded(outcomes: dict[str, str], decided: dict[str, str]) -> None:
    rubric = PACK.made()
    review = scored(rubric, [verdict(one, said) for one, said in outcomes.items()])
    as_if = scored(rubric, [verdict(one, said) for one, said in {**outcomes, **decided}.items()])
    sums = corrected(review, rubric, decided)
    assert sums.score == pytest.approx(as_if.score, abs=1e-3)
    assert sums.coverage == pytest.approx(as_if.coverage, abs=1e-3)
    assert sums.bounds == pytest.approx(as_if.bounds, abs=1e-3)
    if review.band is not None:
        assert sums.band == as_if.band


def test_what_the_rubric_does_not_know_is_ignored() -> None:
    rubric = PACK.made()
    review = scored(rubric, [graded(one, "partial") for one in IDS])
    assert corrected(review, rubric, {"a.x": "superb", "no.such": "met"}) == corrected(review, rubric, {})


def test_without_a_band_there_is_none_after_either() -> None:
    rubric = PACK.made()
    review = scored(rubric, [graded(one, "met") for one in IDS]).model_copy(update={"band": None})
    assert corrected(review, rubric, {"a.x": "missing"}).band is None
