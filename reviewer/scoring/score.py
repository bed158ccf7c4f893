"""Verdicts and findings in, the Review out. Pure: the time and the engine's version come from the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import isfinite

from reviewer.model.facts import Estimate
from reviewer.model.finding import Finding
from reviewer.model.grade import Evidence, Verdict
from reviewer.model.review import (
    DocumentInfo,
    EstimateItem,
    EvidenceItem,
    FindingItem,
    GradeItem,
    LiftItem,
    LineRange,
    LLMSaid,
    MadeBy,
    PhaseScore,
    Review,
    RubricInfo,
    RulesSaid,
    Usage,
)
from reviewer.model.rubric import Criterion, Profile, Rubric, Scheme
from reviewer.model.subject import Kind, Subject
from reviewer.scoring.band import Banding, accepted, banding, reached
from reviewer.scoring.lift import gains, next_level
from reviewer.scoring.pacing import word_shares
from reviewer.scoring.tally import Mark, PhaseTally, bounds, coverage, tallies, total

_NO_SCHEME = Scheme(bands=())

_DECIMALS = 4
"""Figures are rounded to this many decimals in a Review: exact enough to add gains up, short enough to read."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a Review tells besides the grades. `engine` is the version that graded; `notes` are said up front."""

    profile: str
    engine: str
    created_at: datetime
    kind_guessed: bool = False
    notes: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """All the sums of one document under one scheme. `verdicts` by criterion, `weights` by phase."""

    scheme: Scheme
    marks: tuple[Mark, ...]
    weights: Mapping[str, float]
    phases: Mapping[str, PhaseTally]
    score: float | None
    banding: Banding


def score(
    subject: Subject,
    rubric: Rubric,
    verdicts: Sequence[Verdict],
    findings: Sequence[Finding],
    circumstances: Circumstances,
) -> Review:
    """The Review of one document. `verdicts` holds one per criterion of the rubric, in any order."""
    by_criterion = {verdict.criterion: verdict for verdict in verdicts}
    ledger = sums(subject.kind, rubric, rubric.profile(circumstances.profile), by_criterion)
    gained = gains(ledger.marks, levels_of(by_criterion), rubric, ledger.weights, ledger.phases)
    lowest, highest = rubric.lowest.credit, rubric.highest.credit
    low, high = bounds(ledger.marks, ledger.weights, lowest, highest, ledger.phases)
    return Review(
        document=_document_info(subject, circumstances),
        rubric=RubricInfo(id=rubric.id, version=rubric.version, hash=rubric.hash, title=rubric.title),
        profile=circumstances.profile,
        score=None if ledger.score is None else rounded(ledger.score),
        coverage=rounded(coverage(ledger.phases, ledger.weights)),
        bounds=(rounded(low), rounded(high)),
        band=ledger.banding.band,
        supports=supported(subject.kind, rubric, by_criterion, ledger),
        phases=_phase_scores(subject, rubric, ledger, verdicts),
        grades=[
            _grade_item(criterion, by_criterion[criterion.id], mark, gained, circumstances.engine)
            for criterion, mark in zip(rubric.criteria, ledger.marks, strict=True)
        ],
        lift=lift_steps(rubric, by_criterion, gained),
        findings=[_finding_item(finding) for finding in findings],
        estimates=[EstimateItem.model_validate(one) for one in subject.facts.estimates if _is_finite(one)],
        notes=[*circumstances.notes, *_cap_note(ledger.banding), *_open_note(ledger.scheme, low, high)],
        usage=circumstances.usage,
        created_at=circumstances.created_at,
    )


def _is_finite(estimate: Estimate) -> bool:
    """Whether JSON can hold it."""
    values = [estimate.stated.value, *(one.value for one in estimate.inputs)]
    values += [estimate.expected.value] if estimate.expected else []
    return all(map(isfinite, values))


def sums(
    kind: Kind, rubric: Rubric, profile: Profile, verdicts: Mapping[str, Verdict], known: Sums | None = None
) -> Sums:
    """All the sums of a document of this kind under this profile; `verdicts` by criterion.

    `known` are those of the same verdicts under another profile: what both have in common is not added up again.
    """
    scheme = profile.schemes.get(kind, _NO_SCHEME)
    if known is not None and known.scheme.criterion_weights == scheme.criterion_weights:
        marks, phases = known.marks, known.phases
    else:
        credit = {level.id: level.credit for level in rubric.scale}
        marks = tuple([_mark(credit, scheme, criterion, verdicts[criterion.id]) for criterion in rubric.criteria])
        phases = tallies(marks)
    weights = {phase.id: scheme.phase_weights.get(phase.id, phase.weight) for phase in rubric.phases}
    points = total(phases, weights)
    return Sums(scheme, marks, weights, phases, points, banding(points, scheme, verdicts, rubric))


def _mark(credit: Mapping[str, float], scheme: Scheme, criterion: Criterion, verdict: Verdict) -> Mark:
    return Mark(
        criterion=criterion.id,
        phase=criterion.phase,
        weight=scheme.criterion_weights.get(criterion.id, criterion.weight),
        status=verdict.status,
        credit=credit[verdict.level] if verdict.level is not None else None,
        bonus=criterion.bonus,
    )


def levels_of(verdicts: Mapping[str, Verdict]) -> dict[str, str]:
    return {criterion: verdict.level for criterion, verdict in verdicts.items() if verdict.level is not None}


def supported(kind: Kind, rubric: Rubric, verdicts: Mapping[str, Verdict], known: Sums | None = None) -> str | None:
    """The highest profile (the last of those that pass) under which the document reaches the acceptance band.

    `known` as for `sums`.
    """
    for profile in reversed(rubric.profiles):
        scheme = profile.schemes.get(kind, _NO_SCHEME)
        if scheme.accept is not None and accepted(sums(kind, rubric, profile, verdicts, known).banding.band, scheme):
            return profile.id
    return None


def _document_info(subject: Subject, circumstances: Circumstances) -> DocumentInfo:
    document = subject.document
    return DocumentInfo(
        name=document.name,
        path=circumstances.path,
        sha256=document.sha256,
        line_count=document.line_count,
        language=document.language,
        kind=subject.kind,
        kind_guessed=circumstances.kind_guessed,
        words=sum(section.words for section in document.sections),
    )


def _phase_scores(subject: Subject, rubric: Rubric, ledger: Sums, verdicts: Sequence[Verdict]) -> list[PhaseScore]:
    shares = word_shares(subject, rubric, verdicts)
    scores = []
    for phase in rubric.phases:
        sums = ledger.phases.get(phase.id, PhaseTally(0.0, 0.0, 0.0, 0.0))
        share = shares.get(phase.id)
        scores.append(
            PhaseScore(
                id=phase.id,
                title=phase.title,
                score=None if sums.score is None else rounded(sums.score),
                coverage=rounded(sums.coverage),
                weight=ledger.weights[phase.id],
                minutes=phase.minutes,
                word_share=None if share is None else rounded(share),
            )
        )
    return scores


def grade_item(rubric: Rubric, verdict: Verdict, kind: Kind, profile: Profile, engine: str) -> GradeItem:
    """One criterion's entry of a Review before the others are known: its gain is left at 0."""
    criterion = rubric.criterion(verdict.criterion)
    credit = {level.id: level.credit for level in rubric.scale}
    mark = _mark(credit, profile.schemes.get(kind, _NO_SCHEME), criterion, verdict)
    return _grade_item(criterion, verdict, mark, {criterion.id: 0.0}, engine)


def _grade_item(
    criterion: Criterion, verdict: Verdict, mark: Mark, gained: Mapping[str, float], engine: str
) -> GradeItem:
    llm = verdict.llm
    prompt, model = ((llm.prompt or None), (llm.model or None)) if llm else (None, None)
    return GradeItem(
        criterion=criterion.id,
        phase=criterion.phase,
        title=criterion.title,
        status=verdict.status,
        level=verdict.level,
        weight=mark.weight,
        gain=rounded(gained[criterion.id]),
        bonus=criterion.bonus,
        decided_by=verdict.decided_by,
        why=verdict.why,
        reason=verdict.reason,
        advice=criterion.advice,
        probe=criterion.probe,
        evidence=[EvidenceItem(lines=e.lines, quote=e.quote, status=e.status) for e in verdict.evidence],
        rules=_rules_said(verdict),
        llm=LLMSaid(level=llm.level, confidence=llm.confidence, why=llm.why, reason=llm.reason) if llm else None,
        disagreement=verdict.disagreement,
        made_by=_made_by(engine, prompt, model),
    )


@lru_cache(maxsize=64)
def _made_by(engine: str, prompt: str | None, model: str | None) -> MadeBy:
    """One object for all grades that were made alike: it is frozen."""
    return MadeBy(engine=engine, prompt=prompt, model=model)


def _rules_said(verdict: Verdict) -> RulesSaid | None:
    rules = verdict.rules
    return RulesSaid(level=rules.level, lines=_line_ranges(rules.evidence), why=rules.why) if rules else None


def _line_ranges(evidence: Sequence[Evidence]) -> list[LineRange]:
    return sorted({item.lines for item in evidence})


def lift_steps(rubric: Rubric, verdicts: Mapping[str, Verdict], gained: Mapping[str, float]) -> list[LiftItem]:
    """The steps that would raise the score, the greatest gain first; equal gains in rubric order."""
    steps = []
    above = {level.id: next_level(rubric, level.id) for level in rubric.scale}
    for criterion in rubric.criteria:
        verdict = verdicts[criterion.id]
        higher = above[verdict.level] if verdict.level is not None else None
        gain = rounded(gained[criterion.id])
        if higher is not None and gain > 0:
            step = verdict.step or criterion.advice or criterion.levels.get(higher.id, "")
            steps.append(
                LiftItem(criterion=criterion.id, title=criterion.title, gain=gain, next_level=higher.id, step=step)
            )
    return sorted(steps, key=lambda item: -item.gain)


def _finding_item(finding: Finding) -> FindingItem:
    return FindingItem(
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        lines=finding.lines,
        fingerprint=finding.fingerprint,
        suppressed=finding.suppressed,
    )


def _cap_note(held: Banding) -> list[str]:
    return [f"The band is held at “{held.band}”: {held.cap.why}"] if held.cap else []


def _open_note(scheme: Scheme, low: float, high: float) -> list[str]:
    """A sentence where what was not assessed could change the band."""
    worst, best = reached(low, scheme), reached(high, scheme)
    if worst == best:
        return []
    span = f"from “{worst or 'none'}” to “{best or 'none'}”"
    return [f"Not everything could be assessed: the band could be anything {span}."]


def rounded(figure: float) -> float:
    return round(figure, _DECIMALS)
