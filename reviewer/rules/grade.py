"""A Subject and a Rubric in, RuleGrades in rubric order out.

For each criterion: `not_assessed` ("language") where the rules cannot read the document's language, and ("unsupported")
where the rubric gives the criterion no rule at all; `not_applicable` where its `applies` does not hold; else the
highest level whose rule holds and, where the level needs evidence, yields a quote. The lowest level needs no rule. A
rule that raises makes its own criterion `not_assessed` ("plugin") and no other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import TracebackType

from reviewer.model.document import Document
from reviewer.model.grade import Evidence, RuleGrade
from reviewer.model.rubric import Criterion, Rubric
from reviewer.model.rule import Match
from reviewer.model.subject import Subject
from reviewer.rules.echo import echoes
from reviewer.rules.quotes import quotes
from reviewer.rules.reason import nothing_for, reason_for


def grade(subject: Subject, rubric: Rubric, only: Collection[str] | None = None) -> tuple[RuleGrade, ...]:
    """One grade for each criterion of `rubric`, or for those whose ids are in `only`, in rubric order."""
    wanted = [criterion for criterion in rubric.criteria if only is None or criterion.id in only]
    if not _readable(subject.document, rubric):
        return tuple(_foreign(criterion, subject.document.language) for criterion in wanted)
    repeated = echoes(subject.document, rubric)
    if repeated:
        facts = replace(subject.facts, hollow=subject.facts.hollow | repeated)
        subject = replace(subject, facts=facts)
    return tuple(_shielded(subject, rubric, criterion) for criterion in wanted)


def _readable(document: Document, rubric: Rubric) -> bool:
    return document.language in rubric.languages


def _foreign(criterion: Criterion, language: str) -> RuleGrade:
    reason = f"The rules do not read this document's language ({language or 'unknown'})."
    return RuleGrade(criterion.id, "not_assessed", why="language", reason=reason)


def _shielded(subject: Subject, rubric: Rubric, criterion: Criterion) -> RuleGrade:
    """The grade; a rule that raises is reported on its criterion so that the other criteria still get theirs."""
    try:
        return _graded(subject, rubric, criterion)
    except Exception as error:
        blame = f"{_rule_at(error.__traceback__)} raised {type(error).__name__}: {error}"
        return RuleGrade(criterion.id, "not_assessed", why="plugin", reason=f"The rule {blame}")


def _graded(subject: Subject, rubric: Rubric, criterion: Criterion) -> RuleGrade:
    applies = criterion.applies
    if applies is not None:
        match = applies.when.match(subject)
        if not match.holds:
            cited = quotes(subject.document, match.spans)
            return RuleGrade(criterion.id, "not_applicable", why=applies.otherwise, evidence=cited)
    if not criterion.rules:
        reason = "The rubric gives no rule for this criterion; it takes a judge."
        return RuleGrade(criterion.id, "not_assessed", why="unsupported", reason=reason)
    for level in reversed(rubric.scale):
        rule = criterion.rules.get(level.id)
        if rule is None:
            continue
        match = rule.match(subject)
        if not match.holds:
            continue
        cited = quotes(subject.document, match.spans)
        if cited or not (criterion.needs_evidence and level.needs_evidence):
            return _credited(criterion, level.id, match, cited)
    return RuleGrade(criterion.id, "graded", level=rubric.lowest.id, reason=nothing_for(criterion))


def _credited(criterion: Criterion, level: str, match: Match, cited: tuple[Evidence, ...]) -> RuleGrade:
    return RuleGrade(criterion.id, "graded", level=level, reason=reason_for(match.found, cited), evidence=cited)


def _rule_at(trace: TracebackType | None) -> str:
    """The name of the innermost rule that was matching when the error was raised."""
    name = "of this criterion"
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_name == "match" and "self" in frame.f_locals:
            rule = frame.f_locals["self"]
            label = getattr(rule, "name", None) or type(rule).__qualname__
            name = f"{label!r} ({type(rule).__module__})"
        trace = trace.tb_next
    return name
