"""Who gets in: keys, scopes, tenants, rates; and without keys this machine only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from api_answers import TEXT, WAIT, is_problem
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from api.doors import Doors
from api.hosts import refused
from api.loopback import is_loopback
from api.problems import TooManyError
from api.rate import Rates
from api.settings import Policy
from reviewer.store.store import Store

MakeClient = Callable[..., TestClient]
Bearer = Callable[..., dict[str, str]]

READS = ["/v1/reviews", "/v1/rubrics", "/v1/rubrics/system-design", "/v1/schema/review"]


def test_without_keys_this_machine_is_served(client: TestClient) -> None:
    assert client.get("/v1/reviews").json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("path", READS)
def test_with_keys_one_is_needed(make_client: MakeClient, bearer: Bearer, path: str) -> None:
    headers = bearer("read")
    client = make_client()
    response = client.get(path)
    is_problem(response, 401, "key.missing")
    assert response.headers["www-authenticate"] == "Bearer"
    assert client.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/"])
def test_what_needs_no_key(make_client: MakeClient, bearer: Bearer, path: str) -> None:
    bearer()
    assert make_client().get(path).status_code == 200


@pytest.mark.parametrize(
    "value", ["Bearer nonsense", "Bearer ", "Basic YTpi", "dr_abc", "Bearer " + "x" * 5000, "Bearer caf\u00e9"]
)
def test_keys_that_are_none(make_client: MakeClient, bearer: Bearer, value: str) -> None:
    bearer()
    response = make_client().get("/v1/reviews", headers={"Authorization": value.encode("latin-1")})
    assert response.status_code == 401
    assert response.json()["code"] in ("key.missing", "key.invalid")


def test_expired_and_revoked_keys_do_not_work(make_client: MakeClient, bearer: Bearer, store: Store) -> None:
    works = bearer("read")
    late = bearer("read", expires_at=datetime.now(UTC) - timedelta(seconds=1))
    gone = bearer("read")
    store.keys.revoke(store.keys.list()[-1].id)
    client = make_client()
    is_problem(client.get("/v1/reviews", headers=late), 401, "key.invalid")
    is_problem(client.get("/v1/reviews", headers=gone), 401, "key.invalid")
    assert client.get("/v1/reviews", headers=works).status_code == 200


def test_a_key_that_is_revoked_while_the_service_runs_opens_nothing_to_everybody(
    make_client: MakeClient, bearer: Bearer, store: Store
) -> None:
    headers = bearer("read")
    client = make_client()
    assert client.get("/v1/reviews", headers=headers).status_code == 200
    store.keys.revoke(store.keys.list()[0].id)
    is_problem(client.get("/v1/reviews", headers=headers), 401, "key.invalid")
    is_problem(client.get("/v1/reviews"), 401, "key.missing")


@pytest.mark.anyio
async def test_the_first_key_closes_the_door_of_a_running_service(store: Store) -> None:
    now_s = 0.0
    doors = Doors(store.keys, clock=lambda: now_s)
    assert await doors.open_to_this_machine()
    store.keys.create("ci", "acme", ["read"])
    now_s = 1.5
    assert not await doors.open_to_this_machine()
    assert not doors.keyless


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize(
    ("scope", "method", "path", "allowed"),
    [
        ("read", "GET", "/v1/reviews", True),
        ("read", "POST", "/v1/reviews", False),
        ("read", "POST", "/v1/facts", False),
        ("read", "DELETE", "/v1/reviews/some-id", False),
        ("read", "GET", "/metrics", False),
        ("submit", "POST", "/v1/reviews", True),
        ("submit", "GET", "/v1/reviews", False),
        ("submit", "DELETE", "/v1/reviews/some-id", False),
        ("submit", "POST", "/v1/reviews/some-id/cancel", True),
        ("admin", "GET", "/v1/reviews", True),
        ("admin", "POST", "/v1/reviews", True),
        ("admin", "DELETE", "/v1/reviews/some-id", True),
        ("admin", "GET", "/metrics", True),
    ],
)
def test_scopes(make_client: MakeClient, bearer: Bearer, scope: str, method: str, path: str, allowed: bool) -> None:
    headers = bearer(scope)
    response = make_client().request(method, path, headers=headers, json={"text": "x"} if method == "POST" else None)
    if allowed:
        assert response.status_code not in (401, 403)
    else:
        is_problem(response, 403, "key.scope")


def test_tenants_never_see_each_other(make_client: MakeClient, bearer: Bearer) -> None:
    mine, theirs = bearer(tenant="acme"), bearer(tenant="globex")
    client = make_client()
    made = client.post("/v1/reviews", json={"text": TEXT}, headers={**mine, **WAIT, "Idempotency-Key": "one"})
    assert made.status_code == 200
    path = made.headers["location"]
    calls = [
        ("GET", path),
        ("GET", f"{path}/document"),
        ("GET", f"{path}/events"),
        ("GET", f"{path}/overrides"),
        ("GET", f"{path}/compare/{path.rsplit('/', 1)[1]}"),
        ("POST", f"{path}/cancel"),
        ("POST", f"{path}/rerun"),
        ("PUT", f"{path}/overrides/api.endpoints"),
        ("DELETE", f"{path}/overrides/api.endpoints"),
        ("DELETE", path),
    ]
    for method, url in calls:
        body = {"level": "met", "note": ""} if method == "PUT" else None
        is_problem(client.request(method, url, headers=theirs, json=body), 404, "review.unknown")
    assert client.get("/v1/reviews", headers=theirs).json()["items"] == []
    assert client.get(path, headers=mine).status_code == 200
    again = client.post("/v1/reviews", json={"text": TEXT}, headers={**theirs, "Idempotency-Key": "one"})
    assert again.headers["location"] != path


def test_rates_are_counted_by_key(make_client: MakeClient, bearer: Bearer) -> None:
    one, two = bearer("read"), bearer("read")
    client = make_client(policy=Policy("requests", 3, 3600))
    left = [client.get("/v1/reviews", headers=one).headers["ratelimit"] for _ in range(3)]
    assert [fields.split(";")[1] for fields in left] == ["r=2", "r=1", "r=0"]
    response = client.get("/v1/reviews", headers=one)
    is_problem(response, 429, "rate.requests")
    assert response.headers["ratelimit-policy"] == '"requests";q=3;w=3600'
    assert 0 < int(response.headers["retry-after"]) <= 1200
    assert client.get("/v1/reviews", headers=two).status_code == 200


def test_a_bucket_refills_evenly() -> None:
    now_s = 0.0
    rates = Rates(Policy("requests", 2, 10), clock=lambda: now_s)
    assert rates.take("a")["RateLimit"] == '"requests";r=1;t=5'
    rates.take("a")
    with pytest.raises(TooManyError) as caught:
        rates.take("a")
    assert caught.value.headers["Retry-After"] == "5"
    now_s = 5.0
    assert rates.take("a")["RateLimit"] == '"requests";r=0;t=10'


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "app.localhost"])
def test_names_of_this_machine(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize(
    "name", ["", "0.0.0.0", "::", "example.com", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com"]
)
def test_names_of_others(name: str) -> None:
    assert not is_loopback(name)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"host": "127.0.0.1:8000"}, None),
        ({"host": "localhost:8000"}, None),
        ({"host": "[::1]:8000"}, None),
        ({"host": "localhost:8000", "origin": "http://localhost:8000"}, None),
        ({"host": "localhost:8000", "sec-fetch-site": "same-origin"}, None),
        ({"host": "localhost:8000", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, None),
        ({"host": "attacker.example:8000"}, "host.refused"),
        ({"host": ""}, "host.refused"),
        ({}, "host.refused"),
        ({"host": "[::1"}, "host.refused"),
        ({"host": "localhost:8000", "origin": "http://attacker.example"}, "origin.refused"),
        ({"host": "localhost:8000", "origin": "null"}, "origin.refused"),
        ({"host": "localhost:8000", "origin": "http://localhost:3000"}, "origin.refused"),
        ({"host": "localhost:8000", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, "origin.refused"),
    ],
)
def test_whose_pages_may_call_without_a_key(headers: dict[str, str], code: str | None) -> None:
    refusal = refused(Headers(headers))
    assert (refusal.code if refusal else None) == code


def test_a_foreign_host_is_refused_only_without_keys(make_client: MakeClient, bearer: Bearer) -> None:
    is_problem(make_client().get("/health/live", headers={"Host": "attacker.example"}), 421, "host.refused")
    headers = {**bearer("read"), "Host": "reviews.example"}
    assert make_client().get("/v1/reviews", headers=headers).status_code == 200


def test_a_form_of_a_foreign_page_starts_no_review(client: TestClient) -> None:
    headers = {"Origin": "https://attacker.example"}
    response = client.post("/v1/reviews", files={"file": ("a.md", TEXT.encode())}, headers=headers)
    is_problem(response, 403, "origin.refused")
    assert client.get("/v1/reviews").json()["items"] == []
