"""The table from what the rules and the judge say to the outcome: every combination."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import Pack, criterion, subject

from reviewer.model.facts import Amount, Estimate, Facts
from reviewer.model.grade import Evidence, LLMGrade, RuleGrade
from reviewer.verdict import decide

RUBRIC = Pack([criterion("a.x")]).made()
RULES_QUOTE = (Evidence((3, 3), "Orders go to Postgres."),)
LLM_QUOTE = (Evidence((5, 6), "Postgres keeps the orders."),)


def say(kind, outcome, quote, why):
    """One side's grade: a level, "na" or "open"."""
    if outcome == "na":
        return kind("a.x", "not_applicable", why=why, reason=why)
    if outcome == "open":
        return kind("a.x", "not_assessed", why=why)
    evidence = () if outcome == "missing" else quote
    return kind("a.x", "graded", level=outcome, reason=f"{kind.__name__} said so.", evidence=evidence)


def decided(rules, llm, *, facts=None, **more):
    rules_said = say(RuleGrade, rules, RULES_QUOTE, "language" if rules == "open" else "no such part")
    llm_said = say(LLMGrade, llm, LLM_QUOTE, "budget" if llm == "open" else "out of scope") if llm else None
    about = subject(facts=facts or Facts())
    return decide(criterion("a.x", **more), RUBRIC, rules_said, llm_said, about)


APART = "The rules say {}, the judge says {}."
TABLE = [
    # rules, llm, who decides, outcome, the disagreement, None where there is none
    ("met", None, "rules", "met", None),
    ("missing", None, "rules", "missing", None),
    ("na", None, "rules", "na", None),
    ("open", None, None, "open", None),
    ("met", "met", "both", "met", None),
    ("partial", "partial", "both", "partial", None),
    ("missing", "missing", "both", "missing", None),
    ("met", "partial", "llm", "partial", None),
    ("partial", "met", "llm", "met", None),
    ("partial", "missing", "llm", "missing", None),
    ("missing", "partial", "llm", "partial", None),
    ("met", "missing", "llm", "missing", APART.format("met (line 3)", "missing")),
    ("missing", "met", "llm", "met", APART.format("missing", "met (line 5)")),
    ("met", "na", "llm", "na", APART.format("met (line 3)", "not applicable")),
    ("partial", "na", "llm", "na", APART.format("partial (line 3)", "not applicable")),
    ("missing", "na", "llm", "na", None),
    ("na", "met", "llm", "met", APART.format("not applicable (no such part)", "met (line 5)")),
    ("na", "partial", "llm", "partial", APART.format("not applicable (no such part)", "partial (line 5)")),
    ("na", "missing", "rules", "na", APART.format("not applicable (no such part)", "missing")),
    ("na", "na", "both", "na", None),
    ("met", "open", "rules", "met", None),
    ("partial", "open", "rules", "partial", None),
    ("missing", "open", "rules", "missing", None),
    ("na", "open", "rules", "na", None),
    ("open", "met", "llm", "met", None),
    ("open", "partial", "llm", "partial", None),
    ("open", "missing", "llm", "missing", None),
    ("open", "na", "llm", "na", None),
    ("open", "open", None, "open", None),
]


@pytest.mark.parametrize(("rules", "llm", "by", "outcome", "disagreement"), TABLE)
def test_table(rules, llm, by, outcome, disagreement) -> None:
    verdict = decided(rules, llm)
    status = {"na": "not_applicable", "open": "not_assessed"}.get(outcome, "graded")
    assert (verdict.decided_by, verdict.status) == (by, status)
    assert verdict.level == (outcome if status == "graded" else None)
    assert verdict.disagreement == disagreement
    assert verdict.rules is not None
    assert (verdict.llm is None) == (llm is None)
    if status != "graded":
        assert verdict.why
    if verdict.level in {"met", "partial"}:
        assert verdict.evidence


def test_every_combination_stands_in_the_table() -> None:
    outcomes = ["met", "partial", "missing", "na", "open"]
    missing = {(r, m) for r in outcomes for m in [*outcomes, None]} - {row[:2] for row in TABLE}
    assert missing == {("partial", None)}


@pytest.mark.parametrize(("rules", "llm", "why"), [("open", "open", "budget"), ("open", None, "language")])
def test_nobody_grades_for_the_reason_of_the_one_who_should_have(rules, llm, why) -> None:
    assert decided(rules, llm).why == why


def test_evidence_and_reason_are_those_of_the_one_who_decided() -> None:
    assert decided("partial", "met").evidence == LLM_QUOTE
    assert decided("partial", "met").reason == "LLMGrade said so."
    assert decided("partial", "open").evidence == RULES_QUOTE
    assert decided("met", "met").evidence == LLM_QUOTE


def test_praise_without_a_quote_counts_as_unsupported() -> None:
    llm = LLMGrade("a.x", "graded", level="met", step="Name the store.")
    rules = say(RuleGrade, "partial", RULES_QUOTE, "")
    verdict = decide(criterion("a.x"), RUBRIC, rules, llm, subject())
    assert (verdict.decided_by, verdict.level, verdict.disagreement) == ("rules", "partial", None)
    assert verdict.llm is not None
    assert (verdict.llm.level, verdict.llm.why) == (None, "unsupported")


def test_without_need_of_evidence_a_quote_is_not_asked_for_and_the_rules_quote_serves_both() -> None:
    llm = LLMGrade("a.x", "graded", level="met")
    rules = say(RuleGrade, "met", RULES_QUOTE, "")
    verdict = decide(criterion("a.x", needs_evidence=False), RUBRIC, rules, llm, subject())
    assert (verdict.decided_by, verdict.evidence) == ("both", RULES_QUOTE)


def test_the_step_is_the_judges() -> None:
    llm = replace(say(LLMGrade, "partial", LLM_QUOTE, ""), step="Name the store.")
    verdict = decide(criterion("a.x"), RUBRIC, say(RuleGrade, "partial", RULES_QUOTE, ""), llm, subject())
    assert verdict.step == "Name the store."


WRONG = Estimate((6, 6), "= 10 GB", Amount(10, "GB"), Amount(11574.074, "GB"), "wrong")


def test_praise_of_a_sum_that_does_not_come_out_is_recorded() -> None:
    verdict = decided("met", "met", facts=Facts(estimates=(WRONG,)))
    assert (verdict.decided_by, verdict.level) == ("both", "met")
    assert (
        verdict.disagreement == "The judge credits the sum on line 6, which does not come out: it comes to 11,574 GB."
    )


@pytest.mark.parametrize(
    ("llm", "estimate"),
    [
        ("partial", WRONG),
        ("met", replace(WRONG, lines=(9, 9))),
        ("met", replace(WRONG, verdict="right")),
        ("met", replace(WRONG, verdict="unchecked", expected=None)),
    ],
    ids=["half credit", "elsewhere", "right", "unchecked"],
)
def test_other_sums_are_no_disagreement(llm, estimate) -> None:
    assert decided("partial", llm, facts=Facts(estimates=(estimate,))).disagreement is None


def test_two_reasons_to_disagree_are_both_told() -> None:
    said = decided("missing", "met", facts=Facts(estimates=(WRONG,))).disagreement
    assert said is not None
    assert said.startswith("The rules say missing")
    assert "line 6" in said


def test_what_the_judge_says_to_text_that_addresses_it_is_told_and_counts_for_nothing() -> None:
    rules = say(RuleGrade, "partial", RULES_QUOTE, "")
    swayed = replace(say(LLMGrade, "partial", LLM_QUOTE, ""), swayed_to="met")
    verdict = decide(criterion("a.x"), RUBRIC, rules, swayed, subject())
    assert (verdict.level, verdict.decided_by) == ("partial", "both")
    assert verdict.disagreement == (
        "With text that addresses the grader in view the judge says met; without it partial, which counts."
    )
    gone = decide(criterion("a.x"), RUBRIC, rules, replace(swayed, swayed_to="not_applicable"), subject())
    assert gone.disagreement is not None
    assert "says not applicable; without it partial" in gone.disagreement
