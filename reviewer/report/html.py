"""The format `html`: one page that needs nothing else, to read, send or print. No script, nothing is loaded.

The verdict first, then what lifts the score, findings, phases and every criterion. Given the Document, its lines stand
beside the criteria with the quotes marked; criteria and lines link to each other. Every word of the document and the
rubric is text: the template engine escapes it, and the page's own policy forbids scripts and loading.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reviewer.model.document import Document
from reviewer.model.review import GradeItem, PhaseScore, Review
from reviewer.report import sums, wording
from reviewer.report.escape import printable
from reviewer.report.html_marks import Line, marked_lines
from reviewer.report.look import Look

if TYPE_CHECKING:
    from jinja2 import Template

_GOOD, _FAIR = 75.0, 50.0
"""From these scores on a figure is shown as good or fair, as on the terminal."""
_TONES = {"met": "full", "partial": "half", "missing": "none"}
_STATUSES = {"not_applicable": "not applicable", "not_assessed": "not assessed"}
_DECIDED = {"rules": "rules", "llm": "a model", "both": "rules and a model"}
_SWEEP = 270.0
"""Degrees that the dial spans; it opens at the bottom."""


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A grade with what the page says of it; `number` counts from 1 over all criteria."""

    number: int
    grade: GradeItem
    outcome: str
    tone: str
    made: str


@dataclass(frozen=True, slots=True)
class _Phase:
    score: PhaseScore
    tone: str
    criteria: tuple[_Criterion, ...]


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - the reader's window sets the width
    """The review as a page of HTML."""
    return _template().render(_view(review, document))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("reviewer.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.filters |= {"at_lines": wording.at_lines, "points": wording.points, "percent": wording.percent}
    return environment.get_template("review.html")


def _view(review: Review, document: Document | None) -> dict[str, Any]:
    """Everything that the template names."""
    return {
        "review": review,
        "headline": wording.headline(review),
        "doubt": wording.doubt(review),
        "circumstances": wording.circumstances(review),
        "tallies": _tallies(review),
        "dial": _dial(review),
        "tone": _score_tone(review.score),
        "steps": wording.top_steps(review),
        "numbers": {grade.criterion: number for number, grade in enumerate(review.grades, start=1)},
        "phases": list(_phases(review)),
        "lines": None if document is None else _lines(review, document),
        "findings": review.findings[: wording.FINDINGS_SHOWN],
        "unshown": wording.unshown(review),
        "sums": sums.rows(review.estimates)[: sums.SHOWN],
        "sums_summary": sums.summary(review.estimates),
        "sums_unshown": sums.unshown(review.estimates),
        "severity": {"error": "none", "warning": "half", "note": "aside"},
        "verdict_tones": {"right": "full", "wrong": "none", "unchecked": "open"},
    }


def _phases(review: Review) -> Iterator[_Phase]:
    criteria: dict[str, list[_Criterion]] = {phase.id: [] for phase in review.phases}
    for number, grade in enumerate(review.grades, start=1):
        criteria[grade.phase].append(_Criterion(number, grade, _outcome(grade), _tone(grade), _made(grade)))
    for phase in review.phases:
        yield _Phase(phase, _score_tone(phase.score), tuple(criteria[phase.id]))


def _lines(review: Review, document: Document) -> list[Line]:
    return list(marked_lines(document, review.grades, review.findings[: wording.FINDINGS_SHOWN]))


def _outcome(grade: GradeItem) -> str:
    return grade.level or _STATUSES.get(grade.status, grade.status)


def _tone(grade: GradeItem) -> str:
    """How much of a criterion is reached: full, half, none; aside or open where it is not graded.

    A review does not hold its rubric's scale: a level of another name is full where nothing is left to gain.
    """
    if grade.level is None:
        return "aside" if grade.status == "not_applicable" else "open"
    if grade.level in _TONES:
        return _TONES[grade.level]
    if grade.gain <= 0:
        return "full"
    return "half" if grade.evidence else "none"


def _score_tone(score: float | None) -> str:
    if score is None:
        return "open"
    return "full" if score >= _GOOD else "half" if score >= _FAIR else "none"


def _made(grade: GradeItem) -> str:
    parts = [grade.criterion]
    parts += [f"decided by {_DECIDED[grade.decided_by]}"] if grade.decided_by else []
    if grade.rules and grade.llm and grade.rules.level and grade.llm.level:
        parts.append(f"rules say {grade.rules.level}, the model says {grade.llm.level}")
    parts += [grade.made_by.model] if grade.made_by.model else []
    return " · ".join(parts)


def _tallies(review: Review) -> list[tuple[str, str, int]]:
    """(tone, outcome, how many), best first."""
    order = ("full", "half", "none", "aside", "open")
    counted: dict[tuple[str, str], int] = {}
    for grade in review.grades:
        key = (_tone(grade), _outcome(grade))
        counted[key] = counted.get(key, 0) + 1
    listed = sorted(counted.items(), key=lambda item: order.index(item[0][0]))
    return [(tone, outcome, count) for (tone, outcome), count in listed]


def _dial(review: Review) -> dict[str, str | None]:
    """The paths of the dial: its track, the score on it, and outside it the bounds where they differ."""
    low, high = review.bounds
    return {
        "track": _arc(0, 100, 84),
        "score": _arc(0, review.score, 84) if review.score else None,
        "bounds": _arc(low, high, 96) if review.coverage < 1 and high > low else None,
    }


def _arc(start: float, end: float, radius: float) -> str:
    """The SVG path between two scores on a circle around (100, 102)."""
    wide = int((end - start) / 100 * _SWEEP > 180)
    return f"M {_point(start, radius)} A {radius} {radius} 0 {wide} 1 {_point(end, radius)}"


def _point(score: float, radius: float) -> str:
    angle = math.radians(score / 100 * _SWEEP - 225)
    return f"{100 + radius * math.cos(angle):.2f} {102 + radius * math.sin(angle):.2f}"
