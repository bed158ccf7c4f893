"""Every fault of a pack is an error with its file, line, column, a stable code and, where it can be guessed, a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import PluginError, RubricError
from reviewer.rubric import lint, load_rubric

FAULTS = {
    "unknown key": ("storage.yaml", "  weight: 2", "  wieght: 2", "10:3", "rubric.unknown_key", "`weight`"),
    "unknown key at the top": ("storage.yaml", "phase: storage", "phase: storage\ncritera: []", "2:1", "rubric.unknown_key", "`criteria`"),
    "unknown key in the head": ("rubric.yaml", "title: Small pack", "titel: Small pack", "2:1", "rubric.unknown_key", "`title`"),
    "unknown key in a profile": ("rubric.yaml", "{id: hire, at_least: 60}", "{id: hire, atleast: 60}", "20:22", "rubric.unknown_key", "`at_least`"),
    "unknown parameter": ("storage.yaml", "with: [number:size]", "wiht: [number:size]", "15:42", "rubric.unknown_key", "`with`"),
    "unknown operator": ("storage.yaml", "met: {mentions:", "met: {mention:", "15:11", "rubric.unknown_operator", "`mentions`"),
    "unknown concept": ("storage.yaml", "any_of: [database]", "any_of: [databse]", "15:31", "rubric.unknown_concept", "`database`"),
    "unknown concept in a shorthand": ("fragments.yaml", "{mentions: database}", "{mentions: databases}", "1:20", "rubric.unknown_concept", "`database`"),
    "unknown company": ("storage.yaml", "[number:size]", "[reasn]", "15:49", "rubric.unknown_concept", "`reason`"),
    "unknown dimension": ("storage.yaml", "[number:size]", "[number:sizes]", "15:49", "rubric.unknown_dimension", "`size`"),
    "unknown kind of a concept": ("vocabulary/words.yaml", "kinds: [cache]", "kinds: [cash]", "2:33", "rubric.unknown_concept", "`cache`"),
    "unknown level in rules": ("storage.yaml", "    partial: {use: stored}", "    partail: {use: stored}", "16:5", "rubric.unknown_level", "`partial`"),
    "unknown level in levels": ("storage.yaml", "    partial: A store", "    partail: A store", "8:5", "rubric.unknown_level", "`partial`"),
    "unknown level of an example": ("storage.yaml", "- level: partial", "- level: half", "20:12", "rubric.unknown_level", "`partial`"),
    "not applicable without applies": ("storage.yaml", "- level: partial", "- level: not_applicable", "20:12", "rubric.unknown_level", "`met`"),
    "unknown phase": ("storage.yaml", "phase: storage", "phase: storge", "1:8", "rubric.unknown_phase", "`storage`"),
    "unknown phase in weights": ("rubric.yaml", "{storage: 3}", "{storge: 3}", "24:25", "rubric.unknown_phase", "`storage`"),
    "unknown criterion in weights": ("rubric.yaml", "{traffic.queue: 2}", "{traffic.queues: 2}", "25:29", "rubric.unknown_criterion", "`traffic.queue`"),
    "unknown criterion in a cap": ("rubric.yaml", "criteria: [storage.place]", "criteria: [storage.plcae]", "23:23", "rubric.unknown_criterion", "`storage.place`"),
    "unknown level in a cap": ("rubric.yaml", "level: missing, band", "level: mising, band", "23:46", "rubric.unknown_level", "`missing`"),
    "unknown band in a cap": ("rubric.yaml", "band: no hire, why", "band: no hier, why", "23:61", "rubric.unknown_band", "`no hire`"),
    "unknown band to accept": ("rubric.yaml", "accept: hire", "accept: hier", "18:17", "rubric.unknown_band", "`hire`"),
    "unknown profile": ("rubric.yaml", "default_profile: mid", "default_profile: mdi", "12:18", "rubric.unknown_profile", "`mid`"),
    "unknown kind of document": ("rubric.yaml", "      answer:", "      answers:", "17:7", "rubric.value", "`answer`"),
    "unknown window": ("storage.yaml", "with: [number:size]", "window: nearby", "15:50", "rubric.value", "`near`"),
    "unknown fragment": ("storage.yaml", "{use: stored}", "{use: store}", "16:20", "rubric.unknown_fragment", "`stored`"),
    "unknown check": ("storage.yaml", "{use: stored}", "{check: nothing}", "16:15", "plugin.unknown", ""),
    "missing title": ("storage.yaml", "  title: Where data lives\n", "", "3:3", "rubric.missing", ""),
    "missing phase": ("storage.yaml", "phase: storage\n", "", "1:1", "rubric.missing", ""),
    "missing criteria": ("storage.yaml", "criteria:", "criterion:", "2:1", "rubric.unknown_key", "`criteria`"),
    "missing id": ("storage.yaml", "- id: storage.place\n  title", "- title", "3:3", "rubric.missing", ""),
    "missing scale": ("rubric.yaml", "scale:\n- {id: missing, credit: 0}\n- {id: partial, credit: 0.5}\n- {id: met, credit: 1}\n", "", "1:1", "rubric.missing", ""),
    "missing parameter": ("fragments.yaml", "{mentions: database}", "{count: {of: [{kind: answer}]}}", "1:17", "rubric.missing", ""),
    "nothing asked": ("fragments.yaml", "{mentions: database}", "{mentions: {min_words: 3}}", "1:20", "rubric.value", ""),
    "two operators": ("fragments.yaml", "{mentions: database}", "{mentions: database, kind: answer}", "1:9", "rubric.rule", "`all`"),
    "no operator": ("fragments.yaml", "{mentions: database}", "database", "1:9", "rubric.rule", ""),
    "nested": ("fragments.yaml", "{mentions: database}", "{any: [{all: [{mentions: dtabase}]}]}", "1:34", "rubric.unknown_concept", "`database`"),
    "in points": ("fragments.yaml", "{mentions: database}", "{points: {at_least: 1, of: [{worth: 1, rule: {mentoins: cache}}]}}", "1:55", "rubric.unknown_operator", "`mentions`"),
    "behind not": ("fragments.yaml", "{mentions: database}", "{not: {rule: {mentions: cache}}}", "1:16", "rubric.unknown_operator", ""),
    "rule for the lowest level": ("storage.yaml", "    partial: {use: stored}", "    missing: {use: stored}", "16:5", "rubric.rule", ""),
    "fragment in itself": ("fragments.yaml", "{mentions: database}", "{not: {use: stored}}", "1:21", "rubric.cycle", ""),
    "fragment in a circle": ("fragments.yaml", "{mentions: database}", "{any: [{use: other}]}\nother: {use: stored}", "2:14", "rubric.cycle", ""),
    "criterion twice": ("traffic.yaml", "- id: traffic.queue", "- id: traffic.cache", "24:7", "rubric.duplicate", ""),
    "concept twice": ("vocabulary/zoo.yaml", "", "cache: [store]", "1:1", "rubric.duplicate", ""),
    "key twice": ("storage.yaml", "  weight: 2", "  weight: 2\n  weight: 3", "11:3", "rubric.duplicate", ""),
    "level twice": ("rubric.yaml", "{id: partial,", "{id: missing,", "6:8", "rubric.duplicate", ""),
    "phase twice": ("rubric.yaml", "{id: traffic,", "{id: storage,", "10:8", "rubric.duplicate", ""),
    "scale upside down": ("rubric.yaml", "{id: met, credit: 1}", "{id: met, credit: 0.2}", "7:21", "rubric.scale", ""),
    "bands upside down": ("rubric.yaml", "at_least: 60", "at_least: 0", "21:11", "rubric.bands", ""),
    "no forms": ("vocabulary/words.yaml", "queue: [queue, message broker]", "queue: []", "7:8", "rubric.missing", ""),
    "number as a form": ("vocabulary/words.yaml", "[queue, message broker]", "[queue, 404]", "7:16", "rubric.value", "quotes"),
    "negative weight": ("storage.yaml", "weight: 2", "weight: -2", "10:11", "rubric.value", ""),
    "endless weight": ("storage.yaml", "weight: 2", "weight: .inf", "10:11", "rubric.value", ""),
    "version as a number": ("rubric.yaml", "version: 1.0.0", "version: 1.0", "3:10", "rubric.value", "quotes"),
    "odd id": ("storage.yaml", "id: storage.place", "id: Storage Place", "3:7", "rubric.value", ""),
    "text where a list is due": ("storage.yaml", "criteria:\n", "criteria: none\nx:\n", "3:1", "rubric.unknown_key", ""),
    "file of a list": ("extra.yaml", "", "- 1\n- 2", "1:1", "rubric.value", ""),
    "impossible count": ("fragments.yaml", "{mentions: database}", "{count: {at_least: 2, of: [{kind: answer}]}}", "1:17", "rubric.value", ""),
    "impossible distinct": ("fragments.yaml", "{mentions: database}", "{mentions: {any_of: [cache], distinct: 2}}", "1:20", "rubric.value", ""),
    "no YAML": ("storage.yaml", "phase: storage", "phase: [storage", "2:9", "rubric.yaml", ""),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_place_code_and_remedy(edited, fault: str) -> None:
    file, old, new, place, code, remedy = FAULTS[fault]
    folder = edited(file, old, new)
    with pytest.raises(RubricError if code.startswith("rubric") else PluginError):
        load_rubric(folder)
    found = [one for one in lint(folder) if str(one.place) == f"{folder / file}:{place}" and one.code == code]
    assert found, [f"{one.place.file.rsplit('/', 1)[-1]} {one}" for one in lint(folder)]
    assert remedy in (found[0].hint or "")


def test_the_error_of_a_load_is_the_first_problem(edited) -> None:
    folder = edited("storage.yaml", "  weight: 2", "  wieght: 2\n  boni: true")
    with pytest.raises(RubricError) as caught:
        load_rubric(folder)
    error = caught.value
    assert error.where == f"{folder / 'storage.yaml'}:10:3"
    assert error.message == "unknown key `wieght`"
    assert error.hint == "did you mean `weight`?; 1 more; lint the pack to see all"
    assert str(error).startswith(f"{folder / 'storage.yaml'}:10:3: unknown key")


def test_lint_shows_all_faults_at_once(edited) -> None:
    folder = edited(
        "storage.yaml", "any_of: [database], with: [number:size]", "any_of: [databse, cahce], with: [sizes]"
    )
    (folder / "fragments.yaml").write_text("stored: {mention: database}\nreasoned: {mentions: reasons}\n")
    codes = [problem.code for problem in lint(folder)]
    assert codes.count("rubric.unknown_concept") == 4
    assert codes.count("rubric.unknown_operator") == 1


def test_a_file_that_cannot_be_parsed_does_not_hide_the_others(edited) -> None:
    folder = edited("storage.yaml", "phase: storage", "phase: [")
    (folder / "traffic.yaml").write_text("phase: traffic\ncriteria: [{id: a, titel: b}]\n")
    codes = {problem.code for problem in lint(folder)}
    assert {"rubric.yaml", "rubric.unknown_key"} <= codes


def test_fragments_that_multiply_are_refused(edited) -> None:
    chain = "".join(f"f{i}: {{all: [{{use: f{i - 1}}}, {{use: f{i - 1}}}]}}\n" for i in range(1, 30))
    folder = edited("fragments.yaml", "stored:", "f0: {kind: answer}\n" + chain + "stored:")
    with pytest.raises(RubricError) as caught:
        load_rubric(folder)
    assert caught.value.code == "rubric.too_large"


def test_rules_nested_too_deep_are_refused(edited) -> None:
    chain = "".join(f"f{i}: {{not: {{use: f{i - 1}}}}}\n" for i in range(1, 100))
    folder = edited("fragments.yaml", "stored:", chain + "f0: {kind: answer}\nstored:")
    assert "rubric.too_large" in {problem.code for problem in lint(folder)}


def test_too_many_files_are_refused(edited) -> None:
    folder = edited()
    for number in range(310):
        (folder / f"extra{number:03}.yaml").write_text("phase: storage\ncriteria: []\n")
    assert "rubric.too_large" in {problem.code for problem in lint(folder)}


def test_there_is_nothing_to_lint(tmp_path: Path) -> None:
    with pytest.raises(RubricError) as caught:
        lint(tmp_path)
    assert caught.value.code == "rubric.not_found"
