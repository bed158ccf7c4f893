"""What a reply settles. Whatever comes back, a level comes only from a whole, checked reply."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.judge.quotes import Source
from reviewer.judge.read import Reading, read
from reviewer.judge.requests import requests, risk_request
from reviewer.judge.risks import read_risks
from reviewer.model.judgement import Reply, ReplyState, Request
from tests.judge.judging import IDS, OPTIONS, QUOTE, TEXT, answered, rubric, said, shop

SOURCE = Source(shop().document)
REQUEST = requests(shop(), rubric(), replace(OPTIONS, batch="all"), IDS)[0]
RISKS = risk_request(shop(), rubric(), OPTIONS)


def reading(*verdicts, request: Request = REQUEST) -> Reading:
    return read(request, answered(*verdicts), SOURCE, rubric())


def told(text: str, request: Request = REQUEST) -> Reading:
    return read(request, Reply("ok", text), SOURCE, rubric())


def test_a_good_reply_settles_all() -> None:
    made = reading(said(IDS[0]), said(IDS[1], "partial", step="Say it."), said(IDS[2], "missing", ()))
    assert made.reask is None
    assert [made.grades[one].level for one in IDS] == ["met", "partial", "missing"]
    grade = made.grades[IDS[1]]
    assert (grade.evidence[0].lines, grade.evidence[0].quote, grade.step) == ((6, 6), QUOTE, "Say it.")
    assert (grade.model, grade.prompt, grade.confidence) == ("stub-1", REQUEST.prompt, 1.0)


def test_the_best_level_needs_no_step_and_steps_are_short() -> None:
    made = reading(said(IDS[0], step="More."), said(IDS[1], "partial", step="word " * 60), said(IDS[2], "missing"))
    assert made.grades[IDS[0]].step == ""
    assert len(made.grades[IDS[1]].step.split()) == 41


def test_not_applicable_has_its_reason() -> None:
    made = reading(said(IDS[0], "not_applicable", (), reason="It is a batch job."), said(IDS[1]), said(IDS[2]))
    grade = made.grades[IDS[0]]
    assert (grade.status, grade.level, grade.why) == ("not_applicable", None, "It is a batch job.")


def test_a_bad_quote_beside_a_good_one_is_dropped() -> None:
    made = reading(said(IDS[0], quotes=("never written anywhere", QUOTE)), said(IDS[1]), said(IDS[2]))
    assert [one.quote for one in made.grades[IDS[0]].evidence] == [QUOTE]


def test_a_level_without_a_found_quote_is_asked_for_once_more_and_then_unsupported() -> None:
    made = reading(said(IDS[0], quotes=("It uses a magic queue.",)), said(IDS[1]), said(IDS[2], quotes=()))
    assert set(made.grades) == {IDS[1]}
    assert made.reask is not None
    assert made.reask.criteria == (IDS[0], IDS[2])
    assert made.reask.messages[:2] == REQUEST.messages[:2]
    assert made.reask.key != REQUEST.key
    task = made.reask.messages[2].text
    assert "It uses a magic queue." in task
    assert "no quote was given" in task
    assert IDS[1] not in task
    again = reading(said(IDS[0], quotes=("It uses a magic queue.",)), said(IDS[2], "missing", ()), request=made.reask)
    assert again.reask is None
    assert {criterion: (one.status, one.why) for criterion, one in again.grades.items()} == {
        IDS[0]: ("not_assessed", "unsupported"),
        IDS[2]: ("graded", None),
    }


def test_a_criterion_that_needs_no_evidence_needs_no_quote() -> None:
    by = rubric(needs_evidence=False)
    made = read(REQUEST, answered(*(said(one, quotes=()) for one in IDS)), SOURCE, by)
    assert set(made.grades) == {"scope.load"}


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ((said(IDS[1]), said(IDS[2])), "no verdict"),
        ((said(IDS[0]), said(IDS[0], "missing"), said(IDS[1]), said(IDS[2])), "2 verdicts"),
        ((said(IDS[0], "excellent"), said(IDS[1]), said(IDS[2])), "its level is none of"),
        ((said(IDS[0].upper()), said(IDS[1]), said(IDS[2])), "no verdict"),
        ((said(IDS[0], reason=5), said(IDS[1]), said(IDS[2])), "no verdict"),
        ((said(IDS[0], quotes=(1,)), said(IDS[1]), said(IDS[2])), "no verdict"),
        (("met", None, said(IDS[1]), said(IDS[2])), "no verdict"),
    ],
)
def test_what_is_wrong_with_one_verdict_costs_that_one(verdicts, words: str) -> None:
    made = reading(*verdicts)
    assert set(made.grades) == {IDS[1], IDS[2]}
    assert made.reask is not None
    assert made.reask.criteria == (IDS[0],)
    assert words in made.reask.messages[2].text


GOOD = answered(*(said(one) for one in IDS)).text
GARBAGE = [
    "",
    "met",
    "null",
    "[]",
    "{}",
    '{"verdicts": null}',
    '{"verdicts": {}}',
    '{"verdicts": []}',
    GOOD[:-1],
    GOOD + GOOD,
    f"Sure! {GOOD}",
    f"{GOOD}\nI hope this helps.",
    f"First {{}} and then ```json\n{GOOD}\n```",
    GOOD.replace('"level": "met"', '"level": "missing", "level": "met"'),
    "[" * 100_000,
    '{"verdicts": ' + "9" * 5000 + "}",
    GOOD.replace("verdicts", "grades"),
    GOOD.replace(QUOTE, "xx"),
]


@pytest.mark.parametrize("text", GARBAGE)
def test_garbage_never_gives_a_level(text: str) -> None:
    made = told(text)
    assert made.grades == {}
    assert made.reask is not None
    assert made.reask.criteria == IDS
    again = told(text, made.reask)
    assert again.reask is None
    assert {one.level for one in again.grades.values()} == {None}
    assert {one.why for one in again.grades.values()} <= {"reply", "unsupported"}


@given(st.integers(0, len(GOOD) - 1), st.characters())
def test_a_reply_with_a_changed_character_gives_only_levels_with_quotes(at: int, char: str) -> None:
    made = told(GOOD[:at] + char + GOOD[at + 1 :])
    assert set(made.grades) | set(made.reask.criteria if made.reask else ()) == set(IDS)
    for grade in made.grades.values():
        assert grade.level in {"met", None}
        assert grade.level is None or (all(one.quote in TEXT for one in grade.evidence) and grade.evidence)


def test_one_code_fence_is_allowed() -> None:
    assert len(told(f"```json\n{GOOD}\n```").grades) == 3


@pytest.mark.parametrize("state", [state for state in get_args(ReplyState) if state != "ok"])
def test_a_call_without_a_reply_gives_no_grade_and_is_not_asked_again(state: ReplyState) -> None:
    made = read(REQUEST, Reply(state, GOOD, detail="HTTP 500"), SOURCE, rubric())
    assert made.reask is None
    assert {(one.status, one.level) for one in made.grades.values()} == {("not_assessed", None)}
    assert {one.why for one in made.grades.values()} <= {"llm_error", "reply", "budget"}


def risk(quote: str = QUOTE, **more: str) -> dict[str, str]:
    return {"why": "w", "quote": quote, "title": "t", "consequence": "c", "mitigation": "m", **more}


def risks(*found, request: Request = RISKS):
    return read_risks(request, Reply("ok", json.dumps({"risks": found})), SOURCE, rubric())


def test_risks_are_findings_at_their_quote() -> None:
    made = risks(risk(), risk("Orders go to Postgres", title="One store."))
    assert made.reask is None
    assert [(one.rule, one.severity, one.lines) for one in made.findings] == [
        ("risk", "note", (6, 6)),
        ("risk", "note", (10, 10)),
    ]
    assert made.findings[1].message == "One store: w. c. To mitigate: m."
    assert len({one.fingerprint for one in made.findings}) == 2


def test_risks_without_a_found_quote_are_asked_for_once_more_and_dropped() -> None:
    made = risks(risk("a queue that nobody mentioned"), risk())
    assert len(made.findings) == 1
    assert made.reask is not None
    assert "a queue that nobody mentioned" in made.reask.messages[2].text
    again = risks(risk("a queue that nobody mentioned"), risk(), request=made.reask)
    assert (len(again.findings), again.reask) == (1, None)


@pytest.mark.parametrize("text", ["", "no", "[]", '{"risks": 3}', '{"risks": [{"why": 1}]} and more'])
def test_garbage_is_no_risk(text: str) -> None:
    made = read_risks(RISKS, Reply("ok", text), SOURCE, rubric())
    assert made.findings == ()
    assert made.reask is not None
    assert read_risks(made.reask, Reply("ok", text), SOURCE, rubric()).reask is None
    assert read_risks(RISKS, Reply("failed"), SOURCE, rubric()).reask is None
