"""Engine time of a review by rules on a generated 30 KB document: read, extract, grade, find, score.

    python -m benchmarks.rules [SIZE_KB]

Prints the best of ten runs for each stage in milliseconds, after one run that warms the caches.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from benchmarks.generated import document
from reviewer.documents import read
from reviewer.facts import extract
from reviewer.model.subject import Subject
from reviewer.model.submission import Submission
from reviewer.pipeline import review
from reviewer.rubric import load_rubric
from reviewer.rules import grade


def best_ms(run: Callable[[], object], runs: int = 10) -> float:
    """The shortest of `runs` runs, in milliseconds: the one that the machine disturbed least."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main(size_kb: int) -> None:
    start = time.perf_counter()
    rubric = load_rubric("system-design")
    loading_ms = (time.perf_counter() - start) * 1000
    submission = Submission(name="generated.md", data=document(size_kb * 1024).encode())
    as_read = read(submission)
    facts = extract(as_read, rubric.vocabulary)
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: read(submission),
        "extract": lambda: extract(as_read, rubric.vocabulary),
        "grade": lambda: grade(Subject(as_read, facts), rubric),
        "whole review": lambda: review(submission, rubric),
    }
    print(f"{size_kb} KB, {len(as_read.passages)} passages, {len(facts.mentions)} mentions")
    print(f"{'load the rubric':16} {loading_ms:8.1f} ms (once)")
    for name, run in stages.items():
        print(f"{name:16} {best_ms(run):8.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
