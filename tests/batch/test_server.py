"""`reviewer batch --server`: what a service grades comes out as what this machine grades."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest
from batch.running import answer, answers, batch, digest, summary

from reviewer.batch import remote
from reviewer.batch.grade import Task, grade_all, unpack
from reviewer.batch.journal import Outcome
from reviewer.batch.remote import Asking, ReviewServer, grade_by_server
from reviewer.batch.run import Stop
from reviewer.engine import rubric as load
from reviewer.errors import ConfigError, ReviewerError, WorkError
from reviewer.model.submission import Submission
from reviewer.pipeline import ReviewOptions
from reviewer.store.store import Store
from tests.fault_server import Behaviour, FaultServer
from tests.running import running

PROBLEM = '{"title":"No","status":%d,"code":"%s","detail":"%s"}'


def tables(out: Path) -> dict[str, str]:
    """The tables and reviews; the page and the manifest hold how it was asked for too."""
    return {name: value for name, value in digest(out).items() if name.endswith(".csv") or "/" in name}


def test_a_service_grades_as_this_machine_does_and_nothing_is_submitted_twice(tmp_path: Path) -> None:
    folder = answers(tmp_path / "in", 4)
    (folder / "empty.md").write_text("\n")
    (folder / "page.html").write_text("<h1>Links</h1><p>A load balancer spreads calls over three servers.</p>")
    questions = tmp_path / "q.toml"
    questions.write_text(
        '[links]\nask = "Design links."\nexpected = [{point = "Cached.", words = ["cache"]}]\n'
        'not_applicable = {"api.endpoints" = "the task asks for no API"}\n'
    )
    csv = tmp_path / "answers.csv"
    csv.write_text("id,path,question\n" + "".join(f"{one.stem},in/{one.name},links\n" for one in folder.iterdir()))
    line = (csv, "--no-llm", "--questions", questions, "--workers", 1)
    assert batch(*line, "--out", tmp_path / "local")[0] == 3
    store = Store.open(tmp_path / "data")
    _, secret = store.keys.create("ci", "acme", ["read", "submit"])
    store.close()
    with running(tmp_path / "data") as service:
        through = (*line, "--server", service.address)
        code, _, err = batch(*through, "--out", tmp_path / "none")
        assert code == 2
        assert "REVIEWER_SERVER_KEY" in err
        key = {"REVIEWER_SERVER_KEY": secret}
        code, _, err = batch(*through, "--out", tmp_path / "there", **key)
        assert code == 3
        assert f"Sending the answers to {service.address}" in err
        batch(*through, "--out", tmp_path / "again", **key)
        held = httpx2.get(f"{service.address}/v1/reviews", headers={"Authorization": f"Bearer {secret}"}).json()
        assert secret not in "".join(service.log)
    assert len(held["items"]) == 6
    assert tables(tmp_path / "there") == tables(tmp_path / "local")
    assert tables(tmp_path / "again") == tables(tmp_path / "local")
    assert (
        "document.empty" in (tmp_path / "there" / "manifest.json").read_text()
        or summary(tmp_path / "there")["empty"]["error"]
    )


def test_a_service_grades_with_its_model_and_no_reply_is_asked_for_twice(tmp_path: Path) -> None:
    folder = answers(tmp_path / "in", 2)
    with FaultServer(Behaviour(latency_s=0.05)) as stub:
        named = {"OPENAI_BASE_URL": stub.url, "OPENAI_API_KEY": "none", "REVIEWER_MODELS": "openai:stub"}
        with running(tmp_path / "data", env=named) as service:
            line = (folder, "--model", "openai:stub", "--server", service.address)
            assert batch(*line, "--out", tmp_path / "out")[0] == 0
            calls = len(stub.calls)
            assert batch(*line, "--out", tmp_path / "again")[0] == 0
            assert len(stub.calls) == calls
            order = {"items": [{"id": "ann", "text": answer(7)}], "model": "openai:stub"}
            ticket = httpx2.post(f"{service.address}/v1/batches", json=order).json()
            for _ in range(600):
                state = httpx2.get(f"{service.address}/v1/batches/{ticket['id']}").json()
                if state["status"] not in ("queued", "running"):
                    break
                time.sleep(0.1)
            review = httpx2.get(f"{service.address}/v1/reviews/{state['reviews']['ann']}").json()
    assert tables(tmp_path / "again") == tables(tmp_path / "out")
    assert {row["status"] for row in summary(tmp_path / "out").values()} == {"graded"}
    assert state["counts"] == {"done": 1}
    assert review["usage"]["calls"] == 15
    assert {grade["decided_by"] for grade in review["grades"]} <= {"llm", "both"}


def test_what_cannot_go_through_a_service_is_said_before_anything_is_sent(tmp_path: Path) -> None:
    folder = answers(tmp_path / "in", 1)
    code, _, err = batch(folder, "--no-llm", "--votes", 3, "--server", "http://127.0.0.1:9", "--out", tmp_path / "out")
    assert code == 2
    assert "--votes cannot go through a service" in err


class Stub:
    """A server that gives prepared answers, one after the other, and the last one for ever."""

    def __init__(self, *answers: tuple[int, str, dict[str, str]]) -> None:
        self.answers = list(answers)
        self.keys: list[str | None] = []


@contextmanager
def serving(stub: Stub) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            stub.keys.append(self.headers["Idempotency-Key"])
            self.do_GET()

        def do_GET(self) -> None:
            status, body, headers = stub.answers.pop(0) if len(stub.answers) > 1 else stub.answers[0]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def tasks(count: int) -> list[Task]:
    made = []
    for number in range(count):
        submission = Submission(name=f"a{number}.md", data=f"# Links\n\nAnswer {number}.\n".encode())
        made.append(Task(f"a{number}", f"key{number}", "0" * 64, submission, ReviewOptions()))
    return made


def through(url: str, pack: Path, some: list[Task], stop: Stop) -> list[Outcome]:
    """The outcomes of a run through a server."""
    took: list[Outcome] = []

    async def run() -> None:
        server = ReviewServer(url)
        try:
            await grade_by_server(server, Asking(load(str(pack)), None), some, took.extend, stop, at_once=1)
        finally:
            await server.aclose()

    asyncio.run(run())
    return took


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """No pauses; what the server said of how long to wait."""
    told: list[float | None] = []

    def no_pause(state: remote.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        told.append(error.after_s if isinstance(error, remote._LaterError) else None)
        return 0.0

    monkeypatch.setattr(remote, "_pause_s", no_pause)
    return told


def test_a_busy_service_is_asked_again_when_it_says_so(pack: Path, at_once: list[float | None]) -> None:
    (task,) = tasks(1)
    (made,) = grade_all(str(pack), [task])
    assert made.review is not None
    review = unpack(made.review).decode()
    stub = Stub(
        (429, PROBLEM % (429, "rate.requests", "too many"), {"Retry-After": "7"}),
        (503, PROBLEM % (503, "desk.closing", "closing"), {}),
        (200, review, {"Location": "/v1/reviews/r1"}),
    )
    with serving(stub) as url:
        (got,) = through(url, pack, [task], Stop())
    assert at_once == [7.0, None]
    assert stub.keys == ["key0"] * 3
    assert (got.status, got.review) == (made.status, made.review)


@pytest.mark.parametrize(("status", "code"), [(413, "document.too_large"), (422, "document.empty"), (409, "x.y")])
def test_a_refused_answer_is_a_row_and_the_others_go_on(pack: Path, status: int, code: str) -> None:
    stop = Stop()
    with serving(Stub((status, PROBLEM % (status, code, "too long"), {}))) as url:
        got = through(url, pack, tasks(7), stop)
    assert [one.row["error"] for one in got] == [{"code": code, "message": "too long"}] * 7
    assert not stop


def test_a_service_that_takes_nobody_ends_the_run_after_a_few(pack: Path, at_once: list[float | None]) -> None:
    took: list[Outcome] = []
    stop = Stop()
    with serving(Stub((401, PROBLEM % (401, "key.invalid", "unknown key"), {}))) as url:
        with pytest.raises(ConfigError, match="unknown key") as caught:
            through(url, pack, tasks(9), stop)
        assert "REVIEWER_SERVER_KEY" in (caught.value.hint or "")
    with pytest.raises(WorkError, match="cannot be reached"):
        took = through(url, pack, tasks(9), Stop())
    assert took == []
    assert stop.why == "unknown key"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, "<h1>Not Found</h1>", {}), "server.url"),
        ((301, "", {"Location": "/else"}), "server.url"),
        ((404, PROBLEM % (404, "rubric.not_found", "none"), {}), "server.rubric"),
        ((200, '{"hash": "another"}', {}), "server.rubric"),
        ((401, PROBLEM % (401, "key.missing", "a key is needed"), {}), "server.key"),
        ((503, PROBLEM % (503, "desk.closing", "closing"), {}), "desk.closing"),
    ],
)
def test_the_first_request_tells_what_is_wrong(
    pack: Path, at_once: list[float | None], answer: tuple[int, str, dict[str, str]], code: str
) -> None:
    async def run(url: str) -> None:
        server = ReviewServer(url)
        try:
            await server.check(load(str(pack)))
        finally:
            await server.aclose()

    with serving(Stub(answer)) as url, pytest.raises(ReviewerError) as caught:
        asyncio.run(run(url))
    assert caught.value.code == code


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1", "http://", "http://[::1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        ReviewServer(url)
    assert caught.value.code == "server.url"
