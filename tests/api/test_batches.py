"""`/v1/batches`: what is taken, what is refused, whose it is; worked off by a real service, also after kill -9."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from api_answers import TEXT, WAIT, is_problem
from running import running
from starlette.testclient import TestClient

MakeClient = Callable[..., TestClient]


def items(count: int) -> list[dict[str, Any]]:
    return [{"id": f"a{number}", "text": f"{TEXT}\nAnswer {number}.\n"} for number in range(count)]


def test_a_batch_is_stored_and_told_by_its_parts(client: TestClient) -> None:
    given = [*items(2), {"id": "odd", "text": "x", "name": "../../up.pdf", "question": "Why?"}]
    ticket = client.post("/v1/batches", json={"items": given, "profile": "senior"})
    assert ticket.status_code == 202
    assert ticket.json()["total"] == 3
    found = client.get(ticket.headers["location"]).json()
    assert (found["status"], found["counts"]) == ("queued", {"queued": 3})
    assert list(found["reviews"]) == ["a0", "a1", "odd"]
    names = {row["name"] for row in client.get("/v1/reviews").json()["items"]}
    assert names == {"a0.md", "a1.md", "up.pdf.txt"}
    rows = client.get(f"{ticket.headers['location']}/items").json()
    assert [row["review"] for row in rows["items"]] == list(found["reviews"].values())
    assert rows["next_cursor"] is None


def test_pages_of_a_long_batch(client: TestClient) -> None:
    place = client.post("/v1/batches", json={"items": items(450)}).headers["location"]
    seen: list[str] = []
    cursor: str | None = "0"
    while cursor is not None:
        page = client.get(f"{place}/items", params={"cursor": cursor}).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"a{number}" for number in range(450)]


def test_the_same_key_gives_the_same_batch(client: TestClient) -> None:
    key = {"Idempotency-Key": "class-of-may"}
    first = client.post("/v1/batches", json={"items": items(2)}, headers=key)
    again = client.post("/v1/batches", json={"items": items(2)}, headers=key)
    assert again.json()["id"] == first.json()["id"]
    assert len(client.get("/v1/reviews").json()["items"]) == 2
    is_problem(client.post("/v1/batches", json={"items": items(3)}, headers=key), 409, "idempotency.conflict")


def test_what_is_refused_leaves_nothing(make_client: MakeClient) -> None:
    client = make_client(text_bytes=1_000)
    for body, status, code in (
        ({"items": []}, 422, "request.invalid"),
        ({"items": items(1) * 2}, 422, "request.invalid"),
        ({"items": items(1_001)}, 422, "request.invalid"),
        ({"items": [{"id": "a", "text": ""}]}, 422, "request.invalid"),
        ({"items": [{"id": "a", "text": "é" * 501}]}, 413, "document.too_large"),
        ({"items": items(1), "rubric": "no-such"}, 422, "rubric.not_found"),
        ({"items": items(1), "profile": "ceo"}, 422, "option.profile"),
        ({"items": items(1), "model": "openai:none"}, 422, "model.not_allowed"),
    ):
        is_problem(client.post("/v1/batches", json=body), status, code)
    small = make_client(json_bytes=2_000)
    is_problem(small.post("/v1/batches", json={"items": items(20)}), 413, "request.too_large")
    assert client.get("/v1/reviews").json()["items"] == []


def test_a_batch_belongs_to_its_tenant(make_client: MakeClient, bearer: Callable[..., dict[str, str]]) -> None:
    client = make_client(keyed=True)
    ours, theirs, reader = bearer(tenant="us"), bearer(tenant="them"), bearer("read", tenant="us")
    key = {"Idempotency-Key": "one"}
    place = client.post("/v1/batches", json={"items": items(1)}, headers={**ours, **key}).headers["location"]
    other = client.post("/v1/batches", json={"items": items(2)}, headers={**theirs, **key}).headers["location"]
    assert place != other
    for path in (place, f"{place}/items"):
        is_problem(client.get(path, headers=theirs), 404, "batch.unknown")
        assert client.get(path, headers=reader).status_code == 200
    is_problem(client.post(f"{place}/cancel", headers=theirs), 404, "batch.unknown")
    is_problem(client.post(f"{place}/cancel", headers=reader), 403, "key.scope")


def settled(client: httpx2.Client, place: str) -> dict[str, Any]:
    """A batch once it has ended."""
    until_s = time.monotonic() + 240
    while (found := client.get(place).json())["status"] in ("queued", "running"):
        assert time.monotonic() < until_s, found
        time.sleep(0.3)
    return dict(found)


def test_a_batch_reaches_its_end_after_kill_9(tmp_path: Path) -> None:
    with running(tmp_path / "data") as service, httpx2.Client(base_url=service.address, timeout=120) as client:
        empty = {"id": "empty", "text": " \n"}
        place = client.post("/v1/batches", json={"items": [*items(12), empty]}).headers["location"]
        service.process.kill()
        service.process.wait()
    with running(tmp_path / "data") as service, httpx2.Client(base_url=service.address, timeout=120) as client:
        found = settled(client, place)
        assert found["counts"] == {"done": 12, "failed": 1}
        rows = {row["id"]: row for row in client.get(f"{place}/items").json()["items"]}
        assert rows["empty"]["error"]["code"] == "document.empty"
        alone = client.post("/v1/reviews", json={"text": items(1)[0]["text"], "name": "a0.md"}, headers=WAIT).json()
        in_batch = client.get(f"/v1/reviews/{rows['a0']['review']}").json()
        assert {**in_batch, "created_at": ""} == {**alone, "created_at": ""}
        assert rows["a0"]["score"] == alone["score"]
        is_problem(client.post(f"{place}/cancel"), 409, "batch.ended")
        long = client.post("/v1/batches", json={"items": items(300)}).headers["location"]
        ended = client.post(f"{long}/cancel").json()
        assert ended["status"] == "cancelled"
        assert ended["counts"]["cancelled"] > 0
        assert set(ended["counts"]) <= {"done", "cancelled"}
        assert client.post(f"{long}/cancel").json()["counts"] == ended["counts"]
