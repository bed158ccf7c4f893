"""The child process that converts one document: `python -m reviewer.documents.child`.

In, on stdin: a line of JSON (`name`, `media`, `memory_bytes`, `cpu_s`), then the document's bytes. Out, on stdout: one
JSON object, `{"text": …}` or `{"error": {"message", "code", "where", "hint"}}`. The limits are set before anything is
parsed.
"""

from __future__ import annotations

import json
import sys

from reviewer.documents.convert import convert
from reviewer.errors import DocumentError
from reviewer.model.submission import Submission


def confine(memory_bytes: int, cpu_s: int) -> None:
    """Limit this process's address space and CPU time, and forbid it to write files, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Convert the document on stdin."""
    order = json.loads(sys.stdin.buffer.readline())
    confine(order["memory_bytes"], order["cpu_s"])
    submission = Submission(name=order["name"], data=sys.stdin.buffer.read())
    try:
        answer: dict[str, object] = {"text": convert(submission, order["media"])}
    except DocumentError as error:
        answer = _told(error)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _told(error: DocumentError) -> dict[str, object]:
    return {"error": {"message": error.message, "code": error.code, "where": error.where, "hint": error.hint}}


if __name__ == "__main__":
    main()
