"""Reading. In: a request, its reply, the document's source, the rubric. Out: an LLMGrade for each criterion that the
reply settles, and the one re-ask for those it does not.

A level is taken only from a reply that is JSON as a whole, for a criterion that was asked for and answered once, with a
level of the scale and, where that level needs it, a quote that is in the document. What a re-ask leaves open is
`unsupported` or `reply`; no other reply ever gives a level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reviewer.judge.quotes import Source
from reviewer.judge.requests import again
from reviewer.judge.schema import NOT_APPLICABLE, SaidVerdict, parsed_list, said_verdict
from reviewer.model.grade import Evidence, LLMGrade, NotAssessed
from reviewer.model.judgement import Reply, ReplyState, Request
from reviewer.model.rubric import Criterion, Rubric

STATE_WHY: Mapping[ReplyState, NotAssessed] = {
    "failed": "llm_error",
    "context_length": "llm_error",
    "truncated": "reply",
    "empty": "reply",
    "refused": "reply",
    "filtered": "reply",
    "budget": "budget",
    "deadline": "budget",
}
"""Why there is no grade where a call ended in one of these states."""

_MOST_STEP_WORDS = 40
_MOST_REASON_CHARS = 600
_MOST_QUOTES = 3
_SHOWN_QUOTE_CHARS = 200
NO_JSON = "the reply was not one JSON object of the form that was asked for"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply settles, by criterion, and the request for the rest, if there is one."""

    grades: Mapping[str, LLMGrade]
    reask: Request | None = None


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why a verdict is not taken: what is told to the model, and what the outcome is if it stays so."""

    told: str
    why: NotAssessed
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """The verdicts of a reply that have the right form, by criterion, and how often each criterion was answered."""

    verdicts: Mapping[str, SaidVerdict] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    is_json: bool = True


def read(request: Request, reply: Reply, source: Source, rubric: Rubric) -> Reading:
    """The grades in a reply. Every criterion of the request is either in `grades` or in `reask.criteria`."""
    if reply.state != "ok":
        return Reading({one: not_assessed(one, STATE_WHY[reply.state], request, reply) for one in request.criteria})
    said = _said(reply.text)
    grades: dict[str, LLMGrade] = {}
    problems: dict[str, _Problem] = {}
    for criterion_id in request.criteria:
        outcome = _outcome(rubric.criterion(criterion_id), said, source, rubric)
        if isinstance(outcome, _Problem):
            problems[criterion_id] = outcome
        else:
            grades[criterion_id] = _signed(outcome, request, reply)
    if problems and request.purpose == "grade":
        return Reading(grades, _reask(request, problems, rubric, said.is_json))
    grades |= {one: not_assessed(one, it.why, request, reply, it.reason) for one, it in problems.items()}
    return Reading(grades)


def not_assessed(criterion_id: str, why: NotAssessed, request: Request, reply: Reply, reason: str = "") -> LLMGrade:
    """The outcome of a criterion for which a reply gave no grade."""
    return _signed(LLMGrade(criterion_id, "not_assessed", why=why, reason=reason or reply.detail), request, reply)


def _said(text: str) -> _Said:
    values = parsed_list(text, "verdicts")
    if values is None:
        return _Said(is_json=False)
    verdicts = [verdict for verdict in map(said_verdict, values) if verdict is not None]
    answered = Counter(verdict.criterion for verdict in verdicts)
    return _Said({verdict.criterion: verdict for verdict in verdicts}, answered)


def _outcome(criterion: Criterion, said: _Said, source: Source, rubric: Rubric) -> LLMGrade | _Problem:
    """The grade that a reply gives a criterion, or what is wrong with it."""
    verdict = said.verdicts.get(criterion.id)
    if verdict is None:
        return _Problem(f"{criterion.id}: {'there is no verdict for it' if said.is_json else NO_JSON}", "reply")
    if said.answered[criterion.id] > 1:
        return _Problem(f"{criterion.id}: there are {said.answered[criterion.id]} verdicts for it", "reply")
    known = [level.id for level in rubric.scale]
    if verdict.level == NOT_APPLICABLE:
        why = _clipped(verdict.reason) or "the judge holds it not applicable"
        return LLMGrade(criterion.id, "not_applicable", why=why, reason=_clipped(verdict.reason))
    if verdict.level not in known:
        return _Problem(f"{criterion.id}: its level is none of {', '.join([*known, NOT_APPLICABLE])}", "reply")
    return _graded(criterion, verdict, source, rubric)


def _graded(criterion: Criterion, verdict: SaidVerdict, source: Source, rubric: Rubric) -> LLMGrade | _Problem:
    """The grade, if it is supported: quotes that are not in the document count as none."""
    level = rubric.level(verdict.level)
    evidence = _found(verdict.quotes, source)
    needs_quote = level != rubric.lowest and level.needs_evidence and criterion.needs_evidence
    if needs_quote and not evidence:
        shown = "; ".join(f'"{quote[:_SHOWN_QUOTE_CHARS]}"' for quote in verdict.quotes[:_MOST_QUOTES])
        told = f"not in the document as a whole: {shown}" if shown else "no quote was given"
        return _Problem(
            f"{criterion.id}: level {level.id} needs a quote; {told}", "unsupported", _clipped(verdict.reason)
        )
    return LLMGrade(
        criterion.id,
        "graded",
        level=level.id,
        reason=_clipped(verdict.reason),
        evidence=evidence,
        confidence=1.0,
        step="" if level == rubric.highest else _step(verdict.step),
    )


def _found(quotes: list[str], source: Source) -> tuple[Evidence, ...]:
    located = (source.locate(quote) for quote in quotes[:_MOST_QUOTES])
    return tuple(dict.fromkeys(evidence for evidence in located if evidence is not None))


def _reask(request: Request, problems: Mapping[str, _Problem], rubric: Rubric, is_json: bool) -> Request:
    criteria = [rubric.criterion(criterion_id) for criterion_id in problems]
    return again(request, criteria, rubric, [one.told for one in problems.values()] if is_json else [NO_JSON])


def _signed(grade: LLMGrade, request: Request, reply: Reply) -> LLMGrade:
    """The grade with the prompt and model that made it."""
    return replace(grade, prompt=request.prompt, model=reply.model)


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_REASON_CHARS else line[: _MOST_REASON_CHARS - 1] + "…"


def _step(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= _MOST_STEP_WORDS else " ".join(words[:_MOST_STEP_WORDS]) + " …"
