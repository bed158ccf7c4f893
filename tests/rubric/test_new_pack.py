"""A new pack loads, lints without a word and passes its own examples; a new overlay does, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import RubricError
from reviewer.rubric import lint, load_rubric, new_pack, run_examples
from reviewer.rules import grade


def test_new_then_lint_then_test(tmp_path: Path) -> None:
    folder = new_pack(tmp_path / "made" / "here", "data-platform")
    assert folder == tmp_path / "made" / "here"
    assert lint(folder) == []
    rubric = load_rubric(folder)
    assert (rubric.id, rubric.title) == ("data-platform", "Data platform")
    results = run_examples(rubric, grade)
    assert len(results) >= 6
    assert [(one.criterion, one.expected, one.got, one.detail) for one in results if not one.passed] == []


def test_a_new_overlay_is_as_the_pack_it_extends(tmp_path: Path) -> None:
    new_pack(tmp_path / "below", "below")
    folder = new_pack(tmp_path / "above", "above", extends="../below")
    assert lint(folder) == []
    assert load_rubric(folder).criteria == load_rubric(tmp_path / "below").criteria


def test_a_folder_that_holds_a_pack_is_left_alone(tmp_path: Path) -> None:
    new_pack(tmp_path, "first")
    before = (tmp_path / "rubric.yaml").read_text()
    with pytest.raises(RubricError) as caught:
        new_pack(tmp_path, "second")
    assert caught.value.code == "rubric.exists"
    assert (tmp_path / "rubric.yaml").read_text() == before


@pytest.mark.parametrize("pack_id", ["", "With Capitals", "a/b", "-", "a\n"])
def test_an_id_must_be_one(tmp_path: Path, pack_id: str) -> None:
    with pytest.raises(RubricError) as caught:
        new_pack(tmp_path / "x", pack_id)
    assert caught.value.code == "rubric.value"
    assert not (tmp_path / "x").exists()


def test_there_must_be_a_pack_to_extend(tmp_path: Path) -> None:
    with pytest.raises(RubricError) as caught:
        new_pack(tmp_path / "x", "x", extends="../nowhere")
    assert caught.value.code == "rubric.not_found"
    assert not (tmp_path / "x").exists()


def test_examples_that_fail_say_where_and_why(packs: Path, edited) -> None:
    folder = edited("storage.yaml", "text: Links are short.", "text: Links live in a database.")
    results = [one for one in run_examples(load_rubric(folder), grade) if one.criterion == "storage.place"]
    assert [one.passed for one in results] == [True, True, False]
    assert (results[2].expected, results[2].got) == ("missing", "partial")
    assert str(results[2].place) == f"{folder / 'storage.yaml'}:22:5"
    assert results[2].detail


def test_an_example_may_be_one_of_what_does_not_apply(edited) -> None:
    example = (
        "  - level: not_applicable\n    text: 'Out of scope: caching.'\n  - level: partial\n    text: We cache links."
    )
    folder = edited("traffic.yaml", "  - level: partial\n    text: We cache links.", example)
    results = [one for one in run_examples(load_rubric(folder), grade) if one.criterion == "traffic.cache"]
    assert [one.got for one in results] == ["met", "not_applicable", "partial"]
