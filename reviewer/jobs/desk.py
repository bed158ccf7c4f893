"""The desk. In: submissions of tenants. Out: tickets, finished rows, events. Everything accepted reaches an end."""

from __future__ import annotations

from collections.abc import AsyncIterator

from reviewer.jobs.order import DeskSettings, Event, Priority, SubmissionOrder, Ticket
from reviewer.store.records import StoredReview
from reviewer.store.store import Store


class Desk:
    """What the API and the worker talk to; used from one event loop.

    `store` and `settings` are public. The desk does not close the store that it was given.
    """

    store: Store
    settings: DeskSettings

    @classmethod
    async def open(cls, settings: DeskSettings, store: Store | None = None) -> Desk:
        """Starts the children and, where models are allowed, the workflow engine; takes up what was left unfinished."""
        raise NotImplementedError

    async def submit(
        self,
        tenant: str,
        order: SubmissionOrder,
        idempotency_key: str | None = None,
        priority: Priority = "interactive",
    ) -> Ticket:
        """Stores an order, then gives its ticket; the work goes on by itself.

        Raises RubricError, ConfigError `option.*`, `model.not_allowed`, `idempotency.conflict`, WorkError `store.*`;
        a document that cannot be read ends as a failed review. WorkError `desk.closing` once `close` has begun.
        """
        raise NotImplementedError

    async def wait(self, tenant: str, review_id: str, timeout_s: float) -> StoredReview | None:
        """The row once it has an end, else as it is after `timeout_s`; None where this tenant has no such review."""
        raise NotImplementedError

    async def cancel(self, tenant: str, review_id: str) -> bool:
        """Ends it as cancelled; False where it has an end already or is not there."""
        raise NotImplementedError

    async def rerun(
        self, tenant: str, review_id: str, *, model: str | None = None, priority: Priority = "interactive"
    ) -> Ticket | None:
        """Reviews the same document again as a new review whose `previous` is this one; None where there is none.

        Raises ConfigError `review.erased` where the document is gone.
        """
        raise NotImplementedError

    def events(self, tenant: str, review_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The events with an id greater than `after`, past ones at once, then as they happen; ends after `done` or
        `error`. Nothing at all for a review that this tenant does not have."""
        raise NotImplementedError

    async def erase(self, tenant: str, review_id: str) -> object:
        """Cancels what is under way and erases it; see `Reviews.erase`."""
        raise NotImplementedError

    def queued(self) -> int:
        """How many reviews of this process wait or run."""
        raise NotImplementedError

    async def check(self) -> dict[str, str]:
        """What is wrong, by part (`store`, `children`, `engine`); empty where all is well."""
        raise NotImplementedError

    async def close(self, grace_s: float = 20.0) -> None:
        """Takes nothing new, lets what runs end within `grace_s`, and leaves the rest to the next start."""
        raise NotImplementedError
