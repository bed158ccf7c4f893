"""Kept verdicts. In: grades and the content addresses of what they rest on. Out: the same grades in a later run.

They stand in the replies table beside the replies themselves, each under its own key, so that a rubric in which one
criterion changed is asked for that criterion alone. Only verdicts that came from a reply are kept; failures are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from reviewer.errors import WorkError
from reviewer.judge.aside import aside
from reviewer.model.grade import LLMGrade
from reviewer.model.judgement import CallUsage, Reply


class VerdictStore(Protocol):
    """Where verdicts are kept: the two methods of `ledger.ReplyStore` that this needs."""

    def find(self, keys: Iterable[str]) -> Mapping[str, Reply]: ...

    def keep_all(self, replies: Mapping[str, Reply], *, purpose: str = "", prompt: str = "") -> None: ...


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
        found = await aside(store.find, list(keys))
    except WorkError:  # what is lost is money, not the review; writing will say what is wrong
        return {}
    recalled = {key: _read(reply.text) for key, reply in found.items()}
    return {key: kept for key, kept in recalled.items() if kept is not None}


async def keep(store: VerdictStore, verdicts: Mapping[str, Kept]) -> str:
    """Writes verdicts under their keys. Gives what went wrong, "" if nothing did."""
    try:
        await aside(_write, store, verdicts)
    except WorkError as error:
        return f"Verdicts could not be kept for reuse: {error.message}."
    return ""


def _write(store: VerdictStore, verdicts: Mapping[str, Kept]) -> None:
    replies = {
        key: Reply("ok", _adapter().dump_json(kept).decode(), kept.grade.model, CallUsage(calls=0))
        for key, kept in verdicts.items()
    }
    store.keep_all(replies, purpose="verdict", prompt=next(iter(verdicts.values())).grade.prompt)


def _read(text: str) -> Kept | None:
    """A kept verdict; None for what another version wrote in a form that is not ours."""
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)
