"""What a caller hands in: bytes with a name. Goes into `documents.read`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Submission(BaseModel):
    """One document as it was handed in.

    `name` is shown in reports and its suffix tells the format; `path` is the file it was read from, as it was named;
    `data` is the raw bytes;
    `question` is the task the document answers, where the caller knows it.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    data: bytes
    question: str | None = None
    path: str | None = None
