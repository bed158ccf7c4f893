"""The example documents, reviewed by the rules: between them they show each criterion met and each one missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.model.review import GradeItem, Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import review
from reviewer.rubric import load_rubric

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md")
ANSWERS = [name for name in NAMES if not name.startswith(("rfc_", "template_"))]
DESIGN_DOCS = [name for name in NAMES if name not in ANSWERS]


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric("system-design")


@pytest.fixture(scope="module")
def reviews(rubric: Rubric) -> dict[str, Review]:
    return {name: review(Submission(name=name, data=(EXAMPLES / name).read_bytes()), rubric) for name in NAMES}


def unseen(rubric: Rubric, reviews: dict[str, Review], wanted: Callable[[GradeItem], bool]) -> list[str]:
    """The criteria for which no example has a wanted outcome."""
    seen = {item.criterion for one in reviews.values() for item in one.grades if wanted(item)}
    return [criterion.id for criterion in rubric.criteria if criterion.id not in seen]


def test_every_criterion_is_met_in_some_example(rubric: Rubric, reviews: dict[str, Review]) -> None:
    lacking = unseen(rubric, reviews, lambda item: item.level == rubric.highest.id)
    assert not lacking, f"{len(lacking)} of {len(rubric.criteria)} criteria have no met example: {', '.join(lacking)}"


def test_every_criterion_is_missed_in_some_example(rubric: Rubric, reviews: dict[str, Review]) -> None:
    lacking = unseen(rubric, reviews, lambda item: item.level == rubric.lowest.id or item.status == "not_applicable")
    assert not lacking, f"met or partial in every example: {', '.join(lacking)}"


def test_the_unfilled_template_earns_nothing(rubric: Rubric, reviews: dict[str, Review]) -> None:
    earned = [item.criterion for item in reviews["template_only.md"].grades if item.level == rubric.highest.id]
    assert earned == []
    bands = rubric.profile(rubric.default_profile).schemes["design_doc"].bands
    assert reviews["template_only.md"].band == bands[-1].id


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("answer_strong_", "answer_middling_"),
        ("answer_middling_", "answer_weak_"),
        ("rfc_ready_", "rfc_needs_work_"),
        ("rfc_needs_work_", "rfc_thin_"),
        ("rfc_thin_", "template_only"),
    ],
)
def test_better_documents_score_higher(reviews: dict[str, Review], better: str, worse: str) -> None:
    def scores(prefix: str) -> dict[str, float]:
        return {name: one.score or 0.0 for name, one in reviews.items() if name.startswith(prefix)}

    above, below = scores(better), scores(worse)
    assert min(above.values()) > max(below.values()), {**above, **below}


@pytest.mark.parametrize(
    ("prefix", "bands"),
    [
        ("answer_strong_", {"strong hire"}),
        ("answer_middling_", {"hire", "lean hire", "lean no hire"}),
        ("answer_weak_", {"no hire", "strong no hire"}),
        ("rfc_ready_", {"ready"}),
        ("rfc_needs_work_", {"needs work"}),
        ("rfc_thin_", {"not ready"}),
    ],
)
def test_documents_land_in_the_band_they_were_written_for(
    reviews: dict[str, Review], prefix: str, bands: set[str]
) -> None:
    found = {name: (one.band, one.score) for name, one in reviews.items() if name.startswith(prefix)}
    assert {band for band, _ in found.values()} <= bands, found


@pytest.mark.parametrize("name", NAMES)
def test_the_kind_is_guessed_from_the_form(reviews: dict[str, Review], name: str) -> None:
    assert reviews[name].document.kind == ("design_doc" if name in DESIGN_DOCS else "answer")


def test_the_readme_lists_every_example() -> None:
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"]({name})" not in listed] == []
