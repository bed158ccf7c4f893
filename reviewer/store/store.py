"""The store. In: a folder or the URL of a database. Out: one object with a part for each kind of thing that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reviewer.store.records import (
    Erased,
    KeyInfo,
    Override,
    Page,
    ReviewSummary,
    Scope,
    Status,
    StoredBatch,
    StoredDocument,
    StoredReview,
)
from reviewer.store.replies import Replies


class Reviews:
    """The accepted reviews. Methods are short, safe from many threads, and never cross a tenant."""

    def add(self, review: StoredReview, document: StoredDocument) -> tuple[StoredReview, bool]:
        """Writes a new row and its document in one transaction; gives the row and whether it is new.

        Where the tenant has a row with the same `idempotency_key` that one is given.
        Raises ConfigError `idempotency.conflict` where its `fingerprint` differs.
        """
        raise NotImplementedError

    def get(self, tenant: str, review_id: str) -> StoredReview | None:
        """The row, None where this tenant has none of that id."""
        raise NotImplementedError

    def start(self, review_id: str) -> bool:
        """Marks it running; False where it has reached an end."""
        raise NotImplementedError

    def finish(
        self, review_id: str, review_json: bytes, *, text: str | None = None, replies: Iterable[str] = ()
    ) -> bool:
        """Ends it as done with its Review, the text as read and the keys of the replies that it used."""
        raise NotImplementedError

    def fail(self, review_id: str, error: Mapping[str, Any]) -> bool:
        """Ends it as failed; False where it has an end already."""
        raise NotImplementedError

    def cancel(self, tenant: str, review_id: str) -> bool:
        """Ends it as cancelled; False where it has an end already or is not there."""
        raise NotImplementedError

    def page(
        self,
        tenant: str,
        *,
        limit: int = 50,
        cursor: str | None = None,
        status: Status | None = None,
        rubric: str | None = None,
        name: str | None = None,
        since: datetime | None = None,
    ) -> Page[ReviewSummary]:
        """The newest first; rows that arrive meanwhile neither repeat nor hide any. `name` is a part of the name.

        Raises ConfigError `option.cursor` for a cursor that is none of ours, `option.limit` outside 1 to 200.
        """
        raise NotImplementedError

    def unfinished(self) -> list[StoredReview]:
        """What was accepted and has no end yet, of all tenants, the oldest first."""
        raise NotImplementedError

    def counts(self) -> dict[Status, int]:
        """How many reviews stand where, of all tenants."""
        raise NotImplementedError

    def erase(self, tenant: str, review_id: str) -> Erased | None:
        """Removes the row, its document and the replies that came from it; None where this tenant has no such review."""
        raise NotImplementedError


class Documents:
    """What was submitted."""

    def get(self, tenant: str, review_id: str) -> StoredDocument | None:
        """The document of a review; None where there is none or it was erased."""
        raise NotImplementedError


class Keys:
    """API keys. Only the SHA-256 of a secret is kept."""

    def create(
        self, name: str, tenant: str, scopes: Sequence[Scope], expires_at: datetime | None = None
    ) -> tuple[KeyInfo, str]:
        """A new key and its secret, which cannot be shown again."""
        raise NotImplementedError

    def list(self, tenant: str | None = None) -> list[KeyInfo]:
        """All keys, or those of one tenant, the oldest first; revoked and expired ones too."""
        raise NotImplementedError

    def revoke(self, key_id: str) -> bool:
        """Makes a key useless at once; False where there is no such key that still works."""
        raise NotImplementedError

    def find(self, secret: str) -> KeyInfo | None:
        """The key of this secret, None where there is none or it has expired or was revoked."""
        raise NotImplementedError

    def any(self) -> bool:
        """Whether there is a key that works."""
        raise NotImplementedError


class Overrides:
    """What people decided. They hold for all reviews of the same bytes under the same rubric."""

    def put(
        self,
        tenant: str,
        sha256: str,
        rubric: str,
        criterion: str,
        *,
        level: str,
        note: str,
        by: str,
        points: float = 0.0,
    ) -> Override:
        """Writes or replaces one."""
        raise NotImplementedError

    def delete(self, tenant: str, sha256: str, rubric: str, criterion: str) -> bool:
        """Removes one; False where there is none."""
        raise NotImplementedError

    def of(self, tenant: str, sha256: str, rubric: str) -> list[Override]:
        """Those of one document, in the order of criteria ids."""
        raise NotImplementedError

    def all(self, tenant: str) -> list[Override]:
        """All of a tenant, the oldest first."""
        raise NotImplementedError


class Batches:
    """Rows of durable batches."""

    def add(self, batch: StoredBatch) -> None:
        raise NotImplementedError

    def get(self, tenant: str, batch_id: str) -> StoredBatch | None:
        raise NotImplementedError


class Store:
    """Everything that is kept, in one database.

    `Store.open(place)`: a folder (its file is `reviewer.sqlite`, made and brought up to date on open) or the URL of a
    database (`postgresql+psycopg://…`, brought up to date by `reviewer db upgrade`).
    """

    reviews: Reviews
    documents: Documents
    keys: Keys
    overrides: Overrides
    batches: Batches
    replies: Replies

    @classmethod
    def open(cls, place: str | Path) -> Store:
        """Raises WorkError `store.damaged`, `store.newer`, `store.older`, `store.busy`, `store.unwritable`, ConfigError
        `store.url`."""
        raise NotImplementedError

    def check(self) -> str:
        """Asks the database something; "" or a sentence on what is wrong with it."""
        raise NotImplementedError

    def close(self) -> None:
        """Closes its connections."""
        raise NotImplementedError
