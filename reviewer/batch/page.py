"""batch.html: the class on one page. In: a Cohort and what the run measured. Out: HTML without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviewer.batch.cohort import Cohort, CriterionFigures
from reviewer.batch.near import Pair
from reviewer.batch.pictures import MOST_ROWS, Link, distribution, heat_map, share_bar, shown_rows
from reviewer.report.escape import one_line

_HARDEST = 15
_LISTED = 50
"""Rows of a list; the tables have all."""


@dataclass(frozen=True, slots=True)
class About:
    """What the page tells besides the class itself."""

    title: str
    graded_by: str
    profile: str
    near: Sequence[Pair] = ()
    pending: Sequence[str] = ()
    anchors: Mapping[str, Any] | None = None
    second: Mapping[str, Any] | None = None
    expected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The points of each question."""


def page(cohort: Cohort, about: About, link: Link) -> str:
    """The page. Everything that comes from answers and tables is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("reviewer.batch", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = lambda text: one_line(text, 160)
    environment.globals["link"] = link
    environment.globals["bar"] = share_bar
    return environment.get_template("batch.html.j2").render(**_context(cohort, about, link))


def _context(cohort: Cohort, about: About, link: Link) -> dict[str, Any]:
    spread, ranked, criteria = cohort.spread(), cohort.ranked(), cohort.criteria()
    shown = shown_rows(ranked)
    names = {one.id: one.author or one.id for one in cohort.pupils}
    scale = cohort.rubric.scale
    to_look_at = cohort.to_look_at()
    return {
        "about": about,
        "cohort": cohort,
        "spread": spread,
        "distribution": distribution(cohort.bins(), spread.mean, spread.median) if spread else None,
        "bands": cohort.bands(),
        "questions": cohort.by_question(),
        "heat_map": heat_map(shown, cohort.rubric, link) if shown else None,
        "shown": len(shown),
        "ranked": len(ranked),
        "most_rows": MOST_ROWS,
        "levels": [(level.id, _level_class(rank, len(scale))) for rank, level in enumerate(scale)],
        "hardest": _named(_hardest(criteria), cohort),
        "split": _named(_split(criteria), cohort),
        "apart_answers": _most_apart(cohort),
        "to_look_at": to_look_at[:_LISTED],
        "more_to_look_at": max(0, len(to_look_at) - _LISTED),
        "near": about.near[:_LISTED],
        "more_near": max(0, len(about.near) - _LISTED),
        "names": names,
        "coverage": _mean_coverage(cohort),
        "unread": cohort.unread()[:_LISTED],
        "uncovered": _named([one for one in criteria if one.not_assessed], cohort)[:_HARDEST],
        "not_graded": cohort.not_graded[:_LISTED],
        "more_not_graded": max(0, len(cohort.not_graded) - _LISTED),
        "expected": _expected(cohort, about),
    }


def _hardest(criteria: Sequence[CriterionFigures]) -> list[CriterionFigures]:
    """The criteria that cost the class most, among those that apply to at least half of it."""
    total = max((sum(one.ranks) for one in criteria), default=0)
    known = [one for one in criteria if one.left > 0 and sum(one.ranks) * 2 >= total]
    return sorted(known, key=lambda one: (-one.left, one.index))[:_HARDEST]


def _split(criteria: Sequence[CriterionFigures]) -> list[CriterionFigures]:
    """The criteria on which rules and judge disagree most often."""
    return sorted((one for one in criteria if one.apart), key=lambda one: (-one.apart, one.index))[:_HARDEST]


def _named(found: Sequence[CriterionFigures], cohort: Cohort) -> list[dict[str, Any]]:
    criteria = cohort.rubric.criteria
    return [{"figures": one, "criterion": criteria[one.index]} for one in found]


def _most_apart(cohort: Cohort) -> list[tuple[str, int]]:
    counts = sorted(((one.id, len(one.apart)) for one in cohort.pupils if one.apart), key=lambda one: (-one[1], one[0]))
    return counts[:_HARDEST]


def _mean_coverage(cohort: Cohort) -> float | None:
    return sum(one.coverage for one in cohort.pupils) / len(cohort.pupils) if cohort.pupils else None


def _expected(cohort: Cohort, about: About) -> list[dict[str, Any]]:
    """For each question with points that have words how many answers touch each of them."""
    found = []
    for question, rows in sorted(cohort.points.items()):
        texts = about.expected.get(question, ())
        points = [
            {"text": text, "count": sum(row[index] > 0 for row in rows)}
            for index, text in enumerate(texts)
            if any(row[index] >= 0 for row in rows)
        ]
        if points:
            found.append({"question": question, "answers": len(rows), "points": points})
    return found


def _level_class(rank: int, ranks: int) -> str:
    return "l0" if rank == 0 else "l2" if rank == ranks - 1 else "l1"
