"""How many estimates get the right verdict, over every form, and how long the ledger takes.

    python -m benchmarks.estimates [--count 2250] [--seed 7] [--misses 20]

Three of five results are right, the rest has one seeded error. A verdict is right if the line with a right result
holds an estimate judged right and none judged wrong, and the line with a wrong one an estimate judged wrong. Ends with
exit code 1 below 97 %.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from benchmarks.estimate_forms import Sample, samples
from benchmarks.generated import document
from reviewer.documents import read
from reviewer.facts.estimates import find_estimates
from reviewer.facts.places import Places
from reviewer.facts.quantities import find_quantities
from reviewer.facts.words import read_words
from reviewer.model.facts import Estimate
from reviewer.model.submission import Submission

REQUIRED = 0.97
SIZES_BYTES = (12_000, 48_000, 2_000_000)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimates")
    parser.add_argument("--count", type=int, default=2250)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    missed = misses(samples(given.count, given.seed))
    for sample in missed[: given.misses]:
        print(f"--- {sample.form}, {'right' if sample.right else 'wrong'}, line {sample.line}\n{sample.text}")
    for form, count in Counter(sample.form for sample in missed).most_common():
        print(f"{form:24s} {count} missed")
    share = 1 - len(missed) / given.count
    print(f"right verdicts           {share:.3f} of {given.count}")
    for size in SIZES_BYTES:
        print(f"{size:>9,} bytes          {took_ms(document(size, 3)):.1f} ms for the ledger")
    return 0 if share >= REQUIRED else 1


def misses(made: list[Sample]) -> list[Sample]:
    """The samples that get another verdict than the truth."""
    return [sample for sample in made if not agrees(sample)]


def agrees(sample: Sample) -> bool:
    verdicts = {one.verdict for one in estimates(sample.text) if one.lines[0] <= sample.line <= one.lines[1]}
    return verdicts - {"unchecked"} == {"right"} if sample.right else "wrong" in verdicts


def estimates(text: str) -> tuple[Estimate, ...]:
    """The ledger of a text in Markdown."""
    read_in = read(Submission(name="estimate.md", data=text.encode()))
    words = read_words(read_in.source)
    return find_estimates(read_in, words, find_quantities(read_in, words, Places(read_in)))


def took_ms(text: str, runs: int = 3) -> float:
    """CPU time of the ledger alone, the best of some runs."""
    read_in = read(Submission(name="large.md", data=text.encode()))
    words = read_words(read_in.source)
    quantities = find_quantities(read_in, words, Places(read_in))
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        find_estimates(read_in, words, quantities)
        best = min(best, time.process_time() - began)
    return best * 1000


if __name__ == "__main__":
    sys.exit(main())
