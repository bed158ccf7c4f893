"""One criterion's RuleGrade and LLMGrade in, its Verdict out, by this table.

    rules ↓        LLM →   none       graded                      not applicable          not assessed
    graded                 rules      equal: both; else LLM (a)   LLM (b)                 rules
    not applicable         rules      above lowest: LLM (c)       both                    rules
                                      lowest: rules (d)
    not assessed           nobody     LLM                         LLM                     nobody (the LLM's why)

A graded LLM outcome counts only if it is supported: above the lowest level of a criterion that needs evidence it must
bring a quote, or it is taken as `not_assessed` ("unsupported").

A disagreement is recorded where (a) the two grades lie two or more levels apart, (b) the rules credited what the LLM
holds not applicable, (c) the LLM credited what the rules hold not applicable, (d) the LLM calls missing what the rules
found to be out of scope: it quotes nothing against the passage that says so, so the rules stand. It is also recorded
where an LLM's credit of more than half rests on a sum that does not come out when it is re-done, and where text that
addresses the grader would have changed what the LLM says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from reviewer.model.amount import in_words
from reviewer.model.document import Lines
from reviewer.model.grade import DecidedBy, Evidence, Grade, LLMGrade, RuleGrade, Verdict
from reviewer.model.rubric import Criterion, Rubric
from reviewer.model.subject import Subject

Side = Literal["rules", "llm", "both", "nobody"]

_LEVELS_APART = 2
"""Grades this many levels apart contradict each other; one level apart is within what two careful readers differ by."""

_PRAISE_CREDIT = 0.5
"""A level that earns more than this share says that the sum is fine, not only that there is one."""


def decide(criterion: Criterion, rubric: Rubric, rules: RuleGrade, llm: LLMGrade | None, subject: Subject) -> Verdict:
    """The decided outcome, with what each side said and where they contradict each other."""
    judged = _supported(criterion, rubric, llm)
    side = _side(rubric, rules, judged)
    disagreement = _disagreement(rubric, rules, judged, subject)
    if side == "nobody":
        return _verdict(judged or rules, None, rules, judged, disagreement)
    if side == "rules" or judged is None:
        return _verdict(rules, "rules", rules, judged, disagreement)
    evidence = judged.evidence or (rules.evidence if side == "both" else ())
    return _verdict(replace(judged, evidence=evidence), side, rules, judged, disagreement)


def _supported(criterion: Criterion, rubric: Rubric, llm: LLMGrade | None) -> LLMGrade | None:
    if llm is None or llm.level is None or llm.evidence:
        return llm
    level = rubric.level(llm.level)
    if level == rubric.lowest or not (criterion.needs_evidence and level.needs_evidence):
        return llm
    return replace(llm, status="not_assessed", level=None, why="unsupported")


def _side(rubric: Rubric, rules: Grade, llm: Grade | None) -> Side:
    if llm is None or llm.status == "not_assessed":
        return "nobody" if rules.status == "not_assessed" else "rules"
    if rules.status == "not_assessed":
        return "llm"
    if rules.status == llm.status and rules.level == llm.level:
        return "both"
    if rules.status == "not_applicable" and llm.level == rubric.lowest.id:
        return "rules"
    return "llm"


def _verdict(
    grade: Grade, by: DecidedBy | None, rules: RuleGrade, llm: LLMGrade | None, disagreement: str | None
) -> Verdict:
    return Verdict(
        criterion=rules.criterion,
        status=grade.status,
        level=grade.level,
        why=grade.why,
        reason=grade.reason,
        evidence=grade.evidence,
        decided_by=by,
        rules=rules,
        llm=llm,
        disagreement=disagreement,
        step=llm.step if llm else "",
    )


def _disagreement(rubric: Rubric, rules: Grade, llm: LLMGrade | None, subject: Subject) -> str | None:
    if llm is None or llm.status == "not_assessed":
        return None
    said = (_contradiction(rubric, rules, llm), _refuted_sum(rubric, llm, subject), _swayed(llm))
    return " ".join(sentence for sentence in said if sentence) or None


def _contradiction(rubric: Rubric, rules: Grade, llm: Grade) -> str | None:
    """A sentence where the two sides cannot both be right."""
    if rules.level is not None and llm.level is not None:
        apart = abs(rubric.rank(rules.level) - rubric.rank(llm.level)) >= _LEVELS_APART
        return f"The rules say {rules.level}{_at(rules)}, the judge says {llm.level}{_at(llm)}." if apart else None
    if rules.status == "not_applicable" and llm.level is not None:
        why = f" ({rules.why})" if rules.why else ""
        return f"The rules say not applicable{why}, the judge says {llm.level}{_at(llm)}."
    if llm.status == "not_applicable" and rules.level not in (None, rubric.lowest.id):
        return f"The rules say {rules.level}{_at(rules)}, the judge says not applicable."
    return None


def _refuted_sum(rubric: Rubric, llm: LLMGrade, subject: Subject) -> str | None:
    """A sentence where the judge's credit rests on a sum that comes out differently."""
    if llm.level is None or rubric.level(llm.level).credit <= _PRAISE_CREDIT:
        return None
    for estimate in subject.facts.estimates:
        if estimate.verdict == "wrong" and any(_overlap(item, estimate.lines) for item in llm.evidence):
            expected = estimate.expected
            comes_to = f": it comes to {in_words(expected.value, expected.unit)}" if expected else ""
            return f"The judge credits the sum on line {estimate.lines[0]}, which does not come out{comes_to}."
    return None


def _swayed(llm: LLMGrade) -> str | None:
    """A sentence where the judge says something else once it sees the text that addresses it."""
    if llm.swayed_to is None:
        return None
    said = _in_words(llm.level or llm.status)
    swayed = _in_words(llm.swayed_to)
    return f"With text that addresses the grader in view the judge says {swayed}; without it {said}, which counts."


def _in_words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _overlap(item: Evidence, lines: Lines) -> bool:
    return item.lines[0] <= lines[1] and lines[0] <= item.lines[1]


def _at(grade: Grade) -> str:
    return f" (line {grade.evidence[0].lines[0]})" if grade.evidence else ""
