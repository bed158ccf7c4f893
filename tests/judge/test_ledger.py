"""Every distinct request is paid for once, across runs, tasks, processes and crashes, and nothing paid for is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.errors import WorkError
from reviewer.judge.deadline import Deadline
from reviewer.judge.ledger import Claim, ledgered, owner_name
from reviewer.model.judgement import CallUsage, Reply
from reviewer.store.replies import SCHEMA_VERSION, Replies
from tests.fault_server import Behaviour, FaultServer
from tests.judge.asking import Script, ok, request

ROOT = Path(__file__).resolve().parents[2]

# A process that asks for the keys it is given, and may be told to die right after its first reply.
CHILD = """
import asyncio, json, os, signal, sys, urllib.request
from pathlib import Path
from reviewer.judge.ledger import ledgered
from reviewer.model.judgement import Reply
from reviewer.store.replies import Replies
from tests.judge.asking import request

async def main(path, url, dies, keys):
    async def send(given):
        body = json.dumps({"model": "stub", "messages": [{"role": "user", "content": given.key}]}).encode()
        post = urllib.request.Request(url + "/chat/completions", body)
        answer = await asyncio.to_thread(lambda: json.load(urllib.request.urlopen(post)))
        return Reply("ok", answer["choices"][0]["message"]["content"])

    ask = ledgered(send, Replies(Path(path)))
    for key in keys:
        reply = await ask(request(key))
        if dies == "yes":
            os.kill(os.getpid(), signal.SIGKILL)
        print(key, reply.state, reply.reused, reply.repeated, flush=True)

asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Replies]:
    replies = Replies(tmp_path / "replies.sqlite")
    yield replies
    replies.close()


def child(path: Path, url: str, *keys: str, dies: bool = False) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", CHILD, str(path), url, "yes" if dies else "no", *keys]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def lines_of(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=60)
    return out.split("\n")[:-1]


def test_a_second_run_asks_nothing(store: Replies) -> None:
    send = Script([ok(text='{"verdicts": [1]}', usage=CallUsage(100, 40, 10, 0.5))])
    first = asyncio.run(ledgered(send, store)(request()))
    again = asyncio.run(ledgered(send, store)(request()))
    assert len(send.asked) == 1
    assert (first.reused, again.reused) == (False, True)
    assert again.text == first.text
    assert again.usage == CallUsage(calls=0)
    assert store.find(["k"])["k"].usage == CallUsage(100, 40, 10, 0.5)


def test_another_key_is_another_request(store: Replies) -> None:
    send = Script([ok()])
    ask = ledgered(send, store)
    asyncio.run(ask(request("one")))
    asyncio.run(ask(request("two")))
    assert [asked.key for asked in send.asked] == ["one", "two"]


@pytest.mark.parametrize("state", ["ok", "refused", "filtered"])
def test_answers_are_kept(store: Replies, state: str) -> None:
    send = Script([ok(state=state)])
    for _ in range(2):
        assert asyncio.run(ledgered(send, store)(request())).state == state
    assert len(send.asked) == 1


@pytest.mark.parametrize("state", ["failed", "truncated", "empty", "budget", "deadline", "context_length"])
def test_what_a_later_run_may_do_better_is_not_kept(store: Replies, state: str) -> None:
    send = Script([Reply(state=state), ok()])  # type: ignore[arg-type]
    assert [asyncio.run(ledgered(send, store)(request())).state for _ in range(3)] == [state, "ok", "ok"]
    assert len(send.asked) == 2


def test_tasks_that_want_the_same_share_one_call(store: Replies) -> None:
    send = Script([ok()], takes_s=0.05)

    async def work() -> list[Reply]:
        return await asyncio.gather(*(ledgered(send, store)(request()) for _ in range(8)))

    replies = asyncio.run(work())
    assert len(send.asked) == 1
    assert sorted(reply.reused for reply in replies) == [False] + [True] * 7


def test_after_a_failure_the_next_in_line_asks(store: Replies) -> None:
    send = Script([Reply(state="failed"), ok()], takes_s=0.02)

    async def work() -> list[Reply]:
        return await asyncio.gather(*(ledgered(send, store)(request()) for _ in range(3)))

    assert sorted(reply.state for reply in asyncio.run(work())) == ["failed", "ok", "ok"]
    assert len(send.asked) == 2


def test_a_call_that_is_cancelled_leaves_its_key_free(store: Replies) -> None:
    async def work() -> Claim:
        task = asyncio.create_task(ledgered(Script([ok()], takes_s=60), store)(request()))
        while store.claim("k", "someone", 30).state != "theirs":
            store.release("k", "someone")
            await asyncio.sleep(0.005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return store.claim("k", "someone", 30)

    assert asyncio.run(work()).state == "mine"


def test_waiting_for_another_s_call_ends_with_the_deadline(store: Replies) -> None:
    store.claim("k", owner_name(), 30)
    send = Script([ok()])

    async def work() -> Reply:
        return await ledgered(send, store, deadline=Deadline(0.05))(request())

    reply = asyncio.run(work())
    assert (reply.state, reply.usage.calls, send.asked) == ("deadline", 0, [])


def test_a_kept_reply_comes_even_after_the_deadline(store: Replies) -> None:
    store.keep("k", ok())
    assert asyncio.run(ledgered(Script([ok()]), store, deadline=Deadline(-1))(request())).state == "ok"


def test_a_claim_is_held_while_the_call_lasts(store: Replies) -> None:
    send = Script([ok()], takes_s=0.4)

    async def work() -> list[Reply]:
        asks = ledgered(send, store, lease_s=0.15)
        return await asyncio.gather(asks(request()), asks(request()))

    asyncio.run(work())
    assert len(send.asked) == 1


def test_a_claim_that_is_not_renewed_is_taken_over(store: Replies) -> None:
    store.claim("k", "elsewhere:1:x", lease_s=0.01)
    time.sleep(0.02)
    reply = asyncio.run(ledgered(Script([ok()]), store)(request()))
    assert (reply.state, reply.repeated) == ("ok", True)


def test_a_reply_that_cannot_be_written_is_given_all_the_same(store: Replies, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise WorkError("the disk is full", code="store.unwritable")

    monkeypatch.setattr(store, "keep", full)
    reply = asyncio.run(ledgered(Script([ok()]), store)(request()))
    assert reply.state == "ok"
    assert "the disk is full" in reply.detail
    assert store.claim("k", "someone", 30).state == "mine"


def test_a_ledger_that_cannot_be_used_costs_no_review(store: Replies, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_given: object) -> Claim:
        raise WorkError("is held by another process", code="store.busy")

    monkeypatch.setattr(store, "claim", locked)
    reply = asyncio.run(ledgered(Script([ok()]), store)(request()))
    assert reply.state == "ok"
    assert "held by another process" in reply.detail


def test_two_processes_make_one_call(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite"
    with FaultServer(Behaviour(latency_s=1.5)) as server:
        both = [child(path, server.url, "same"), child(path, server.url, "same")]
        lines = [line for process in both for line in lines_of(process)]
    assert len(server.calls) == 1
    assert sorted(lines) == ["same ok False False", "same ok True False"]


def test_a_process_killed_between_reply_and_use_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite"
    with FaultServer() as server:
        first = child(path, server.url, "one", dies=True)
        assert (lines_of(first), first.returncode) == ([], -signal.SIGKILL)
        assert len(server.calls) == 1
        assert lines_of(child(path, server.url, "one", "two")) == ["one ok True False", "two ok False False"]
    assert len(server.calls) == 2


def test_a_process_killed_during_its_call_is_taken_over_at_once(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite"
    with FaultServer(Behaviour(script=["stall"])) as server:
        process = child(path, server.url, "one")
        while not server.calls:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert lines_of(child(path, server.url, "one")) == ["one ok False True"]
    assert len(server.calls) == 2


def test_many_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "replies.sqlite"
    code = (
        "import sys; from pathlib import Path; from reviewer.store.replies import Replies\n"
        "store = Replies(Path(sys.argv[1]))\n"
        "print(sum(store.claim(f'k{n}', sys.argv[2], 30).state == 'mine' for n in range(50)))"
    )
    line = [sys.executable, "-c", code, str(path)]
    names = ("elsewhere:1:x", "elsewhere:2:x", "elsewhere:3:x")
    many = [subprocess.Popen([*line, name], cwd=ROOT, stdout=subprocess.PIPE, text=True) for name in names]
    assert sum(int(lines_of(process)[0]) for process in many) == 50


@pytest.mark.parametrize(
    "text", [b"this is a note, no database at all, and it is somewhat longer", b"SQLite format 3\0" * 99]
)
def test_a_damaged_file_is_an_error_and_stays_as_it_is(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "replies.sqlite"
    path.write_bytes(text)
    with pytest.raises(WorkError) as caught:
        Replies(path)
    assert (caught.value.code, caught.value.where) == ("store.damaged", str(path))
    assert path.read_bytes() == text


def test_a_file_that_is_damaged_inside_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite"
    store = Replies(path)
    for number in range(200):
        store.keep(f"k{number}", ok(text="x" * 500))
    store.close()
    raw = bytearray(path.read_bytes())
    raw[4096:-4096] = b"\xff" * (len(raw) - 8192)
    path.write_bytes(raw)
    with pytest.raises(WorkError) as caught:
        Replies(path).find([f"k{number}" for number in range(200)])
    assert caught.value.code == "store.damaged"


def test_a_newer_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite"
    Replies(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(WorkError) as caught:
        Replies(path)
    assert caught.value.code == "store.newer"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkError) as caught:
        Replies(tmp_path / "file" / "replies.sqlite")
    assert caught.value.code == "store.unwritable"


def test_a_locked_file_is_an_error_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.store.database._BUSY_TIMEOUT_MS", 50)
    store = Replies(tmp_path / "replies.sqlite")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkError) as caught:
        store.keep("k", ok())
    other.close()
    assert caught.value.code == "store.busy"


def test_only_the_user_may_read_the_file(store: Replies) -> None:
    store.keep("k", ok())
    modes = {path.stat().st_mode & 0o077 for path in store.path.parent.glob("replies.sqlite*")}
    assert modes == {0}


def test_a_reply_that_is_there_stays(store: Replies) -> None:
    store.keep("k", ok(text="first"))
    store.keep("k", ok(text="second"))
    store.release("k", "anyone")
    assert store.find(["k"])["k"].text == "first"


def test_many_keys_are_found_at_once(store: Replies) -> None:
    for number in range(0, 1200, 2):
        store.keep(f"k{number}", ok(text=str(number)))
    found = store.find(f"k{number}" for number in range(1200))
    assert len(found) == 600
    assert found["k1198"].text == "1198"


def test_an_old_way_of_asking_is_forgotten(store: Replies, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep_rung("h", "m", "tool")
    assert store.rung("h", "m") == "tool"
    later = time.time() + 31 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert store.rung("h", "m") is None


def test_a_dead_owner_is_told_from_a_busy_one(store: Replies) -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    machine = owner_name().split(":")[0]
    store.claim("dead", f"{machine}:{done.pid}:x", 30)
    store.claim("busy", f"{machine}:{os.getpid()}:x", 30)
    store.claim("far", f"not-{machine}:{done.pid}:x", 30)
    states = [store.claim(key, "me", 30).state for key in ("dead", "busy", "far")]
    assert states == ["mine", "theirs", "theirs"]
