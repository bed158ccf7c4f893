"""The installed wheel, with no checkout beside it: a review was printed; the service serves its page and a review."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from re import search


def main() -> None:
    review = json.loads(Path("review.json").read_text("utf-8"))
    assert len(review["grades"]) == 93, len(review["grades"])
    assert review["score"] is not None
    print(f"wheel alone: {len(review['grades'])} criteria, score {review['score']}")
    served = serve()
    assert served == review["score"], served
    print("wheel alone: the page and the same score over HTTP")


def serve() -> float:
    """The score of the same document over HTTP; the server is ended again."""
    program = str(Path(sys.executable).with_name("reviewer"))
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            [program, "serve", "--port", "0", "--data", data],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "REVIEWER_MODEL": ""},
        )
        try:
            assert server.stderr is not None
            address = next(found[0] for line in server.stderr if (found := search(r"http://[0-9.:]+", line)))
            assert b"<html" in fetched(f"{address}/").lower()
            order = {"text": Path("design.md").read_text("utf-8"), "name": "design.md"}
            return float(json.loads(fetched(f"{address}/v1/reviews", order))["score"])

        finally:
            server.terminate()
            server.wait(30)


def fetched(address: str, body: object = None) -> bytes:
    """What the server answers; a body is posted, and the finished review is waited for."""
    headers = {"Content-Type": "application/json", "Prefer": "wait=60"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=90) as answer:
        return bytes(answer.read())


if __name__ == "__main__":
    main()
