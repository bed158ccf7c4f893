"""One answer graded. In: a Task. Out: its Outcome. Runs in the children of the engine, and beside the judge.

An answer that cannot be read is an outcome too. What is made here depends on the task alone, never on its neighbours.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.batch.grades_table import grade_lines
from reviewer.batch.journal import Outcome
from reviewer.batch.near import packed, sketch
from reviewer.batch.questions import Point, points_found
from reviewer.engine import rubric
from reviewer.errors import ReviewerError
from reviewer.model.review import GradeItem, Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import Prepared, ReviewOptions, conclude, prepare, read_here

_LEVEL = 1
"""zlib's quickest: reviews shrink to a third at it and to little less at any other."""

NOT_APPLICABLE, NOT_ASSESSED = "n", "?"
FAILED = frozenset({"llm_error", "reply", "budget"})
"""Why a judge gave no grade that another run may give."""


@dataclass(frozen=True, slots=True)
class Task:
    """An answer to grade: `id` in the batch, `key` of what its review depends on, `points` its question expects."""

    id: str
    key: str
    sha256: str
    submission: Submission
    options: ReviewOptions
    points: tuple[Point, ...] = ()


def grade_all(rubric_ref: str, tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of some tasks by rules alone."""
    return [_graded(rubric_ref, task) for task in tasks]


def prepare_one(rubric_ref: str, task: Task) -> Prepared:
    """Everything that needs no judge; raises what `prepare` raises."""
    return prepare(task.submission, rubric(rubric_ref), task.options, read=read_here)


def outcome(task: Task, prepared: Prepared, review: Review) -> Outcome:
    """The outcome of an answer with its review."""
    return outcome_of(task, prepared.rubric, prepared.subject.document.source, review)


def outcome_of(task: Task, rubric: Rubric, source: str, review: Review) -> Outcome:
    """The outcome of an answer with its review; `source` is the text that it was read as."""
    text = review.model_dump_json()
    lines = grade_lines(task.id, review.grades)
    # Words of one language say nothing about a text in another.
    read = review.document.language in rubric.languages
    status = "partial" if any(grade.status == "not_assessed" for grade in review.grades) else "graded"
    row = {
        **figures(review, rubric),
        "points": points_found(task.points, source) if read else [None] * len(task.points),
        "sketch": packed(sketch(source)),
    }
    return Outcome(
        task.id,
        task.key,
        task.sha256,
        status,
        row,
        zlib.compress(text.encode("utf-8", "replace"), _LEVEL),
        zlib.compress(lines, _LEVEL),
    )


def failed(task: Task, code: str, message: str) -> Outcome:
    """The outcome of an answer that cannot be graded."""
    return Outcome(task.id, task.key, task.sha256, "error", {"error": {"code": code, "message": message}})


def figures(review: Review, rubric: Rubric) -> dict[str, Any]:
    """What tables and pages say of one review, as plain data.

    `levels` has one character for each criterion in rubric order: the rank of its level, `n` for not applicable, `?`
    for not assessed. `apart` are the indices of the criteria on which rules and judge disagree.
    """
    ranks = {level.id: str(rank) for rank, level in enumerate(rubric.scale)}
    shown = [finding for finding in review.findings if finding.suppressed is None]
    return {
        "rubric_hash": review.rubric.hash,
        "score": review.score,
        "coverage": review.coverage,
        "bounds": review.bounds,
        "band": review.band,
        "supports": review.supports,
        "phases": [phase.score for phase in review.phases],
        "findings": len(shown),
        "severities": {one: sum(f.severity == one for f in shown) for one in ("note", "warning", "error")},
        "cost_usd": review.usage.cost_usd,
        "calls": review.usage.calls,
        "reused": review.usage.replies_reused,
        "language": review.document.language,
        "words": review.document.words,
        "levels": "".join(_letter(grade, ranks) for grade in review.grades),
        "apart": [index for index, grade in enumerate(review.grades) if grade.disagreement],
        "judged": sum(grade.llm is not None and grade.llm.level is not None for grade in review.grades),
        "failures": sum(grade.llm is not None and grade.llm.why in FAILED for grade in review.grades),
        "tricked": any(finding.rule.startswith("injection") for finding in review.findings),
        "wrong_sums": sum(one.rule.startswith("estimate") and one.severity != "note" for one in shown),
    }


def unpack(data: bytes) -> bytes:
    """What `outcome` compressed."""
    return zlib.decompress(data)


def _graded(rubric_ref: str, task: Task) -> Outcome:
    try:
        prepared = prepare_one(rubric_ref, task)
        return outcome(task, prepared, conclude(prepared, None))
    except ReviewerError as error:
        return failed(task, error.code, error.message)
    except MemoryError:
        return failed(task, "document.memory", "needs more memory than is allowed")


def _letter(grade: GradeItem, ranks: dict[str, str]) -> str:
    if grade.level is not None:
        return ranks[grade.level]
    return NOT_APPLICABLE if grade.status == "not_applicable" else NOT_ASSESSED
