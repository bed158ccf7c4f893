"""What HTTP and the store add to the engine, and how the service holds up: a real server on this machine, rules only.

    python -m benchmarks.service [SECONDS] [CLIENTS]

1. `Prefer: wait` on a generated 30 KB document, one request after the other, each beside the engine's own time for the
   same document in the same kind of child process. Every document differs, so that nothing is found kept. The processor
   time of the server's own process says the same on a machine that has other things to do.
2. CLIENTS clients (default 20) for SECONDS (default 30): errors, requests, and the memory of the service's processes at
   the beginning and at the end.
3. How long a start takes until the address answers, and until the children that review are there.
4. With a model on a stub whose answers take one to four seconds: the time from the reply that decides a grade to its
   event at a client, for five reviews one after the other.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.generated import document
from reviewer.engine import Order, Pool
from reviewer.model.submission import Submission
from tests.fault_server import Behaviour, FaultServer

SIZE_BYTES = 30 * 1024
RUNS = 40
WARMING = 5
REVIEWS = 5
LATENCY_S, SPREAD_S = 1.0, 3.0
MODEL = "openai:stub"
_MIB = 1024 * 1024


@contextmanager
def service(data: str, model_url: str = "") -> Iterator[tuple[int, int]]:
    """A running service: its port and the id of its process. `model_url`: where its model is, if it has one."""
    command = [sys.executable, "-c", "from reviewer.cli.main import main; main()", "serve", "--port", "0"]
    named = {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": model_url, "REVIEWER_MODEL": MODEL} if model_url else {}
    begun_s = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(
            [*command, "--data", data],
            stderr=subprocess.PIPE,
            stdout=nowhere,
            text=True,
            env={**os.environ, **named},
        )
    assert process.stderr is not None
    first = process.stderr.readline()
    told_s = time.perf_counter() - begun_s
    threading.Thread(target=process.stderr.read, daemon=True).start()
    port = int(first.split("127.0.0.1:")[1].split("/")[0])
    try:
        status(port, "/health/live")
        print(f"start: the address is told after {told_s:.2f} s", end=", ")
        print(f"the first answer comes after {time.perf_counter() - begun_s:.2f} s", end=" ")
        print(f"and {cpu_s(process.pid):.2f} s of the processor in the server's process", end=", ")
        while status(port, "/health/ready") != 200:
            time.sleep(0.05)
        print(f"ready after {time.perf_counter() - begun_s:.2f} s")
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)


def status(port: int, path: str) -> int:
    """What a path answers with."""
    connection = HTTPConnection("127.0.0.1", port, timeout=90)
    connection.request("GET", path)
    return connection.getresponse().status


def texts() -> Iterator[str]:
    """Documents of the same size and kind, each with a line of its own."""
    body = document(SIZE_BYTES)
    number = 0
    while True:
        number += 1
        yield f"{body}\nThis is draft {time.time_ns()}-{number}.\n"


def asked(connection: HTTPConnection, text: str) -> tuple[int, bytes]:
    """One review over HTTP."""
    body = json.dumps({"text": text, "name": "generated.md"})
    connection.request("POST", "/v1/reviews", body, {"Content-Type": "application/json", "Prefer": "wait=60"})
    response = connection.getresponse()
    return response.status, response.read()


def overhead(port: int, pid: int) -> None:
    """The engine alone and the service, in turns, so that both meet the same load of the machine."""
    connection = HTTPConnection("127.0.0.1", port, timeout=90)
    drafts = texts()
    engine_ms, service_ms = [], []
    with Pool(workers=1) as pool:
        pool.warm()
        for run in range(RUNS + WARMING):
            if run == WARMING:
                used_s = cpu_s(pid)
            text = next(drafts)
            begun_s = time.perf_counter()
            pool.review(Order(Submission(name="generated.md", data=text.encode()))).result()
            between_s = time.perf_counter()
            status, _ = asked(connection, text)
            ended_s = time.perf_counter()
            assert status == 200, status
            if run >= WARMING:  # the first ones warm the caches of both
                engine_ms.append((between_s - begun_s) * 1000)
                service_ms.append((ended_s - between_s) * 1000)
    added = [after - before for before, after in zip(engine_ms, service_ms, strict=True)]
    print(f"{SIZE_BYTES // 1024} KB, {RUNS} runs       median    best   (ms)")
    print(f"engine            {statistics.median(engine_ms):8.1f} {min(engine_ms):8.1f}")
    print(f"service           {statistics.median(service_ms):8.1f} {min(service_ms):8.1f}")
    print(f"HTTP + store add  {statistics.median(added):8.1f} {min(service_ms) - min(engine_ms):8.1f}")
    print(f"processor time of the server's process, for each review: {(cpu_s(pid) - used_s) * 1000 / RUNS:.1f} ms")


def load(port: int, pid: int, seconds: float, clients: int) -> None:
    """Many clients at once, for a bounded time."""
    ends_s = time.monotonic() + seconds
    outcomes: list[int] = []
    took_ms: list[float] = []

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        drafts = texts()
        while time.monotonic() < ends_s:
            begun_s = time.perf_counter()
            try:
                outcomes.append(asked(connection, next(drafts))[0])
            except OSError:
                outcomes.append(0)
                connection.close()
            took_ms.append((time.perf_counter() - begun_s) * 1000)

    warm = time.monotonic() + seconds / 6
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(max(0.0, warm - time.monotonic()))
    first = memory_bytes(pid)
    for thread in threads:
        thread.join()
    last = memory_bytes(pid)
    errors = sum(status != 200 for status in outcomes)
    print(f"\n{clients} clients, {seconds:g} s: {len(outcomes)} reviews, {errors} errors", end=", ")
    print(f"{len(outcomes) / seconds:.1f} a second, median {statistics.median(took_ms):.0f} ms")
    for what in first:
        print(f"memory of {what}: {first[what] / _MIB:.0f} MiB, at the end {last[what] / _MIB:.0f} MiB")


def followed(port: int, server: FaultServer, reviews: int) -> None:
    """The time from the reply that decides a grade to the event at a client, for each grade of a few reviews."""
    took_ms: list[float] = []
    drafts = texts()
    for _ in range(reviews):
        body = json.dumps({"text": next(drafts), "name": "generated.md"})
        connection = HTTPConnection("127.0.0.1", port, timeout=90)
        connection.request("POST", "/v1/reviews", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        place = response.headers["Location"]
        response.read()
        connection.request("GET", f"{place}/events")
        known: set[str] = set()
        for line in connection.getresponse():
            came_s = time.monotonic() - server.began_s
            told = json.loads(line[6:]).get("criterion") if line.startswith(b"data: {") else None
            if told and told not in known:  # the end tells them once more, with what they add to the score
                known.add(told)
                took_ms.append((came_s - decided_s(server, told)) * 1000)
    ordered = sorted(took_ms)
    print(f"\n{reviews} reviews, {len(ordered)} grades: the event comes {statistics.median(ordered):.0f} ms", end=" ")
    print(f"after the reply that decides it (median), {ordered[len(ordered) * 95 // 100]:.0f} ms in 95 %", end=", ")
    print(f"{ordered[-1]:.0f} ms at most")


def decided_s(server: FaultServer, criterion: str) -> float:
    """When the last reply about a criterion was sent, on the clock of the server."""
    return max(call.answered_s for call in server.calls if criterion.encode() in call.answer)


def memory_bytes(pid: int) -> dict[str, int]:
    """Resident memory of the server process, and of its children together (Linux)."""
    below = [one for one in processes() if one != pid and pid in ancestors(one)]
    return {"the server": resident_bytes(pid), "its children": sum(resident_bytes(one) for one in below)}


def cpu_s(pid: int) -> float:
    """Processor time that a process used so far, its children left out (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def ancestors(pid: int) -> Iterator[int]:
    """The processes above one, from the nearest."""
    while pid > 1:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            return
        yield pid


def resident_bytes(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def main(seconds: float, clients: int) -> None:
    with tempfile.TemporaryDirectory() as data, service(data) as (port, pid):
        overhead(port, pid)
        load(port, pid, seconds, clients)
    stub = FaultServer(Behaviour(latency_s=LATENCY_S, spread_s=SPREAD_S))
    with tempfile.TemporaryDirectory() as data, stub, service(data, stub.url) as (port, _):
        followed(port, stub, REVIEWS)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    given = [float(word) for word in sys.argv[1:]]
    main(given[0] if given else 30.0, int(given[1]) if len(given) > 1 else 20)
