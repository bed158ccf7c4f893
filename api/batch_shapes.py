"""What travels over HTTP for batches: many documents with the same terms, and where each of them stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api import examples
from api.shapes import Name, Question, Word
from reviewer.model.subject import Kind
from reviewer.store.records import Status

MOST_ITEMS = 1_000

ItemId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Standing = Status | Literal["erased"]

_ITEM: dict[str, Any] = {"id": "ann", "text": examples.TEXT, "name": "ann.md", "question": "Design a paste service."}
_ORDER: dict[str, Any] = {"items": [_ITEM], "profile": "mid", "kind": "answer"}
_BATCH: dict[str, Any] = {
    "id": "5f0a7c1e9b3d4c55",
    "status": "running",
    "total": 2,
    "created_at": "2026-05-04T09:30:00Z",
    "counts": {"done": 1, "running": 1},
    "reviews": {"ann": "kX3vR8sQm1Zt0aYw", "bob": "Yb81rT0cWq5LdPzE"},
}
_PART: dict[str, Any] = {
    "id": "ann",
    "review": "kX3vR8sQm1Zt0aYw",
    "status": "done",
    "score": 61.4,
    "band": "lean hire",
    "error": None,
}


class BatchItem(BaseModel):
    """One document of a batch. `id` is the caller's own and unique in the batch."""

    model_config = ConfigDict(extra="forbid")

    id: ItemId
    text: str = Field(min_length=1, description="The document: Markdown, plain text or HTML.")
    name: Name | None = Field(default=None, description="Its file name; the suffix tells the format.")
    question: Question | None = Field(default=None, description="The task that the document answers.")


class BatchOrder(BaseModel):
    """Documents and how all of them are to be reviewed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _ORDER})

    items: list[BatchItem] = Field(min_length=1, max_length=MOST_ITEMS)
    rubric: Word | None = Field(default=None, description="The id of a rubric of `GET /v1/rubrics`.")
    profile: Word | None = Field(default=None, description="Whom to measure against, for example `senior`.")
    kind: Kind | None = Field(default=None, description="What the documents are; guessed if not given.")
    model: Word | None = Field(
        default=None, description="One of the service's language models, PROVIDER:NAME, or `rules` for none."
    )


class BatchTicket(BaseModel):
    """The receipt of a batch: all of it is stored and reaches an end."""

    model_config = ConfigDict(json_schema_extra={"example": {key: _BATCH[key] for key in ("id", "status", "total")}})

    id: str
    status: Status
    total: int


class BatchView(BatchTicket):
    """A batch as it stands: `counts` of its documents by status, and the id of each one's review."""

    model_config = ConfigDict(json_schema_extra={"example": _BATCH})

    created_at: datetime
    counts: dict[Standing, int]
    reviews: dict[str, str]


class BatchError(BaseModel):
    """Why a document of a batch has no review."""

    code: str
    message: str


class BatchRow(BaseModel):
    """Where one document of a batch stands."""

    model_config = ConfigDict(json_schema_extra={"example": _PART})

    id: str
    review: str
    status: Standing
    score: float | None
    band: str | None
    error: BatchError | None


class BatchPage(BaseModel):
    """Some documents of a batch in their order. `next_cursor` is null where there is no more."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [_PART], "next_cursor": None}})

    items: list[BatchRow]
    next_cursor: str | None


ORDERS: tuple[type[BaseModel], ...] = (BatchOrder,)
ANSWERS: tuple[type[BaseModel], ...] = (BatchTicket, BatchView, BatchPage)
