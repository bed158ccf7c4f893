"""The ledger around `ask`. In: an Ask and a ReplyStore. Out: an Ask that pays for each distinct request once.

The store is one table, key → reply, that is cache, ledger and resume at once. A reply is written as the first thing
after it arrives. Before a call is made its key is claimed with a lease, so of many tasks or processes that want the
same reply one asks and the others wait for the row; a lease that is not renewed (its owner died) is taken over.
"""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from reviewer.errors import WorkError
from reviewer.judge.aside import aside
from reviewer.judge.deadline import Deadline
from reviewer.model.judgement import Ask, CallUsage, Reply, ReplyState, Request

KEPT: frozenset[ReplyState] = frozenset({"ok", "refused", "filtered"})
"""What is kept: answers. Truncated and empty replies, errors and limits are not, so that a later run may do better."""

LEASE_S = 30.0
"""How long a claim holds without renewal; it is renewed three times in that span."""

_FIRST_POLL_S, _LAST_POLL_S = 0.02, 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claim: a `reply` that is there already, or who is to ask (`mine`, `theirs`).

    `repeated`: this claim took over one whose owner is gone, so the call may be made a second time.
    """

    state: Literal["reply", "mine", "theirs"]
    reply: Reply | None = None
    repeated: bool = False


class ReplyStore(Protocol):
    """Where replies are kept. Methods block for milliseconds and are safe from many threads and processes.

    Keys are content addresses, of whole calls or of single verdicts. All methods raise WorkError `store.*`.
    """

    def find(self, keys: Iterable[str]) -> Mapping[str, Reply]:
        """The replies that are kept under these keys, with the usage they had when they were paid for."""
        ...

    def keep(self, key: str, reply: Reply, *, purpose: str = "", prompt: str = "") -> None:
        """Writes a reply and ends any claim on its key; a reply that is there already stays."""
        ...

    def keep_all(self, replies: Mapping[str, Reply], *, purpose: str = "", prompt: str = "") -> None:
        """As `keep`, for several at once."""
        ...

    def claim(self, key: str, owner: str, lease_s: float) -> Claim:
        """The reply, or the right to ask for it, given to exactly one `owner` at a time."""
        ...

    def renew(self, key: str, owner: str, lease_s: float) -> None:
        """Makes the claim of `owner` hold for another `lease_s` seconds."""
        ...

    def release(self, key: str, owner: str) -> None:
        """Ends the claim of `owner` without a reply."""
        ...

    def rung(self, host: str, model: str) -> str | None:
        """The way of asking that worked for this model, as the ladder wrote it; None if unknown or out of date."""
        ...

    def keep_rung(self, host: str, model: str, rung: str) -> None:
        """Remembers the way of asking that works for this model."""
        ...


def owner_name() -> str:
    """A name for one claim: machine, process and a random part, so that a dead owner can be told from a busy one."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def ledgered(ask: Ask, store: ReplyStore, *, deadline: Deadline | None = None, lease_s: float = LEASE_S) -> Ask:
    """Looks up before it asks, and writes what it paid for. Waiting for another's call ends with the `deadline`."""
    limit = deadline or Deadline(None)

    async def wrapped(request: Request) -> Reply:
        owner = owner_name()
        try:
            claim = await _claimed(store, request.key, owner, limit, lease_s)
        except WorkError as error:  # a review is worth more than its place in the cache
            return _unkept(await ask(request), error)
        if claim.reply is not None:
            return _reused(claim.reply)
        if claim.state == "theirs":
            return Reply(state="deadline", usage=CallUsage(calls=0), detail="the same call is under way elsewhere")
        return await _ask_once(ask, store, request, owner, claim, lease_s)

    return wrapped


async def _claimed(store: ReplyStore, key: str, owner: str, deadline: Deadline, lease_s: float) -> Claim:
    """A claim that is settled: the reply, or our turn; `theirs` only when the deadline ends the waiting."""
    poll_s = _FIRST_POLL_S
    while True:
        claim = await _claim(store, key, owner, lease_s)
        if claim.state != "theirs" or deadline.passed:
            return claim
        await asyncio.sleep(min(poll_s, max(deadline.left_s, 0.0)))
        poll_s = min(poll_s * 1.5, _LAST_POLL_S)


async def _claim(store: ReplyStore, key: str, owner: str, lease_s: float) -> Claim:
    """One claim; if it succeeds while its task is being cancelled, it is ended again."""
    claiming = asyncio.create_task(aside(store.claim, key, owner, lease_s))
    try:
        return await asyncio.shield(claiming)
    except asyncio.CancelledError:
        if (await claiming).state == "mine":
            await aside(store.release, key, owner)
        raise


async def _ask_once(ask: Ask, store: ReplyStore, request: Request, owner: str, claim: Claim, lease_s: float) -> Reply:
    heartbeat = asyncio.create_task(_renewing(store, request.key, owner, lease_s))
    kept = False
    try:
        reply = replace(await ask(request), repeated=claim.repeated)
        if reply.state in KEPT:
            reply, kept = await _kept(store, request, reply)
        return reply
    finally:
        heartbeat.cancel()
        if not kept:
            with suppress(WorkError):  # a claim that cannot be ended ends by itself when its lease runs out
                await aside(store.release, request.key, owner)


async def _kept(store: ReplyStore, request: Request, reply: Reply) -> tuple[Reply, bool]:
    """Writes a reply. One that was paid for is given back even if it cannot be written, and says so."""
    try:
        await aside(store.keep, request.key, reply, purpose=request.purpose, prompt=request.prompt)
    except WorkError as error:
        return _unkept(reply, error), False
    return reply, True


def _unkept(reply: Reply, error: WorkError) -> Reply:
    return replace(reply, detail=f"{reply.detail} (not kept for reuse: {error.message})".strip())


async def _renewing(store: ReplyStore, key: str, owner: str, lease_s: float) -> None:
    while True:
        await asyncio.sleep(lease_s / 3)
        with suppress(WorkError):  # at worst the lease runs out and another process asks as well
            await aside(store.renew, key, owner, lease_s)


def _reused(reply: Reply) -> Reply:
    """A kept reply as it is given now: it costs nothing again."""
    return replace(reply, usage=CallUsage(calls=0), reused=True, repeated=False, pause_s=0.0)
