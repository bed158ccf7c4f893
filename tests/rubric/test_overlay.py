"""Packs laid over one another: override by id, add, remove, and chains that close."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import RubricError
from reviewer.operators import operator_class
from reviewer.rubric import lint, load_rubric


@pytest.fixture
def over(packs: Path):
    return load_rubric(packs / "over")


def test_what_is_not_said_is_as_below(packs: Path, over) -> None:
    below = load_rubric(packs / "small")
    assert over.criterion("storage.place") == below.criterion("storage.place")
    assert (over.scale, over.conventions, over.default_profile) == (below.scale, below.conventions, "mid")
    assert over.profile("mid").title == "Mid-level"


def test_the_head_is_its_own(over) -> None:
    assert (over.id, over.title, over.version) == ("over", "Laid over", "0.1.0")
    assert [(phase.id, phase.weight, phase.checklist) for phase in over.phases] == [
        ("storage", 2, False),
        ("traffic", 5, True),
        ("style", 1, False),
    ]


def test_criteria_are_overridden_added_and_removed_by_id(packs: Path, over) -> None:
    below = load_rubric(packs / "small").criterion("traffic.cache")
    cache = over.criterion("traffic.cache")
    assert [criterion.id for criterion in over.criteria] == ["storage.place", "traffic.cache", "style.summary"]
    assert (cache.title, cache.ask, cache.applies) == ("Caching", below.ask, below.applies)
    assert cache.levels == {"met": "A cache and what it saves.", "partial": "A cache.", "missing": "No cache."}
    assert cache.rules["partial"] == below.rules["partial"]
    assert cache.rules["met"] == operator_class("mentions")(any_of=("cache",), with_any=("saving",))


def test_concepts_are_overridden_and_removed_by_id(over) -> None:
    concepts = {concept.id: concept for concept in over.vocabulary.concepts}
    assert "redis" not in concepts
    assert (concepts["cache"].forms, concepts["cache"].exact) == (("cache", "memo"), ("cached",))


def test_profiles_are_overridden_entry_by_entry(over) -> None:
    answer, doc = over.profile("mid").schemes["answer"], over.profile("mid").schemes["design_doc"]
    assert ([band.id for band in answer.bands], answer.accept) == (["fine", "no hire"], "fine")
    assert answer.phase_weights == {"storage": 3}
    assert answer.criterion_weights == {"style.summary": 4}, "the weight of the removed criterion goes with it"
    assert doc.criterion_weights == {}
    assert doc.caps[0].criteria == ("storage.place",)


def test_an_empty_value_drops_an_entry(edited) -> None:
    folder = edited("changes.yaml", "    met: {mentions: {any_of: [cache], with: [saving]}}", "    met: ~", pack="over")
    assert set(load_rubric(folder).criterion("traffic.cache").rules) == {"partial"}


def test_a_phase_is_removed_with_its_criteria(edited) -> None:
    folder = edited("rubric.yaml", "- {id: traffic, weight: 5}", "- {id: storage, remove: true}", pack="over")
    rubric = load_rubric(folder)
    assert [phase.id for phase in rubric.phases] == ["traffic", "style"]
    assert {criterion.phase for criterion in rubric.criteria} == {"traffic", "style"}
    scheme = rubric.profile("mid").schemes["answer"]
    assert (scheme.phase_weights, scheme.caps) == ({}, ())


def test_fragments_are_overridden_by_name(edited) -> None:
    folder = edited("fragments.yaml", "", "stored: {mentions: cache}\n", pack="over")
    partial = load_rubric(folder).criterion("storage.place").rules["partial"]
    assert partial == operator_class("mentions")(any_of=("cache",))


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("- id: traffic.queue", "- id: traffic.queues", "3:3", "rubric.unknown_criterion"),
        ("title: Caching", "titel: Caching", "6:3", "rubric.unknown_key"),
        ("[cache], with", "[cahce], with", "9:31", "rubric.unknown_concept"),
        ("[cache], with", "[redis], with", "9:31", "rubric.unknown_concept"),
    ],
)
def test_faults_are_told_where_the_upper_pack_has_them(edited, old: str, new: str, place: str, code: str) -> None:
    folder = edited("changes.yaml", old, new, pack="over")
    with pytest.raises(RubricError) as caught:
        load_rubric(folder)
    assert (caught.value.where, caught.value.code) == (f"{folder / 'changes.yaml'}:{place}", code)


def test_what_is_no_longer_there_is_told_where_it_is_still_named(edited) -> None:
    folder = edited(
        "vocabulary/more.yaml", "redis: {remove: true}", "redis: [redis]\nreason: {remove: true}", pack="over"
    )
    (problem,) = [one for one in lint(folder) if one.severity == "error"]
    assert (problem.code, Path(problem.place.file).name) == ("rubric.unknown_concept", "fragments.yaml")


def test_a_pack_extends_a_registered_one(edited) -> None:
    folder = edited("rubric.yaml", "extends: ../small", "extends: smal", pack="over")
    with pytest.raises(RubricError) as caught:
        load_rubric(folder)
    assert (caught.value.code, caught.value.where) == ("rubric.not_found", f"{folder / 'rubric.yaml'}:4:10")


def test_packs_that_extend_one_another_are_refused(edited) -> None:
    below = edited("rubric.yaml", "version: 1.0.0", "version: 1.0.0\nextends: ../over")
    with pytest.raises(RubricError) as caught:
        load_rubric(below)
    assert caught.value.code == "rubric.cycle"
    assert "small → over → small" in caught.value.message


def test_a_pack_that_extends_itself_is_refused(edited) -> None:
    folder = edited("rubric.yaml", "extends: ../small", "extends: .", pack="over")
    assert "rubric.cycle" in {problem.code for problem in lint(folder)}


def test_an_empty_overlay_grades_as_the_pack_below(edited, packs: Path) -> None:
    folder = edited()
    top = folder.parent / "top"
    top.mkdir()
    (top / "rubric.yaml").write_text("id: small\ntitle: Small pack\nversion: 1.0.0\nextends: ../small\n")
    assert load_rubric(top).hash == load_rubric(packs / "small").hash
