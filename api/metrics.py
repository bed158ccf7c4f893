"""What is counted, for Prometheus. In: answered requests, finished reviews. Out: the text of `GET /metrics`.

Labels come from short fixed lists (route templates, statuses, reasons): nothing of a document, a tenant or a key.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from reviewer.model.review import Review

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_REQUEST_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_REVIEW_S = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)
_OTHER = "other"


class Metrics:
    """The figures of one service, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "reviewer_http_requests", "Answered requests.", ["method", "route", "status"], registry=self.registry
        )
        self._request_s = Histogram(
            "reviewer_http_request_seconds",
            "Time to an answer's first byte.",
            ["method", "route"],
            buckets=_REQUEST_S,
            registry=self.registry,
        )
        self._reviews = Counter("reviewer_reviews", "Reviews that ended.", ["status"], registry=self.registry)
        self._stage_s = Histogram(
            "reviewer_stage_seconds",
            "Time of a review in each stage: waiting, and the work itself.",
            ["stage"],
            buckets=_REVIEW_S,
            registry=self.registry,
        )
        self._calls = Counter("reviewer_judge_calls", "Calls to language models.", registry=self.registry)
        self._reused = Counter("reviewer_judge_replies_reused", "Replies that were kept.", registry=self.registry)
        self._tokens = Counter("reviewer_judge_tokens", "Tokens of those calls.", ["kind"], registry=self.registry)
        self._cost = Counter("reviewer_judge_cost_usd", "What those calls cost.", registry=self.registry)
        self._not_assessed = Counter(
            "reviewer_not_assessed", "Criteria that could not be assessed.", ["why"], registry=self.registry
        )
        self._queue = Gauge("reviewer_queue", "Reviews that wait or run in this process.", registry=self.registry)

    def watch_queue(self, depth: Callable[[], int]) -> None:
        """Asks `depth` for the length of the queue whenever the figures are read."""
        self._queue.set_function(lambda: float(depth()))

    def answered(self, method: str, route: str | None, status: int, took_s: float) -> None:
        """Counts one answered request; `route` is the template of its path."""
        known = method if method in _METHODS else _OTHER
        self._requests.labels(known, route or _OTHER, str(status)).inc()
        self._request_s.labels(known, route or _OTHER).observe(took_s)

    def ended(self, status: str, waited_s: float | None, worked_s: float | None) -> None:
        """Counts one review that reached an end, and how long it waited and took."""
        self._reviews.labels(status).inc()
        if waited_s is not None:
            self._stage_s.labels("waiting").observe(max(0.0, waited_s))
        if worked_s is not None:
            self._stage_s.labels("work").observe(max(0.0, worked_s))

    def reviewed(self, review: Review) -> None:
        """Adds up what a Review took, and what it could not assess."""
        usage = review.usage
        self._calls.inc(usage.calls)
        self._reused.inc(usage.replies_reused)
        self._cost.inc(usage.cost_usd or 0.0)
        for kind in ("input", "cached", "output"):
            self._tokens.labels(kind).inc(getattr(usage, f"{kind}_tokens"))
        for grade in review.grades:
            if grade.status == "not_assessed":
                self._not_assessed.labels((grade.why or _OTHER).split(":")[0][:40]).inc()

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
