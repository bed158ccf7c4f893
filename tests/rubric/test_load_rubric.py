"""Loading a pack: what it becomes, where packs are found, and the hash of what they amount to."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import RubricError
from reviewer.operators import operator_class
from reviewer.rubric import load_rubric


def test_a_pack_becomes_a_rubric(packs: Path) -> None:
    rubric = load_rubric(packs / "small")
    assert (rubric.id, rubric.version, rubric.default_profile) == ("small", "1.0.0", "mid")
    assert [(level.id, level.credit, level.needs_evidence) for level in rubric.scale] == [
        ("missing", 0, False),
        ("partial", 0.5, True),
        ("met", 1, True),
    ]
    assert [criterion.id for criterion in rubric.criteria] == ["storage.place", "traffic.cache", "traffic.queue"]
    assert rubric.phase("storage").minutes == 5
    assert rubric.phase("traffic").checklist
    scheme = rubric.profile("mid").schemes["design_doc"]
    assert (scheme.accept, [band.id for band in scheme.bands]) == ("hire", ["hire", "no hire"])
    assert scheme.caps[0].criteria == ("storage.place",)
    assert (scheme.phase_weights, scheme.criterion_weights) == ({"storage": 3}, {"traffic.queue": 2})


def test_rules_are_operators_with_fragments_put_in(packs: Path) -> None:
    rubric = load_rubric(packs / "small")
    mentions = operator_class("mentions")
    place = rubric.criterion("storage.place")
    assert place.rules == {
        "met": mentions(any_of=("database",), with_any=("number:size",)),
        "partial": mentions(any_of=("database",)),
    }
    cache = rubric.criterion("traffic.cache")
    assert cache.rules["met"].concepts() == {"cache", "reason"}
    assert cache.applies is not None
    assert cache.applies.otherwise == "Caching is out of scope."


def test_criteria_and_examples_know_their_place(packs: Path) -> None:
    criterion = load_rubric(packs / "small").criterion("traffic.queue")
    assert str(criterion.place) == f"{packs / 'small' / 'traffic.yaml'}:24:3"
    assert str(criterion.examples[0].place) == f"{packs / 'small' / 'traffic.yaml'}:36:5"


def test_short_and_long_concepts(packs: Path) -> None:
    concepts = {concept.id: concept for concept in load_rubric(packs / "small").vocabulary.concepts}
    assert concepts["queue"].forms == ("queue", "message broker")
    assert (concepts["cache"].exact, concepts["cache"].never) == (("cached",), ("cache control",))
    assert concepts["redis"].kinds == ("cache",)


def test_a_pack_is_found_by_folder_file_and_relative_text(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_folder = load_rubric(packs / "small")
    monkeypatch.chdir(packs)
    assert load_rubric(packs / "small" / "rubric.yaml").hash == by_folder.hash
    assert load_rubric("./small").hash == load_rubric("small").hash == by_folder.hash


@pytest.mark.parametrize(
    ("ref", "hint"),
    [("system-desing", "`system-design`"), ("./nowhere", "registered rubric"), ("no/such/pack", "registered rubric")],
)
def test_an_unknown_rubric(ref: str, hint: str) -> None:
    with pytest.raises(RubricError) as caught:
        load_rubric(ref)
    assert caught.value.code == "rubric.not_found"
    assert hint in (caught.value.hint or "")


def test_a_profile_for_one_kind_serves_both(edited) -> None:
    folder = edited("rubric.yaml", "      design_doc: *scheme\n", "")
    schemes = load_rubric(folder).profile("mid").schemes
    assert schemes["design_doc"] == schemes["answer"]


def test_a_criterion_without_rules_loads(edited) -> None:
    folder = edited(
        "traffic.yaml",
        "  rules:\n    met: {mentions: queue}\n    partial: {mentions: {any_of: [queue], stance: [rejected]}}\n",
        "",
    )
    assert load_rubric(folder).criterion("traffic.queue").rules == {}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("storage.yaml", "phase: storage\n", "# a comment\nphase:   'storage'\n"),
        ("storage.yaml", "weight: 2\n", "weight: 2.0\n"),
        ("storage.yaml", "{use: stored}", "{mentions: {any_of: [database]}}"),
        ("storage.yaml", "Links are short.", "Links are very short."),
        ("fragments.yaml", "stored:", "unused: {words: 3}\nstored:"),
        ("traffic.yaml", "  bonus: true\n", "  bonus: true\n  weight: 1\n  source: ''\n"),
        ("vocabulary/words.yaml", "queue: [queue, message broker]", "queue: {forms: [message broker, queue]}"),
        ("rubric.yaml", "      design_doc: *scheme\n", "      design_doc: *scheme\n# the end\n"),
    ],
)
def test_the_hash_is_of_what_a_pack_amounts_to(packs: Path, edited, file: str, old: str, new: str) -> None:
    assert load_rubric(edited(file, old, new)).hash == load_rubric(packs / "small").hash


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("storage.yaml", "weight: 2\n", "weight: 3\n"),
        ("storage.yaml", "Does it say where data lives?", "Does it say where all data lives?"),
        ("storage.yaml", "{use: stored}", "{mentions: cache}"),
        ("fragments.yaml", "{mentions: database}", "{mentions: {any_of: [database], at_least: 2}}"),
        ("vocabulary/words.yaml", "message broker", "broker"),
        ("rubric.yaml", "at_least: 60", "at_least: 61"),
        ("rubric.yaml", "version: 1.0.0", "version: 1.0.1"),
    ],
)
def test_the_hash_tells_packs_apart_that_grade_differently(packs: Path, edited, file: str, old: str, new: str) -> None:
    assert load_rubric(edited(file, old, new)).hash != load_rubric(packs / "small").hash


def test_splitting_files_leaves_the_hash(packs: Path, edited) -> None:
    folder = edited()
    first, second = (folder / "traffic.yaml").read_text().split("- id: traffic.queue")
    (folder / "traffic.yaml").write_text(first)
    (folder / "more").mkdir()
    (folder / "more" / "queue.yml").write_text("phase: traffic\ncriteria:\n- id: traffic.queue" + second)
    assert load_rubric(folder).hash != ""
    assert {c.id for c in load_rubric(folder).criteria} == {c.id for c in load_rubric(packs / "small").criteria}
