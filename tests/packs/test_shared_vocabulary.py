"""`vocabulary:` in a pack's head: the concepts of other packs without their criteria."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import RubricError
from reviewer.rubric import lint, load_rubric

HEAD = """id: {id}
title: A pack
version: 1.0.0
{more}
scale: [{{id: no, credit: 0}}, {{id: yes, credit: 1}}]
phases: [{{id: only, title: Only}}]
default_profile: all
profiles: {{all: {{title: All, kinds: {{answer: {{bands: [{{id: any, at_least: 0}}]}}}}}}}}
"""

CRITERION = """phase: only
criteria:
- id: only.one
  title: One
  ask: Is it there?
  levels: {{"yes": It is., "no": It is not.}}
  rules: {{"yes": {{mentions: {concept}}}}}
"""


def pack(folder: Path, name: str, more: str, concept: str, vocabulary: str = "") -> Path:
    """A pack with one criterion that asks for one concept."""
    place = folder / name
    (place / "vocabulary").mkdir(parents=True)
    (place / "rubric.yaml").write_text(
        HEAD.format(id=name, more=more).replace("yes", '"yes"').replace("id: no,", 'id: "no",')
    )
    (place / "only.yaml").write_text(CRITERION.format(concept=concept))
    if vocabulary:
        (place / "vocabulary" / "words.yaml").write_text(vocabulary)
    return place


def test_rules_may_use_the_concepts_of_another_pack(tmp_path: Path) -> None:
    pack(tmp_path, "below", "", "tree", "tree: [tree, oak]\nbush: {forms: [bush], exact: [shrub], kinds: [tree]}\n")
    above = load_rubric(pack(tmp_path, "above", "vocabulary: ../below", "bush", "bush: [hedge]\nfern: [fern]\n"))
    concepts = {one.id: one for one in above.vocabulary.concepts}
    assert set(concepts) == {"tree", "bush", "fern"}
    assert (concepts["bush"].forms, concepts["bush"].exact, concepts["bush"].kinds) == (
        ("hedge",),
        ("shrub",),
        ("tree",),
    )
    assert [one.id for one in above.criteria] == ["only.one"]


def test_shared_concepts_are_not_the_packs_own_to_lint(tmp_path: Path) -> None:
    pack(tmp_path, "below", "", "tree", "tree: [tree]\nunused: [unused]\n")
    above = pack(tmp_path, "above", "vocabulary: [../below]", "tree", "lost: [lost]\n")
    assert [one.message for one in lint(above) if one.code == "rubric.unused"] == [
        "no rule asks for the concept `lost`"
    ]


def test_several_packs_and_what_they_extend(tmp_path: Path) -> None:
    pack(tmp_path, "root", "", "tree", "tree: [tree]\n")
    pack(tmp_path, "one", "extends: ../root", "tree", "leaf: [leaf]\n")
    pack(tmp_path, "two", "vocabulary: [../root]", "tree", "bark: [bark]\n")
    top = load_rubric(pack(tmp_path, "top", "vocabulary: [../one, ../two]", "tree"))
    assert top.vocabulary.ids == {"tree", "leaf", "bark"}


def test_the_hash_does_not_tell_where_concepts_stand(tmp_path: Path) -> None:
    words = "tree: [tree, oak]\n"
    pack(tmp_path / "a", "below", "", "tree", words)
    shared = load_rubric(pack(tmp_path / "a", "same", "vocabulary: ../below", "tree"))
    own = load_rubric(pack(tmp_path / "b", "same", "", "tree", words))
    assert shared.hash == own.hash


@pytest.mark.parametrize(
    ("more", "code"), [("vocabulary: [../none/]", "rubric.not_found"), ("vocabulary: .", "rubric.cycle")]
)
def test_what_cannot_be_shared_is_told_with_its_place(tmp_path: Path, more: str, code: str) -> None:
    folder = pack(tmp_path, "top", more, "tree", "tree: [tree]\n")
    with pytest.raises(RubricError) as caught:
        load_rubric(folder)
    assert caught.value.code == code
    assert (caught.value.where or "").startswith(f"{folder / 'rubric.yaml'}:4:")


def test_packs_that_share_in_a_circle_are_refused(tmp_path: Path) -> None:
    pack(tmp_path, "one", "vocabulary: ../two", "tree", "tree: [tree]\n")
    folder = pack(tmp_path, "two", "vocabulary: ../one", "tree", "tree: [tree]\n")
    assert "rubric.cycle" in {one.code for one in lint(folder)}
