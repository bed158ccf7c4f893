"""What a real model answered once, played back through the whole ask; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from reviewer.judge.judge import Judgement
from reviewer.judge.ladder import has_shape
from reviewer.judge.prompts import load_prompt
from reviewer.model.judgement import Message, Reply
from reviewer.model.rubric import Rubric
from reviewer.store.replies import Replies
from tests.cassette import (
    CRITERIA,
    DESIGN,
    FOLDER,
    JUDGED,
    KEY,
    NO_HOST,
    SCENARIOS,
    SCHEMA,
    Scenario,
    judged,
    recorder,
    rubric,
    run,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Replies]:
    replies = Replies(tmp_path / "replies.sqlite")
    yield replies
    replies.close()


def played(scenario: Scenario, store: Replies, cassette: str = "", url: str = NO_HOST) -> tuple[list[Reply], int]:
    """The replies, and how many calls of the cassette were played for them."""
    with recorder(record=False).use_cassette(f"{cassette or scenario.name}.yaml") as tape:
        return run(scenario, url, store), tape.play_count


def test_a_schema_that_is_enforced_gives_the_shape(store: Replies) -> None:
    replies, calls = played(SCENARIOS["json_schema"], store)
    assert calls == 2
    assert [reply.state for reply in replies] == ["ok", "ok"]
    assert all(has_shape(reply.text, SCHEMA) for reply in replies)
    assert all(reply.usage.input_tokens > 50 and reply.usage.output_tokens > 10 for reply in replies)


def test_the_second_call_finds_the_prefix_of_the_first_in_the_provider_s_cache(store: Replies) -> None:
    (_, second), _ = played(SCENARIOS["json_schema"], store)
    assert second.usage.cached_tokens > second.usage.input_tokens / 2


def test_a_truncated_reply_was_asked_for_once_more(store: Replies) -> None:
    (reply,), calls = played(SCENARIOS["truncated"], store)
    assert (reply.state, calls, reply.usage.calls) == ("truncated", 2, 2)


def test_plain_json_was_asked_for_in_the_prompt(store: Replies) -> None:
    (reply,), _ = played(SCENARIOS["plain_json"], store)
    assert reply.state == "ok"
    assert reply.usage.input_tokens > 200


def test_a_second_run_plays_nothing(store: Replies) -> None:
    played(SCENARIOS["json_schema"], store)
    replies, calls = played(SCENARIOS["json_schema"], store)
    assert calls == 0
    assert all(reply.reused for reply in replies)


def test_the_host_does_not_matter(store: Replies) -> None:
    replies, _ = played(SCENARIOS["json_schema"], store, url="http://elsewhere.invalid:9/v1")
    assert {reply.state for reply in replies} == {"ok"}


@pytest.mark.parametrize(
    "changed",
    [
        {"messages": (Message("user", "Another prompt."),)},
        {"schema": {**SCHEMA, "required": []}},
        {"max_output_tokens": 161},
        {"temperature": 0.5},
        {"vote": 1},
    ],
)
def test_a_changed_prompt_misses(store: Replies, changed: dict[str, object]) -> None:
    scenario = SCENARIOS["json_schema"]
    other = replace(scenario, requests=(replace(scenario.requests[0], **changed),))  # type: ignore[arg-type]
    with pytest.raises(CannotOverwriteExistingCassetteException):
        played(other, store, cassette=scenario.name)


def played_judgement(store: Replies, by: Rubric | None = None) -> tuple[Judgement, int]:
    with recorder(record=False).use_cassette(f"{JUDGED}.yaml") as tape:
        return judged(NO_HOST, store, by), tape.play_count


def test_a_judgement_with_the_real_prompts(store: Replies) -> None:
    """What the small model says is of no use; every criterion has its outcome and every quote is in the document."""
    made, calls = played_judgement(store)
    assert calls == made.usage.calls >= 2
    assert {grade.criterion for grade in made.grades} == {one.id for one in CRITERIA}
    assert all(grade.level or grade.why for grade in made.grades)
    source = " ".join(DESIGN.split())
    assert all(" ".join(item.quote.split()) in source for grade in made.grades for item in grade.evidence)
    assert all(DESIGN.count("\n") >= finding.lines[1] for finding in made.findings)
    assert made.usage.cached_tokens > made.usage.input_tokens / 3


def test_a_second_judgement_plays_no_verdict_again(store: Replies) -> None:
    first, _ = played_judgement(store)
    second, calls = played_judgement(store)
    assert calls == 0
    assert [grade.level for grade in second.grades] == [grade.level for grade in first.grades]


def test_a_changed_prompt_of_the_judge_misses(store: Replies, monkeypatch: pytest.MonkeyPatch) -> None:
    prompt = load_prompt("system")
    changed = replace(prompt, text=prompt.text.replace("careful", "kind"))
    assert changed != prompt
    monkeypatch.setattr(
        "reviewer.judge.requests.load_prompt", lambda name: changed if name == "system" else load_prompt(name)
    )
    made, calls = played_judgement(store)
    assert [grade.why for grade in made.grades] == ["llm_error", "llm_error"]
    assert calls == 0


def test_a_changed_criterion_misses_in_its_own_call_alone(store: Replies) -> None:
    by = rubric()
    first, *rest = by.criteria
    made, calls = played_judgement(store, replace(by, criteria=(replace(first, ask="Is there a replica?"), *rest)))
    assert [grade.why == "llm_error" for grade in made.grades] == [True, False]
    assert calls >= 2


def test_cassettes_have_no_keys_and_no_machine_in_them() -> None:
    files = sorted(FOLDER.glob("*.yaml"))
    assert {file.stem for file in files} == {*SCENARIOS, JUDGED}
    for file in files:
        text = file.read_text(encoding="utf-8").lower()
        for trace in (KEY, "authorization", "bearer", "127.0.0.1", "localhost", "user-agent", "x-stainless", "/home/"):
            assert trace not in text
