"""Cassettes: calls to a real local model, recorded once and played back. In: a scenario's name. Out: its replies.

They are matched on method, path and body, so a changed prompt, schema or parameter misses; the host does not matter. Of
headers only the content type is kept, so no key, machine or version is in them. `python -m tests.record_cassettes`
records them anew. The scenario `judge` is a whole judgement with the real prompts: two phases, what is re-asked,
the risks.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vcr
from vcr.request import Request as Recorded

from reviewer.documents import read
from reviewer.facts import extract
from reviewer.judge.compose import AskOptions, compose
from reviewer.judge.judge import Judgement, judge
from reviewer.judge.ladder import Mode
from reviewer.judge.limit import Limiter
from reviewer.judge.prices import load_prices
from reviewer.judge.providers import provider
from reviewer.model.judgement import JudgeOptions, Message, Reply, Request
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject
from reviewer.model.submission import Submission
from reviewer.model.vocabulary import Vocabulary
from reviewer.store.replies import Replies
from tests.samples import Pack, criterion

FOLDER = Path(__file__).resolve().parents[1] / "cassettes"
MODEL = "openai:smollm2"
NO_HOST = "http://model.invalid/v1"
KEY = "sk-cassette-0123456789abcdef"

DOCUMENT = """\
1| # Paste service
2|
3| All pastes live in a single Postgres primary with no replica.
4| Reads go through a cache that keeps a paste for one hour.
"""

QUOTE = {"type": "string", "maxLength": 60}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["verdicts"],
    "properties": {
        "verdicts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["criterion", "reason", "quotes", "level"],
                "properties": {
                    "criterion": {"type": "string", "enum": ["data.replication"]},
                    "reason": {"type": "string", "maxLength": 80},
                    "quotes": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 1,
                        "items": {"type": "string", "maxLength": 60},
                    },
                    "level": {"type": "string", "enum": ["met", "partial", "missing"]},
                },
            },
        }
    },
}


_TRACES = ("created", "id", "timings", "system_fingerprint")

JUDGED = "judge"
"""The cassette of a judgement."""

DESIGN = """\
# Paste service

## Load

We expect 120 new pastes per second at peak and ten times as many reads.

## Storage

All pastes live in a single Postgres primary with no replica.
Reads go through a cache that keeps a paste for one hour.
"""

CRITERIA = (
    criterion(
        "data.replication",
        title="Replication",
        ask="Does every store survive the loss of one machine?",
        levels={"met": "each store names its replicas and what a failover loses", "partial": "some stores do"},
        conventions=("A cache that can be refilled needs no replica.",),
    ),
    criterion(
        "scope.load",
        title="Load",
        ask="Which load is expected?",
        levels={"met": "reads and writes per second at peak", "partial": "one of the two"},
    ),
)


@dataclass(frozen=True)
class Scenario:
    """Requests that are asked for one after the other, and the ways of asking that the server is known to refuse."""

    name: str
    requests: tuple[Request, ...]
    begins_at: Mode = "json_schema"


def graded(key: str, task: str, **changed: Any) -> Request:
    given: dict[str, Any] = {
        "key": key,
        "purpose": "grade",
        "messages": (
            Message("system", "You grade design documents."),
            Message("user", DOCUMENT),
            Message("user", task),
        ),
        "schema": SCHEMA,
        "schema_name": "verdicts",
        "criteria": ("data.replication",),
        "prompt": "phase@cassette",
        "max_output_tokens": 160,
        **changed,
    }
    return Request(**given)


TASK = "Grade data.replication: is every store replicated? Quote a line of the document."
SCENARIOS = {
    one.name: one
    for one in (
        Scenario("json_schema", (graded("a", TASK), graded("b", TASK + " Be strict."))),
        Scenario("truncated", (graded("a", TASK, max_output_tokens=8),)),
        Scenario("plain_json", (graded("a", TASK),), begins_at="json"),
    )
}


def design() -> Subject:
    """The document that is judged, read as any other."""
    document = read(Submission(name="paste.md", data=DESIGN.encode()))
    return Subject(document, extract(document, Vocabulary(())), "design_doc")


def rubric() -> Rubric:
    """The rubric by which it is judged; it is none of the packs, so that their criteria may change."""
    return Pack(CRITERIA).made()


def judged(url: str, store: Replies, by: Rubric | None = None) -> Judgement:
    """The judgement on `design()`, through the whole ask."""
    model = provider(MODEL, base_url=url, api_key=KEY, timeout_s=300)
    # Part of every key, and a re-ask has a mark in it that comes from its key; so it is the same whatever the port.
    options = JudgeOptions(model=model.ref, host="model.invalid", max_output_tokens=1200)
    graded_by = by or rubric()
    ids = frozenset(one.id for one in graded_by.criteria)

    async def work() -> Judgement:
        ask = compose(model, store=store, prices=load_prices(), options=AskOptions(limiter=Limiter(1)))
        try:
            return await judge(design(), graded_by, ids, options, ask, store)
        finally:
            await model.aclose()

    return asyncio.run(work())


def recorder(record: bool) -> vcr.VCR:
    """What records to and plays from the cassettes; playing never sends anything."""
    return vcr.VCR(
        cassette_library_dir=str(FOLDER),
        record_mode="all" if record else "none",
        match_on=["method", "path", "body"],
        before_record_request=_without_host,
        before_record_response=_without_trace,
        decode_compressed_response=True,
    )


def run(scenario: Scenario, url: str, store: Replies) -> list[Reply]:
    """The replies to a scenario's requests, through the whole ask."""
    model = provider(MODEL, base_url=url, api_key=KEY, timeout_s=300)
    store.keep_rung(model.host, model.ref, scenario.begins_at)

    async def work() -> list[Reply]:
        ask = compose(model, store=store, prices=load_prices(), options=AskOptions(limiter=Limiter(1)))
        try:
            return [await ask(request) for request in scenario.requests]
        finally:
            await model.aclose()

    return asyncio.run(work())


def _without_host(request: Recorded) -> Recorded:
    request.uri = NO_HOST.removesuffix("/v1") + request.path
    request.headers = {"content-type": "application/json"}
    return request


def _without_trace(response: dict[str, Any]) -> dict[str, Any]:
    """An answer without what would change with every recording."""
    body = json.loads(response["body"]["string"])
    kept = {name: value for name, value in body.items() if name not in _TRACES}
    return {
        "status": response["status"],
        "headers": {"content-type": ["application/json"]},
        "body": {"string": json.dumps(kept, ensure_ascii=False).encode()},
    }
