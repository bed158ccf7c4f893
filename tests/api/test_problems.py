"""Every error is a problem with a status, a stable code and no traceback."""

from __future__ import annotations

import json
import logging

import pytest
from api_answers import is_problem
from standin_desk import StandIn
from starlette.testclient import TestClient

from api.problems import (
    STATUS,
    ConflictError,
    InternalError,
    NoKeyError,
    UnknownError,
    kept,
    problem_of,
    status_of,
)
from reviewer.errors import ConfigError, DocumentError, PluginError, ReviewerError, RubricError, WorkError
from reviewer.store.store import Store


def every(kind: type[ReviewerError]) -> list[type[ReviewerError]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in every(below))]


@pytest.mark.parametrize("kind", every(ReviewerError), ids=lambda kind: kind.__name__)
def test_every_class_of_error_has_a_status(kind: type[ReviewerError]) -> None:
    assert 400 <= status_of(kind("what", code="some.code")) < 600


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DocumentError("m", code="document.empty"), 422),
        (DocumentError("m", code="document.too_large"), 413),
        (RubricError("m", code="rubric.not_found"), 422),
        (ConfigError("m", code="option.profile"), 422),
        (ConfigError("m", code="idempotency.conflict"), 409),
        (PluginError("m", code="plugin.broken"), 422),
        (WorkError("m", code="store.busy"), 503),
        (NoKeyError("m", code="key.missing"), 401),
        (UnknownError("m", code="review.unknown"), 404),
        (ConflictError("m", code="review.ended"), 409),
        (InternalError("m", code="internal"), 500),
    ],
)
def test_statuses(error: ReviewerError, status: int) -> None:
    assert status_of(error) == status


def test_a_problem_says_what_where_and_what_to_do() -> None:
    problem = problem_of(RubricError("is wrong", code="rubric.value", where="a.yaml:3:1", hint="write it so"), "id-1")
    assert (problem.code, problem.detail, problem.where) == ("rubric.value", "is wrong", "a.yaml:3:1")
    assert (problem.hint, problem.request_id) == ("write it so", "id-1")


@pytest.mark.parametrize("kind", STATUS, ids=lambda kind: kind.__name__)
def test_the_error_of_a_failed_review_keeps_its_status(kind: type[ReviewerError]) -> None:
    error = kept({"kind": kind.__name__, "code": "some.code", "message": "m", "where": None, "hint": "h"})
    assert type(error) is kind
    assert (error.code, error.message, error.hint) == ("some.code", "m", "h")


def test_a_failed_review_of_an_unknown_kind_is_our_failure() -> None:
    assert status_of(kept({"kind": "FromTheFuture"})) == 503


def test_unknown_paths_and_methods(client: TestClient) -> None:
    is_problem(client.get("/v1/nothing"), 404, "request.path")
    response = client.patch("/v1/reviews")
    is_problem(response, 405, "request.method")
    assert response.headers["allow"] == "GET, POST"
    assert client.delete("/v1/rubrics/validate").headers["allow"] == "POST"
    assert client.put("/v1/rubrics/system-design").headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"{}", "body.text"),
        (b'{"text": ""}', "body.text"),
        (b'{"text": "x", "colour": "red"}', "body.colour"),
        (b'{"text": "x", "kind": "poem"}', "body.kind"),
        (b'{"text": "x", "only": "nonfunctional"}', "body.only"),
        (b'{"text": 3}', "body.text"),
        (b'["text"]', "body"),
        (b'{"text": "x"', "body"),
        (b'{"text": "\xff\xfe"}', "body"),
        (b'{"text": "\\ud800"}', "body"),
        (b"", "body"),
    ],
)
def test_bodies_that_cannot_be_used(client: TestClient, body: bytes, where: str) -> None:
    response = client.post("/v1/reviews", content=body, headers={"Content-Type": "application/json"})
    problem = is_problem(response, 422, "request.invalid")
    assert problem["errors"][0]["where"] == where


def test_what_was_sent_is_not_sent_back(client: TestClient) -> None:
    secret = "the acquisition of Example Corp"
    response = client.post("/v1/reviews", json={"text": "x", "kind": secret, "profile": [secret]})
    is_problem(response, 422, "request.invalid")
    assert secret not in response.text


def test_an_unforeseen_error_is_a_problem_and_its_place_is_logged(
    client: TestClient, desk: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("a line of the document")

    monkeypatch.setattr(desk, "submit", broken)
    with caplog.at_level(logging.ERROR, "api"):
        response = client.post("/v1/reviews", json={"text": "x"})
    problem = is_problem(response, 500, "internal")
    assert "a line of the document" not in response.text
    assert problem["request_id"] in problem["hint"]
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [KeyError]


def test_a_store_that_cannot_be_reached_is_503(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise WorkError("the database does not answer", code="store.unreachable", hint="start it")

    monkeypatch.setattr(store.reviews, "page", away)
    is_problem(client.get("/v1/reviews"), 503, "store.unreachable")


def test_problems_are_json_without_nulls(client: TestClient) -> None:
    body = json.loads(client.get("/v1/reviews/no-such-id").text)
    assert None not in body.values()
