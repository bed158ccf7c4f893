"""Whole reviews with a judge, over real HTTP to a server that answers well, badly or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from reviewer.cli.main import cli
from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.judge import judge
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import load_prices
from reviewer.judge.providers import provider
from reviewer.model.grade import NotAssessed
from reviewer.model.judgement import JudgeOptions
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import Judged, review_async
from reviewer.rubric import load_rubric
from reviewer.store.replies import Replies
from tests.fault_server import Behaviour, FaultServer
from tests.judge.test_faults import MIXED

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "url_shortener.md"
TEN_KB = ROOT / "examples" / "rfc_ready_webhook_queues.md"
RUBRIC = load_rubric("system-design")
FAULTS = {**{fault: share * 0.8 for fault, share in MIXED.items()}, "invented": 0.02, "missing": 0.02}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FaultServer]:
    """A good server, and the settings that lead a command there."""
    with FaultServer() as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")
        monkeypatch.setenv("REVIEWER_MODEL", "openai:stub")
        monkeypatch.setenv("REVIEWER_CACHE_DIR", str(tmp_path / "cache"))
        monkeypatch.chdir(tmp_path)
        yield running


def called(*args: str, code: int = 0):
    result = CliRunner().invoke(cli, list(args))
    assert result.exit_code == code, result.output
    return result


def reviewed(*args: str) -> Review:
    return Review.model_validate_json(called("review", "--format", "json", *args).stdout)


def test_ninety_three_criteria_in_fifteen_calls_and_none_the_second_time(server: FaultServer) -> None:
    first = reviewed(str(EXAMPLE))
    assert len(first.grades) == 93
    assert len(server.calls) == first.usage.calls == 15
    assert all((grade.llm is not None and grade.llm.level) or grade.llm.why for grade in first.grades if grade.llm)
    assert {grade.decided_by for grade in first.grades} <= {"llm", "both", "rules"}
    source = EXAMPLE.read_text("utf-8")
    judged = [grade for grade in first.grades if grade.decided_by in ("llm", "both") and grade.level]
    assert len(judged) > 40
    assert all(item.quote in source for grade in first.grades for item in grade.evidence)
    assert all(grade.made_by.prompt and grade.made_by.model == "stub" for grade in judged)
    assert any(finding.rule == "risk" for finding in first.findings)

    second = reviewed(str(EXAMPLE))
    assert len(server.calls) == 15
    assert (second.usage.calls, second.usage.replies_reused) == (0, 15)
    assert [(one.level, one.why, one.evidence) for one in second.grades] == [
        (one.level, one.why, one.evidence) for one in first.grades
    ]


def test_editing_one_criterion_asks_for_it_alone(server: FaultServer, tmp_path: Path) -> None:
    reviewed(str(EXAMPLE))
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "rubric.yaml").write_text("id: mine\ntitle: Mine\nversion: 1.0.0\nextends: system-design\n", "utf-8")
    (pack / "api.yaml").write_text("phase: api\ncriteria:\n- {id: api.semantics, ask: What about errors?}\n", "utf-8")
    before = len(server.calls)
    made = reviewed("--rubric", str(pack), str(EXAMPLE))
    assert len(server.calls) == before + 1
    schema = server.calls[-1].body["response_format"]["json_schema"]["schema"]
    asked = schema["properties"]["verdicts"]["items"]["properties"]["criterion"]["enum"]
    assert asked == ["api.semantics"]
    assert made.usage.calls == 1


def test_most_of_a_prompt_is_shared_and_found_in_the_prefix_cache(server: FaultServer) -> None:
    made = reviewed(str(TEN_KB))
    prompts = ["".join(message["content"] for message in call.body["messages"]) for call in server.calls]
    beginning = prompts[0]
    for prompt in prompts[1:]:
        at = next((at for at, (a, b) in enumerate(zip(beginning, prompt, strict=False)) if a != b), len(prompt))
        beginning = beginning[:at]
    assert len(beginning) * len(prompts) >= 0.6 * sum(map(len, prompts))
    assert made.usage.cached_tokens >= 0.6 * made.usage.input_tokens


def test_where_the_document_goes_is_said_once_and_before(server: FaultServer) -> None:
    result = called("review", str(EXAMPLE), str(TEN_KB))
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert result.stderr.count("Sending the document (") == 1
    assert f"to {host}: 15 calls" in result.stderr
    assert "sk-test" not in result.output


def test_a_plan_calls_nothing_and_knows_what_is_there(server: FaultServer) -> None:
    (made,) = json.loads(called("plan", "--format", "json", str(EXAMPLE)).stdout)
    assert (made["calls"], made["verdicts_known"], len(server.calls)) == (15, 0, 0)
    reviewed(str(EXAMPLE))
    (made,) = json.loads(called("plan", "--format", "json", str(EXAMPLE)).stdout)
    assert (made["calls"], made["verdicts"], made["verdicts_known"], len(server.calls)) == (0, 93, 93, 15)
    assert "15 calls" in called("plan", str(TEN_KB)).stdout


def test_without_a_model_rules_grade_and_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWER_MODEL", raising=False)
    result = called("review", str(EXAMPLE))
    assert result.stderr.count("\n") == 1
    assert "--model PROVIDER:NAME" in result.stderr
    assert called("review", "--no-llm", str(EXAMPLE)).stderr == ""


def test_no_llm_beats_a_model_that_is_set(server: FaultServer) -> None:
    assert called("review", "--no-llm", str(EXAMPLE)).stderr == ""
    assert server.calls == []


def test_a_cost_limit_needs_a_price(server: FaultServer) -> None:
    result = CliRunner().invoke(cli, ["review", "--max-cost", "1", str(EXAMPLE)])
    assert getattr(result.exception, "code", "") == "prices.unknown_model"
    assert server.calls == []


def test_a_deadline_leaves_the_rest_to_the_rules(server: FaultServer) -> None:
    server.behaviour = replace(server.behaviour, latency_s=5.0)
    made = reviewed("--deadline", "0.3", str(EXAMPLE))
    assert {grade.decided_by for grade in made.grades} <= {"rules", None}
    assert {grade.llm.why for grade in made.grades if grade.llm} == {"budget"}
    assert any("the time was up" in note for note in made.notes)


@pytest.mark.parametrize(("choice", "code"), [("fail", 1), ("rules", 0)])
def test_rate_limits_end_the_review_or_leave_it_to_the_rules(server: FaultServer, choice: str, code: int) -> None:
    server.behaviour = replace(server.behaviour, faults={"rate_limit": 1.0}, retry_after_s=120)
    result = CliRunner().invoke(cli, ["review", "--format", "json", "--on-rate-limit", choice, str(EXAMPLE)])
    if choice == "fail":
        assert getattr(result.exception, "code", "") == "judge.rate_limit"
        assert "120 s" in str(result.exception)
    else:
        assert result.exit_code == code
        assert {one.llm.why for one in Review.model_validate_json(result.stdout).grades if one.llm} == {"llm_error"}


def test_reviews_that_were_finished_are_shown_before_a_refusal_ends_the_run(server: FaultServer) -> None:
    server.behaviour = replace(server.behaviour, script=("",) * 15 + ("rate_limit",) * 99, retry_after_s=120)
    args = ["review", "--format", "json", "--on-rate-limit", "fail", str(EXAMPLE), str(TEN_KB)]
    result = CliRunner().invoke(cli, args)
    assert getattr(result.exception, "code", "") == "judge.rate_limit"
    assert getattr(result.exception, "exit_code", 0) == 3
    (done,) = json.loads(result.stdout)
    assert done["document"]["name"] == EXAMPLE.name
    assert "1 of 2 documents were reviewed." in result.stderr


def test_agreement_of_the_judge_alone_and_of_both(server: FaultServer, tmp_path: Path) -> None:
    """Where the judge's replies cannot be used, it alone has no levels, and both together have those of the rules."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_bytes(EXAMPLE.read_bytes())
    server.behaviour = replace(server.behaviour, faults={"prose": 1.0})
    levels = {}
    for grader in ("llm", "both"):
        called("agreement", "--grader", grader, "--out", str(tmp_path / grader), str(tmp_path))
        lines = (tmp_path / grader / "a.jsonl").read_text("utf-8").splitlines()
        levels[grader] = [json.loads(line)["level"] for line in lines]
    assert levels["llm"] == ["not_assessed"] * 93
    assert {"met", "partial", "missing"} <= set(levels["both"])
    result = CliRunner().invoke(cli, ["agreement", "--grader", "llm", "--no-llm", str(tmp_path)])
    assert getattr(result.exception, "code", "") == "option.grader"


async def _review_all(
    server: FaultServer, path: Path, texts: list[bytes], rubric: Rubric, timeout_s: float = 1.0
) -> list[Review]:
    """Reviews of all texts at once, each through the whole ask."""
    model = provider("openai:stub", base_url=server.url, api_key="sk-test-0123456789", timeout_s=timeout_s)
    store = Replies(path)
    ask = compose(model, store=store, prices=load_prices(), options=AskOptions(limiter=Limiter(32)))
    options = JudgeOptions(model=model.ref, host=model.host)

    async def judged(subject, rubric, ids) -> Judged:
        made = await judge(subject, rubric, ids, options, ask, store)
        return Judged(made.grades, made.usage, made.notes)

    try:
        names = [f"{number}.md" for number in range(len(texts))]
        submissions = [Submission(name=name, data=text) for name, text in zip(names, texts, strict=True)]
        return await asyncio.gather(*(review_async(one, rubric, None, judged) for one in submissions))
    finally:
        await model.aclose()
        store.close()


def test_with_a_fifth_of_calls_failing_no_outcome_is_lost(tmp_path: Path) -> None:
    texts = [EXAMPLE.read_bytes() + f"\nRevision {number} of this design.\n".encode() for number in range(6)]
    with FaultServer(Behaviour(faults=FAULTS, seed=7)) as server:
        reviews = asyncio.run(_review_all(server, tmp_path / "replies.sqlite", texts, RUBRIC))
        met = server.faults
    assert sum(met.values()) - met[""] > 10
    for text, review in zip(texts, reviews, strict=True):
        assert len(review.grades) == 93
        assert all(grade.status != "not_assessed" for grade in review.grades)
        assert review.coverage == 1.0
        for grade in review.grades:
            assert all(item.quote in text.decode() for item in grade.evidence)
            if grade.llm is not None and grade.llm.level in ("partial", "met") and grade.decided_by == "llm":
                assert grade.evidence or not RUBRIC.criterion(grade.criterion).needs_evidence
    failed = set(get_args(NotAssessed))
    judged = sum(one.llm is not None and one.llm.why not in failed for review in reviews for one in review.grades)
    assert judged > 0.8 * 93 * len(reviews)


@pytest.mark.parametrize("fault", ["malformed", "prose", "invented"])
def test_replies_that_cannot_be_used_never_become_levels(fault: str, tmp_path: Path) -> None:
    with FaultServer(Behaviour(faults={fault: 1.0})) as server:
        (made,) = asyncio.run(_review_all(server, tmp_path / "replies.sqlite", [EXAMPLE.read_bytes()], RUBRIC))
    said = [grade.llm for grade in made.grades if grade.llm is not None]
    assert len(said) == 93
    if fault == "invented":  # only what needs no quote is left
        assert {one.level for one in said} <= {"missing", None}
    else:
        assert {(one.level, one.why) for one in said} == {(None, "reply")}
    assert all(grade.decided_by in ("rules", "both", "llm") for grade in made.grades if grade.level)
