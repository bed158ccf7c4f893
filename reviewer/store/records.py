"""The rows of the store as plain data. Every record belongs to one tenant; times are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

LOCAL = "local"
"""The tenant where there are no keys."""

Status = Literal["queued", "running", "done", "failed", "cancelled"]
"""Where a review stands. The last three are ends: a row that has one never leaves it."""

ENDS: frozenset[Status] = frozenset({"done", "failed", "cancelled"})

Scope = Literal["read", "submit", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "submit", "admin")

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class StoredReview:
    """One accepted review. `id` is unguessable and unique across tenants.

    `order` is what was asked for: `rubric` and, where they were given, `profile`, `kind`, `model`, `question`, `only`,
    `skip` and so on. `sha256` is that of the submitted bytes. `review_json` is the whole Review as it was made
    (without overrides), only once `status` is done. `error` is set when it failed: `code`, `message`, `where`, `hint`
    and `kind` (the name of the error's class). `previous` is the id of the draft that this one runs again.
    `attempts` counts how often it was begun, and `executor` names the process that has it.
    """

    id: str
    tenant: str
    status: Status
    name: str
    sha256: str
    order: Mapping[str, Any]
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    review_json: bytes | None = None
    error: Mapping[str, Any] | None = None
    idempotency_key: str | None = None
    fingerprint: str = ""
    previous: str | None = None
    priority: int = 1
    attempts: int = 0
    executor: str | None = None

    @property
    def model(self) -> str | None:
        """The model that judges, None where rules alone grade."""
        found = self.order.get("model")
        return None if found is None else str(found)

    @property
    def ended(self) -> bool:
        return self.status in ENDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished review on its way into the store: its JSON, what lists show of it, and the text as it was read."""

    review_json: bytes
    schema_version: str
    profile: str
    kind: str
    score: float | None
    band: str | None
    findings: int
    text: str
    line_count: int


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """One line of a list of reviews. What only a finished review has is None before; `findings` counts them."""

    id: str
    name: str
    status: Status
    created_at: datetime
    finished_at: datetime | None
    sha256: str
    rubric: str
    profile: str | None
    kind: str | None
    model: str | None
    score: float | None
    band: str | None
    findings: int | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some rows, the newest first. `next_cursor` is opaque; None where there is no more."""

    items: tuple[Item, ...]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A submission's bytes, and the text as it was read once it was (None before)."""

    review_id: str
    name: str
    sha256: str
    data: bytes
    text: str | None = None
    line_count: int | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing removed, in rows, and one sentence for each thing that remains."""

    review_id: str
    documents: int
    reviews: int
    replies: int
    remains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """A key without its secret. `id` names it in lists and in `revoke`."""

    id: str
    name: str
    tenant: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def allows(self, scope: Scope) -> bool:
        """Whether the key may do this; `admin` may do everything."""
        return scope in self.scopes or "admin" in self.scopes


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decided on one criterion of one document. It holds for every review of the same bytes."""

    tenant: str
    sha256: str
    rubric: str
    criterion: str
    level: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A durable batch. `order` is what was asked for, `state` what its maker needs to go on."""

    id: str
    tenant: str
    status: Status
    created_at: datetime
    order: Mapping[str, Any] = field(default_factory=dict)
    state: Mapping[str, Any] = field(default_factory=dict)
    finished_at: datetime | None = None
