"""Wall and CPU time of judging against a stub that answers after one second.

    python -m benchmarks.judge [LATENCY_S]

Measures one review, and twenty at once of which at most sixteen calls are under way, after one review that loads what
is loaded once. The ideal is what the calls alone would take: two latencies for a review (the first call goes alone),
and for twenty at least that, and no less than all calls in rounds of sixteen. The stub runs in a process of its own.
"""

from __future__ import annotations

import asyncio
import gc
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from benchmarks.generated import document
from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.judge import judge
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import load_prices
from reviewer.judge.providers import Provider, provider
from reviewer.model.judgement import JudgeOptions
from reviewer.model.submission import Submission
from reviewer.pipeline import Judge, Judged, review_async
from reviewer.rubric import load_rubric
from reviewer.store.replies import Replies

if TYPE_CHECKING:
    from reviewer.model.rubric import Rubric
    from reviewer.model.subject import Subject

ROOT = Path(__file__).resolve().parents[1]
CONCURRENCY = 16
DOCUMENTS = 20
SIZE_BYTES = 6_000


@contextmanager
def stub(latency_s: float) -> Iterator[str]:
    """The URL of a server that answers well after `latency_s`."""
    line = [sys.executable, "-m", "tests.fault_server", "--latency", str(latency_s)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield cast(IO[str], process.stdout).readline().split()[-1]
        finally:
            process.kill()


def judged_by(model: Provider, store: Replies) -> Judge:
    """The judge, as a command puts it together once."""
    ask = compose(model, store=store, prices=load_prices(), options=AskOptions(limiter=Limiter(CONCURRENCY)))
    options = JudgeOptions(model=model.ref, host=model.host)

    async def judging(subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Judged:
        made = await judge(subject, rubric, ids, options, ask, store)
        return Judged(made.grades, made.usage, made.notes, made.findings)

    return judging


async def calls_of(model: Provider, judging: Judge, rubric: Rubric, texts: list[str]) -> int:
    """Reviews all texts at once, in an event loop with connections of its own; how many calls that took."""
    submissions = [Submission(name=f"{number}.md", data=text.encode()) for number, text in enumerate(texts)]
    try:
        made = await asyncio.gather(*(review_async(one, rubric, None, judging) for one in submissions))
    finally:
        await model.aclose()
    # Not the reviews themselves: the signal handler of asyncio.run writes the whole result out, and throws it away.
    return sum(review.usage.calls for review in made)


def timed(run: Callable[[], Coroutine[Any, Any, int]]) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds of this process, and calls."""
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    calls = asyncio.run(run())
    return time.perf_counter() - wall_s, time.process_time() - cpu_s, calls


def main(latency_s: float) -> None:
    gc.set_threshold(100_000, 50, 50)  # as the command line does
    rubric = load_rubric("system-design")
    texts = [document(SIZE_BYTES) + f"\nRevision {number}.\n" for number in range(DOCUMENTS + 4)]
    print(f"{SIZE_BYTES / 1000:g} KB documents, {len(rubric.criteria)} criteria, {latency_s:g} s latency")
    with stub(latency_s) as url, tempfile.TemporaryDirectory() as folder:
        model = provider("openai:stub", base_url=url, api_key="none")
        store = Replies(Path(folder) / "replies.sqlite")
        judging = judged_by(model, store)
        for what, some in (
            ("warm-up", texts[:1]),
            ("one review", texts[1:2]),
            ("one review", texts[2:3]),
            ("one review", texts[3:4]),
            (f"{DOCUMENTS} at once", texts[4:]),
        ):
            wall_s, cpu_s, calls = timed(lambda some=some: calls_of(model, judging, rubric, some))  # type: ignore[misc]
            rounds = max(2, math.ceil(calls / CONCURRENCY))
            ideal_s = latency_s * rounds
            print(
                f"{what:14} {wall_s:6.2f} s wall, {cpu_s:6.2f} s CPU, {calls:4} calls,"
                f" ideal {ideal_s:5.1f} s, {wall_s / ideal_s:5.2f} x"
            )
        store.close()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
