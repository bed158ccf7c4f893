"""Feedback pages written by the children of the engine. In: reviews as JSON. Out: files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reviewer.batch.durable import write_whole
from reviewer.batch.feedback import Known, feedback
from reviewer.model.review import Review


@dataclass(frozen=True, slots=True)
class Sheet:
    """One answer's page to make: its id, its review as JSON, and what is told besides."""

    id: str
    review: bytes
    known: Known


def write_sheets(folder: str, format: Literal["md", "html"], sheets: Sequence[Sheet]) -> int:  # noqa: A002
    """Writes `<id>.<format>` for each; how many."""
    for sheet in sheets:
        text = feedback(Review.model_validate_json(sheet.review), sheet.known, format)
        write_whole(Path(folder) / f"{sheet.id}.{format}", text.encode("utf-8", "replace"))
    return len(sheets)
