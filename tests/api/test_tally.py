"""Figures of reviews: each counts once, wherever it was made and however often the figures are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from api_answers import TEXT, WAIT
from standin_desk import StandIn
from starlette.testclient import TestClient

from api import examples
from api.metrics import Metrics
from api.tally import Tally
from reviewer.model.review import Review
from reviewer.store.ended import EndedReview

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ended(number: int, *, after_s: float = 0.0, model: str | None = None, review: Review | None = None) -> EndedReview:
    """A review that waited 1 s and took 2 s."""
    finished = NOON + timedelta(seconds=after_s)
    return EndedReview(
        id=f"review-{number}",
        status="done",
        model=model,
        created_at=finished - timedelta(seconds=3),
        started_at=finished - timedelta(seconds=2),
        finished_at=finished,
        review_json=review.model_dump_json().encode() if review else None,
    )


class Shelf:
    """Ended reviews as the store gives them."""

    def __init__(self, rows: Sequence[EndedReview] = ()) -> None:
        self.rows = list(rows)

    def look(self, since: datetime, most: int) -> list[EndedReview]:
        found = [row for row in self.rows if row.finished_at >= since]
        return sorted(found, key=lambda row: (row.finished_at, row.id))[:most]


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0.0


def test_each_review_counts_once() -> None:
    metrics, shelf = Metrics(), Shelf([ended(number, after_s=number) for number in range(3)])
    tally = Tally(metrics, shelf.look, NOON)
    for _ in range(3):
        tally.bring_up_to_date()
    assert value(metrics, "reviewer_reviews_total", status="done") == 3
    assert value(metrics, "reviewer_stage_seconds_sum", stage="waiting") == 3
    assert value(metrics, "reviewer_stage_seconds_sum", stage="work") == 6


def test_one_that_shows_up_late_counts_as_well() -> None:
    metrics, shelf = Metrics(), Shelf([ended(1, after_s=20)])
    tally = Tally(metrics, shelf.look, NOON)
    tally.bring_up_to_date()
    shelf.rows.append(ended(2, after_s=5))
    tally.bring_up_to_date()
    assert value(metrics, "reviewer_reviews_total", status="done") == 2


def test_many_at_the_same_moment_all_count() -> None:
    metrics, shelf = Metrics(), Shelf([ended(number) for number in range(1_000)])
    tally = Tally(metrics, shelf.look, NOON)
    tally.bring_up_to_date()
    assert value(metrics, "reviewer_reviews_total", status="done") == 1_000


def test_reviews_from_before_do_not_count() -> None:
    metrics, shelf = Metrics(), Shelf([ended(1, after_s=-1)])
    Tally(metrics, shelf.look, NOON).bring_up_to_date()
    assert value(metrics, "reviewer_reviews_total", status="done") == 0


def test_what_a_judged_review_took() -> None:
    review = Review.model_validate(examples.REVIEW)
    usage = review.usage.model_copy(
        update={"calls": 14, "input_tokens": 900, "output_tokens": 70, "cost_usd": 0.5, "replies_reused": 2}
    )
    grades = [
        review.grades[0].model_copy(update={"status": "not_assessed", "level": None, "why": why})
        for why in ("budget", "budget", "reply: it is no JSON")
    ]
    judged = review.model_copy(update={"usage": usage, "grades": grades})
    metrics = Metrics()
    Tally(metrics, Shelf([ended(1, model="openai:small", review=judged)]).look, NOON).bring_up_to_date()
    assert value(metrics, "reviewer_judge_calls_total") == 14
    assert value(metrics, "reviewer_judge_replies_reused_total") == 2
    assert value(metrics, "reviewer_judge_cost_usd_total") == 0.5
    assert value(metrics, "reviewer_judge_tokens_total", kind="input") == 900
    assert value(metrics, "reviewer_not_assessed_total", why="budget") == 2
    assert value(metrics, "reviewer_not_assessed_total", why="reply") == 1


def test_the_store_tells_what_ended(client: TestClient, desk: StandIn) -> None:
    client.post("/v1/reviews", json={"text": TEXT}, headers=WAIT)
    client.post("/v1/reviews", json={"text": " "}, headers=WAIT)
    desk.held = True
    path = client.post("/v1/reviews", json={"text": TEXT}).headers["location"]
    client.post(f"{path}/cancel")
    told = client.get("/metrics").text
    for status in ("done", "failed", "cancelled"):
        assert f'reviewer_reviews_total{{status="{status}"}} 1.0' in told
