"""What the tests let children of the engine do. Children import it by name."""

from __future__ import annotations

import os
import time
from pathlib import Path


def who() -> int:
    return os.getpid()


def hang(seconds: float) -> None:
    time.sleep(seconds)


def die() -> None:
    os._exit(7)


def take(size_bytes: int) -> int:
    return len(bytearray(size_bytes))


def note_and_hang(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(600)
