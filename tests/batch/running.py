"""For the tests of whole batches: small answers, a run of the command, what is in the output folder."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = "from reviewer.cli.main import main; main()"

ANSWER = """\
# Link shortener {number}

## Requirements

- Users create short links and follow them; {number} million new links a day.
- Redirects take less than 50 ms at the 99th percentile and are available 99.9 % of the time.

## Estimation

{number},000,000 links / 86,400 s = {rate} writes per second on average, peak three times that.

## Design

A load balancer spreads calls over three API servers, which keep links in Cassandra, partitioned by key and replicated
three times, since every read is by key. Redis caches the links that are followed most.

## API

POST /links {{"url": "…"}} answers 201 with the key. GET /{{key}} answers 302.
"""


def answer(number: int) -> str:
    return ANSWER.format(number=number, rate=round(number * 1_000_000 / 86_400))


def answers(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        (folder / f"author{number:03}.md").write_text(answer(number), encoding="utf-8")
    return folder


def command(*args: object, **env: str) -> subprocess.Popen[str]:
    """The installed program, begun, away from any settings."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("REVIEWER_", "OPENAI_"))}
    line = [sys.executable, "-c", SCRIPT, "batch", *map(str, args)]
    return subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/", env={**clean, "NO_COLOR": "1", **env}
    )


def batch(*args: object, **env: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a run."""
    with command(*args, **env) as process:
        out, err = process.communicate(timeout=240)
    assert "Traceback" not in err, err
    return process.returncode, out, err


def summary(out: Path) -> dict[str, dict[str, str]]:
    with (out / "summary.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def grades(out: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {(row["id"], row["criterion"]): row for row in csv.DictReader(file)}


def digest(out: Path) -> dict[str, str]:
    """A hash of every output, times left aside."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.is_file() and not path.name.startswith("journal.sqlite"):
            data = re.sub(rb'"created_at":"[^"]*"', b"", path.read_bytes())
            found[path.relative_to(out).as_posix()] = hashlib.sha256(data).hexdigest()
    return found


def manifest(out: Path) -> dict[str, object]:
    made: dict[str, object] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return made
