"""What a list may be asked for. In: the query of a request. Out: models that refuse a parameter they do not know."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from reviewer.store.records import Status

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _written_as_date(value: object) -> object:
    """Pydantic would take a bare number for seconds since 1970, which the description does not promise."""
    if isinstance(value, str) and not _DATE.match(value):
        raise ValueError("a date as in 2026-03-02T09:30:00Z is needed")
    return value


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ListAsked(_Query):
    """The query of a list of reviews."""

    limit: int = Field(default=50, ge=1, le=200, description="How many at once.")
    cursor: str | None = Field(default=None, max_length=400, description="`next_cursor` of the page before.")
    status: Status | None = Field(default=None, description="Only those that stand there.")
    rubric: str | None = Field(default=None, max_length=200, description="Only those of this rubric.")
    name: str | None = Field(default=None, max_length=200, description="Only those whose name has this in it.")
    since: Annotated[datetime, BeforeValidator(_written_as_date)] | None = Field(
        default=None, description="Only those handed in since then."
    )


class ItemsAsked(_Query):
    """The query of a list of a batch's documents."""

    cursor: int = Field(default=0, ge=0, le=1_000_000, description="`next_cursor` of the page before.")
