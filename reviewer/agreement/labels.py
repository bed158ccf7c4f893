"""Label files: one `<document id>.jsonl` for each document, one line for each criterion. They are read and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import InputError
from reviewer.model.review import LineRange

NA = "na"
NOT_ASSESSED = "not_assessed"


class Label(BaseModel):
    """What one grader says of one criterion: a level of the scale, `na` or `not_assessed`, and on what lines."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    criterion: str = Field(min_length=1)
    level: str = Field(min_length=1)
    lines: list[LineRange] = Field(default_factory=list)
    note: str = ""


LabelsOf = Mapping[str, Mapping[str, Label]]
"""Labels by document id and criterion."""


def label_schema() -> dict[str, Any]:
    """The JSON Schema of a line of a label file."""
    return Label.model_json_schema(mode="serialization")


def read_labels(folder: Path) -> dict[str, dict[str, Label]]:
    """All labels of a folder. Raises InputError `labels.none` or `labels.line` (with file and line)."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise InputError("there are no label files (*.jsonl)", code="labels.none", where=str(folder))
    return {file.stem: _read_file(file) for file in files}


def write_labels(folder: Path, document_id: str, labels: Iterable[Label]) -> None:
    """Writes one document's labels, replacing what the file held."""
    lines = [label.model_dump_json() for label in labels]
    (folder / f"{document_id}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _read_file(file: Path) -> dict[str, Label]:
    found: dict[str, Label] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        label = _parse(line, f"{file}:{number}")
        found[label.criterion] = label
    return found


def _parse(line: str, where: str) -> Label:
    try:
        return Label.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "line"
        raise InputError(
            f"{name}: {first['msg']}",
            code="labels.line",
            where=where,
            hint='A line looks like {"criterion": "api.endpoints", "level": "met", "lines": [[3, 5]]}',
        ) from error
