"""What lint warns of, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reviewer.rubric import lint

WARNINGS = yaml.safe_load((Path(__file__).parent / "warnings.yaml").read_text())


def test_a_clean_pack_has_no_problems(packs: Path) -> None:
    assert lint(packs / "small") == []


@pytest.mark.parametrize("case", WARNINGS)
def test_lint_warns(edited, case: str) -> None:
    told = WARNINGS[case]
    folder = edited(told["file"], told["old"], told["new"])
    found = {(str(one.place), one.code, one.severity) for one in lint(folder)}
    assert (f"{folder / told['file']}:{told['at']}", told["code"], "warning") in found


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("vocabulary/words.yaml", "[queue, message broker]", "[queue, AMQP]"),
        ("vocabulary/words.yaml", "exact: [cached]", "exact: [cached, caches]"),
        ("vocabulary/words.yaml", "reason:", "memo: {forms: [memo], kinds: [redis]}\nreason:"),
    ],
)
def test_lint_leaves_alone(edited, file: str, old: str, new: str) -> None:
    assert lint(edited(file, old, new)) == []


def test_lint_warns_of_what_the_pack_itself_says(packs: Path) -> None:
    problems = lint(packs / "over")
    assert {Path(problem.place.file).parts[-2] for problem in problems} <= {"over", "vocabulary"}
    assert {problem.code for problem in problems} >= {"rubric.no_examples", "rubric.no_rule"}
    assert not any("storage.place" in problem.message for problem in problems)


def test_problems_stand_in_the_order_of_the_files(edited) -> None:
    problems = lint(edited("storage.yaml", "weight: 2", "weight: 0\n  boni: 1"))
    assert problems == sorted(problems, key=lambda one: (one.place.file, one.place.line, one.place.column))
    assert str(problems[0]).endswith("storage.yaml:11:3: error: unknown key `boni` (did you mean `bonus`?)")
