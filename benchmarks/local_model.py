"""One review by a real model on this machine: calls, seconds, prefix hits, agreement with the rules.

    python -m tests.local_model fetch qwen2.5-coder
    python -m benchmarks.local_model [FILE] [--model qwen2.5-coder] [--threads 2]

It asks one call at a time, as a machine with few cores serves them, and prints a line for each as its reply arrives;
then what the review says. With --keep FOLDER the replies are kept, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.judge import judge
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import load_prices
from reviewer.judge.providers import Provider, provider
from reviewer.model.judgement import JudgeOptions, Reply, Request
from reviewer.model.submission import Submission
from reviewer.pipeline import Judged, review_async
from reviewer.rubric import load_rubric
from reviewer.store.replies import Replies
from tests.local_model import MODELS, LocalServer, reason_to_skip

if TYPE_CHECKING:
    from reviewer.model.judgement import Ask
    from reviewer.model.review import Review
    from reviewer.model.rubric import Rubric
    from reviewer.model.subject import Subject

DOCUMENT = Path(__file__).resolve().parents[1] / "examples" / "url_shortener.md"


def told(ask: Ask, began_s: float) -> Ask:
    """The Ask, with a line for each reply."""

    async def wrapped(request: Request) -> Reply:
        started_s = time.monotonic()
        reply = await ask(request)
        used = reply.usage
        print(
            f"{time.monotonic() - began_s:7.0f} s  {request.purpose:6} {len(request.criteria):3} criteria"
            f"  {time.monotonic() - started_s:6.0f} s  {used.input_tokens:6} in, {used.cached_tokens:6} cached,"
            f" {used.output_tokens:5} out  {reply.state} {reply.detail}{' (reused)' if reply.reused else ''}",
            flush=True,
        )
        return reply

    return wrapped


async def reviewed(submission: Submission, model: Provider, store: Replies) -> Review:
    """The review of a document by this model."""
    limits = AskOptions(limiter=Limiter(1))
    ask = told(compose(model, store=store, prices=load_prices(), options=limits), time.monotonic())
    options = JudgeOptions(model=model.ref, host=model.host)

    async def judging(subject: Subject, rubric: Rubric, ids: frozenset[str]) -> Judged:
        made = await judge(subject, rubric, ids, options, ask, store)
        return Judged(made.grades, made.usage, made.notes, made.findings)

    try:
        return await review_async(submission, load_rubric("system-design"), None, judging)
    finally:
        await model.aclose()


def show(review: Review, seconds: float) -> None:
    """What the run took and what came of it."""
    used = review.usage
    hit = used.cached_tokens / used.input_tokens if used.input_tokens else 0.0
    both = [grade for grade in review.grades if grade.rules and grade.rules.level and grade.llm and grade.llm.level]
    same = sum(one.rules.level == one.llm.level for one in both if one.rules and one.llm)
    print(f"{seconds:.0f} s, {used.calls} calls, {used.replies_reused} reused, {len(review.grades)} criteria")
    print(f"{used.input_tokens} tokens in, {used.cached_tokens} of them from the prefix cache ({hit:.0%})")
    print(f"{used.output_tokens} tokens out")
    print("judge:", dict(Counter((one.llm.level or one.llm.why) if one.llm else "none" for one in review.grades)))
    print("decided by:", dict(Counter(one.decided_by or "nobody" for one in review.grades)))
    print(f"judge and rules: {len(both)} criteria graded by both, {same} alike ({same / max(1, len(both)):.0%}),")
    print(f"  {sum(one.disagreement is not None for one in review.grades)} disagreements")
    print(f"score {review.score}, coverage {review.coverage:.2f}")
    for note in review.notes:
        print("note:", note)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.local_model")
    parser.add_argument("file", nargs="?", type=Path, default=DOCUMENT)
    parser.add_argument("--model", default="qwen2.5-coder", choices=list(MODELS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=16384)
    parser.add_argument("--port", type=int, default=8903)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    reason = reason_to_skip(given.model)
    if reason is not None:
        sys.exit(reason)
    with (
        tempfile.TemporaryDirectory() as scratch,
        LocalServer(given.model, given.port, threads=given.threads, context=given.context) as server,
    ):
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        store = Replies(folder / "replies.sqlite")
        model = provider(f"openai:{given.model}", base_url=server.url, api_key="none", timeout_s=36_000)
        began_s = time.monotonic()
        review = asyncio.run(reviewed(Submission(name=given.file.name, data=given.file.read_bytes()), model, store))
        show(review, time.monotonic() - began_s)
        (folder / "review.json").write_text(review.model_dump_json(indent=2), "utf-8")
        store.close()


if __name__ == "__main__":
    main()
