"""The judge over an `ask` in this process: order, isolation, re-asks, votes, what is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from reviewer.errors import ConfigError, WorkError
from reviewer.model.judgement import CallUsage, Reply, Request
from reviewer.model.subject import Subject
from tests.judge.judging import (
    IDS,
    OPTIONS,
    QUOTE,
    Asking,
    Memory,
    all_met,
    answered,
    judged,
    rubric,
    said,
    shop,
)

WITH_RISKS = replace(OPTIONS, risks=True)


def judge_it(ask, **more):
    return asyncio.run(judged(ask, **more))


def levels(judgement) -> list[str | None]:
    return [grade.level or grade.why for grade in judgement.grades]


def test_every_criterion_is_graded_in_rubric_order() -> None:
    ask = Asking()
    judgement = judge_it(ask, options=WITH_RISKS)
    assert [grade.criterion for grade in judgement.grades] == list(IDS)
    assert levels(judgement) == ["met"] * 3
    assert all(grade.evidence[0].quote == QUOTE and grade.model == "stub-1" for grade in judgement.grades)
    assert [call.purpose for call in ask.asked] == ["grade", "grade", "risks"]
    assert [one.rule for one in judgement.findings] == ["risk"]
    assert (judgement.usage.calls, judgement.usage.input_tokens, judgement.usage.cached_tokens) == (3, 300, 120)
    assert judgement.notes == ()


@dataclass
class Watching:
    """An Ask that notes how many calls are under way when each begins."""

    under_way: int = 0
    at_begin: list[int] = field(default_factory=list)

    async def __call__(self, request: Request) -> Reply:
        self.at_begin.append(self.under_way)
        self.under_way += 1
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self.under_way -= 1
        return all_met(request)


def test_the_first_call_goes_alone_and_the_rest_together() -> None:
    ask = Watching()
    judge_it(ask, options=replace(WITH_RISKS, batch="criterion"))
    assert ask.at_begin == [0, 0, 1, 2]


def test_a_call_that_fails_costs_its_own_criteria_only() -> None:
    def answer(request: Request) -> Reply:
        if "data.store" in request.criteria:
            return Reply("failed", detail="HTTP 503", usage=CallUsage(calls=6))
        return all_met(request)

    judgement = judge_it(Asking(answer))
    assert levels(judgement) == ["met", "met", "llm_error"]
    assert judgement.usage.calls == 7
    assert judgement.notes == ("The judge gave no grade for 1 verdicts: failed (HTTP 503).",)


def test_a_fault_in_ask_itself_is_a_failed_call_that_names_it() -> None:
    def answer(request: Request) -> Reply:
        if "data.store" in request.criteria:
            raise KeyError("oops")
        return all_met(request)

    judgement = judge_it(Asking(answer))
    assert levels(judgement) == ["met", "met", "llm_error"]
    assert "KeyError" in judgement.notes[0]


@pytest.mark.parametrize("failing", ["scope.system", "data.store"])
def test_our_own_errors_come_through(failing: str) -> None:
    def answer(request: Request) -> Reply:
        if failing in request.criteria:
            raise ConfigError("not installed", code="model.not_installed")
        return all_met(request)

    with pytest.raises(ConfigError):
        judge_it(Asking(answer), options=WITH_RISKS)


@pytest.mark.parametrize(("state", "why"), [("budget", "budget"), ("deadline", "budget"), ("refused", "reply")])
def test_why_there_is_no_grade(state, why: str) -> None:
    judgement = judge_it(Asking(lambda request: Reply(state, usage=CallUsage(calls=0))), options=WITH_RISKS)
    assert levels(judgement) == [why] * 3
    assert judgement.findings == ()
    assert len(judgement.notes) == 2


def test_what_a_reply_leaves_open_is_asked_for_once_more() -> None:
    def answer(request: Request) -> Reply:
        if request.purpose == "grade" and "scope.load" in request.criteria:
            return answered(said("scope.system"), said("scope.load", quotes=("made up by the model",)))
        return all_met(request)

    ask = Asking(answer)
    assert levels(judge_it(ask)) == ["met"] * 3
    assert [call.criteria for call in ask.asked if call.purpose == "reask"] == [("scope.load",)]


def test_what_stays_unsupported_is_kept_as_such() -> None:
    store = Memory()
    ask = Asking(lambda request: answered(*(said(one, quotes=("made up by it",)) for one in request.criteria)))
    assert levels(judge_it(ask, store=store)) == ["unsupported"] * 3
    assert len(ask.asked) == 4
    again = Asking()
    assert levels(judge_it(again, store=store)) == ["unsupported"] * 3
    assert again.asked == []


@pytest.mark.parametrize("text", ["", "Well done, all met!", '{"verdicts": []}', "{" * 1000, "[" * 100_000])
def test_garbage_never_becomes_a_level(text: str) -> None:
    judgement = judge_it(Asking(lambda request: Reply("ok", text)), options=WITH_RISKS)
    assert levels(judgement) == ["reply"] * 3
    assert judgement.findings == ()


def test_a_second_run_asks_nothing() -> None:
    store = Memory()
    first = judge_it(Asking(), store=store)
    ask = Asking()
    second = judge_it(ask, store=store)
    assert ask.asked == []
    assert second.grades == first.grades
    assert (second.usage.calls, second.usage.input_tokens, second.usage.replies_reused) == (0, 0, 2)


def test_editing_a_criterion_asks_for_that_one_alone() -> None:
    store = Memory()
    judge_it(Asking(), store=store)
    ask = Asking()
    judgement = judge_it(ask, store=store, rubric=rubric(conventions=("Peaks and means count.",)))
    assert [call.criteria for call in ask.asked] == [("scope.load",)]
    assert levels(judgement) == ["met"] * 3
    assert (judgement.usage.calls, judgement.usage.replies_reused) == (1, 2)


def test_failures_are_not_kept() -> None:
    store = Memory()
    judge_it(Asking(lambda request: Reply("failed")), store=store)
    assert store.kept == {}
    assert levels(judge_it(Asking(), store=store)) == ["met"] * 3


def test_a_kept_row_in_another_form_is_asked_for_again() -> None:
    store = Memory()
    judge_it(Asking(), store=store)
    store.kept = {key: replace(reply, text='{"grade": 5}') for key, reply in store.kept.items()}
    ask = Asking()
    assert levels(judge_it(ask, store=store)) == ["met"] * 3
    assert len(ask.asked) == 2


class Broken(Memory):
    def find(self, keys):
        raise WorkError("is damaged", code="store.damaged")

    def keep_all(self, replies, *, purpose="", prompt=""):
        raise WorkError("is damaged", code="store.damaged")


def test_a_broken_store_costs_no_grade_and_is_told() -> None:
    judgement = judge_it(Asking(), store=Broken())
    assert levels(judgement) == ["met"] * 3
    assert judgement.notes == ("Verdicts could not be kept for reuse: is damaged.",)


def test_votes_are_counted_and_kept_one_by_one() -> None:
    def answer(request: Request) -> Reply:
        return answered(*(said(one, "partial" if request.vote == 1 else "met") for one in request.criteria))

    store, ask = Memory(), Asking(answer)
    judgement = judge_it(ask, options=replace(OPTIONS, votes=3), store=store)
    assert len(ask.asked) == 6
    assert len({call.key for call in ask.asked}) == 6
    assert [(grade.level, round(grade.confidence or 0, 2)) for grade in judgement.grades] == [("met", 0.67)] * 3
    more = Asking(answer)
    judge_it(more, options=replace(OPTIONS, votes=4), store=store)
    assert [call.vote for call in more.asked] == [3, 3]


def test_only_the_criteria_asked_for() -> None:
    ask = Asking()
    assert [grade.criterion for grade in judge_it(ask, ids=("data.store",)).grades] == ["data.store"]
    assert [call.criteria for call in ask.asked] == [("data.store",)]


def test_what_a_long_document_leaves_out_is_a_note() -> None:
    long = shop("# Shop\n\n" + "A line that fills the document a little more.\n" * 400)
    judgement = judge_it(Asking(), subject=long, options=replace(OPTIONS, max_input_chars=8000))
    assert len(judgement.notes) == 2
    assert judgement.notes[0].startswith("Too long for one call: for Scope the judge did not see lines ")


def test_repeated_calls_are_told() -> None:
    judgement = judge_it(Asking(lambda request: replace(all_met(request), repeated=True)))
    assert judgement.notes == ("2 calls may have been paid for twice: a process ended before their reply came.",)


def long_shop() -> Subject:
    return shop("# Shop\n\n## Load\n\n" + QUOTE + "\n\n" + "A line that fills the document a little more.\n" * 400)


@dataclass
class Narrow:
    """A model that takes prompts of so many characters."""

    most_chars: int

    def __call__(self, request: Request) -> Reply:
        if sum(len(message.text) for message in request.messages) > self.most_chars:
            return Reply("context_length", detail="HTTP 400")
        return all_met(request)


def test_a_call_too_long_for_the_model_is_made_once_more_with_an_excerpt() -> None:
    ask, store = Asking(Narrow(15_000)), Memory()
    judgement = judge_it(ask, subject=long_shop(), options=WITH_RISKS, store=store)
    assert levels(judgement) == ["met"] * 3
    assert len(ask.asked) == 6
    assert len(judgement.findings) == 1
    assert sum(note.startswith("Too long for the model: for ") for note in judgement.notes) == 3
    assert any("scope.system, scope.load it did not see lines " in note for note in judgement.notes)
    assert store.kept == {}


def test_a_call_that_stays_too_long_is_made_no_third_time() -> None:
    ask = Asking(Narrow(4000))
    assert levels(judge_it(ask, subject=long_shop())) == ["llm_error"] * 3
    assert len(ask.asked) == 4
    ask = Asking(Narrow(10))
    assert levels(judge_it(ask)) == ["llm_error"] * 3
