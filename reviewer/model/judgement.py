"""What goes to a language model and what comes back: requests, replies, usage, options."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["system", "user"]
Purpose = Literal["grade", "reask", "risks", "check"]
"""`check`: a grading that counts for nothing, to compare; it is made with text in view that addresses the grader."""

ReplyState = Literal[
    "ok", "truncated", "empty", "refused", "filtered", "context_length", "failed", "budget", "deadline"
]
"""How a call ended. `failed`: no reply after all retries; `budget`, `deadline`: a limit that the caller set."""


@dataclass(frozen=True, slots=True)
class Message:
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """One call. `messages` share their first `prefix_chars` characters with every other call of the review.

    `key` is the content address of the whole call (document, prompt, criteria, provider host, model, parameters):
    equal keys may share one reply. `criteria` are the ids it asks for, `schema` the JSON Schema of the reply.
    The seed that is sent is `seed` + `vote`.
    """

    key: str
    purpose: Purpose
    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    schema_name: str
    criteria: tuple[str, ...]
    prompt: str
    max_output_tokens: int
    prefix_chars: int = 0
    vote: int = 0
    temperature: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class CallUsage:
    """Tokens as the provider reported them; `cached_tokens` are those of the input that came from its prefix cache."""

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    calls: int = 1

    def __add__(self, other: CallUsage) -> CallUsage:
        costs = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return CallUsage(
            self.input_tokens + other.input_tokens,
            self.cached_tokens + other.cached_tokens,
            self.output_tokens + other.output_tokens,
            sum(costs) if costs else None,
            self.calls + other.calls,
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """What a reply says of the limit of requests: how many there may be, how many are left, seconds until full."""

    limit: int
    remaining: int
    reset_s: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `text` is the raw reply (JSON when `state` is ok); `detail` says what went wrong otherwise,
    without keys or document text. `reused` replies came from the ledger and cost nothing now; `repeated` ones were
    asked for once before, by a process that died before its reply came.

    `kind` names the failure (`reviewer.judge.failure.FailureKind`) behind a state that is not ok; `retry_after_s` is
    how long the provider asked to wait after a refusal, `pause_s` how long it wants no further call after this one,
    `rate` what its headers say of the limit of requests.
    """

    state: ReplyState
    text: str = ""
    model: str = ""
    usage: CallUsage = field(default_factory=CallUsage)
    detail: str = ""
    reused: bool = False
    repeated: bool = False
    kind: str = ""
    retry_after_s: float | None = None
    pause_s: float = 0.0
    rate: Rate | None = None


Ask = Callable[[Request], Awaitable[Reply]]
"""Sends one request and gives its reply; never raises for what a provider or the network did."""


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """How to judge. `host` and `model` are part of every key; `batch` says how many criteria go into one call."""

    model: str
    host: str = ""
    batch: Literal["phase", "criterion", "all"] = "phase"
    votes: int = 1
    temperature: float = 0.0
    seed: int = 1
    max_input_chars: int = 400_000
    max_output_tokens: int = 8_000
    concurrency: int = 16
    risks: bool = True
