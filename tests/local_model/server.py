"""The server of a local model. In: a model's name. Out: an OpenAI-compatible endpoint, while the context lasts."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
import urllib.request
from types import TracebackType

from tests.local_model.model import model_file

_START_S = 120.0


def reason_to_skip(name: str = "smollm2") -> str | None:
    """Why a local model cannot be started here, None if it can."""
    if importlib.util.find_spec("xllamacpp") is None:
        return "the local model's server is not installed: pip install 'design-reviewer[local-model]'"
    if not model_file(name).is_file():
        return f"the local model is not here: python -m tests.local_model fetch {name}"
    return None


class LocalServer:
    """A server in a process of its own; it is up when `__enter__` returns."""

    def __init__(self, name: str = "smollm2", port: int = 0, *, threads: int = 1, context: int = 8192) -> None:
        self.name = name
        self._flags = ["--threads", str(threads), "--context", str(context)]
        self.port = port or _free_port()
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> LocalServer:
        line = [sys.executable, "-m", "tests.local_model", "serve", self.name, "--port", str(self.port)]
        line += self._flags
        self._process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + _START_S
        while not self._is_up():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the server of {self.name} did not start")
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
