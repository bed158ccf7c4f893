"""Why a server refused. In: the status, body and headers of its answer. Out: a ProviderError with its kind.

Servers tell the same thing in different words, so the code is looked at first, then the words. What is shown of their
words has keys taken out, and nothing at all is shown of an answer that repeats a piece of the request.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from reviewer.judge.failure import FailureKind, ProviderError
from reviewer.model.judgement import Rate, Request

_PARAMETERS = ("temperature", "seed", "max_completion_tokens", "max_tokens")
_MODE_WORDS = ("response_format", "json_schema", "structured output", "tool", "function", "grammar")
_CONTEXT_WORDS = (
    "context length",
    "context_length",
    "context window",
    "context size",
    "maximum context",
    "prompt is too long",
    "too many tokens",
    "input is too long",
    "input token count",
)
_FILTER_CODES = ("content_filter", "content_policy_violation", "responsibleaipolicyviolation")
_QUOTA_CODES = ("insufficient_quota", "billing_hard_limit_reached", "credit balance")
_KEY = re.compile(r"\b(?:(?:sk|pk|gsk|key|xai|ghp)[-_]|AIza)[A-Za-z0-9*._-]{6,}|Bearer\s+\S+|[^\s*]*\*{3,}\S*")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_LONGEST_WORDS = 160
_ECHO_CHARS = 24
_LONGEST_PAUSE_S = 86_400.0


def refusal(status: int, body: Any, headers: Mapping[str, str], request: Request, key: str = "") -> ProviderError:
    """The error behind an answer that is no success. `key` is taken out of every word that is shown."""
    words, code, parameter = _said(body)
    lower = f"{code} {words}".lower()
    kind = _kind(status, lower, parameter)
    if parameter not in _PARAMETERS:
        parameter = next((name for name in _PARAMETERS if name in lower), "")
    shown = _shown(words, request, key)
    detail = f"HTTP {status}" + (f" {code}" if code else "") + (f": {shown}" if shown else "")
    wait_s = retry_after_s(headers)
    return ProviderError(kind, redacted(detail, key), retry_after_s=wait_s, parameter=parameter)


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait, from `retry-after-ms` or `retry-after` (seconds or a date), if it asks."""
    asked_ms = _number(headers.get("retry-after-ms"))
    if asked_ms is not None:
        return min(asked_ms / 1000, _LONGEST_PAUSE_S)
    asked = headers.get("retry-after")
    seconds = _number(asked)
    if seconds is None and asked:
        try:
            seconds = parsedate_to_datetime(asked).timestamp() - time.time()
        except ValueError:
            return None
    return None if seconds is None else min(max(seconds, 0.0), _LONGEST_PAUSE_S)


def pause_s(headers: Mapping[str, str]) -> float:
    """Seconds without further calls that the rate headers of a success imply: until what is used up is there again.

    Where the headers tell the whole limit of requests, `request_rate` has it and nothing is said of requests here.
    """
    whole = request_rate(headers) is not None
    waits = [
        _duration_s(headers.get(f"x-ratelimit-reset-{what}", ""))
        for what in (("tokens",) if whole else ("requests", "tokens"))
        if headers.get(f"x-ratelimit-remaining-{what}") == "0"
    ]
    return min(max(waits, default=0.0), _LONGEST_PAUSE_S)


def request_rate(headers: Mapping[str, str]) -> Rate | None:
    """What the headers say of the limit of requests; None unless they say all of it."""
    limit, remaining = (_number(headers.get(f"x-ratelimit-{what}-requests")) for what in ("limit", "remaining"))
    reset = headers.get("x-ratelimit-reset-requests")
    if limit is None or remaining is None or not reset:
        return None
    return Rate(int(limit), int(remaining), min(_duration_s(reset), _LONGEST_PAUSE_S))


def redacted(text: str, key: str = "") -> str:
    """The text without the key and without what looks like one."""
    if key:
        text = text.replace(key, "[key]")
    return _KEY.sub("[key]", text)


def _kind(status: int, lower: str, parameter: str) -> FailureKind:
    if status == 429 or status == 402:
        return "quota" if status == 402 or any(code in lower for code in _QUOTA_CODES) else "rate_limit"
    if status >= 500:
        return "unsupported" if status == 501 else "server"
    if status == 408:
        return "timeout"
    if status in (401, 403):
        return "auth"
    if status == 413 or any(words in lower for words in _CONTEXT_WORDS):
        return "context_length"
    if any(code in lower for code in _FILTER_CODES):
        return "filtered"
    return _kind_of_bad_request(status, lower, parameter)


def _kind_of_bad_request(status: int, lower: str, parameter: str) -> FailureKind:
    """A mode the server cannot do, a parameter the model does not take, or something else that is wrong."""
    if parameter.startswith(("response_format", "tools", "tool_choice")) or any(word in lower for word in _MODE_WORDS):
        return "unsupported"
    if status == 404:
        return "not_found"
    if parameter in _PARAMETERS or any(name in lower for name in _PARAMETERS):
        return "parameter"
    return "rejected"


def _said(body: Any) -> tuple[str, str, str]:
    """The message, code and parameter of an error body, whatever of them is there."""
    if isinstance(body, list) and body:
        body = body[0]
    error = body.get("error", body) if isinstance(body, dict) else body
    if not isinstance(error, dict):
        return (error if isinstance(error, str) else "", "", "")
    words = error.get("message") or error.get("detail") or ""
    code = error.get("code") or ""
    if not isinstance(code, str) or code.isdecimal():
        code = error.get("type") or error.get("status") or ""
    parameter = error.get("param") or ""
    return tuple(str(part) for part in (words, code, parameter))  # type: ignore[return-value]


def _shown(words: str, request: Request, key: str) -> str:
    """The server's words, one short line, or nothing if they repeat the request."""
    line = " ".join(redacted(words[: 4 * _LONGEST_WORDS], key).split())[:_LONGEST_WORDS]
    sent = " ".join(" ".join(message.text for message in request.messages).split())
    echoes = any(line[at : at + _ECHO_CHARS] in sent for at in range(max(0, len(line) - _ECHO_CHARS + 1)))
    return "" if echoes else line


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


def _duration_s(text: str) -> float:
    """`6m0s`, `20ms` or plain seconds; 0 for anything else."""
    plain = _number(text)
    if plain is not None:
        return plain
    return sum(float(number) * _SECONDS[unit] for number, unit in _DURATION_PART.findall(text[:40]))
