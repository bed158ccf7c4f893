"""Reviews through a server that fails: what is lost, and what the failing costs.

    python -m benchmarks.faults [--reviews 50] [--share 0.22] [--wide 16]

Generated documents, all 93 criteria, one process. Of all calls the given share fails, all kinds alike; the server takes
50 ms for an answer and stalls and trickles until the client gives up after two seconds. Ends with exit code 1 if an
outcome is lost, a quote is not in its document, or a level comes from a reply that is not whole.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import get_args

from benchmarks.generated import document
from reviewer.model.grade import NotAssessed
from reviewer.rubric import load_rubric
from tests.fault_server import Behaviour, FaultServer
from tests.judge.storm import losses, reviewed, shared_out

SIZE_BYTES = 4_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults")
    parser.add_argument("--reviews", type=int, default=50)
    parser.add_argument("--share", type=float, default=0.22)
    parser.add_argument("--wide", type=int, default=16)
    given = parser.parse_args()
    rubric = load_rubric("system-design")
    texts = [f"{document(SIZE_BYTES, seed)}\nRevision {seed} of it.\n" for seed in range(given.reviews)]
    faults = shared_out(given.share)
    with tempfile.TemporaryDirectory() as folder, FaultServer(Behaviour(faults, seed=11, latency_s=0.05)) as server:
        path = Path(folder) / "replies.sqlite"
        began_s = time.perf_counter()
        reviews = reviewed(server, path, texts, rubric, wide=given.wide)
        took_s = time.perf_counter() - began_s
        calls, met = len(server.calls), server.faults
        found = losses(server, texts, reviews, rubric)
        reviewed(server, path, texts, rubric, wide=given.wide)
        again = len(server.calls) - calls
    failed = calls - met[""]
    grades = [grade for review in reviews for grade in review.grades]
    judged = sum(grade.llm is not None and grade.llm.why not in get_args(NotAssessed) for grade in grades)
    print(f"{len(reviews)} reviews of {len(rubric.criteria)} criteria in {took_s:.1f} s, {given.wide} calls at once")
    print(f"{calls} calls, {failed} of them failed ({failed / calls:.1%}), of {len(met) - 1} kinds:")
    print("  " + ", ".join(f"{fault} {count}" for fault, count in sorted(met.items()) if fault))
    print(f"judged {judged} of {len(grades)} criteria ({judged / len(grades):.1%}); the rules graded the rest")
    print(f"{found.lost} outcomes lost, {found.unverified} quotes unverified, {found.from_garbage} levels from garbage")
    print(f"a second run makes {again} calls")
    return 0 if found.none else 1


if __name__ == "__main__":
    sys.exit(main())
