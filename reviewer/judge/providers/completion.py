"""Chat Completions on the wire. In: a Request and how to ask. Out: the body to send; of an answer's body, the Reply.

Nothing is sent here. Answers come from many servers: every field may be missing or of another type.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reviewer.judge.failure import ProviderError
from reviewer.judge.ladder import Mode
from reviewer.model.judgement import CallUsage, Reply, ReplyState, Request

_REFUSED_AT_OPENAI = ("minLength", "maxLength", "uniqueItems", "default")
_STATES: dict[str, ReplyState] = {"length": "truncated", "content_filter": "filtered"}


def body_of(request: Request, model: str, mode: Mode, omit: frozenset[str], *, at_openai: bool) -> dict[str, Any]:
    """The body of one call. OpenAI itself has a newer name for the output limit and takes fewer words in a schema."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": message.role, "content": message.text} for message in messages_of(request, mode)],
        "temperature": request.temperature,
        "seed": request.seed + request.vote,
        _limit_name(at_openai, omit): request.max_output_tokens,
        **_shape(request, mode, at_openai),
    }
    return {name: value for name, value in body.items() if name not in omit}


def messages_of(request: Request, mode: Mode) -> tuple[Any, ...]:
    """The messages as sent; only plain JSON carries its schema in the last of them."""
    if mode != "json":
        return request.messages
    *before, last = request.messages
    return (*before, type(last)(last.role, f"{last.text}\n\n{schema_text(request.schema)}"))


def schema_text(schema: Mapping[str, Any]) -> str:
    """How a schema is told to a model that takes it from the prompt alone."""
    written = json.dumps(dict(schema), ensure_ascii=False, separators=(",", ":"))
    return f"Reply with one JSON object and nothing else. It follows this JSON Schema:\n{written}"


def read_completion(body: Any, pause_s: float = 0.0) -> Reply:
    """The Reply in an answer's body. Raises ProviderError `malformed` if there is none."""
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict) or not isinstance(choice, dict):
        raise ProviderError("malformed", "the answer has no message in it")
    text = _text(message)
    refusal = message.get("refusal")
    return Reply(
        state=_state(choice.get("finish_reason"), text, refusal),
        text=text or (refusal if isinstance(refusal, str) else ""),
        model=str(body.get("model") or ""),
        usage=_usage(body),
        pause_s=pause_s,
    )


def _limit_name(newer: bool, omit: frozenset[str]) -> str:
    """The name of the output limit; one that the model refused gives way to the other, but one is always sent."""
    names = ("max_completion_tokens", "max_tokens") if newer else ("max_tokens", "max_completion_tokens")
    for name in names:
        if name not in omit:
            return name
    raise ProviderError("rejected", "the model takes no limit of its output", sent=False)


def _shape(request: Request, mode: Mode, at_openai: bool) -> dict[str, Any]:
    name, schema = request.schema_name, dict(request.schema)
    if at_openai:
        schema = _without_limits(schema)
    if mode == "json_schema":
        wanted = {"name": name, "schema": schema, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": wanted}}
    if mode == "tool":
        function = {"name": name, "description": "Records the reply.", "parameters": schema, "strict": True}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": name}},
        }
    return {"response_format": {"type": "json_object"}}


def _without_limits(schema: Any) -> Any:
    """A schema without the words that OpenAI's strict mode refuses; other servers bound their output by them."""
    if isinstance(schema, dict):
        return {name: _without_limits(value) for name, value in schema.items() if name not in _REFUSED_AT_OPENAI}
    return [_without_limits(value) for value in schema] if isinstance(schema, list | tuple) else schema


def _text(message: Mapping[str, Any]) -> str:
    """The reply's text: the arguments of a tool call, or the content, which some servers give in parts."""
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls and isinstance(calls[0], dict):
        function = calls[0].get("function")
        arguments = function.get("arguments") if isinstance(function, dict) else None
        if arguments:
            return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    content = message.get("content")
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _state(finish_reason: Any, text: str, refusal: Any) -> ReplyState:
    if refusal:
        return "refused"
    if finish_reason in _STATES:
        return _STATES[finish_reason]
    return "ok" if text.strip() else "empty"


def _usage(body: Mapping[str, Any]) -> CallUsage:
    """Tokens as reported; the cached part stands in one of three places, depending on the server."""
    usage, timings = _mapping(body.get("usage")), _mapping(body.get("timings"))
    details = _mapping(usage.get("prompt_tokens_details"))
    cached = details.get("cached_tokens") or usage.get("prompt_cache_hit_tokens") or timings.get("cache_n")
    return CallUsage(
        input_tokens=_count(usage.get("prompt_tokens")),
        cached_tokens=_count(cached),
        output_tokens=_count(usage.get("completion_tokens")),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int:
    return max(0, int(value)) if isinstance(value, int | float) and value == value and abs(value) < 1e12 else 0
