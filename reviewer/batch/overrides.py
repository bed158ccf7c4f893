"""Levels that a person corrected. In: a CSV with `id, criterion, level, note`. Out: corrections by answer.

The table is kept in the output folder, so that it holds for every later run; a level may also be `na`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from reviewer.batch.cells import plain_cell
from reviewer.batch.durable import write_whole
from reviewer.errors import ConfigError
from reviewer.model.rubric import Rubric
from reviewer.scoring.override import Correction

FILE_NAME = "overrides.csv"
NOT_APPLICABLE = "na"
_COLUMNS = ("id", "criterion", "level")

Overrides = Mapping[str, Mapping[str, Correction]]
"""Corrections by the id of the answer and by criterion."""


def take_over(file: Path | None, out: Path, rubric: Rubric) -> Overrides:
    """The corrections that hold: those of `file`, which replace the kept ones, or those kept in the output folder.

    Raises ConfigError `batch.overrides` with file and line for what the rubric does not know.
    """
    kept = out / FILE_NAME
    if file is None:
        return read_overrides(kept, rubric) if kept.is_file() else {}
    found = read_overrides(file, rubric)
    if file.resolve() != kept.resolve():
        write_whole(kept, file.read_bytes())
    return found


def read_overrides(file: Path, rubric: Rubric) -> Overrides:
    """The corrections of a table; of two for the same cell the later holds."""
    found: dict[str, dict[str, Correction]] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                hint = "its first line is: id,criterion,level,note"
                raise _wrong(f"has no column {missing[0]!r}", str(file), hint)
            for row in rows:
                criterion, level = row["criterion"] or "", row["level"] or ""
                _check(criterion, level, rubric, f"{file}:{rows.line_num}")
                correction = Correction(None if level == NOT_APPLICABLE else level, plain_cell(row.get("note") or ""))
                found.setdefault(plain_cell(row["id"] or ""), {})[criterion] = correction
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _wrong(f"cannot be read ({error})", str(file)) from error
    return found


def _check(criterion: str, level: str, rubric: Rubric, where: str) -> None:
    criteria = [one.id for one in rubric.criteria]
    if criterion not in criteria:
        near = get_close_matches(criterion, criteria, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"`reviewer rubric show {rubric.id}` lists what there is"
        raise _wrong(f"rubric {rubric.id} has no criterion {criterion!r}", where, hint)
    levels = [one.id for one in rubric.scale]
    if level not in (*levels, NOT_APPLICABLE):
        hint = f"levels are {', '.join(levels)} and {NOT_APPLICABLE}"
        raise _wrong(f"there is no level {level!r}", where, hint)


def _wrong(message: str, where: str, hint: str | None = None) -> ConfigError:
    return ConfigError(message, code="batch.overrides", where=where, hint=hint)
