"""Every fault of a pack is an error with its file, line, column, a stable code and, where there is one, a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reviewer.errors import PluginError, RubricError
from reviewer.rubric import lint, load_rubric

FAULTS = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_place_code_and_remedy(edited, fault: str) -> None:
    case = FAULTS[fault]
    folder = edited(case["file"], case.get("old", ""), case["new"])
    with pytest.raises(RubricError if case["code"].startswith("rubric") else PluginError):
        load_rubric(folder)
    place = f"{folder / case['file']}:{case['at']}"
    found = [one for one in lint(folder) if (str(one.place), one.code) == (place, case["code"])]
    assert found, [str(one) for one in lint(folder)]
    assert case.get("hint", "") in (found[0].hint or "")


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
