"""Batches: documents a second, CPU per document, peak memory, calls a second against a stub, and kill -9.

    python -m benchmarks.batch rules [COUNT]     gold-size documents, without feedback and with Markdown; twice as many
    python -m benchmarks.batch memory [COUNT]    many small documents: peak of the whole tree of processes
    python -m benchmarks.batch judge [COUNT]     a stub that answers after a second, 32 calls at a time
    python -m benchmarks.batch limit [COUNT]     a stub with a token bucket and rate headers
    python -m benchmarks.batch kill [COUNT]      kill -9 at 20 random moments; the outputs are compared byte for byte
    python -m benchmarks.batch kill-judged [COUNT]     the same with a model: is an answered call made again?

CPU seconds are those of all processes of a batch, so that they mean something on a busy machine too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from benchmarks.generated import document
from tests.fault_server import Behaviour, Call, FaultServer

ROOT = Path(__file__).resolve().parents[1]
GOLD_BYTES = 11_800
SMALL_BYTES = 1_500
CALLS_AT_ONCE = 32
KILLS = 20
TICKS = os.sysconf("SC_CLK_TCK")
SCRIPT = "from reviewer.cli.main import main; main()"


@dataclass
class Tree:
    """Watches a process and all below it: CPU seconds and the peak of the memory that they have together."""

    pid: int
    cpu: dict[int, float] = field(default_factory=dict)
    peak_mb: float = 0.0

    @property
    def cpu_s(self) -> float:
        return sum(self.cpu.values())

    def look(self) -> None:
        memory = 0.0
        for pid in self._pids():
            with contextlib.suppress(OSError, IndexError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                self.cpu[pid] = (int(fields[11]) + int(fields[12])) / TICKS
                # Shared pages count by their share, so that the sum is what the machine gives up.
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                memory += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index]
        self.peak_mb = max(self.peak_mb, memory)

    def _pids(self) -> list[int]:
        found, todo = [], [self.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    todo += [int(child) for child in (task / "children").read_text().split()]
        return found


@dataclass
class Run:
    wall_s: float
    cpu_s: float
    peak_mb: float
    code: int


def begun(*args: object, **env: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", SCRIPT, "batch", *map(str, args)]
    return subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, **env}
    )


def run(*args: object, **env: str) -> Run:
    began = time.perf_counter()
    with begun(*args, **env) as process:
        tree = Tree(process.pid)
        reader = threading.Thread(target=lambda: cast(IO[str], process.stderr).read(), daemon=True)
        reader.start()
        while process.poll() is None:
            tree.look()
            time.sleep(0.25)
    return Run(time.perf_counter() - began, tree.cpu_s, tree.peak_mb, process.returncode)


def written(folder: Path, count: int, size_bytes: int) -> Path:
    """A folder of documents of which no two are alike."""
    folder.mkdir()
    texts = [document(size_bytes + 7 * number) for number in range(min(count, 40))]
    for number in range(count):
        text = f"{texts[number % len(texts)]}\nRevision {number}.\n"
        (folder / f"answer{number:05}.md").write_text(text, encoding="utf-8")
    return folder


def rules(home: Path, count: int) -> None:
    one = written(home / "one", count, GOLD_BYTES)
    two = written(home / "two", 2 * count, GOLD_BYTES)
    few = written(home / "few", 1, GOLD_BYTES)
    start = run(few, "--no-llm", "--feedback", "none", "--out", home / "start")
    print(f"start and end of a batch: {start.wall_s:.1f} s wall, {start.cpu_s:.1f} s CPU")
    for feedback in ("none", "md"):
        for folder, number in ((one, count), (two, 2 * count)):
            made = run(folder, "--no-llm", "--feedback", feedback, "--out", home / f"{folder.name}-{feedback}")
            each_ms = (made.cpu_s - start.cpu_s) / number * 1000
            print(
                f"{number:6} documents, feedback {feedback:4}: {made.wall_s:7.1f} s wall,"
                f" {number / made.wall_s:6.1f}/s,"
                f" {each_ms:6.1f} ms CPU each, {2000 / each_ms:6.1f}/s on two free processors, {made.peak_mb:.0f} MB"
            )


def memory(home: Path, count: int, rubric: str = os.environ.get("BENCH_RUBRIC", "system-design")) -> None:
    folder = written(home / "in", count, SMALL_BYTES)
    made = run(folder, "--no-llm", "--rubric", rubric, "--feedback", "none", "--out", home / "out")
    print(f"{count} documents: peak {made.peak_mb:.0f} MB, {made.wall_s:.0f} s wall, {made.cpu_s:.0f} s CPU")


@contextlib.contextmanager
def stub(*args: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    line = [sys.executable, "-m", "tests.fault_server", "--port", "0", *args]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        url = cast(IO[str], process.stdout).readline().split()[-1]
        try:
            yield url, process
        finally:
            process.kill()


def against_stub(home: Path, count: int, *args: str) -> tuple[Run, int, str]:
    """A run against a stub: the run, the calls it took, and what the stub said when it ended."""
    folder = written(home / f"in{count}", count, 3_000)
    out = home / f"out{count}"
    with stub(*args) as (url, server):
        made = run(
            folder,
            *("--model", "openai:stub", "--concurrency", CALLS_AT_ONCE, "--feedback", "none", "--out", out),
            OPENAI_BASE_URL=url,
            OPENAI_API_KEY="none",
            REVIEWER_CACHE_DIR=str(home / "cache"),
        )
        server.send_signal(signal.SIGINT)
        said = cast(IO[str], server.stdout).read()
    return made, int(said.split()[0]), said.strip()


def judge(home: Path, count: int) -> None:
    # One answer alone: what a batch takes to start and to end, with the rubric compiled by then.
    start, _, _ = against_stub(home, 1, "--latency", "1")
    made, calls, said = against_stub(home, count, "--latency", "1")
    ideal_s = calls / CALLS_AT_ONCE
    print(said)
    print(f"one answer alone: {start.wall_s:.1f} s wall, {start.cpu_s:.1f} s CPU")
    print(f"{made.wall_s:.1f} s wall, {made.cpu_s:.1f} s CPU of the batch; ideal {ideal_s:.1f} s", end="")
    print(f": {ideal_s / made.wall_s:.1%} of the ideal rate")


def limit(home: Path, count: int, rate: float = 15.0) -> None:
    against_stub(home, 1, "--latency", "0.5")  # the rubric is compiled by then
    made, calls, said = against_stub(
        home, count, "--latency", "0.5", "--rate", str(rate), "--burst", "15", "--rate-headers"
    )
    print(said)
    print(f"{made.wall_s:.1f} s wall; {calls / made.wall_s:.2f} calls/s of {rate:g}: {calls / made.wall_s / rate:.1%}")


def kill(home: Path, count: int) -> None:
    folder = written(home / "in", count, SMALL_BYTES)
    (home / "whole").mkdir()
    (home / "broken").mkdir()
    line = (folder, "--no-llm", "--feedback", "md", "--out")
    whole = run(*line, home / "whole" / "out")
    rng = random.Random(20)
    landed = 0
    for _ in range(KILLS):
        # Each run does a part of what is left: the moments are spread over reading, grading and writing.
        with begun(*line, home / "broken" / "out") as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0.03, 0.35) * whole.wall_s)
            landed += process.poll() is None
            process.send_signal(signal.SIGKILL)
            cast(IO[str], process.stderr).read()
    run(*line, home / "broken" / "out")
    same = digest(home / "whole" / "out") == digest(home / "broken" / "out")
    print(
        f"{count} answers, {landed} of {KILLS} kills met a run: outputs {'equal' if same else 'DIFFER'} byte for byte"
    )


def kill_judged(home: Path, count: int) -> None:
    """The same with a model: how many calls were made again, and was one of them asked whose reply had been kept?"""
    folder = written(home / "in", count, 3_000)
    rng = random.Random(20)
    kept: list[tuple[float, set[str]]] = []
    with FaultServer(Behaviour(latency_s=0.5)) as server:
        named = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none", "REVIEWER_CACHE_DIR": str(home / "cache")}
        line = (folder, "--model", "openai:stub", "--concurrency", CALLS_AT_ONCE, "--feedback", "none", "--out")
        for _ in range(KILLS):
            with begun(*line, home / "out", **named) as process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(rng.uniform(4.0, 9.0))
                process.send_signal(signal.SIGKILL)
                cast(IO[str], process.stderr).read()
            kept.append((time.monotonic() - server.began_s, replies(home / "cache")))
        run(*line, home / "out", **named)
        calls = sorted(server.calls, key=lambda call: call.at_s)
    bodies = [json.dumps(call.body) for call in calls]
    again = sum(any(call.at_s > at_s and said(call) in texts for at_s, texts in kept) for call in calls)
    graded = len(list((home / "out" / "reviews").glob("*.json")))
    print(f"{graded} of {count} answers have a review; {len(calls)} calls, {len(calls) - len(set(bodies))} made again")
    print(f"{again} calls whose reply had been kept when they were made")


def replies(cache: Path) -> set[str]:
    """The texts of the replies that are kept."""
    path = cache / "replies.sqlite"
    if not path.exists():
        return set()
    with contextlib.closing(sqlite3.connect(path)) as file:
        return {text for (text,) in file.execute("SELECT text FROM replies WHERE state = 'ok'")}


def said(call: Call) -> str:
    return str(json.loads(call.answer)["choices"][0]["message"]["content"]) if call.answer else ""


def digest(out: Path) -> dict[str, str]:
    found = {}
    for path in sorted(out.rglob("*")):
        if path.is_file() and not path.name.startswith("journal.sqlite"):
            data = re.sub(rb'"created_at":"[^"]*"', b"", path.read_bytes())
            found[str(path.relative_to(out))] = hashlib.sha256(data).hexdigest()
    return found


WHAT = {
    "rules": (rules, 200),
    "memory": (memory, 10_000),
    "judge": (judge, 200),
    "limit": (limit, 60),
    "kill": (kill, 500),
    "kill-judged": (kill_judged, 60),
}


def main(what: str, count: int | None) -> None:
    measure, usual = WHAT[what]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), count or usual)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in WHAT:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
