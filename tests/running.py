"""`reviewer serve` as a process of its own, for tests of the whole service. It has ended when the block ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_S = 900
"""A service that a broken test leaves behind ends by then."""


@dataclass
class Running:
    """A running service: its address without the last slash, its process, and the lines that it logged so far."""

    address: str
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None


@contextmanager
def running(data: Path, *flags: str, env: dict[str, str] | None = None) -> Iterator[Running]:
    """Starts the service on a free port of this machine, away from any settings of the user."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("REVIEWER_", "OPENAI_"))}
    command = [sys.executable, "-c", "from reviewer.cli.main import main; main()", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--data", str(data), *flags],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**clean, "HOME": str(data), **(env or {})},
        cwd=data.parent,
    )
    killer = threading.Timer(LONGEST_S, process.kill)
    killer.start()
    service: Running | None = None
    try:
        service = _started(process)
        yield service
    finally:
        killer.cancel()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        if service is not None and service.reader is not None:
            service.reader.join(10)
        assert process.stderr is not None
        process.stderr.close()


def _started(process: subprocess.Popen[str]) -> Running:
    assert process.stderr is not None
    lines = process.stderr
    first = lines.readline()
    assert first.startswith("Serving at http://"), first + lines.read()
    service = Running(first.split()[2].rstrip("/"), process)

    def read() -> None:
        for line in lines:
            service.log.append(line)

    service.reader = threading.Thread(target=read, daemon=True)
    service.reader.start()
    return service
