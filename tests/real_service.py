"""`reviewer serve` as people start it: a process of its own on a free port of 127.0.0.1, for tests from the outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Service:
    """A running service: where it is, and a few calls of its API for preparing a test."""

    url: str
    data: Path

    def call(self, path: str, body: Any = None, **headers: str) -> Any:
        data = None if body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **headers}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data, given), timeout=60) as answer:
            return json.load(answer)

    def review(self, text: str, name: str) -> str:
        """Reviews a text and waits for it; answers the id."""
        self.call("v1/reviews", {"text": text, "name": name}, Prefer="wait=60")
        return str(self.call("v1/reviews?limit=1")["items"][0]["id"])


@contextmanager
def serving(data: Path) -> Iterator[Service]:
    """`reviewer serve` on a free port; it has ended when the block ends."""
    code = "from reviewer.cli.main import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0", "--data", str(data)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")}
    log = data.parent / f"{data.name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=data.parent, env=environment, stdout=out, stderr=out)
        try:
            yield Service(address(process, log), data)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    """What the service says it serves at, as soon as it says so."""
    for _ in range(600):
        for line in log.read_text("utf-8").splitlines():
            if line.startswith("Serving at "):
                return line.split()[2]
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"the service did not start:\n{log.read_text('utf-8')}")
