"""What was submitted. In: a tenant and the id of its review. Out: the bytes, and the text as it was read."""

from __future__ import annotations

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.records import StoredDocument
from reviewer.store.tables import documents, reviews


class Documents:
    """The table of documents; its rows come and go with their reviews."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, tenant: str, review_id: str) -> StoredDocument | None:
        """The document of a review; None where this tenant has none such."""
        columns = (reviews.c.name, reviews.c.sha256, documents.c.data, documents.c.text, documents.c.line_count)
        both = sa.select(*columns).join_from(documents, reviews, documents.c.review_id == reviews.c.id)
        rows = self._database.rows(both.where(reviews.c.id == review_id, reviews.c.tenant == tenant))
        if not rows:
            return None
        row = rows[0]
        data, text, lines = bytes(row["data"]), row["text"], row["line_count"]
        if text is None and lines is not None:  # it is the bytes themselves
            text = data.decode("utf-8", "surrogatepass")
        return StoredDocument(review_id, row["name"], row["sha256"], data, text, lines)
