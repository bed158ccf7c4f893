"""The store. In: a folder or the URL of a database. Out: one object with a part for each kind of thing that is kept."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from reviewer.errors import WorkError
from reviewer.store import schema
from reviewer.store.batches import Batches
from reviewer.store.database import Database, url_of
from reviewer.store.documents import Documents
from reviewer.store.executors import Executors
from reviewer.store.keys import Keys
from reviewer.store.overrides import Overrides
from reviewer.store.replies import Replies
from reviewer.store.reviews import Reviews
from reviewer.store.scoped import ReviewReplies


class Store:
    """Everything that is kept, in one database. Its parts are safe from many threads and never cross a tenant."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.reviews = Reviews(database)
        self.documents = Documents(database)
        self.keys = Keys(database)
        self.overrides = Overrides(database)
        self.batches = Batches(database)
        self.executors = Executors(database)
        self._replies = Replies(database)

    @classmethod
    def open(cls, place: str | Path) -> Store:
        """The store at a folder (its file is `reviewer.sqlite`, made and brought up to date) or at the URL of a
        database, which `reviewer db upgrade` brings up to date.

        Raises ConfigError `store.url`; WorkError `store.damaged`, `store.newer`, `store.older`, `store.busy`,
        `store.unwritable`, `store.unreachable`.
        """
        database = Database(url_of(place))
        try:
            if database.is_sqlite:
                schema.upgrade(database)
            elif not schema.is_current(database):
                raise WorkError(
                    "has not the tables that this version uses",
                    code="store.older",
                    where=database.where,
                    hint="run `reviewer db upgrade`",
                )
        except BaseException:
            database.close()
            raise
        return cls(database)

    def replies_of(self, tenant: str, review_id: str) -> ReviewReplies:
        """The replies of language models, for one review."""
        return ReviewReplies(self.database, self._replies, tenant, review_id)

    def check(self) -> str:
        """Asks the database something; "" or a sentence on what is wrong with it."""
        try:
            self.database.rows(sa.text("SELECT 1"))
        except WorkError as error:
            return str(error)
        return ""

    def close(self) -> None:
        """Closes its connections; it can be used again all the same."""
        self.database.close()
