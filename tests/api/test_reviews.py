"""Reviews over HTTP: hand in, wait, read, list, cancel, erase, again, compare, correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from api_answers import TEXT, WAIT, is_problem
from standin_desk import StandIn
from starlette.testclient import TestClient

from api.decisions import COLUMNS
from api.intake import UNNAMED, plain_name
from reviewer.model.review import Review

MakeClient = Callable[..., TestClient]


def hand_in(client: TestClient, text: str = TEXT, **fields: Any) -> str:
    """The path of a review that is done."""
    response = client.post("/v1/reviews", json={"text": text, **fields}, headers=WAIT)
    assert response.status_code == 200, response.text
    return str(response.headers["location"])


def test_a_review_at_once(client: TestClient) -> None:
    response = client.post("/v1/reviews", json={"text": TEXT, "name": "paste.md"}, headers=WAIT)
    assert response.status_code == 200
    assert response.headers["preference-applied"] == "wait=30"
    review = Review.model_validate_json(response.content)
    assert (review.document.name, len(review.grades)) == ("paste.md", 93)
    assert client.get(response.headers["location"]).content == response.content


def test_a_review_later(client: TestClient, desk: StandIn) -> None:
    desk.held = True
    response = client.post("/v1/reviews", json={"text": TEXT})
    assert response.status_code == 202
    assert response.json()["status"] == "queued"
    path = response.headers["location"]
    assert path == f"/v1/reviews/{response.json()['id']}"
    waiting = client.get(path)
    assert (waiting.status_code, waiting.json()["id"]) == (202, response.json()["id"])
    client.portal.call(desk.release)
    client.portal.call(desk.wait, "local", response.json()["id"], 30.0)
    assert client.get(path).status_code == 200


def test_a_wait_that_is_too_short_is_202(client: TestClient, desk: StandIn) -> None:
    desk.held = True
    response = client.post("/v1/reviews", json={"text": TEXT}, headers={"Prefer": "respond-async, wait=0"})
    assert (response.status_code, response.headers["preference-applied"]) == (202, "wait=0")


@pytest.mark.parametrize("prefer", ["wait", "wait=soon", "wait=-1", "waiting=5", "return=minimal"])
def test_preferences_that_mean_nothing_here(client: TestClient, desk: StandIn, prefer: str) -> None:
    desk.held = True
    response = client.post("/v1/reviews", json={"text": TEXT}, headers={"Prefer": prefer})
    assert response.status_code == 202
    assert "preference-applied" not in response.headers


def test_a_longer_wait_than_allowed_is_cut(make_client: MakeClient) -> None:
    response = make_client(longest_wait_s=20).post("/v1/reviews", json={"text": TEXT}, headers={"Prefer": "wait=99999"})
    assert response.headers["preference-applied"] == "wait=20"


def test_a_file_in_a_form(client: TestClient, desk: StandIn) -> None:
    response = client.post(
        "/v1/reviews",
        files={"file": ("design.md", TEXT.encode())},
        data={"profile": "senior", "kind": "design_doc", "only": ["api", "estimation"]},
        headers=WAIT,
    )
    review = Review.model_validate_json(response.content)
    assert (review.document.name, review.profile, review.document.kind) == ("design.md", "senior", "design_doc")
    assert desk.orders[0].only == ("api", "estimation")
    assert desk.orders[0].data == TEXT.encode()


@pytest.mark.parametrize(
    ("files", "data"),
    [
        ({}, {"file": "only a field"}),
        ({"file": ("a.md", b"x")}, {"text": "x"}),
        ({"file": ("a.md", b"x")}, {"colour": "red"}),
        ({"file": ("a.md", b"x")}, {"profile": ["a", "b"]}),
        ({"other": ("a.md", b"x")}, {}),
    ],
)
def test_forms_that_cannot_be_used(client: TestClient, files: Any, data: Any) -> None:
    response = client.post("/v1/reviews", files=files or {"other": ("a.md", b"x")}, data=data)
    assert (response.status_code, response.json()["code"]) == (422, "request.invalid")


def test_a_form_that_is_no_form(client: TestClient) -> None:
    for media in ("multipart/form-data", "multipart/form-data; boundary=x"):
        response = client.post("/v1/reviews", content=b"not a form", headers={"Content-Type": media})
        assert response.status_code == 422


@pytest.mark.parametrize(
    "media", ["text/plain", "application/xml", "application/jsonp", "", "application/x-www-form-urlencoded"]
)
def test_other_media_are_refused(client: TestClient, media: str) -> None:
    response = client.post("/v1/reviews", content=b'{"text": "x"}', headers={"Content-Type": media})
    is_problem(response, 415, "request.media_type")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"rubric": "no-such"}, "rubric.not_found"),
        ({"rubric": "/etc"}, "rubric.not_found"),
        ({"rubric": "./rubrics/system_design"}, "rubric.not_found"),
        ({"model": "openai:gpt-4.1"}, "model.not_allowed"),
    ],
)
def test_options_that_cannot_be_used(client: TestClient, fields: dict[str, str], code: str) -> None:
    is_problem(client.post("/v1/reviews", json={"text": TEXT, **fields}), 422, code)
    assert client.get("/v1/reviews").json()["items"] == []


def test_models_come_from_the_list(make_client: MakeClient, desk: StandIn) -> None:
    desk.held = True
    client = make_client(models=("openai:small", "openai:large"))
    for fields in ({}, {"model": "openai:large"}, {"model": "rules"}):
        assert client.post("/v1/reviews", json={"text": TEXT, **fields}).status_code == 202
    assert [order.model for order in desk.orders] == ["openai:small", "openai:large", None]
    is_problem(client.post("/v1/reviews", json={"text": TEXT, "model": "openai:huge"}), 422, "model.not_allowed")


def test_a_document_that_cannot_be_read(client: TestClient) -> None:
    response = client.post("/v1/reviews", json={"text": " \n "}, headers=WAIT)
    is_problem(response, 422, "document.empty")
    row = client.get("/v1/reviews").json()["items"][0]
    assert row["status"] == "failed"
    is_problem(client.get(f"/v1/reviews/{row['id']}"), 422, "document.empty")
    is_problem(client.get(f"/v1/reviews/{row['id']}/document"), 409, "document.unread")


def test_a_file_without_a_byte_is_refused_before_it_is_stored(client: TestClient) -> None:
    is_problem(client.post("/v1/reviews", files={"file": ("empty.md", b"")}), 422, "document.empty")
    assert client.get("/v1/reviews").json()["items"] == []


def test_the_same_key_with_the_same_body_is_the_same_review(client: TestClient) -> None:
    headers = {"Idempotency-Key": "draft-7", **WAIT}
    first = client.post("/v1/reviews", json={"text": TEXT}, headers=headers)
    second = client.post("/v1/reviews", json={"text": TEXT}, headers=headers)
    assert first.headers["location"] == second.headers["location"]
    assert first.content == second.content
    is_problem(client.post("/v1/reviews", json={"text": TEXT + "x"}, headers=headers), 409, "idempotency.conflict")
    assert len(client.get("/v1/reviews").json()["items"]) == 1


@pytest.mark.parametrize("key", ["", "two words", "x" * 201])
def test_idempotency_keys_that_cannot_be_used(client: TestClient, key: str) -> None:
    response = client.post("/v1/reviews", json={"text": TEXT}, headers={"Idempotency-Key": key})
    is_problem(response, 422, "idempotency.key")


def test_a_list_with_filters_and_pages(client: TestClient, desk: StandIn) -> None:
    for number in range(3):
        hand_in(client, f"{TEXT}\nDraft {number}.\n", name=f"draft-{number}.md")
    desk.held = True
    client.post("/v1/reviews", json={"text": TEXT, "name": "waiting.md"})
    first = client.get("/v1/reviews?limit=3").json()
    assert [row["name"] for row in first["items"]] == ["waiting.md", "draft-2.md", "draft-1.md"]
    second = client.get("/v1/reviews", params={"limit": 3, "cursor": first["next_cursor"]}).json()
    assert [row["name"] for row in second["items"]] == ["draft-0.md"]
    assert second["next_cursor"] is None
    assert [row["name"] for row in client.get("/v1/reviews?status=queued").json()["items"]] == ["waiting.md"]
    assert len(client.get("/v1/reviews?name=draft").json()["items"]) == 3
    assert client.get("/v1/reviews?rubric=api-design").json()["items"] == []
    assert client.get("/v1/reviews?since=2999-01-01T00:00:00Z").json()["items"] == []
    row = first["items"][1]
    assert (row["status"], row["rubric"], row["profile"]) == ("done", "system-design", "mid")
    assert row["score"] is not None
    assert row["findings"] >= 0


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "status=odd", "since=yesterday", "since=66.0", "state=done"]
)
def test_lists_that_cannot_be_made(client: TestClient, query: str) -> None:
    is_problem(client.get(f"/v1/reviews?{query}"), 422, "request.invalid")


@pytest.mark.parametrize("cursor", ["x", "....", "%00", "eyJ9"])
def test_cursors_that_are_none(client: TestClient, cursor: str) -> None:
    assert client.get(f"/v1/reviews?cursor={cursor}").status_code == 422


@pytest.mark.parametrize("bad", ["no-such-id", "x" * 300, "%00", "..%2f..%2fetc", "é"])
def test_ids_that_are_none(client: TestClient, bad: str) -> None:
    for path in ("", "/document", "/events", "/overrides"):
        assert client.get(f"/v1/reviews/{bad}{path}").status_code == 404


def test_the_document_of_a_review(client: TestClient) -> None:
    path = hand_in(client, name="paste.md")
    document = client.get(f"{path}/document").json()
    assert (document["text"], document["name"]) == (TEXT, "paste.md")
    assert document["sha256"] == client.get(path).json()["document"]["sha256"]
    assert document["line_count"] == client.get(path).json()["document"]["line_count"]


def test_cancelling(client: TestClient, desk: StandIn) -> None:
    desk.held = True
    path = client.post("/v1/reviews", json={"text": TEXT}).headers["location"]
    assert client.post(f"{path}/cancel").json()["status"] == "cancelled"
    is_problem(client.get(path), 409, "review.cancelled")
    assert client.post(f"{path}/cancel").json()["status"] == "cancelled"


def test_what_has_ended_cannot_be_cancelled(client: TestClient) -> None:
    is_problem(client.post(f"{hand_in(client)}/cancel"), 409, "review.ended")


def test_erasing(client: TestClient) -> None:
    path = hand_in(client)
    erased = client.delete(path).json()
    assert (erased["documents"], erased["reviews"]) == (1, 1)
    for gone in (path, f"{path}/document"):
        is_problem(client.get(gone), 404, "review.unknown")
    is_problem(client.delete(path), 404, "review.unknown")


def test_the_same_document_again(client: TestClient) -> None:
    path = hand_in(client)
    again = client.post(f"{path}/rerun")
    assert again.status_code == 202
    assert again.headers["location"] != path
    is_problem(client.post(f"{path}/rerun", json={"model": "openai:gpt-4.1"}), 422, "model.not_allowed")
    is_problem(client.post("/v1/reviews/no-such-id/rerun"), 404, "review.unknown")


def test_two_drafts_compared(client: TestClient) -> None:
    before = hand_in(client, "# Paste service\n\nIt stores texts.\n\n## API\n\n## Data\n", name="one.md")
    after = hand_in(client, name="two.md")
    compared = client.get(f"{before}/compare/{after.rsplit('/', 1)[1]}").json()
    assert compared["score_change"] == pytest.approx(compared["after"]["score"] - compared["before"]["score"])
    assert compared["score_change"] > 0
    assert compared["comparable"] is True
    assert compared["same_text"] is False
    assert {"better"} <= {grade["change"] for grade in compared["grades"]}
    assert compared["findings"]["solved"]
    assert compared["phases"][0]["phase"] == "restate"


def test_a_draft_under_way_cannot_be_compared(client: TestClient, desk: StandIn) -> None:
    before = hand_in(client)
    desk.held = True
    after = client.post("/v1/reviews", json={"text": TEXT}).json()["id"]
    is_problem(client.get(f"{before}/compare/{after}"), 409, "review.unfinished")


def test_what_a_person_decides_shows_in_every_review_of_the_document(client: TestClient) -> None:
    path = hand_in(client)
    made = client.get(path).json()
    missing = next(grade["criterion"] for grade in made["grades"] if grade["level"] == "missing")
    put = client.put(f"{path}/overrides/{missing}", json={"level": "met", "note": "It is on line 5."})
    assert put.status_code == 200
    assert put.json()["points"] > 0
    later = hand_in(client)
    view = client.get(later).json()
    assert [(one["criterion"], one["level"], one["note"], one["by"]) for one in view["overrides"]] == [
        (missing, "met", "It is on line 5.", "local")
    ]
    assert view["score"] == made["score"]
    assert view["corrected"]["score"] == pytest.approx(made["score"] + put.json()["points"], abs=1e-3)
    assert client.get(f"{later}/overrides").json()["items"] == view["overrides"]
    assert client.delete(f"{path}/overrides/{missing}").status_code == 204
    assert "overrides" not in client.get(later).json()
    is_problem(client.delete(f"{path}/overrides/{missing}"), 404, "override.unknown")


def test_all_decisions_as_a_table_that_is_no_formula(client: TestClient) -> None:
    first, second = hand_in(client, name="=1+1.md"), hand_in(client, name="plain.md", text=f"{TEXT}\nMore.\n")
    note = "=HYPERLINK(1), or so"
    put = client.put(f"{first}/overrides/api.endpoints", json={"level": "missing", "note": note}).json()
    client.put(f"{second}/overrides/api.endpoints", json={"level": "met"})
    items = {one["name"]: one for one in client.get("/v1/overrides").json()["items"]}
    assert set(items) == {"=1+1.md", "plain.md"}
    one = items["=1+1.md"]
    graded = next(g["level"] for g in client.get(first).json()["grades"] if g["criterion"] == "api.endpoints")
    assert (one["note"], one["points"], one["graded"]) == (note, put["points"], graded)
    assert first.endswith(one["review"])
    table = client.get("/v1/overrides?format=csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    lines = {line["review"]: line for line in csv.DictReader(io.StringIO(table.text))}
    told = lines[one["review"]]
    assert (told["name"], told["note"], told["level"]) == ("'=1+1.md", f"'{note}", "missing")
    assert float(told["points"] or 0) == pytest.approx(put["points"], abs=1e-4)
    client.delete(first)
    left = {item["level"]: item for item in client.get("/v1/overrides").json()["items"]}
    assert left["met"]["name"] == "plain.md"
    assert [left["missing"][one] for one in ("name", "review", "graded", "points")] == [None] * 4


def test_decisions_of_others_are_not_exported(
    client: TestClient, make_client: MakeClient, bearer: Callable[..., dict[str, str]]
) -> None:
    client.put(f"{hand_in(client)}/overrides/api.endpoints", json={"level": "met"})
    table = make_client(keyed=True).get("/v1/overrides?format=csv", headers=bearer("read", tenant="other"))
    assert table.status_code == 200
    assert table.text.splitlines() == [",".join(COLUMNS)]


def test_decisions_that_the_rubric_does_not_know(client: TestClient) -> None:
    path = hand_in(client)
    body = {"level": "superb", "note": ""}
    is_problem(client.put(f"{path}/overrides/api.endpoints", json=body), 422, "option.level")
    is_problem(client.put(f"{path}/overrides/no.such", json={"level": "met"}), 404, "option.criterion")


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("design.md", "design.md"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\design.md", "design.md"),
        ("a\r\nSet-Cookie: x=1.md", "aSet-Cookie: x=1.md"),
        ("\u202egnp.md", "gnp.md"),
        ("", UNNAMED),
        (None, UNNAMED),
        ("..", UNNAMED),
        ("/", UNNAMED),
        ("x" * 300 + ".md", "x" * 197 + ".md"),
    ],
)
def test_names_are_plain(given: str | None, plain: str) -> None:
    assert plain_name(given) == plain


def test_text_under_the_name_of_a_package_is_read_as_text(client: TestClient, desk: StandIn) -> None:
    hand_in(client, name="design.pdf")
    assert desk.orders[0].name == "design.pdf.txt"
