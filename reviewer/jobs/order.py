"""What the desk takes and what it gives: orders, tickets, events, settings. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reviewer.model.subject import Kind
from reviewer.store.records import Status

Priority = Literal["interactive", "batch"]
EventKind = Literal["grade", "finding", "done", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionOrder:
    """One document and how it is to be reviewed.

    `rubric` is the id of a registered rubric. `model` None: rules alone grade. `deadline_s` is the time of the judge,
    from the moment it begins; rules grade the rest. `max_cost_usd` is what its calls may cost.
    """

    name: str
    data: bytes
    rubric: str = "system-design"
    profile: str | None = None
    kind: Kind | None = None
    model: str | None = None
    question: str | None = None
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    not_applicable: Mapping[str, str] | None = None
    votes: int = 1
    deadline_s: float | None = None
    max_cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """The receipt of a submission: it is stored. `created` is False where an idempotency key named an earlier one."""

    id: str
    status: Status
    created: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a review. `id` counts from 1 within the review.

    `data` of a grade is a GradeItem as JSON data, of a finding a FindingItem; of `done` `id`, `score`, `coverage`,
    `bounds`, `band`; of `error` `code`, `message`, `where`, `hint`, `kind`. A cancelled review ends with the error
    `review.cancelled`.
    """

    id: int
    kind: EventKind
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How a desk works.

    `data`: a folder or the URL of a database. `models`: those that an order may name, PROVIDER:NAME; `model` is the
    one for whoever builds an order that names none. `workers`: child processes for reading and rules, None for one per
    processor. `reviews_at_once`: judged reviews under way in this process. `deadline_s`: the judge's time for an order
    that says none, from the first moment it works on the document. `lease_s`: see `reviewer.judge.ledger`.
    """

    data: str = ""
    model: str | None = None
    models: tuple[str, ...] = ()
    workers: int | None = None
    reviews_at_once: int = 8
    deadline_s: float = 900.0
    lease_s: float = 30.0
