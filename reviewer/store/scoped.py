"""Replies of a language model as one review sees them. In: the replies table. Out: the same for one tenant and review.

Keys carry the tenant, so that what one tenant paid for is never handed to another, nor shows in its costs. Every key
that the review comes to see is linked to it before its reply is written, so that erasing the review finds them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from reviewer.judge.ledger import Claim
from reviewer.model.judgement import Reply
from reviewer.store.database import Database
from reviewer.store.replies import Replies
from reviewer.store.tables import review_replies


class ReviewReplies:
    """Implements `reviewer.judge.ledger.ReplyStore`; raises as `Replies` does."""

    def __init__(self, database: Database, replies: Replies, tenant: str, review_id: str) -> None:
        self._database = database
        self._replies = replies
        self._tenant = tenant
        self._review_id = review_id

    def find(self, keys: Iterable[str]) -> Mapping[str, Reply]:
        """The replies under these keys, those that are there."""
        wanted = {self._own(key): key for key in keys}
        found = self._replies.find(wanted)
        self._link(found)
        return {wanted[own]: reply for own, reply in found.items()}

    def keep(self, key: str, reply: Reply, *, purpose: str = "", prompt: str = "") -> None:
        """Writes a reply. Linked once more, which fails where the review was erased meanwhile: then nothing is kept."""
        self._link([self._own(key)])
        self._replies.keep(self._own(key), reply, purpose=purpose, prompt=prompt)

    def keep_all(self, replies: Mapping[str, Reply], *, purpose: str = "", prompt: str = "") -> None:
        """As `keep`, for several that were not claimed."""
        owned = {self._own(key): reply for key, reply in replies.items()}
        self._link(owned)
        self._replies.keep_all(owned, purpose=purpose, prompt=prompt)

    def claim(self, key: str, owner: str, lease_s: float) -> Claim:
        """The reply under `key`, or the right to ask for it."""
        claim = self._replies.claim(self._own(key), owner, lease_s)
        if claim.state != "theirs":
            self._link([self._own(key)])
        if claim.repeated:
            self._repeat(self._own(key))
        return claim

    def renew(self, key: str, owner: str, lease_s: float) -> None:
        self._replies.renew(self._own(key), owner, lease_s)

    def release(self, key: str, owner: str) -> None:
        self._replies.release(self._own(key), owner)

    def rung(self, host: str, model: str) -> str | None:
        return self._replies.rung(host, model)

    def keep_rung(self, host: str, model: str, rung: str) -> None:
        self._replies.keep_rung(host, model, rung)

    def repeats(self) -> int:
        """How many calls of this review, over all attempts, were made again since their process had ended."""
        query = sa.select(sa.func.coalesce(sa.func.sum(review_replies.c.repeats), 0).label("many"))
        return int(self._database.rows(query.where(review_replies.c.review_id == self._review_id))[0]["many"])

    def _repeat(self, key: str) -> None:
        mine = (review_replies.c.review_id == self._review_id, review_replies.c.key == key)
        self._database.run(sa.update(review_replies).where(*mine).values(repeats=review_replies.c.repeats + 1))

    def _own(self, key: str) -> str:
        return f"{self._tenant}/{key}"

    def _link(self, keys: Iterable[str]) -> None:
        rows = [{"review_id": self._review_id, "key": key} for key in sorted(keys)]
        if rows:
            statement = self._database.insert(review_replies)
            self._database.run_all(statement.on_conflict_do_nothing(index_elements=["review_id", "key"]), rows)
