"""Logs for machines: one JSON object a line on stderr. In: log records. Out: their fields, without texts from outside.

What is logged is chosen field by field: ids, sizes, times, statuses. Neither documents nor keys are among them. Of an
error its class and the places in our code are told, not its message, which might quote what was sent.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

_DEEPEST_FRAMES = 12
_OUTSIDE = ("uvicorn", "uvicorn.error", "dbos", "sqlalchemy")


class JsonFormatter(logging.Formatter):
    """A record as a JSON object: `time`, `level`, `logger`, `event`, what the record's `fields` hold, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = _told(record.exc_info[0], record.exc_info[2])
        return json.dumps(entry, ensure_ascii=True, default=str)


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Sends every log of this process to `stream` (default: stderr) as JSON."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("reviewer", "api"):
        logging.getLogger(name).setLevel(level)
    for name in _OUTSIDE:
        outside = logging.getLogger(name)
        outside.handlers.clear()
        outside.propagate = True
        outside.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def _told(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    """The class of an error and where in the code it came from."""
    frames = traceback.extract_tb(trace)[-_DEEPEST_FRAMES:]
    return {
        "class": f"{kind.__module__}.{kind.__qualname__}",
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _short(filename: str) -> str:
    """A file's path without the folders of this machine above the packages."""
    parts = filename.replace("\\", "/").split("/")
    for package in ("site-packages", "reviewer", "api"):
        if package in parts:
            at = len(parts) - 1 - parts[::-1].index(package)
            return "/".join(parts[at + (package == "site-packages") :])
    return parts[-1]
