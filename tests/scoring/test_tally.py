"""Sums: hand-computed cases, and what must hold for any grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.scoring.tally import Mark, bounds, coverage, tallies, tally, total

EVEN = {"a": 1.0, "b": 1.0}


def mark(phase: str, credit: float | None, weight: float = 1.0, *, status: str = "graded", bonus: bool = False) -> Mark:
    return Mark("x", phase, weight, status, credit, bonus)  # type: ignore[arg-type]


def na(phase: str, weight: float = 1.0, **more: bool) -> Mark:
    return mark(phase, None, weight, status="not_applicable", **more)


def unassessed(phase: str, weight: float = 1.0, **more: bool) -> Mark:
    return mark(phase, None, weight, status="not_assessed", **more)


def score_of(*marks: Mark, weights: dict[str, float] = EVEN) -> float | None:
    return total(tallies(marks), weights)


def test_a_phase_is_the_weighted_mean_of_its_credits() -> None:
    assert tally([mark("a", 1.0, 1), mark("a", 0.5, 2), mark("a", 0.0, 1)]).score == 50.0


def test_the_total_is_the_weighted_mean_of_the_phases() -> None:
    marks = [mark("a", 1.0), mark("b", 0.0), mark("b", 0.0)]
    assert score_of(*marks) == 50.0
    assert score_of(*marks, weights={"a": 3.0, "b": 1.0}) == 75.0


def test_what_does_not_apply_leaves_the_sums() -> None:
    assert score_of(mark("a", 1.0), na("a", 9), na("b")) == 100.0
    assert coverage(tallies([mark("a", 1.0), na("a", 9), na("b")]), EVEN) == 1.0


def test_a_bonus_raises_and_is_capped() -> None:
    assert tally([mark("a", 0.5), mark("a", 0.5), mark("a", 1.0, 0.5, bonus=True)]).score == 75.0
    assert tally([mark("a", 1.0), mark("a", 1.0, bonus=True)]).score == 100.0
    assert tally([mark("a", 0.5), mark("a", 0.0, 7, bonus=True)]).score == 50.0


def test_bonus_alone_makes_no_score_and_no_gap() -> None:
    sums = tally([mark("a", 1.0, bonus=True), unassessed("a", bonus=True)])
    assert (sums.score, sums.applicable) == (None, 0.0)


def test_not_assessed_lowers_coverage_and_widens_bounds() -> None:
    marks = [mark("a", 1.0), unassessed("a", 3), mark("b", 0.5)]
    assert score_of(*marks) == 75.0
    assert coverage(tallies(marks), EVEN) == pytest.approx((0.25 + 1.0) / 2)
    assert bounds(marks, EVEN, 0.0, 1.0) == (37.5, 75.0)


def test_a_phase_without_any_grade_counts_in_coverage_and_bounds_only() -> None:
    marks = [mark("a", 1.0), unassessed("b")]
    assert score_of(*marks) == 100.0
    assert coverage(tallies(marks), EVEN) == 0.5
    assert bounds(marks, EVEN, 0.0, 1.0) == (50.0, 100.0)


@pytest.mark.parametrize("marks", [[], [unassessed("a")], [na("a"), unassessed("b")]], ids=["none", "open", "na"])
def test_nothing_assessed_gives_no_score(marks) -> None:
    assert score_of(*marks) is None
    assert coverage(tallies(marks), EVEN) == 0.0
    assert bounds(marks, EVEN, 0.0, 1.0) == (0.0, 100.0)


def test_a_phase_of_no_weight_changes_nothing() -> None:
    marks = [mark("a", 1.0), mark("b", 0.0), unassessed("b")]
    weights = {"a": 1.0, "b": 0.0}
    assert score_of(*marks, weights=weights) == 100.0
    assert coverage(tallies(marks), weights) == 1.0


WEIGHTS = st.sampled_from([0.25, 0.3, 1.0, 1.7, 3.0])
CREDITS = st.sampled_from([0.0, 0.1, 0.5, 0.7, 1.0])
MARKS = st.lists(
    st.builds(
        lambda phase, weight, credit, status, bonus: Mark(
            "x", phase, weight, status, credit if status == "graded" else None, bonus
        ),
        st.sampled_from("abc"),
        WEIGHTS,
        CREDITS,
        st.sampled_from(["graded", "graded", "graded", "not_applicable", "not_assessed"]),
        st.booleans(),
    ),
    max_size=12,
)
PHASE_WEIGHTS = st.fixed_dictionaries(dict.fromkeys("abc", WEIGHTS))


@given(MARKS, PHASE_WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_grades_does_not_matter(marks, weights, random) -> None:
    shuffled = random.sample(marks, len(marks))
    assert score_of(*marks, weights=weights) == pytest.approx(score_of(*shuffled, weights=weights), abs=1e-9)
    assert tallies(marks) == tallies(shuffled)


@given(MARKS, PHASE_WEIGHTS, st.integers(0, 11))
def test_raising_a_level_never_lowers_the_score(marks, weights, index) -> None:
    graded = [i for i, one in enumerate(marks) if one.status == "graded"]
    before = score_of(*marks, weights=weights)
    if not graded or before is None:
        return
    at = graded[index % len(graded)]
    for credit in (0.1, 0.5, 0.7, 1.0):
        if credit > marks[at].credit:
            marks[at] = marks[at]._replace(credit=credit)
            after = score_of(*marks, weights=weights)
            assert after >= before - 1e-9
            before = after


@given(MARKS, PHASE_WEIGHTS)
def test_the_score_lies_within_its_bounds_and_they_within_0_and_100(marks, weights) -> None:
    low, high = bounds(marks, weights, 0.0, 1.0)
    now = score_of(*marks, weights=weights)
    assert -1e-9 <= low <= high <= 100 + 1e-9
    if now is not None:
        assert low <= now <= high
    assert 0 <= coverage(tallies(marks), weights) <= 1 + 1e-9


@given(MARKS, PHASE_WEIGHTS)
def test_a_bonus_never_lowers_a_phase(marks, weights) -> None:
    plain = [one for one in marks if not one.bonus]
    with_bonus, without = score_of(*marks, weights=weights), score_of(*plain, weights=weights)
    assert (with_bonus is None) == (without is None)
    if without is not None:
        assert with_bonus >= without - 1e-9
