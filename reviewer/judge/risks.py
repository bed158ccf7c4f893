"""The deepest risks. In: the request for them and its reply. Out: findings of rule `risk`, each at a quoted line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.judge.quotes import Source
from reviewer.judge.read import NO_JSON
from reviewer.judge.requests import again
from reviewer.judge.schema import SaidRisk, parsed_list, said_risk
from reviewer.model.finding import Finding, fingerprint
from reviewer.model.grade import Evidence
from reviewer.model.judgement import Reply, Request
from reviewer.model.rubric import Rubric

RULE = "risk"
MOST = 3
_SHOWN_QUOTE_CHARS = 200


@dataclass(frozen=True, slots=True)
class RiskReading:
    """The risks whose quotes are in the document, and the re-ask where there are others."""

    findings: tuple[Finding, ...] = ()
    reask: Request | None = None


def read_risks(request: Request, reply: Reply, source: Source, rubric: Rubric) -> RiskReading:
    """The risks of a reply. Those of a re-ask without a found quote are dropped."""
    if reply.state != "ok":
        return RiskReading()
    values = parsed_list(reply.text, "risks")
    said = [risk for risk in map(said_risk, values or []) if risk is not None][:MOST]
    located = [(risk, source.locate(risk.quote)) for risk in said]
    findings = _findings([(risk, evidence) for risk, evidence in located if evidence is not None])
    bad = [risk for risk, evidence in located if evidence is None]
    if request.purpose == "reask" or (values is not None and not bad):
        return RiskReading(findings)
    told = [f'not in the document as a whole: "{risk.quote[:_SHOWN_QUOTE_CHARS]}"' for risk in bad]
    return RiskReading(findings, again(request, (), rubric, told or [NO_JSON]))


def _findings(risks: Sequence[tuple[SaidRisk, Evidence]]) -> tuple[Finding, ...]:
    seen: Counter[str] = Counter()
    found: list[Finding] = []
    for risk, evidence in risks:
        mark = fingerprint(RULE, evidence.quote, seen)
        found.append(Finding(RULE, "note", _message(risk), evidence.lines, mark))
    return tuple(found)


def _message(risk: SaidRisk) -> str:
    title, why, consequence, mitigation = (
        " ".join(part.split()).rstrip(".") for part in (risk.title, risk.why, risk.consequence, risk.mitigation)
    )
    return f"{title}: {why}. {consequence}. To mitigate: {mitigation}."
