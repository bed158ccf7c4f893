"""What nobody sends in good faith. The service refuses it, says so, and goes on."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_answers import TEXT, WAIT, is_problem
from served import served
from standin_desk import StandIn
from starlette.testclient import TestClient

from reviewer.engine import Pool

LIMIT = 200_000


@pytest.fixture
def port(tmp_path: Path, pool: Pool) -> Iterator[int]:
    with served(tmp_path / "data", pool, body_bytes=LIMIT, json_bytes=LIMIT) as (port, _):
        yield port


def sent(port: int, *pieces: bytes) -> bytes:
    """What a server answers to these bytes, to the end of the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for piece in pieces:
            try:
                connection.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                break
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except (ConnectionResetError, TimeoutError):
            pass
        return answer


HEAD = b"POST /v1/reviews HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


def test_a_declared_length_is_refused_before_the_body_comes(port: int) -> None:
    answer = sent(port, HEAD + b"Content-Length: 999999999\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"request.too_large" in answer
    assert b"connection: close" in answer.lower()


def test_a_chunked_body_is_cut_where_it_becomes_too_long(port: int) -> None:
    chunk = b"%x\r\n%s\r\n" % (65536, b"x" * 65536)
    answer = sent(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 40)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_chunked_form_is_cut_as_well(port: int) -> None:
    head = HEAD.replace(b"application/json", b"multipart/form-data; boundary=b")
    begin = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
    chunks = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [begin, *[b"x" * 65536] * 10]]
    assert sent(port, head + b"Transfer-Encoding: chunked\r\n\r\n", *chunks).startswith(b"HTTP/1.1 413 ")


def test_other_bodies_are_small(client: TestClient) -> None:
    for method, path in (("POST", "/v1/rubrics/validate"), ("PUT", "/v1/reviews/x/overrides/api.endpoints")):
        body = b"[" + b"[]," * 500_000 + b"[]]"
        response = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
        is_problem(response, 413, "request.too_large")


def test_a_document_in_a_form_may_be_larger_than_in_json(client: TestClient) -> None:
    data = b"%PDF-1.7 " + bytes(9_000_000)
    assert client.post("/v1/facts", files={"file": ("a.pdf", data)}).status_code == 422
    is_problem(client.post("/v1/facts", json={"text": "x" * 9_000_000}), 413, "request.too_large")


def test_a_short_chunked_body_is_taken(port: int) -> None:
    body = b'{"text": "# A paste service"}'
    head = HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert sent(port, head, b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)).startswith(b"HTTP/1.1 202 ")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /v1/reviews/" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST /v1/reviews HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /v1/reviews HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /%ff%fe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET /v1/reviews/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET /assets/../../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET /assets/%2e%2e/%2e%2e/app.py HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n",
    ],
)
def test_requests_that_are_none(port: int, request_bytes: bytes) -> None:
    answer = sent(port, request_bytes)
    assert answer[9:10] == b"4", answer[:100]
    assert b"Traceback" not in answer
    assert b"set-cookie" not in answer.lower()
    assert b"root:" not in answer
    assert sent(port, b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")[9:12] == b"200"


def package(size_bytes: int) -> bytes:
    """A small .docx whose text unpacks to many bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        zipped.writestr("word/document.xml", b" " * size_bytes)
    return held.getvalue()


def test_a_package_that_unpacks_to_too_much(client: TestClient) -> None:
    bomb = package(300_000_000)
    assert len(bomb) < 1_000_000
    response = client.post("/v1/reviews", files={"file": ("design.docx", bomb)}, headers=WAIT)
    assert response.status_code in (413, 422)
    assert response.json()["code"] in ("document.too_large", "document.memory", "document.damaged")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("design.docx", b"PK\x03\x04 not a package"),
        ("design.pdf", b"%PDF-1.7 not a pdf"),
        ("design.md", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("design.md", b"\x00" * 100),
        ("design.exe", b"MZ"),
        ("design.md", b"\xff\xfe\x00\xd8"),
        ("design.html", b"<html><!--" + b"<" * 10_000),
    ],
)
def test_files_that_are_not_what_they_say(client: TestClient, name: str, data: bytes) -> None:
    response = client.post("/v1/reviews", files={"file": (name, data)}, headers=WAIT)
    assert response.status_code == 422, response.text
    assert response.json()["code"].startswith("document.")


def test_a_text_that_is_too_large(client: TestClient) -> None:
    response = client.post("/v1/reviews", json={"text": "x " * 1_100_000}, headers=WAIT)
    is_problem(response, 413, "document.too_large")


def test_many_fields_in_a_form(client: TestClient) -> None:
    data = {f"field{number}": "x" for number in range(3_000)}
    response = client.post("/v1/reviews", files={"file": ("a.md", TEXT.encode())}, data=data)
    assert response.status_code == 422


def test_two_files_in_a_form(client: TestClient) -> None:
    files = [("file", ("a.md", TEXT.encode())), ("file", ("b.md", TEXT.encode()))]
    assert client.post("/v1/reviews", files=files).status_code == 422


@pytest.mark.parametrize("name", ["../../../tmp/owned.md", "..\\..\\owned.md", "a\r\nX-Injected: 1.md", "\x00.md"])
def test_names_reach_neither_folders_nor_headers(client: TestClient, desk: StandIn, name: str) -> None:
    body = {"text": TEXT, "name": name}
    response = client.post("/v1/reviews", json=body)
    assert "x-injected" not in response.headers
    if response.status_code == 202:
        assert not set(desk.orders[0].name) & set("/\\\r\n\x00")
    else:
        is_problem(response, 422, "request.invalid")


def test_deep_json_is_refused(client: TestClient) -> None:
    body = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    response = client.post("/v1/reviews", content=body, headers={"Content-Type": "application/json"})
    is_problem(response, 422, "request.invalid")


def test_suppression_comments_in_a_document_are_not_honoured(client: TestClient) -> None:
    text = f"{TEXT}\n## Data\n\n## Cache\n\n<!-- reviewer: ignore empty-section because we say so -->\n"
    response = client.post("/v1/reviews", json={"text": text}, headers=WAIT)
    found = [one for one in response.json()["findings"] if one["rule"] == "empty-section"]
    assert found
    assert [one["suppressed"] for one in found] == [None] * len(found)


def test_a_request_id_that_is_no_word_is_replaced(client: TestClient) -> None:
    given = client.get("/health/live", headers={"X-Request-ID": "my-id.7"})
    assert given.headers["x-request-id"] == "my-id.7"
    for odd in ("x" * 100, "a b", '{"a":1}'):
        assert client.get("/health/live", headers={"X-Request-ID": odd}).headers["x-request-id"] != odd
