"""Checks on the grading itself. In: outcomes of graded examples and of second gradings. Out: figures of agreement.

Graded examples (anchors) are a folder as `reviewer agreement` reads it: `docs/*.md` and `labels/<id>.jsonl`. They are
scored in every run; how far they are from their labels, and from the run before, tells whether the judge drifts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from reviewer.agreement.figures import figures, qwk
from reviewer.agreement.labels import NA, NOT_ASSESSED, Label, read_labels
from reviewer.batch.grade import NOT_APPLICABLE, Task
from reviewer.batch.grade import NOT_ASSESSED as OPEN
from reviewer.batch.journal import Journal, Outcome
from reviewer.batch.questions import Question
from reviewer.batch.roll import Place
from reviewer.batch.terms import Terms
from reviewer.errors import InputError
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission

_DIGITS = 4


def anchor_tasks(folder: Path, terms: Terms) -> Iterator[Task]:
    """The graded examples as tasks, in order of their ids. Raises InputError `batch.anchors` where there are none."""
    documents = sorted((folder / "docs").glob("*.md"))
    if not documents:
        raise InputError("there are no graded examples (docs/*.md)", code="batch.anchors", where=str(folder))
    for path in documents:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        submission = Submission(name=path.name, data=data)
        yield Task(path.stem, terms.key(digest, path.name, Question()), digest, submission, terms.options)


def anchor_figures(
    folder: Path, outcomes: Iterable[Outcome], rubric: Rubric, before: Mapping[str, Any] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """How the examples came out against their labels and the run before, and what the next one compares with."""
    found = {one.id: one.row for one in outcomes if one.review is not None or "levels" in one.row}
    grades = {one: _labels(row["levels"], rubric) for one, row in found.items()}
    reference = {one: labels for one, labels in read_labels(folder / "labels").items() if one in grades}
    agreed = figures(reference, grades, [level.id for level in rubric.scale])
    noted = {one: [row["levels"], row["score"]] for one, row in sorted(found.items())}
    said = {
        "documents": len(found),
        "accuracy": _rounded(agreed.accuracy),
        "qwk": _rounded(agreed.qwk),
        "shift": _rounded(agreed.shift),
        "drift": _drift(noted, (before or {}).get("anchors", {})),
    }
    return said, {"anchors": noted}


def sample(places: Sequence[Place], graded: Mapping[str, str], size: float) -> list[Place]:
    """The answers to grade twice: `size` of them, or that share of all if it is below 1. The choice depends on their
    texts alone, so that order and names change nothing."""
    able = [one for one in places if one.standing == "answer" and graded.get(one.id) in ("graded", "partial")]
    count = max(1, round(size * len(able))) if size < 1 else int(size)
    return sorted(able, key=lambda one: hashlib.sha256(f"second:{one.sha256}".encode()).hexdigest())[:count]


def second_figures(journal: Journal, ids: Iterable[str]) -> dict[str, Any] | None:
    """How far two gradings of the same answers agree, None if none was graded twice."""
    pairs: list[tuple[int, int]] = []
    same = cells = 0
    gaps: list[float] = []
    for identity in ids:
        one, other = journal.light(identity), journal.light(identity, "second")
        if one is None or other is None or "levels" not in one.row or "levels" not in other.row:
            continue
        for a, b in zip(one.row["levels"], other.row["levels"], strict=False):
            cells += 1
            same += a == b
            if a.isdigit() and b.isdigit():
                pairs.append((int(a), int(b)))
        if one.row["score"] is not None and other.row["score"] is not None:
            gaps.append(abs(one.row["score"] - other.row["score"]))
    if not gaps:
        return None
    return {
        "answers": len(gaps),
        "cells": cells,
        "same": round(same / cells, _DIGITS),
        "qwk": _rounded(qwk(pairs)),
        "score_gap": round(fmean(gaps), _DIGITS),
        "score_gap_most": round(max(gaps), _DIGITS),
    }


def _labels(levels: str, rubric: Rubric) -> dict[str, Label]:
    names = {NOT_APPLICABLE: NA, OPEN: NOT_ASSESSED}
    names |= {str(rank): level.id for rank, level in enumerate(rubric.scale)}
    return {
        one.id: Label(criterion=one.id, level=names[letter])
        for one, letter in zip(rubric.criteria, levels, strict=False)
    }


def _drift(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any] | None:
    """What moved since the run before, over the examples that both scored under the same number of criteria."""
    both = [one for one in now if one in before and len(before[one][0]) == len(now[one][0])]
    if not both:
        return None
    changed = sum(a != b for one in both for a, b in zip(now[one][0], before[one][0], strict=True))
    moved = [now[one][1] - before[one][1] for one in both if None not in (now[one][1], before[one][1])]
    cells = sum(len(now[one][0]) for one in both)
    return {"cells": cells, "cells_changed": changed, "score": round(fmean(moved), _DIGITS) if moved else 0.0}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, _DIGITS)
