"""Rows in, summary.csv out: one line for each answer (RFC 4180), figures as numbers, text safe for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from reviewer.batch.cells import number, safe_cell
from reviewer.batch.rows import Row
from reviewer.model.rubric import Rubric

_BEFORE = ("id", "author", "status", "score", "coverage", "bounds_low", "bounds_high", "band")
_AFTER = ("findings", "cost_usd", "error", "rubric_hash")
_OURS = ("question", "overridden", "duplicate_of", "near_duplicates", "expected_found", "language", "words")
_COST_DIGITS = 6
_POINTS_DIGITS = 2


class SummaryTable:
    """The columns of one batch: those of every batch, the phases, points if they are asked for, and the extra ones."""

    def __init__(
        self,
        rubric: Rubric,
        extra: Sequence[str],
        near: Mapping[str, Sequence[str]],
        most_points: float | None = None,
    ) -> None:
        self._phases = [phase.id for phase in rubric.phases]
        self._extra = extra
        self._near = near
        self._most_points = most_points
        fixed = (*_BEFORE, *self._phases, *_AFTER, *_OURS, *(("points",) if most_points is not None else ()))
        taken = {name.casefold() for name in fixed}
        self.head = (*fixed, *(f"in_{name}" if name.casefold() in taken else name for name in extra))

    def lines(self, rows: Iterable[Row]) -> Iterable[bytes]:
        """The head, then one line for each row."""
        yield _line([safe_cell(name) for name in self.head])
        for row in rows:
            yield _line(self._cells(row))

    def _cells(self, row: Row) -> list[str]:
        data, place = row.data, row.place
        bounds = data.get("bounds", (None, None))
        phases = data.get("phases", [])
        if len(phases) != len(self._phases):
            phases = [None] * len(self._phases)
        cells = [
            safe_cell(place.id),
            safe_cell(place.author),
            row.status,
            number(data.get("score")),
            number(data.get("coverage")),
            *(number(bound) for bound in bounds),
            safe_cell(data.get("band") or ""),
            *(number(score) for score in phases),
            number(data.get("findings")),
            number(data.get("cost_usd"), _COST_DIGITS),
            safe_cell(row.error),
            data.get("rubric_hash", ""),
            safe_cell(place.question.id or place.question.ask),
            str(len(row.overridden)) if row.has_review else "",
            safe_cell(place.duplicate_of),
            safe_cell(" ".join(self._near.get(place.id, ()))),
            _expected(data.get("points", [])),
            data.get("language", ""),
            number(data.get("words")),
        ]
        if self._most_points is not None:
            cells.append(points(data.get("score"), self._most_points))
        return cells + [safe_cell(place.extra.get(name, "")) for name in self._extra]


def points(score: float | None, most: float) -> str:
    """A score of 0–100 on a scale up to `most`."""
    return "" if score is None else number(round(score * most / 100, _POINTS_DIGITS), _POINTS_DIGITS)


def _expected(found: Sequence[int | None]) -> str:
    """How many of the expected points that have words were found: "3 of 5"."""
    known = [line for line in found if line is not None]
    return f"{sum(line > 0 for line in known)} of {len(known)}" if known else ""


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
