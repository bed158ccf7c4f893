"""Grading many answers by a service. In: tasks, the address of a service. Out: outcomes, as a local run gives them.

Each answer is handed in under a key made of its text and the terms, so that a run that is broken off and goes on never
submits twice. What the service refuses for now is tried again when it says so; what it refuses for good is that
answer's outcome, in the service's words.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reviewer.batch.grade import Task, failed, outcome_of
from reviewer.batch.journal import Outcome
from reviewer.batch.run import Stop, Take
from reviewer.errors import ConfigError, ReviewerError, WorkError
from reviewer.model.review import Review
from reviewer.model.rubric import Rubric

if TYPE_CHECKING:
    import httpx2
    from tenacity import RetryCallState

RULES = "rules"
"""What an order names as its model to have none."""

WAIT_S = 30
"""How long one request waits for a review; then it is asked for again."""

TRIES = 6
LONGEST_PAUSE_S = 60.0
_TIMEOUT_S, _CONNECT_S = WAIT_S + 30.0, 10.0
_FOR_NOW = frozenset({429, 502, 503, 504})
_NOT_US = frozenset({"server.away", "server.key"})
"""What the next answer meets as well."""
_MOST_IN_A_ROW = 5
_MARKUP = re.compile(rb"\A\s*(?:<|PK\x03\x04|%PDF)")


_LONGEST_S = 3600.0
"""How long one review is waited for in all. It goes on at the service; the next run finds it there."""


class _LaterError(Exception):
    """Not now. `after_s` is when the service wants to be asked again, None if it did not say."""

    def __init__(self, error: ReviewerError, after_s: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.after_s = after_s


@dataclass(frozen=True, slots=True)
class Asking:
    """What goes with every answer: the rubric and the model (None: rules alone).

    `anew` has the ids of answers that the service shall review again though it has a review of them, with what to add
    to their key for that.
    """

    rubric: Rubric
    model: str | None
    anew: Mapping[str, str] = field(default_factory=dict)


class ReviewServer:
    """A service at its address, such as `https://review.example.org`; `key` None where it asks for none.

    Used within one event loop. Raises ConfigError `server.url` for an address that is none.
    """

    def __init__(self, url: str, key: str | None = None) -> None:
        import httpx2

        try:
            address = httpx2.URL(url)
        except httpx2.InvalidURL as error:
            raise _no_address(url) from error
        if address.scheme not in ("http", "https") or not address.host:
            raise _no_address(url)
        self.where = f"{address.scheme}://{address.netloc.decode('ascii', 'replace').rpartition('@')[2]}"
        self.in_clear = address.scheme == "http" and address.host not in ("127.0.0.1", "localhost", "::1")
        self._client = httpx2.AsyncClient(
            base_url=url.rstrip("/"),
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx2.Timeout(_TIMEOUT_S, connect=_CONNECT_S),
            limits=httpx2.Limits(max_connections=256),
        )

    async def check(self, rubric: Rubric) -> None:
        """Whether a batch can go there. Raises ConfigError `server.url`, `server.key`, `server.rubric`; WorkError
        `server.away`."""
        try:
            found = (await self._sent("GET", f"/v1/rubrics/{rubric.id}", tries=2)).json()
        except ReviewerError as error:
            raise _at_start(error, self.where, rubric) from error
        if found.get("hash") != rubric.hash:
            raise ConfigError(
                f"its rubric {rubric.id} is another than the one installed here",
                code="server.rubric",
                where=self.where,
                hint="use the same version of this program and of the pack on both sides",
            )

    async def review(self, task: Task, asking: Asking) -> tuple[Review, str]:
        """The review of an answer, and the text of the answer as it was read.

        Raises ReviewerErrors: the service's, and `server.away`, `server.key`, `server.rubric`, `server.answer`.
        """
        key = f"{task.key}{asking.anew.get(task.id, '')}"
        response = await self._sent(
            "POST",
            "/v1/reviews",
            data=_fields(task, asking),
            files={"file": (task.submission.name, task.submission.data)},
            headers={"Prefer": f"wait={WAIT_S}", "Idempotency-Key": key},
        )
        place = response.headers.get("location", "")
        review = _review(await self._ended(response, place), self.where)
        if review.rubric.hash != asking.rubric.hash:
            message = f"the service's rubric {review.rubric.id} changed while the batch ran"
            raise WorkError(message, code="server.rubric", where=self.where)
        return review, _plain(task) or str((await self._sent("GET", f"{place}/document")).json()["text"])

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def _ended(self, response: httpx2.Response, place: str) -> httpx2.Response:
        """Asks for a review until it is there."""
        loop = asyncio.get_running_loop()
        until, pause_s = loop.time() + _LONGEST_S, 0.5
        while response.status_code == 202:
            if loop.time() > until:
                raise WorkError("the review is not done yet", code="server.slow", where=self.where)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 1.5, 10.0)
            response = await self._sent("GET", place)
        return response

    async def _sent(self, method: str, path: str, tries: int = TRIES, **more: Any) -> httpx2.Response:
        """One request, again while the service is busy or away. Raises what the service says, else `server.away`."""
        from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

        again = AsyncRetrying(
            retry=retry_if_exception_type(_LaterError), stop=stop_after_attempt(tries), wait=_pause_s, reraise=True
        )
        try:
            return await again(self._once, method, path, more)
        except _LaterError as later:
            raise later.error from later

    async def _once(self, method: str, path: str, more: Mapping[str, Any]) -> httpx2.Response:
        import httpx2

        try:
            response = await self._client.request(method, path, **more)
        except httpx2.TransportError as error:
            hint = "start it, or check the address; the same command with --retry-errors goes on"
            message = f"the service cannot be reached: {error or type(error).__name__}"
            raise _LaterError(WorkError(message, code="server.away", where=self.where, hint=hint)) from error
        if response.status_code in (200, 202):
            return response
        refusal = _refusal(response, self.where)
        if response.status_code in _FOR_NOW:
            raise _LaterError(refusal, _after_s(response.headers.get("retry-after")))
        raise refusal


async def grade_by_server(
    server: ReviewServer, asking: Asking, tasks: Iterable[Task], take: Take, stop: Stop, *, at_once: int
) -> None:
    """Grades all tasks, at most `at_once` at a time; ends early, with what was begun, when it is told to stop.

    Raises the service's error once it meets one answer after the other.
    """
    source = iter(tasks)
    session = _Session(server, asking, take, stop)
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(session.work(source))
    if session.error is not None:
        raise session.error


class _Session:
    def __init__(self, server: ReviewServer, asking: Asking, take: Take, stop: Stop) -> None:
        self.error: ReviewerError | None = None
        self._server = server
        self._asking = asking
        self._take = take
        self._stop = stop
        self._in_a_row = 0

    async def work(self, source: Iterator[Task]) -> None:
        """Takes one task after the other until there are none."""
        while not self._stop and (task := next(source, None)) is not None:
            self._take([await self._one(task)])

    async def _one(self, task: Task) -> Outcome:
        try:
            review, text = await self._server.review(task, self._asking)
        except ReviewerError as error:
            self._count(error)
            return failed(task, error.code, error.message)
        self._in_a_row = 0
        return await asyncio.to_thread(outcome_of, task, self._asking.rubric, text, review)

    def _count(self, error: ReviewerError) -> None:
        """Ends the run where it is the service and not the answers that is wrong."""
        self._in_a_row = self._in_a_row + 1 if error.code in _NOT_US else 0
        if self._in_a_row >= _MOST_IN_A_ROW:
            self.error = self.error or error
            self._stop.set(error.message)


def _fields(task: Task, asking: Asking) -> dict[str, Any]:
    """The fields of the form beside the file; those that say nothing are left out."""
    options = task.options
    fields = {
        "rubric": asking.rubric.id,
        "profile": options.profile,
        "kind": options.kind,
        "model": asking.model or RULES,
        "question": task.submission.question,
        "only": list(options.only),
        "skip": list(options.skip),
        "not_applicable": json.dumps(dict(options.not_applicable)) if options.not_applicable else None,
    }
    return {name: value for name, value in fields.items() if value}


def _plain(task: Task) -> str:
    """The text of an answer that is plain text already, "" where only the service knows how it reads it."""
    data = task.submission.data
    if _MARKUP.match(data) or task.submission.name.lower().endswith((".html", ".htm")):
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _review(response: httpx2.Response, where: str) -> Review:
    try:
        return Review.model_validate_json(response.content)
    except ValueError as error:
        hint = "use the same version of this program on both sides"
        raise WorkError(
            "its answer is no review that this version can read", code="server.answer", where=where, hint=hint
        ) from error


def _refusal(response: httpx2.Response, where: str) -> ReviewerError:
    """What a service that refuses says, as an error."""
    try:
        problem = response.json()
        said, code, hint = str(problem["detail"]), str(problem["code"]), problem.get("hint")
    except (ValueError, KeyError, TypeError):
        message = f"answers {response.status_code} {response.reason_phrase} and no more"
        return WorkError(message, code="server.answer", where=where, hint="check the address")
    if response.status_code in (401, 403):
        hint = "set REVIEWER_SERVER_KEY to a key with the scopes read and submit; `reviewer keys create` makes one"
        return ConfigError(said, code="server.key", where=where, hint=hint)
    kind = ConfigError if response.status_code < 500 else WorkError
    return kind(said, code=code, where=where, hint=hint)


def _at_start(error: ReviewerError, where: str, rubric: Rubric) -> ReviewerError:
    """The error of the first request, which tells whether there is a service at all."""
    if error.code == "server.answer":
        return _no_address(where)
    if error.code == "rubric.not_found":
        hint = "a service reviews by installed rubrics: install the pack there, or run without --server"
        return ConfigError(f"has no rubric {rubric.id!r}", code="server.rubric", where=where, hint=hint)
    return error


def _no_address(url: str) -> ConfigError:
    hint = "give the address that `reviewer serve` prints, such as http://127.0.0.1:8000"
    return ConfigError("there is no review service at this address", code="server.url", where=url, hint=hint)


def _after_s(field: str | None) -> float | None:
    """Seconds of a Retry-After; a date is taken for none."""
    return float(field) if field is not None and field.isdigit() else None


def _pause_s(state: RetryCallState) -> float:
    """As long as the service says, else longer from try to try; never all at the same moment."""
    error = state.outcome.exception() if state.outcome is not None else None
    told_s = error.after_s if isinstance(error, _LaterError) else None
    if told_s is not None:
        return min(told_s, LONGEST_PAUSE_S) + random.uniform(0.0, 1.0)  # noqa: S311 - spreads requests, hides nothing
    return random.uniform(0.2, 1.0) * min(2.0**state.attempt_number, 15.0)  # noqa: S311
