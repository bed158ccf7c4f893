"""Grades in, lines of grades.csv out (RFC 4180: CRLF, quotes doubled), each cell safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from reviewer.batch.cells import number, safe_cell
from reviewer.model.review import GradeItem

GRADES_HEAD = (
    "id", "criterion", "phase", "status", "level", "decided_by", "gain", "lines", "quote", "reason",
    "rules_level", "llm_level", "disagreement", "overridden",
)  # fmt: skip


def grade_lines(identity: str, grades: Iterable[GradeItem], overridden: frozenset[str] = frozenset()) -> bytes:
    """One line for each criterion. `lines` are ranges such as `3-5; 9`, `quote` is the first; a level is not invented
    where there is none, its reason stands in `reason`. `overridden` names the criteria that a person decided."""
    text = io.StringIO()
    writer = csv.writer(text)
    for grade in grades:
        writer.writerow(
            [
                identity,
                grade.criterion,
                grade.phase,
                grade.status,
                grade.level or "",
                grade.decided_by or "",
                number(grade.gain),
                "; ".join(dict.fromkeys(_range(item.lines) for item in grade.evidence)),
                safe_cell(grade.evidence[0].quote) if grade.evidence else "",
                safe_cell(grade.reason or grade.why or ""),
                (grade.rules.level or "") if grade.rules else "",
                (grade.llm.level or "") if grade.llm else "",
                safe_cell(grade.disagreement or ""),
                "yes" if grade.criterion in overridden else "",
            ]
        )
    return text.getvalue().encode("utf-8", "replace")


def _range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"
