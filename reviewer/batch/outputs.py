"""The output folder. In: rows, the rubric, what the run measured. Out: reviews, feedback, tables, a page, a manifest.

All of it is made from the journal, in one go at the end, and each file is put in place whole. Making it again from the
same journal gives the same bytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer import __version__
from reviewer.batch.cohort import Cohort, weights_of
from reviewer.batch.durable import write_whole, written_whole
from reviewer.batch.feedback import Format, Known
from reviewer.batch.grades_table import GRADES_HEAD
from reviewer.batch.near import Pair, near_pairs
from reviewer.batch.page import About, page
from reviewer.batch.rows import Row, Rows
from reviewer.batch.sheets import Sheet, write_sheets
from reviewer.batch.summary_table import SummaryTable, points
from reviewer.engine import Pool
from reviewer.errors import WorkError
from reviewer.model.rubric import Rubric

REVIEWS, FEEDBACK = "reviews", "feedback"
SUMMARY, GRADES, PAGE, MANIFEST = "summary.csv", "grades.csv", "batch.html", "manifest.json"

_CHUNK = 8
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the outputs are to be made. `terms` are those of the run; `inputs` are named in the manifest as given."""

    out: Path
    feedback: Format
    terms: Mapping[str, Any]
    graded_by: str
    profile: str
    inputs: Sequence[str] = ()
    columns: Sequence[str] = ()
    most_points: float | None = None
    anchors: Mapping[str, Any] | None = None
    second: Mapping[str, Any] | None = None
    expected: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write_outputs(rows: Rows, rubric: Rubric, pool: Pool, wanted: Wanted) -> tuple[Cohort, dict[str, Any]]:
    """Writes everything; gives the figures of the class and the manifest. Raises WorkError `batch.unwritable`."""
    cohort = Cohort(rubric, weights_of(rubric, wanted.profile))
    for row in rows.walk():
        cohort.add(row)
    near = near_pairs(cohort.sketches)
    _make_folders(wanted)
    table = SummaryTable(rubric, wanted.columns, _partners(near), wanted.most_points)
    _write_tables(rows, table, pool, wanted)
    about = About(
        title=f"Batch: {wanted.out.resolve().name}",
        graded_by=wanted.graded_by,
        profile=wanted.profile,
        near=near,
        pending=rows.pending(),
        anchors=wanted.anchors,
        second=wanted.second,
        expected=wanted.expected,
    )
    write_whole(wanted.out / PAGE, page(cohort, about, _link(cohort, wanted.feedback)).encode("utf-8", "replace"))
    made = _manifest(cohort, about, wanted)
    write_whole(
        wanted.out / MANIFEST, (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    )
    return cohort, made


def _write_tables(rows: Rows, table: SummaryTable, pool: Pool, wanted: Wanted) -> None:
    """Walks the rows once: reviews and feedback row by row, both tables as they grow."""
    written: set[str] = set()
    with ExitStack() as stack:
        summary = stack.enter_context(written_whole(wanted.out / SUMMARY))
        grades = stack.enter_context(written_whole(wanted.out / GRADES))
        grades.write(f"{','.join(GRADES_HEAD)}\r\n".encode())
        sheets = _Sheets(pool, wanted)

        def seen() -> Iterator[Row]:
            for row in rows.walk():
                if row.has_review:
                    paper = rows.paper(row)
                    write_whole(wanted.out / REVIEWS / f"{row.place.id}.json", paper.review + b"\n")
                    grades.write(paper.grades)
                    written.add(row.place.id)
                    sheets.add(row, paper.review)
                yield row

        for line in table.lines(seen()):
            summary.write(line)
        sheets.finish()
    _sweep(wanted.out / REVIEWS, written, (".json",))
    _sweep(wanted.out / FEEDBACK, written if wanted.feedback != "none" else set(), (".md", ".html"), wanted.feedback)


class _Sheets:
    """Feedback pages, made in the children; a few are under way at a time."""

    def __init__(self, pool: Pool, wanted: Wanted) -> None:
        self._pool = pool
        self._wanted = wanted
        self._waiting: list[Sheet] = []
        self._under_way: set[Future[int]] = set()

    def add(self, row: Row, review: bytes) -> None:
        if self._wanted.feedback == "none":
            return
        self._waiting.append(Sheet(row.place.id, review, _known(row, self._wanted.most_points)))
        if len(self._waiting) >= _CHUNK:
            self._begin()

    def finish(self) -> None:
        """Waits for all. Raises what one of them ended in."""
        if self._waiting:
            self._begin()
        for one in self._under_way:
            one.result()

    def _begin(self) -> None:
        folder = str(self._wanted.out / FEEDBACK)
        self._under_way.add(self._pool.run(write_sheets, folder, self._wanted.feedback, self._waiting, name="feedback"))
        self._waiting = []
        while len(self._under_way) > self._pool.workers * _AHEAD:
            done, self._under_way = wait(self._under_way, return_when=FIRST_COMPLETED)
            for one in done:
                one.result()


def _known(row: Row, most_points: float | None) -> Known:
    place = row.place
    expected = [
        (point.point, line)
        for point, line in zip(place.question.expected, row.data.get("points", ()), strict=False)
        if line is not None
    ]
    score = row.data.get("score")
    return Known(
        title=place.author or place.id,
        question=place.question.ask,
        expected=expected,
        overridden=frozenset(row.overridden),
        points=points(score, most_points) if most_points is not None else "",
        most_points=f"{most_points:g}" if most_points is not None else "",
    )


def _make_folders(wanted: Wanted) -> None:
    try:
        (wanted.out / REVIEWS).mkdir(parents=True, exist_ok=True)
        if wanted.feedback != "none":
            (wanted.out / FEEDBACK).mkdir(exist_ok=True)
    except OSError as error:
        raise WorkError(f"cannot be made: {error.strerror}", code="batch.unwritable", where=str(wanted.out)) from error


def _sweep(folder: Path, kept: set[str], suffixes: tuple[str, ...], feedback: Format = "none") -> None:
    """Removes what an earlier run wrote here for answers that have no such file any more."""
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        stem, dot, suffix = file.name.rpartition(".")
        ours = f"{dot}{suffix}" in suffixes
        other_format = folder.name == FEEDBACK and suffix != feedback
        if file.name.endswith(".part") or (ours and (stem not in kept or other_format)):
            file.unlink(missing_ok=True)


def _link(cohort: Cohort, feedback: Format) -> Any:
    graded = {one.id for one in cohort.pupils}
    folder, suffix = (REVIEWS, "json") if feedback == "none" else (FEEDBACK, feedback)
    return lambda identity: f"{folder}/{_quoted(identity)}.{suffix}" if identity in graded else None


def _quoted(identity: str) -> str:
    from urllib.parse import quote

    return quote(identity)


def _partners(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        found[pair.first].append(pair.second)
        found[pair.second].append(pair.first)
    return {one: sorted(others) for one, others in found.items()}


def _manifest(cohort: Cohort, about: About, wanted: Wanted) -> dict[str, Any]:
    """What is in the folder and how it came about. It holds no time, so that equal batches have equal manifests."""
    spread = cohort.spread()
    return {
        "schema_version": "1",
        "program": __version__,
        "rubric": wanted.terms["rubric"],
        "profile": wanted.profile,
        "options": wanted.terms["options"],
        "model": wanted.terms["model"],
        "graded_by": wanted.graded_by,
        "blind": wanted.terms["blind"],
        "inputs": list(wanted.inputs),
        "answers": {status: cohort.statuses[status] for status in sorted(cohort.statuses)},
        "pending": list(about.pending),
        "stale": cohort.stale,
        "overridden": cohort.overridden,
        "scores": None
        if spread is None
        else {
            "mean": round(spread.mean, 4),
            "median": round(spread.median, 4),
            "deviation": round(spread.deviation, 4),
        },
        "near_duplicates": [[pair.first, pair.second, pair.share] for pair in about.near],
        "usage": {"calls": cohort.calls, "cost_usd": cohort.cost_usd},
        "anchors": wanted.anchors,
        "second_grading": wanted.second,
        "feedback": wanted.feedback,
    }
