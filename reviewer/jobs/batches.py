"""Durable batches. In: many documents of a tenant at once. Out: a batch, and where each of its reviews stands.

A batch is nothing but its reviews, written in one transaction and marked as less urgent than what people wait for. No
process has them at first: each desk takes up some hundred at a time, as it takes over what a dead process had. So what
is accepted reaches an end whatever happens to the service.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from reviewer.errors import ConfigError
from reviewer.jobs.intake import accepted, check
from reviewer.jobs.order import DeskSettings, SubmissionOrder
from reviewer.store.records import Status, StoredBatch

if TYPE_CHECKING:
    from reviewer.store.store import Store

Standing = Status | Literal["erased"]


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a batch: its id there, its review, and where that stands."""

    id: str
    review: str
    status: Standing
    score: float | None = None
    band: str | None = None
    error: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it stands; `parts` in the order in which they were handed in."""

    id: str
    status: Status
    created_at: datetime
    parts: Sequence[Part]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many parts stand where."""
        return dict(Counter(part.status for part in self.parts))


def submit(
    store: Store,
    settings: DeskSettings,
    tenant: str,
    orders: Sequence[tuple[str, SubmissionOrder]],
    idempotency_key: str | None = None,
) -> tuple[str, bool]:
    """Stores a batch of (id, order); gives its id and whether it is new. All orders have the same terms.

    Raises as `Desk.submit` does; ConfigError `idempotency.conflict` where the key named another batch.
    """
    check(orders[0][1], settings)
    made = [accepted(tenant, order, priority="batch", executor="") for _, order in orders]
    rows = [(replace(review, executor=None), document) for review, document in made]
    parts = [[name, review.id] for (name, _), (review, _) in zip(orders, rows, strict=True)]
    same = json.dumps([[name, review.fingerprint] for (name, _), (review, _) in zip(orders, rows, strict=True)])
    order = {"fingerprint": hashlib.sha256(same.encode()).hexdigest()}
    batch_id = _id(tenant, idempotency_key)
    batch = StoredBatch(batch_id, tenant, "queued", datetime.now(UTC), order, {"parts": parts})
    if store.batches.add(batch, rows):
        return batch_id, True
    earlier = store.batches.get(tenant, batch_id)
    if earlier is None or earlier.order != order:
        raise ConfigError(
            "this idempotency key was used for another batch",
            code="idempotency.conflict",
            hint="use a new key for each batch, and the same key only to repeat one",
        )
    return batch_id, False


def find(store: Store, tenant: str, batch_id: str) -> Batch | None:
    """The batch as it stands, None where this tenant has none of that id."""
    row = store.batches.get(tenant, batch_id)
    if row is None:
        return None
    named: list[tuple[str, str]] = [(name, review) for name, review in row.state["parts"]]
    standing = store.batches.standing(tenant, [review for _, review in named])
    parts = [_part(name, review, standing.get(review)) for name, review in named]
    return Batch(row.id, _status(row, parts), row.created_at, parts)


def cancelled(store: Store, tenant: str, batch_id: str) -> None:
    """Notes that what was left of a batch was cancelled; its reviews are the desk's to end."""
    row = store.batches.get(tenant, batch_id)
    if row is not None:
        store.batches.update(batch_id, "cancelled", row.state)


def _part(name: str, review: str, row: Any) -> Part:
    if row is None:
        return Part(name, review, "erased")
    error = None if row["error_json"] is None else json.loads(row["error_json"])
    return Part(name, review, row["status"], row["score"], row["band"], error)


def _status(row: StoredBatch, parts: Sequence[Part]) -> Status:
    """The batch ends with the last of its parts; it is cancelled where somebody did that before."""
    open_ = sum(part.status in ("queued", "running") for part in parts)
    if row.status == "cancelled":
        return "cancelled"
    if not open_:
        return "done"
    return "queued" if all(part.status == "queued" for part in parts) else "running"


def _id(tenant: str, idempotency_key: str | None) -> str:
    """The id of a new batch; the same for the same key of a tenant, so that a database keeps them apart by itself."""
    if idempotency_key is None:
        return uuid.uuid4().hex
    return hashlib.sha256(json.dumps([tenant, idempotency_key]).encode()).hexdigest()[:32]
