"""Erasing. In: a review. Out: its row, its document and the replies that only it used are gone; what remains is said.

A review is linked to every reply that it came to see (`scoped.py`), so that what a model wrote about the document goes
with it. A reply that another review of the same tenant saw as well stays, since that review still has the document.
"""

from __future__ import annotations

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.records import Erased, StoredReview
from reviewer.store.replies import reply_rows
from reviewer.store.tables import documents, overrides, review_replies, reviews


def erase(database: Database, review: StoredReview) -> Erased:
    """Removes everything of a review in one transaction."""
    of_it = review_replies.c.review_id == review.id
    elsewhere = review_replies.alias()
    shared = sa.exists().where(elsewhere.c.key == review_replies.c.key, elsewhere.c.review_id != review.id)
    only_its = sa.select(review_replies.c.key).where(of_it, ~shared)
    with database.transaction() as connection:
        kept = connection.execute(sa.select(sa.func.count()).where(of_it, shared)).scalar_one()
        gone = connection.execute(sa.delete(reply_rows).where(reply_rows.c.key.in_(only_its))).rowcount
        texts = connection.execute(sa.delete(documents).where(documents.c.review_id == review.id)).rowcount
        connection.execute(sa.delete(review_replies).where(of_it))
        connection.execute(sa.update(reviews).where(reviews.c.previous == review.id).values(previous=None))
        rows = connection.execute(sa.delete(reviews).where(reviews.c.id == review.id)).rowcount
    _out_of_the_log(database)
    return Erased(review.id, texts, rows, gone, _remains(database, review, kept))


def _out_of_the_log(database: Database) -> None:
    """SQLite overwrites what is deleted in its file; what is in its log goes when the log does."""
    if database.is_sqlite:
        database.rows(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _remains(database: Database, review: StoredReview, shared: int) -> tuple[str, ...]:
    same = (reviews.c.tenant == review.tenant, reviews.c.sha256 == review.sha256)
    others = [row["id"] for row in database.rows(sa.select(reviews.c.id).where(*same).order_by(reviews.c.created_at))]
    judged = (overrides.c.tenant == review.tenant, overrides.c.sha256 == review.sha256)
    notes = database.rows(sa.select(sa.func.count().label("many")).where(*judged))[0]["many"]
    said = []
    if others:
        said.append(f"The same document stands in {len(others)} other reviews: {', '.join(others)}.")
    if shared:
        said.append(f"{shared} replies stay, since those reviews used them too.")
    if notes:
        said.append(f"{notes} corrections of its grades stay, with their notes and the document's SHA-256.")
    if review.model is not None:
        said.append(f"What was sent to {review.model} is with its provider.")
    if not database.is_sqlite:
        said.append(
            "The server frees the space of removed rows when it is vacuumed; its write-ahead log has them until then."
        )
    said.append("Backups of the database that were made before have it still.")
    return tuple(said)
