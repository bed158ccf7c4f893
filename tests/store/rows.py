"""Rows for tests of the store."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from typing import Any

from reviewer.store.records import Outcome, StoredDocument, StoredReview
from reviewer.store.store import Store

TEXT = "# Pastebin\n\nReads are 100 per second.\n"


def new(store: Store, tenant: str = "local", text: str = TEXT, **fields: Any) -> StoredReview:
    """A review that was just accepted."""
    return store.reviews.add(*accepted(tenant, text, **fields))[0]


def accepted(tenant: str = "local", text: str = TEXT, **fields: Any) -> tuple[StoredReview, StoredDocument]:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    values: dict[str, Any] = {
        "id": uuid.uuid4().hex,
        "tenant": tenant,
        "status": "queued",
        "name": "pastebin.md",
        "sha256": digest,
        "order": {"rubric": "system-design"},
        "created_at": datetime.now(UTC),
        **fields,
    }
    review = StoredReview(**values)
    return review, StoredDocument(review.id, review.name, digest, data)


def outcome(text: str = TEXT, **fields: Any) -> Outcome:
    values: dict[str, Any] = {
        "review_json": b'{"schema_version": "1", "score": 61.4}',
        "schema_version": "1",
        "profile": "mid",
        "kind": "answer",
        "score": 61.4,
        "band": "lean hire",
        "findings": 2,
        "text": text,
        "line_count": text.count("\n"),
        **fields,
    }
    return Outcome(**values)
