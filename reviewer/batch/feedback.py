"""What one author gets. In: a Review and what is known of the answer. Out: a page in Markdown or HTML.

It can be read alone, by someone who has seen neither the rubric nor this program: the score, what was found with quote
and line, what is missing, the next steps by what they would lift, and what an interviewer would ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from reviewer.model.review import GradeItem, Review
from reviewer.report import wording
from reviewer.report.escape import code, one_line
from reviewer.report.escape import markdown as safe

if TYPE_CHECKING:
    from jinja2 import Environment

Format = Literal["none", "md", "html"]

_STEPS = 5
_QUESTIONS = 5
_FINDINGS = 20
_QUOTE_CHARS = 240
_FULL = 0.999


@dataclass(frozen=True, slots=True)
class Known:
    """What is told besides the review. `expected` are points and the line of each, 0 where it was not found;
    `overridden` are the criteria that a person decided."""

    title: str
    question: str = ""
    expected: Sequence[tuple[str, int]] = ()
    overridden: frozenset[str] = frozenset()
    points: str = ""
    most_points: str = ""


def feedback(review: Review, known: Known, format: Literal["md", "html"]) -> str:  # noqa: A002 - the option's name
    """The page. Everything in it that comes from the answer is escaped."""
    page = _environment(format).get_template(f"feedback.{format}.j2")
    return page.render(**_context(review, known)).strip() + "\n"


def _context(review: Review, known: Known) -> dict[str, Any]:
    graded = [grade for grade in review.grades if grade.status == "graded"]
    best = {step.criterion: step for step in review.lift}
    steps = review.lift[:_STEPS]
    ordered = [step.criterion for step in review.lift]
    open_ones = sorted(
        (grade for grade in graded if grade.criterion in best), key=lambda grade: ordered.index(grade.criterion)
    )
    top = _top_level(graded)
    return {
        "review": review,
        "known": known,
        "headline": wording.headline(review),
        "doubt": wording.doubt(review),
        "phases": _phases(review, top),
        "steps": steps,
        "probes": _probes(open_ones),
        "findings": [one for one in review.findings if one.suppressed is None][:_FINDINGS],
        "more_findings": max(0, sum(one.suppressed is None for one in review.findings) - _FINDINGS),
        "corrected": [grade for grade in review.grades if grade.criterion in known.overridden],
        "aside": [grade for grade in review.grades if grade.status == "not_assessed"] if graded else [],
        "quote_chars": _QUOTE_CHARS,
    }


def _phases(review: Review, top: str | None) -> list[dict[str, Any]]:
    """Each phase with what was found in it, what is there in part, and what is missing."""
    titles = {phase.id: phase for phase in review.phases}
    found = []
    for phase_id, grades in wording.by_phase(review):
        kept = [grade for grade in grades if grade.status == "graded"]
        if not kept:
            continue
        found.append(
            {
                "phase": titles[phase_id],
                "full": [grade for grade in kept if grade.evidence and grade.level == top],
                "part": [grade for grade in kept if grade.evidence and grade.level != top],
                "missing": [grade for grade in kept if not grade.evidence],
            }
        )
    return found


def _top_level(graded: Sequence[GradeItem]) -> str | None:
    """The level above which nothing is to be gained: that of a criterion with evidence and without gain."""
    for grade in graded:
        if grade.evidence and grade.gain == 0 and grade.weight > 0 and not grade.bonus:
            return grade.level
    return None


def _probes(open_ones: Sequence[GradeItem]) -> list[str]:
    """Questions on the criteria with the greatest gain, each once."""
    return list(dict.fromkeys(grade.probe for grade in open_ones if grade.probe))[:_QUESTIONS]


@lru_cache(maxsize=2)
def _environment(format: str) -> Environment:  # noqa: A002 - the option's name
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = format == "html"
    made = Environment(
        loader=PackageLoader("reviewer.batch", "templates"),
        autoescape=page,  # noqa: S701 - Markdown has an escape of its own, `safe_md`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        code=lambda text: code(text, _QUOTE_CHARS),
        line=lambda text: one_line(text),
        cut=lambda text: one_line(text, _QUOTE_CHARS),
        points=wording.points,
        at=wording.at_lines,
    )
    if not page:
        made.filters["safe_md"] = safe
        made.finalize = lambda value: "" if value is None else value
    return made
