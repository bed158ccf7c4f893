"""Answers. In: a call and the fault it meets. Out: status, headers and body."""

from __future__ import annotations

import json
import random
from email.utils import formatdate
from typing import Any

from tests.fault_server.behaviour import Behaviour
from tests.fault_server.fill import fill, levelled, obedient

Answer = tuple[int, dict[str, str], bytes]
_TOKEN_CHARS = 4


def refused(status: int, message: str, code: str, *, param: str | None = None, **headers: str) -> Answer:
    """An error in OpenAI's form."""
    error = {"message": message, "type": "invalid_request_error", "code": code, "param": param}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, json.dumps({"error": error}).encode()


def rate_limited(behaviour: Behaviour) -> Answer:
    return refused(429, "Too many requests.", "rate_limit_exceeded", retry_after=f"{behaviour.retry_after_s:g}")


def http_fault(fault: str, behaviour: Behaviour, key: str) -> Answer | None:
    """The answer of a fault that shows in the status or in the form of the body; None if it shows elsewhere."""
    answers: dict[str, Answer] = {
        "rate_limit": rate_limited(behaviour),
        "rate_limit_bare": refused(429, "Slow down.", "rate_limit_exceeded"),
        "rate_limit_date": refused(429, "Slow down.", "rate_limit_exceeded", retry_after=formatdate(usegmt=True)),
        "quota": refused(429, "You have no quota left.", "insufficient_quota"),
        "server_error": refused(500, "Something broke.", "server_error"),
        "unavailable": refused(503, "Overloaded.", "overloaded"),
        "not_json": (200, {"content-type": "text/html"}, b"<html><body>Welcome to the proxy</body></html>"),
        "no_choices": (200, {}, b'{"object": "list", "data": []}'),
        "wrapped_error": (200, {}, b'{"error": {"code": 503, "message": "the server behind is gone"}}'),
        "context": refused(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
        "redirect": (307, {"location": "http://127.0.0.1:9/v1/chat/completions"}, b""),
        "auth": refused(401, f"Incorrect API key provided: {key}.", "invalid_api_key"),
    }
    return answers.get(fault)


def mode_of(body: dict[str, Any]) -> str:
    """The way of structured output that a call asks for."""
    if body.get("tools"):
        return "tool"
    form = body.get("response_format", {}).get("type", "")
    return "json_schema" if form == "json_schema" else "json"


def schema_of(body: dict[str, Any]) -> dict[str, Any]:
    """The schema that the reply is to follow, wherever the call has it."""
    mode = mode_of(body)
    if mode == "tool":
        return dict(body["tools"][0]["function"]["parameters"])
    if mode == "json_schema":
        return dict(body["response_format"]["json_schema"]["schema"])
    text = str(body["messages"][-1]["content"])
    at = text.rfind("JSON Schema:\n")
    return dict(json.loads(text[at + len("JSON Schema:\n") :])) if at >= 0 else {"type": "object"}


def prompt_of(body: dict[str, Any]) -> str:
    return "\n".join(str(message["content"]) for message in body["messages"])


def completion(
    body: dict[str, Any], fault: str, rng: random.Random, cached_chars: int, ignore: bool, behaviour: Behaviour
) -> Answer:
    """A completion, with the faults that show in its content."""
    text = json.dumps(_altered(_content(body, rng, behaviour), fault))
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    finish = "stop"
    if fault == "truncated":
        message["content"], finish = text[: len(text) // 2], "length"
    elif fault == "empty":
        message["content"] = ""
    elif fault == "malformed":
        message["content"] = text.replace(",", "", 1).replace('"', "", 1)
    elif fault == "prose" or ignore:
        message["content"] = f"Sure! Here is what I think of it: {text} Let me know if you need more."
    elif fault == "refusal":
        message["content"], message["refusal"] = None, "I cannot help with that."
    elif fault == "content_filter":
        message["content"], finish = "", "content_filter"
    elif mode_of(body) == "tool":
        call = {"id": "call_1", "type": "function", "function": {"name": "reply", "arguments": text}}
        message["content"], message["tool_calls"] = None, [call]
        finish = "tool_calls"
    return 200, {}, json.dumps(_frame(body, message, finish, cached_chars)).encode()


def _content(body: dict[str, Any], rng: random.Random, behaviour: Behaviour) -> Any:
    """A well-formed reply to a call."""
    schema, prompt = schema_of(body), prompt_of(body)
    reply = fill(schema, prompt, rng)
    if "verdicts" not in schema.get("properties", {}):
        return reply
    if behaviour.obeys and behaviour.obeys in prompt:
        return obedient(reply, schema, prompt, behaviour.obeys)
    return levelled(reply, schema, behaviour.seed) if behaviour.steady else reply


def _frame(body: dict[str, Any], message: dict[str, Any], finish: str, cached_chars: int) -> dict[str, Any]:
    output = message["content"] or json.dumps(message.get("tool_calls", ""))
    usage = {
        "prompt_tokens": len(prompt_of(body)) // _TOKEN_CHARS + 1,
        "completion_tokens": len(output) // _TOKEN_CHARS + 1,
        "prompt_tokens_details": {"cached_tokens": cached_chars // _TOKEN_CHARS},
    }
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return {"id": "stub", "object": "chat.completion", "model": body["model"], "choices": [choice], "usage": usage}


def _altered(reply: Any, fault: str) -> Any:
    """A well-formed reply that is wrong in what it says."""
    if fault == "missing" and isinstance(reply, dict) and isinstance(reply.get("verdicts"), list):
        return {**reply, "verdicts": reply["verdicts"][::2]}
    if fault == "invented":
        return _with_invented_quotes(reply)
    return reply


def _with_invented_quotes(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _with_invented_quotes(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_invented_quotes(inner, name) for inner in value]
    return "a sentence that nobody ever wrote down" if name in ("quote", "quotes") else value
