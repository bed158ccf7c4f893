"""Orders as rows and back. In: what a tenant hands in. Out: what the store keeps, and what a child works on."""

from __future__ import annotations

import hashlib
import json
import logging
import traceback
import uuid
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reviewer import engine
from reviewer.errors import ConfigError, ReviewerError, RubricError, WorkError
from reviewer.jobs.order import DeskSettings, Priority, SubmissionOrder
from reviewer.model.submission import Submission
from reviewer.pipeline import ReviewOptions
from reviewer.rubric.registry import is_registered
from reviewer.store.records import StoredDocument, StoredReview

PRIORITIES: dict[Priority, int] = {"interactive": 1, "batch": 2}
"""Smaller numbers go first."""

_APART = {"name", "data"}


def check(order: SubmissionOrder, settings: DeskSettings) -> None:
    """Refuses what cannot be done before it is accepted. Loads the rubric, once in each process.

    Raises RubricError, ConfigError `model.not_allowed`, `option.profile`, `option.criterion`.
    """
    if not is_registered(order.rubric):
        raise RubricError(
            f"there is no rubric `{order.rubric[:100]}`",
            code="rubric.not_found",
            hint="name a registered rubric; `reviewer rubric list` shows them",
        )
    if order.model is not None and order.model not in settings.models:
        allowed = ", ".join(settings.models) or "none"
        raise ConfigError(
            f"the model {order.model[:100]!r} is not allowed here", code="model.not_allowed", hint=f"allowed: {allowed}"
        )
    rubric = engine.rubric(order.rubric)
    known = {
        "profile": {profile.id for profile in rubric.profiles},
        "criterion": {criterion.id for criterion in rubric.criteria} | {phase.id for phase in rubric.phases},
    }
    wanted = {
        "profile": [order.profile] if order.profile else [],
        "criterion": [*order.only, *order.skip, *(order.not_applicable or {})],
    }
    for what, names in wanted.items():
        for name in names:
            if name not in known[what]:
                hint = f"`reviewer rubric show {rubric.id}` lists what there is"
                raise ConfigError(f"rubric {rubric.id} has no {what} {name[:100]!r}", code=f"option.{what}", hint=hint)


def accepted(
    tenant: str, order: SubmissionOrder, *, priority: Priority, executor: str, idempotency_key: str | None = None
) -> tuple[StoredReview, StoredDocument]:
    """The rows of a new review."""
    digest = hashlib.sha256(order.data).hexdigest()
    asked = {one.name: getattr(order, one.name) for one in fields(order) if one.name not in _APART}
    asked = {name: value for name, value in asked.items() if value not in (None, (), {})}
    same = json.dumps([order.name, digest, asked], sort_keys=True)
    review = StoredReview(
        id=uuid.uuid4().hex,
        tenant=tenant,
        status="queued",
        name=order.name,
        sha256=digest,
        order=asked,
        created_at=datetime.now(UTC),
        idempotency_key=idempotency_key,
        fingerprint=hashlib.sha256(same.encode()).hexdigest(),
        priority=PRIORITIES[priority],
        executor=executor,
    )
    return review, StoredDocument(review.id, order.name, digest, order.data)


def order_of(review: StoredReview, data: bytes) -> SubmissionOrder:
    """What was handed in, again."""
    known = {one.name for one in fields(SubmissionOrder)} - _APART
    asked: dict[str, Any] = {name: value for name, value in review.order.items() if name in known}
    for name in ("only", "skip"):
        asked[name] = tuple(asked.get(name, ()))
    return SubmissionOrder(name=review.name, data=data, **asked)


def work_of(order: SubmissionOrder) -> engine.Order:
    """An order as the child processes take it."""
    options = ReviewOptions(
        profile=order.profile,
        kind=order.kind,
        only=order.only,
        skip=order.skip,
        not_applicable=order.not_applicable or {},
    )
    return engine.Order(Submission(name=order.name, data=order.data, question=order.question), order.rubric, options)


def problem(error: Exception) -> dict[str, Any]:
    """An error as its row keeps it. One that is none of ours is a fault of this program: it is logged by its type and
    place, without its words, which may be the document's, and the row tells that much."""
    if not isinstance(error, ReviewerError):
        error = _fault(error)
    return {
        "kind": type(error).__name__,
        "code": error.code,
        "message": error.message,
        "where": error.where,
        "hint": error.hint,
    }


def _fault(error: Exception) -> WorkError:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    logging.getLogger("reviewer.jobs").error("a review ended with %s at %s", type(error).__name__, where)
    return WorkError(
        f"could not be reviewed: {type(error).__name__} in the reviewer itself",
        code="review.fault",
        hint="this is a fault of the reviewer; please report it with the document's kind and size",
    )
