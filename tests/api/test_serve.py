"""`reviewer serve` as a process: the address, the whole way of a review, the end, and what it refuses."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from api_answers import TEXT, WAIT, is_problem
from running import running

from api.server import address, listen, refuse_without_keys
from reviewer.cli.serve import models
from reviewer.errors import ConfigError, WorkError
from reviewer.store.store import Store


def test_the_whole_way(tmp_path: Path) -> None:
    with running(tmp_path / "data") as service, httpx2.Client(base_url=service.address, timeout=120) as client:
        assert client.get("/health/live").json()["status"] == "ok"
        _begun(client)
        assert "<html" in client.get("/").text.lower()
        done = client.post("/v1/reviews", json={"text": TEXT, "name": "paste.md"}, headers=WAIT)
        assert done.status_code == 200
        path = done.headers["location"]
        later = client.post("/v1/reviews", json={"text": TEXT, "profile": "senior"})
        assert later.status_code == 202
        events = client.get(f"{later.headers['location']}/events").text
        assert events.count("event: grade") == 93
        assert events.rstrip().splitlines()[-3].startswith("event: done")
        assert client.get(later.headers["location"]).json()["profile"] == "senior"
        assert client.get(f"{path}/document").json()["text"] == TEXT
        assert client.post(f"{path}/rerun").status_code == 202
        is_problem(client.post("/v1/reviews", json={"text": TEXT, "profile": "ceo"}), 422, "option.profile")
        is_problem(client.post("/v1/reviews", json={"text": TEXT, "only": ["no.such"]}), 422, "option.criterion")
        assert client.delete(path).json()["reviews"] == 1
        is_problem(client.get(path), 404, "review.unknown")
        deadline_s = time.monotonic() + 60
        while 'reviewer_reviews_total{status="done"} 2.0' not in client.get("/metrics").text:
            assert time.monotonic() < deadline_s
            time.sleep(0.2)
        service.process.send_signal(signal.SIGINT)
        assert service.process.wait(60) == 0
    assert [line for line in service.log if json.loads(line)["level"] in ("error", "warning")] == []
    assert TEXT[:20] not in "".join(service.log)


def _begun(client: httpx2.Client) -> None:
    """Waits until the children have started; until then that, and nothing else, is what is wrong."""
    for _ in range(150):  # each waits for it: whoever asks again at once need not pause
        if (ready := client.get("/health/ready")).status_code == 200:
            return
        assert ready.json()["wrong"] == {"desk": "its child processes are starting"}
    raise AssertionError("not ready")


def test_keys_are_asked_for_and_last_over_a_restart(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    _, secret = store.keys.create("ci", "acme", ["read", "submit"])
    store.close()
    headers = {"Authorization": f"Bearer {secret}"}
    with running(tmp_path / "data") as service:
        is_problem(httpx2.get(f"{service.address}/v1/reviews"), 401, "key.missing")
        order = {"text": TEXT, "name": "paste.md"}
        done = httpx2.post(f"{service.address}/v1/reviews", json=order, headers={**headers, **WAIT}, timeout=120)
        assert done.status_code == 200
    with running(tmp_path / "data") as service:
        kept = httpx2.get(f"{service.address}{done.headers['location']}", headers=headers)
        assert kept.content == done.content


def refused(*flags: str, data: Path) -> str:
    """What the command says on stderr when it ends with 2 or 3 at once."""
    command = [sys.executable, "-c", "from reviewer.cli.main import main; main()", "serve", "--data", str(data)]
    done = subprocess.run([*command, *flags], capture_output=True, text=True, timeout=120)
    assert done.returncode in (2, 3), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_other_machines_are_not_served_without_a_key(tmp_path: Path) -> None:
    said = refused("--host", "0.0.0.0", data=tmp_path)
    assert "no API key" in said
    assert "reviewer keys create" in said


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refused("--port", str(taken.getsockname()[1]), data=tmp_path)
    assert "cannot listen on 127.0.0.1" in said
    assert "--port" in said


def test_with_a_key_other_machines_may_come(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with pytest.raises(ConfigError) as caught:
        refuse_without_keys("0.0.0.0", store)
    assert caught.value.code == "serve.keys"
    refuse_without_keys("127.0.0.1", store)
    refuse_without_keys("::1", store)
    info, _ = store.keys.create("ci", "acme", ["read"])
    refuse_without_keys("0.0.0.0", store)
    store.keys.revoke(info.id)
    with pytest.raises(ConfigError):
        refuse_without_keys("0.0.0.0", store)
    store.close()


def test_hosts_that_are_none() -> None:
    with pytest.raises(WorkError) as caught:
        listen("no such host.invalid", 0)
    assert caught.value.code == "serve.address"


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost")])
def test_the_address_to_open(host: str, shown: str) -> None:
    with listen(host, 0) as listening:
        assert address(host, listening) == f"http://{shown}:{listening.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("first", "further", "all_of_them"),
    [
        (None, "", ()),
        ("openai:a", "", ("openai:a",)),
        ("openai:a", "openai:b, openai:a,", ("openai:a", "openai:b")),
        (None, "openai:b", ("openai:b",)),
    ],
)
def test_which_models_may_be_named(first: str | None, further: str, all_of_them: tuple[str, ...]) -> None:
    assert models(first, further) == all_of_them
