"""The format `sarif`: findings and steps as a SARIF 2.1.0 log, for code scanning and editors that read it.

Rule ids are those of findings (`empty-section`) and criteria (`api.semantics`); they and the fingerprints stay the same
from one version of a document to the next. A finding has its own severity. A criterion that could be raised is a note
at the lines it was graded by, with its gain in points as `rank`. The figures stand in the run's `properties`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from reviewer import __version__
from reviewer.model.document import Document
from reviewer.model.review import FindingItem, GradeItem, LiftItem, LineRange, Review
from reviewer.report import wording
from reviewer.report.format import Format
from reviewer.report.look import Look

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "designReviewer/v1"


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - every format is called alike
    """One log with one run."""
    return together([review])


def together(reviews: Sequence[Review]) -> str:
    """One log with a run for each review."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(review) for review in reviews]}
    return json.dumps(log, indent=2, ensure_ascii=False)


FORMAT = Format(render, together)


def _run(review: Review) -> dict[str, Any]:
    grades = {grade.criterion: grade for grade in review.grades}
    steps = [(item, grades[item.criterion]) for item in review.lift]
    return {
        "tool": {"driver": _driver(review, [grade for _, grade in steps])},
        "artifacts": [{"location": {"uri": _uri(review)}, "hashes": {"sha-256": review.document.sha256}}],
        "results": [*_findings(review), *(_step(review, item, grade) for item, grade in steps)],
        "columnKind": "unicodeCodePoints",
        "properties": _figures(review),
    }


def _driver(review: Review, grades: Sequence[GradeItem]) -> dict[str, Any]:
    kinds = sorted({finding.rule for finding in review.findings})
    return {
        "name": "Design Reviewer",
        "version": __version__,
        "rules": [*({"id": kind} for kind in kinds), *(_rule(grade) for grade in grades)],
    }


def _rule(grade: GradeItem) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": grade.criterion, "name": grade.title, "shortDescription": {"text": grade.title}}
    if grade.advice:
        rule["help"] = {"text": grade.advice}
    return rule


def _findings(review: Review) -> Iterator[dict[str, Any]]:
    for finding in review.findings:
        result = _result(review, finding.rule, finding.message, finding.lines, finding.fingerprint)
        result["level"] = finding.severity
        if finding.suppressed is not None:
            result["suppressions"] = [_suppression(finding)]
        yield result


def _suppression(finding: FindingItem) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": finding.suppressed}


def _step(review: Review, item: LiftItem, grade: GradeItem) -> dict[str, Any]:
    """A criterion that could be raised, at the lines of its evidence, else at the first line."""
    lines = grade.evidence[0].lines if grade.evidence else (1, 1)
    message = f"{grade.title}: {grade.level}. {item.step} (+{item.gain:.1f} points)"
    result = _result(review, grade.criterion, message, lines, _fingerprint(grade.criterion))
    return {**result, "level": "note", "rank": round(min(item.gain, 100.0), 2)}


def _result(review: Review, rule: str, message: str, lines: LineRange, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "message": {"text": message},
        "locations": [{"physicalLocation": _place(review, lines)}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _place(review: Review, lines: LineRange) -> Mapping[str, Any]:
    return {
        "artifactLocation": {"uri": _uri(review)},
        "region": {"startLine": lines[0], "endLine": lines[1]},
    }


def _uri(review: Review) -> str:
    return quote(wording.place(review).replace("\\", "/"))


def _fingerprint(criterion: str) -> str:
    return sha256(criterion.encode()).hexdigest()[:16]


def _figures(review: Review) -> dict[str, Any]:
    return {
        "score": review.score,
        "coverage": review.coverage,
        "bounds": list(review.bounds),
        "band": review.band,
        "profile": review.profile,
        "rubric": f"{review.rubric.id} {review.rubric.version}",
    }
