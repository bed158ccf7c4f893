"""What lint warns of, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.rubric import lint

WARNINGS = {
    "no examples": ("traffic.yaml", "  examples:\n  - level: met\n    text: Jobs wait in a queue.\n", "", "24:3", "rubric.no_examples"),
    "no advice": ("storage.yaml", "  advice: Name the store and how much it holds.\n", "", "3:3", "rubric.no_advice"),
    "no probe": ("storage.yaml", "  probe: How large is it after a year?\n", "", "3:3", "rubric.no_probe"),
    "no why": ("storage.yaml", "  why: Data outlives everything else.\n", "", "3:3", "rubric.no_why"),
    "level without a rule": ("storage.yaml", "    partial: {use: stored}\n", "", "15:5", "rubric.no_rule"),
    "level without a description": ("storage.yaml", "    partial: A store is named.\n", "", "7:5", "rubric.no_level"),
    "title twice": ("traffic.yaml", "title: Queue", "title: cache", "25:10", "rubric.title"),
    "weightless": ("storage.yaml", "weight: 2", "weight: 0", "10:11", "rubric.weight"),
    "vague": ("storage.yaml", "met: A store is named with", "met: A suitable store is named with", "7:10", "rubric.vague"),
    "unused concept": ("vocabulary/words.yaml", "reason:", "extra: [extra]\nreason:", "8:8", "rubric.unused"),
    "unused fragment": ("fragments.yaml", "stored:", "extra: {words: 3}\nstored:", "1:8", "rubric.unused"),
    "form twice": ("vocabulary/words.yaml", "[queue, message broker]", "[queue, message broker, message-brokers]", "7:32", "rubric.form"),
    "form twice in a long entry": ("vocabulary/words.yaml", "[cache, caching]", "[cache, caching, caches]", "4:27", "rubric.form"),
    "capitals": ("vocabulary/words.yaml", "[queue, message broker]", "[queue, Broker]", "7:16", "rubric.form"),
    "one kind only": ("rubric.yaml", "      design_doc: *scheme\n", "", "17:7", "rubric.profile"),
    "no band for low scores": ("rubric.yaml", "{id: no hire, at_least: 0}", "{id: no hire, at_least: 5}", "21:11", "rubric.bands"),
}  # fmt: skip


def test_a_clean_pack_has_no_problems(packs: Path) -> None:
    assert lint(packs / "small") == []


@pytest.mark.parametrize("case", WARNINGS)
def test_lint_warns(edited, case: str) -> None:
    file, old, new, place, code = WARNINGS[case]
    folder = edited(file, old, new)
    found = {(str(one.place), one.code, one.severity) for one in lint(folder)}
    assert (f"{folder / file}:{place}", code, "warning") in found


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
