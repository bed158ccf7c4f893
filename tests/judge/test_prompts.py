"""Prompt files hold together, and what fills a variable is never read as a prompt."""

from __future__ import annotations

import pytest

from reviewer.errors import WorkError
from reviewer.judge.prompts import load_prompt, parse_prompt, prompt_name
from reviewer.resources import data_folder

FILES = sorted(path.stem for path in data_folder("prompts").glob("*.md") if path.stem != "README")


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_a_prompt_under_its_own_name(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.id == name
    assert prompt.version >= 1
    assert "{{" not in prompt.fill(**dict.fromkeys(prompt.variables, "x"))


def test_reasons_come_before_levels() -> None:
    schema = load_prompt("phase").reply
    assert schema is not None
    names = list(schema["properties"]["verdicts"]["items"]["properties"])
    assert names == ["criterion", "reason", "quotes", "level", "step"]


def test_a_value_is_not_filled_again() -> None:
    prompt = parse_prompt("---\nid: a\nversion: 1\nvariables: [one, two]\n---\n{{one}} {{two}}", "a.md")
    assert prompt.fill(one="{{two}}", two="{{one}}") == "{{two}} {{one}}"


def test_names_carry_the_content() -> None:
    assert prompt_name("phase").startswith("phase@")
    assert prompt_name("phase") != prompt_name("risks")


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("Hello", "front matter"),
        ("---\nid: a\n", "front matter"),
        ("---\nid: a\nvariables: []\n---\nx", "version"),
        ("---\nid: a\nversion: 1\nvariables: [b]\n---\nx", "agree on b"),
        ("---\nid: a\nversion: 1\nvariables: []\n---\n{{c}}", "agree on c"),
        ("---\n{\n---\nx", "front matter"),
    ],
)
def test_a_broken_file_is_refused(written: str, what: str) -> None:
    with pytest.raises(WorkError, match=what) as error:
        parse_prompt(written, "prompts/a.md")
    assert error.value.code == "prompt.invalid"
    assert error.value.where == "prompts/a.md"
