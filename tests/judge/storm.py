"""Reviews through a server that fails on purpose, and what was lost on the way: shared by tests and benchmarks."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.judge import judge
from reviewer.judge.ladder import without_fence
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import load_prices
from reviewer.judge.providers import provider
from reviewer.model.judgement import JudgeOptions
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric
from reviewer.model.submission import Submission
from reviewer.pipeline import Judged, review_async
from reviewer.store.replies import Replies
from tests.fault_server import Call, FaultServer

PASSING = ("rate_limit", "rate_limit_bare", "rate_limit_date", "server_error", "unavailable", "drop", "cut", "stall")
PASSING += ("trickle", "not_json", "no_choices", "wrapped_error")
SPOILT = ("truncated", "empty", "malformed", "prose", "refusal", "content_filter", "context")
WRONG = ("invented", "missing")
FAULTS = (*PASSING, *SPOILT, *WRONG)


def shared_out(share: float) -> dict[str, float]:
    """All kinds of fault, equally often, so that this share of calls meets one."""
    return {fault: share / len(FAULTS) for fault in FAULTS}


def reviewed(
    server: FaultServer, path: Path, texts: Sequence[str], rubric: Rubric, *, wide: int = 32, timeout_s: float = 2.0
) -> list[Review]:
    """Reviews of all texts at once, each through the whole ask, with replies kept at `path`."""
    return asyncio.run(_reviewed(server, path, texts, rubric, wide, timeout_s))


async def _reviewed(
    server: FaultServer, path: Path, texts: Sequence[str], rubric: Rubric, wide: int, timeout_s: float
) -> list[Review]:
    model = provider("openai:stub", base_url=server.url, api_key="sk-test-0123456789", timeout_s=timeout_s)
    store = Replies(path)
    ask = compose(model, store=store, prices=load_prices(), options=AskOptions(limiter=Limiter(wide)))
    options = JudgeOptions(model=model.ref, host=model.host)

    async def judged(subject: Any, rubric: Rubric, ids: frozenset[str]) -> Judged:
        made = await judge(subject, rubric, ids, options, ask, store)
        return Judged(made.grades, made.usage, made.notes, made.findings)

    submissions = [Submission(name=f"{number}.md", data=text.encode()) for number, text in enumerate(texts)]
    try:
        return await asyncio.gather(*(review_async(one, rubric, None, judged) for one in submissions))
    finally:
        await model.aclose()
        store.close()


@dataclass(frozen=True)
class Losses:
    """What must never happen, counted. Each is a count of criteria, or of quotes."""

    lost: int
    unverified: int
    from_garbage: int

    @property
    def none(self) -> bool:
        return not (self.lost or self.unverified or self.from_garbage)


def losses(server: FaultServer, texts: Sequence[str], reviews: Sequence[Review], rubric: Rubric) -> Losses:
    """Outcomes that are missing, quotes that are not in their text, levels that no good reply of the server gave."""
    said = _said(server.calls, texts)
    lost = unverified = garbage = 0
    for number, (text, review) in enumerate(zip(texts, reviews, strict=True)):
        graded = {grade.criterion: grade for grade in review.grades}
        lost += sum(one.id not in graded or graded[one.id].status == "not_assessed" for one in rubric.criteria)
        unverified += sum(item.quote not in text for grade in review.grades for item in grade.evidence)
        garbage += sum(
            grade.llm is not None
            and grade.llm.level is not None
            and grade.llm.level not in said[number].get(grade.criterion, ())
            for grade in review.grades
        )
    return Losses(lost, unverified, garbage)


def _said(calls: Iterable[Call], texts: Sequence[str]) -> list[Mapping[str, set[str]]]:
    """By text, the levels that well-formed replies about it gave each criterion."""
    last_lines = [text.rstrip().rpartition("\n")[2] for text in texts]
    found: list[dict[str, set[str]]] = [defaultdict(set) for _ in texts]
    for call in calls:
        verdicts = _verdicts(call.answer)
        prompt = "\n".join(str(message["content"]) for message in call.body["messages"])
        for number, line in enumerate(last_lines):
            if verdicts and f"| {line}\n" in prompt:
                for verdict in verdicts:
                    found[number][verdict["criterion"]].add(verdict["level"])
    return list(found)


def _verdicts(answer: bytes) -> list[dict[str, Any]]:
    """The verdicts of an answer that is whole: JSON in JSON, and finished."""
    try:
        choice = json.loads(answer)["choices"][0]
        if choice["finish_reason"] not in ("stop", "tool_calls"):
            return []
        return list(json.loads(without_fence(choice["message"]["content"] or ""))["verdicts"])
    except (ValueError, LookupError, TypeError):
        return []
