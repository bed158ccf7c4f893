"""Around every request: safe headers, a log without texts or keys, figures without names."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from api_answers import TEXT, WAIT
from standin_desk import StandIn
from starlette.testclient import TestClient

from api import logs
from reviewer.store.store import Store

Bearer = Callable[..., dict[str, str]]
MakeClient = Callable[..., TestClient]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as JSON lines; the loggers are as before afterwards."""
    names = ("", "reviewer", "api", "uvicorn", "uvicorn.error", "uvicorn.access", "dbos", "sqlalchemy")
    loggers = [logging.getLogger(name) for name in names]
    before = [(one, one.level, list(one.handlers), one.propagate, one.disabled) for one in loggers]
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    for one, level, handlers, propagate, disabled in before:
        one.setLevel(level)
        one.handlers[:] = handlers
        one.propagate, one.disabled = propagate, disabled


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_every_answer_keeps_browsers_safe(client: TestClient) -> None:
    for path in ("/v1/reviews", "/v1/nothing", "/health/live", "/openapi.json"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-request-id"]
    assert client.get("/v1/reviews").headers["cache-control"] == "no-store"


def test_a_request_is_one_line(client: TestClient, log: io.StringIO) -> None:
    response = client.post("/v1/reviews", json={"text": TEXT, "name": "secret-plan.md"}, headers=WAIT)
    told = [line for line in lines(log) if line["event"] == "request"]
    assert len(told) == 1
    line = told[0]
    assert (line["method"], line["route"], line["status"]) == ("POST", "/v1/reviews", 200)
    assert line["request_id"] == response.headers["x-request-id"]
    assert line["review"] == response.headers["location"].rsplit("/", 1)[1]
    assert line["bytes"] == len(response.content)
    assert float(str(line["ms"])) > 0


def test_the_log_has_neither_texts_nor_keys(
    make_client: MakeClient, bearer: Bearer, log: io.StringIO, store: Store
) -> None:
    headers = bearer(tenant="acme")
    secret = headers["Authorization"].removeprefix("Bearer ")
    client = make_client()
    body = {"text": TEXT, "name": "secret-plan.md", "question": "What about the merger?"}
    client.post("/v1/reviews?token=in-the-query", json=body, headers={**headers, **WAIT})
    client.post("/v1/reviews", json={"text": "merger", "kind": "merger"}, headers=headers)
    client.get("/v1/reviews?name=merger", headers=headers)
    client.get("/v1/reviews", headers={"Authorization": "Bearer wrong-secret"})
    said = log.getvalue()
    for piece in ("116 writes", "secret-plan", "merger", secret, "wrong-secret", "in-the-query", "Bearer"):
        assert piece not in said
    mine = [line for line in lines(log) if line.get("tenant") == "acme"]
    assert {line["key"] for line in mine} == {store.keys.list()[0].id}


def test_an_error_is_logged_by_its_class_and_place(
    client: TestClient, desk: StandIn, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    async def broken(*_: object) -> None:
        raise ValueError("a line of the document")

    monkeypatch.setattr(desk, "submit", broken)
    response = client.post("/v1/reviews", json={"text": TEXT})
    line = next(line for line in lines(log) if line["level"] == "error")
    assert line["request_id"] == response.json()["request_id"]
    error = line["error"]
    assert isinstance(error, dict)
    assert error["class"] == "builtins.ValueError"
    assert any("api/routes/reviews.py" in place for place in error["at"])
    assert "a line of the document" not in log.getvalue()


def test_health_checks_do_not_fill_the_log(client: TestClient, log: io.StringIO) -> None:
    client.get("/health/live")
    client.get("/health/ready")
    client.get("/metrics")
    assert lines(log) == []


def test_figures_of_requests_and_the_queue(client: TestClient, desk: StandIn) -> None:
    client.get("/v1/reviews")
    client.get("/v1/reviews/some-secret-id")
    client.get("/some/unknown/path")
    client.request("BREW", "/v1/reviews")
    desk.held = True
    client.post("/v1/reviews", json={"text": TEXT, "name": "secret-plan.md"})
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    told = response.text
    assert 'reviewer_http_requests_total{method="GET",route="/v1/reviews",status="200"} 1.0' in told
    assert 'reviewer_http_requests_total{method="GET",route="/v1/reviews/{review_id}",status="404"} 1.0' in told
    assert 'reviewer_http_requests_total{method="GET",route="other",status="404"} 1.0' in told
    assert 'reviewer_http_requests_total{method="other",' in told
    assert "reviewer_queue 1.0" in told
    assert "secret" not in told


def test_ready_says_what_is_wrong(client: TestClient, desk: StandIn) -> None:
    assert client.get("/health/ready").json()["status"] == "ok"
    desk.wrong = {"store": "the disk is full"}
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["wrong"] == {"store": "the disk is full"}
    assert client.get("/health/live").status_code == 200
