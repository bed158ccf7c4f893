"""Workers that are killed while they judge. In: how many documents and kills. Out: what was lost, asked again, counted.

The worker is the real `reviewer worker` in a process of its own, the model the fault server. What a call asked for is
known by its prompt: at the end every review is judged once more here, from the ledger alone, which tells the key of
each prompt. A call that reached the server after its reply was in the ledger was asked for again.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from reviewer.jobs.bench import Bench
from reviewer.jobs.intake import accepted, order_of, work_of
from reviewer.jobs.order import SubmissionOrder
from reviewer.judge.judge import judge
from reviewer.model.judgement import Reply, Request
from reviewer.pipeline import prepare
from reviewer.rubric import load_rubric
from reviewer.store.records import StoredReview
from reviewer.store.replies import reply_rows
from reviewer.store.scoped import ReviewReplies
from reviewer.store.store import Store
from reviewer.store.tables import review_replies
from tests.fault_server import FaultServer
from tests.fault_server.answer import prompt_of
from tests.jobs.documents import text

ROOT = Path(__file__).resolve().parents[2]
MODEL = "openai:stub"


@dataclass(frozen=True)
class Outcome:
    """What came of it. `repeats`: calls beyond the first for a prompt; `counted`: those that the store knows of."""

    reviews: int
    ended: Counter[str]
    calls: int
    asked_again: int
    unknown: int
    repeats: int
    counted: int
    noted: int
    most_attempts: int


def accept(store: Store, count: int, *, model: str | None = MODEL) -> list[str]:
    """Reviews that were accepted and that no process has."""
    made = []
    for number in range(count):
        order = SubmissionOrder(name=f"shop-{number}.md", data=text(number), model=model)
        review, document = accepted("local", order, priority="interactive", executor="")
        store.reviews.add(review, document)
        store.reviews.let_go("")
        made.append(review.id)
    return made


def worker(place: str, server: FaultServer, *flags: str) -> subprocess.Popen[bytes]:
    """A worker in a process group of its own."""
    return _started("worker", place, server, *flags)


def service(place: str, server: FaultServer) -> subprocess.Popen[bytes]:
    """A whole service on a free port, in a process group of its own."""
    return _started("serve", place, server, "--port", "0")


def _started(what: str, place: str, server: FaultServer, *flags: str) -> subprocess.Popen[bytes]:
    named = {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": server.url, "REVIEWER_MODEL": MODEL, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from reviewer.cli.main import main; main()", what, "--data", place, *flags]
    return subprocess.Popen(
        command, env={**os.environ, **named}, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kills it alone, with the signal that cannot be caught; its children notice and end."""
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    assert process.stderr is not None
    process.stderr.close()


def gone(process: subprocess.Popen[bytes]) -> bool:
    """Whether nothing of a worker's process group is left; waits a while for it."""
    for _ in range(200):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    return False


def begun(process: subprocess.Popen[bytes]) -> None:
    """Waits until a worker says that it works, or a service where."""
    assert process.stderr is not None
    said = b""
    for line in process.stderr:
        said += line
        if line.startswith((b"Working", b"Serving")):
            return
    raise AssertionError(f"the worker ended: {said.decode(errors='replace')}")


def finish(place: str, server: FaultServer) -> str:
    """Lets a worker do what is left; gives what it said."""
    process = worker(place, server, "--once")
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said.decode(errors="replace")
    assert gone(process)
    return said.decode(errors="replace")


def ended(store: Store) -> None:
    """Waits until nothing is left to do; gives up after four minutes."""
    for _ in range(1200):
        counts = store.reviews.counts()
        if not counts.get("queued") and not counts.get("running"):
            return
        time.sleep(0.2)
    raise AssertionError(f"not all came to an end: {counts}")


def crash(
    place: str,
    server: FaultServer,
    kills: int,
    seed: int,
    longest_s: float,
    say: Callable[[str], None] = lambda _: None,
    start: Callable[[str, FaultServer], subprocess.Popen[bytes]] = worker,
) -> None:
    """Starts workers, or services, and kills them at random moments within `longest_s` of their first call, each fifth
    of its start; then lets a worker finish."""
    rng = random.Random(seed)
    for number in range(kills):
        before = len(server.calls)
        process = start(place, server)
        if number % 5 != 4:
            begun(process)
            _until_it_calls(server, before)
        wait_s = rng.uniform(0.0, longest_s)
        time.sleep(wait_s)
        kill(process)
        say(f"kill {number + 1}: after {wait_s:.2f} s, {len(server.calls) - before} calls")
        assert gone(process), "children outlived their parent"
    finish(place, server)


def _until_it_calls(server: FaultServer, before: int) -> None:
    for _ in range(600):
        if len(server.calls) > before:
            return
        time.sleep(0.1)


def measured(store: Store, server: FaultServer, began: float) -> Outcome:
    """What came of it. `began`: the time (s since 1970) at which the server's clock stood at 0."""
    page = store.reviews.page("local", limit=200).items
    rows = [row for row in (store.reviews.get("local", item.id) for item in page) if row is not None]
    key_of: dict[str, str] = {}
    for row in rows:
        key_of.update(asyncio.run(_keys(store, row, server)))
    kept = {row["key"]: row["created_at"] for row in store.database.rows(sa.select(reply_rows))}
    asked: Counter[str] = Counter()
    again = unknown = 0
    for call in server.calls:
        prompt = prompt_of(call.body)
        asked[prompt] += 1
        key = key_of.get(prompt)
        unknown += key is None
        again += key is not None and began + call.at_s > kept[f"local/{key}"]
    repeats = store.database.rows(sa.select(sa.func.sum(review_replies.c.repeats).label("many")))[0]["many"]
    return Outcome(
        reviews=len(rows),
        ended=Counter(row.status for row in rows),
        calls=len(server.calls),
        asked_again=again,
        unknown=unknown,
        repeats=sum(count - 1 for count in asked.values()),
        counted=int(repeats or 0),
        noted=sum(b"paid for twice" in (row.review_json or b"") for row in rows),
        most_attempts=max(row.attempts for row in rows),
    )


async def _keys(store: Store, row: StoredReview, server: FaultServer) -> dict[str, str]:
    """The ledger's key of every prompt of a review."""
    document = store.documents.get(row.tenant, row.id)
    assert document is not None
    work = work_of(order_of(row, document.data))
    prepared = prepare(work.submission, load_rubric(work.rubric), work.options)
    replies: ReviewReplies = store.replies_of(row.tenant, row.id)
    found: dict[str, str] = {}

    async def ask(request: Request) -> Reply:
        found["\n".join(message.text for message in request.messages)] = request.key
        return replies.find([request.key]).get(request.key, Reply("failed", detail="not in the ledger"))

    os.environ.update({"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": server.url})
    options = Bench().options(MODEL, 1)
    await judge(prepared.subject, prepared.rubric, prepared.asked, options, ask)
    return found
