"""Kept verdicts. In: grades and the content addresses of what they rest on. Out: the same grades in a later run.

They stand in the replies table beside the replies themselves, each under its own key, so that a rubric in which one
criterion changed is asked for that criterion alone. Only verdicts that came from a reply are kept; failures are not.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from reviewer.errors import WorkError
from reviewer.model.grade import Evidence, LLMGrade
from reviewer.model.judgement import CallUsage, Reply


class VerdictStore(Protocol):
    """Where verdicts are kept: the two methods of `ledger.ReplyStore` that this needs."""

    def find(self, keys: Iterable[str]) -> Mapping[str, Reply]: ...

    def keep(self, key: str, reply: Reply, *, purpose: str = "", prompt: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A verdict with the key of the call that it came from."""

    grade: LLMGrade
    call: str


async def recall(store: VerdictStore | None, keys: Iterable[str]) -> dict[str, Kept]:
    """The verdicts that are kept under these keys. A store that cannot be read has none."""
    if store is None:
        return {}
    try:
        found = await asyncio.to_thread(store.find, list(keys))
    except WorkError:  # what is lost is money, not the review; writing will say what is wrong
        return {}
    recalled = {key: _read(reply.text) for key, reply in found.items()}
    return {key: kept for key, kept in recalled.items() if kept is not None}


async def keep(store: VerdictStore, graded: Mapping[str, LLMGrade], call: str) -> str:
    """Writes verdicts under their keys. Gives what went wrong, "" if nothing did."""
    try:
        await asyncio.to_thread(_write, store, graded, call)
    except WorkError as error:
        return f"Verdicts could not be kept for reuse: {error.message}."
    return ""


def _write(store: VerdictStore, graded: Mapping[str, LLMGrade], call: str) -> None:
    for key, grade in graded.items():
        text = json.dumps({"call": call, "grade": asdict(grade)}, ensure_ascii=False)
        store.keep(key, Reply("ok", text, grade.model, CallUsage(calls=0)), purpose="verdict", prompt=grade.prompt)


def _read(text: str) -> Kept | None:
    """A kept verdict; None for what another version wrote in a form that is not ours."""
    try:
        found: Any = json.loads(text)
        given = found["grade"]
        evidence = tuple(
            Evidence((int(one["lines"][0]), int(one["lines"][1])), one["quote"], one["status"])
            for one in given.pop("evidence")
        )
        return Kept(LLMGrade(**given, evidence=evidence), found["call"])
    except (ValueError, KeyError, TypeError, IndexError):
        return None
