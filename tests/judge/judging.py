"""For the tests of judging: a document, a rubric, and an `ask` that answers as it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from samples import Pack, criterion, subject

from reviewer.judge.judge import Judgement, judge
from reviewer.model.judgement import CallUsage, JudgeOptions, Reply, Request
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

TEXT = """\
# Seat shop

## Requirements

- Visitors **reserve** up to six seats for `ten` minutes.
- We expect 120 reservations per second at peak.

## Stores

Orders go to [Postgres](https://db.example/x), which keeps them
for seven years.
"""
QUOTE = "We expect 120 reservations per second at peak."
OPTIONS = JudgeOptions(model="openai:stub", host="stub.example", risks=False)
IDS = ("scope.system", "scope.load", "data.store")


def rubric(**changed: Any) -> Rubric:
    """Two criteria of one phase and one of another; `changed` are fields of the second."""
    load = {"ask": "Which load is expected?", "conventions": ("Peaks count.",), **changed}
    return Pack([criterion("scope.system"), criterion("scope.load", **load), criterion("data.store")]).made()


def shop(text: str = TEXT, **more: Any) -> Subject:
    return subject(text, **more)


def said(criterion_id: str, level: str = "met", quotes: tuple[str, ...] = (QUOTE,), **more: Any) -> dict[str, Any]:
    return {"criterion": criterion_id, "reason": "Because.", "quotes": list(quotes), "level": level, "step": "", **more}


def answered(*verdicts: Mapping[str, Any]) -> Reply:
    return Reply("ok", json.dumps({"verdicts": verdicts}), "stub-1", CallUsage(100, 40, 10))


def all_met(request: Request) -> Reply:
    """A good answer to any request."""
    if request.schema_name == "risks":
        risk = {"why": "One store.", "quote": QUOTE, "title": "Load", "consequence": "Down.", "mitigation": "Shard."}
        return Reply("ok", json.dumps({"risks": [risk]}), "stub-1", CallUsage(100, 40, 10))
    return answered(*(said(one) for one in request.criteria))


@dataclass
class Asking:
    """An Ask that answers by a function and notes what it was asked, and how many calls were under way."""

    answer: Callable[[Request], Reply] = all_met
    asked: list[Request] = field(default_factory=list)

    async def __call__(self, request: Request) -> Reply:
        self.asked.append(request)
        return self.answer(request)


@dataclass
class Memory:
    """A replies table in memory."""

    kept: dict[str, Reply] = field(default_factory=dict)

    def find(self, keys: Any) -> Mapping[str, Reply]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    def keep_all(self, replies: Mapping[str, Reply], *, purpose: str = "", prompt: str = "") -> None:
        self.kept = {**replies, **self.kept}


async def judged(
    ask: Asking, *, options: JudgeOptions = OPTIONS, store: Memory | None = None, **more: Any
) -> Judgement:
    """The judgement of the shop on all criteria, or on what `more` says."""
    on = more.get("subject") or shop()
    by = more.get("rubric") or rubric()
    ids = frozenset(more.get("ids") or (one.id for one in by.criteria))
    return await judge(on, by, ids, options, ask, store)
