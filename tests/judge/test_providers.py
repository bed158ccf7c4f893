"""Each way a server can answer, over real HTTP, ends in the right state or error; and keys stay where they belong."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from email.utils import formatdate
from typing import Any

import pytest

from reviewer.errors import ConfigError
from reviewer.judge.failure import FailureKind, ProviderError
from reviewer.judge.ladder import MODES, Mode, has_shape
from reviewer.judge.providers import Provider, provider
from reviewer.judge.providers.completion import body_of, read_completion
from reviewer.judge.providers.host import LOCAL_TIMEOUT_S, TIMEOUT_S, host_of, is_local, timeout_of
from reviewer.judge.providers.raised import failure_of
from reviewer.judge.providers.refusal import pause_s, refusal, retry_after_s
from reviewer.model.judgement import Message, Reply
from tests.fault_server import Behaviour, FaultServer
from tests.judge.asking import VERDICTS, request

KEY = "sk-test-0123456789abcdef"


def openai_at(server: FaultServer, timeout_s: float = 10.0) -> Provider:
    return provider("openai:stub", base_url=server.url, api_key=KEY, timeout_s=timeout_s)


def sent(model: Provider, mode: Mode = "json_schema", omit: frozenset[str] = frozenset()) -> Reply:
    async def work() -> Reply:
        try:
            return await model.send(request(), mode, omit)
        finally:
            await model.aclose()

    return asyncio.run(work())


def failing(model: Provider) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        sent(model)
    return caught.value


@pytest.mark.parametrize("mode", MODES)
def test_each_way_of_asking_gives_the_shape(mode: Mode) -> None:
    with FaultServer() as server:
        reply = sent(openai_at(server), mode)
    assert reply.state == "ok"
    assert has_shape(reply.text, VERDICTS)
    assert reply.usage.input_tokens > 0
    assert reply.usage.output_tokens > 0
    assert server.calls[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_call_is_one_request_that_is_not_streamed() -> None:
    with FaultServer() as server:
        sent(openai_at(server))
    (call,) = server.calls
    assert call.path == "/v1/chat/completions"
    assert call.body["model"] == "stub"
    assert call.body["max_tokens"] == 400
    assert (call.body["temperature"], call.body["seed"]) == (0.0, 1)
    assert not call.body.get("stream")
    assert [message["role"] for message in call.body["messages"]] == ["system", "user", "user"]


def test_what_a_model_does_not_take_is_left_out() -> None:
    omit = frozenset({"temperature", "seed", "max_tokens"})
    body = body_of(request(), "m", "json_schema", omit, at_openai=False)
    assert "temperature" not in body
    assert "seed" not in body
    assert body["max_completion_tokens"] == 400
    with pytest.raises(ProviderError):
        body_of(request(), "m", "json", omit | {"max_completion_tokens"}, at_openai=True)


def test_only_plain_json_has_the_schema_in_its_prompt() -> None:
    plain = body_of(request(), "m", "json", frozenset(), at_openai=True)["messages"]
    forced = body_of(request(), "m", "json_schema", frozenset(), at_openai=True)["messages"]
    assert plain[:-1] == forced[:-1]
    assert "data.replication" in plain[-1]["content"]
    assert "data.replication" not in forced[-1]["content"]


def test_openai_gets_no_words_that_its_strict_mode_refuses() -> None:
    there = json.dumps(body_of(request(), "m", "json_schema", frozenset(), at_openai=True))
    elsewhere = json.dumps(body_of(request(), "m", "json_schema", frozenset(), at_openai=False))
    assert "maxLength" not in there
    assert "maxItems" in there
    assert "maxLength" in elsewhere


def test_a_model_on_this_machine_has_more_time() -> None:
    assert timeout_of("127.0.0.1:9", None) == LOCAL_TIMEOUT_S
    assert timeout_of("127.0.0.1:9", 5) == 5
    assert timeout_of("far.example", None) == TIMEOUT_S


def test_votes_differ_in_their_seed() -> None:
    body = body_of(request(vote=2, seed=5), "m", "json_schema", frozenset(), at_openai=True)
    assert body["seed"] == 7


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("rate_limit", "rate_limit"),
        ("rate_limit_bare", "rate_limit"),
        ("rate_limit_date", "rate_limit"),
        ("quota", "quota"),
        ("server_error", "server"),
        ("unavailable", "server"),
        ("drop", "connection"),
        ("cut", "connection"),
        ("stall", "timeout"),
        ("trickle", "timeout"),
        ("not_json", "malformed"),
        ("no_choices", "malformed"),
        ("wrapped_error", "server"),
        ("context", "context_length"),
        ("redirect", "rejected"),
        ("auth", "auth"),
    ],
)
def test_a_call_without_a_reply_says_why(fault: str, kind: FailureKind) -> None:
    with FaultServer(Behaviour(script=[fault])) as server:
        error = failing(openai_at(server, timeout_s=0.4 if kind == "timeout" else 10))
        calls = len(server.calls)
    assert error.kind == kind
    assert calls == 1  # the SDK tried once, and followed no redirect
    assert error.sent
    assert KEY not in error.detail


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("truncated", "truncated"),
        ("empty", "empty"),
        ("malformed", "ok"),
        ("prose", "ok"),
        ("refusal", "refused"),
        ("content_filter", "filtered"),
    ],
)
def test_a_reply_says_how_it_ended(fault: str, state: str) -> None:
    with FaultServer(Behaviour(script=[fault])) as server:
        reply = sent(openai_at(server))
    assert reply.state == state
    assert reply.usage.input_tokens > 0
    if fault in ("malformed", "prose"):
        assert not has_shape(reply.text, VERDICTS)


def test_a_server_that_is_not_there_was_not_sent_anything() -> None:
    with FaultServer() as server:
        url = server.url
    error = failing(provider("openai:stub", base_url=url, api_key=KEY, timeout_s=2))
    assert (error.kind, error.sent) == ("connection", False)


def test_retry_after_is_passed_on() -> None:
    with FaultServer(Behaviour(script=["rate_limit"], retry_after_s=7.5)) as server:
        assert failing(openai_at(server)).retry_after_s == 7.5


@pytest.mark.parametrize(("rejects", "parameter"), [("temperature", "temperature"), ("seed", "seed")])
def test_a_refused_parameter_is_named(rejects: str, parameter: str) -> None:
    with FaultServer(Behaviour(rejects=(rejects,))) as server:
        error = failing(openai_at(server))
    assert (error.kind, error.parameter) == ("parameter", parameter)


def test_a_refused_way_of_asking_is_told_from_a_bad_request() -> None:
    with FaultServer(Behaviour(supports=("json",))) as server:
        assert failing(openai_at(server)).kind == "unsupported"


def test_a_prefix_that_the_provider_had_is_counted_apart() -> None:
    long = request(messages=(Message("system", "s" * 3000), Message("user", "u")))
    with FaultServer() as server:
        model = openai_at(server)

        async def work() -> list[Reply]:
            replies = [await model.send(long, "json_schema") for _ in range(2)]
            await model.aclose()
            return replies

        first, second = asyncio.run(work())
    assert first.usage.cached_tokens == 0
    assert second.usage.cached_tokens >= 700


def test_each_event_loop_has_connections_of_its_own() -> None:
    with FaultServer() as server:
        model = openai_at(server)
        assert [asyncio.run(_without_closing(model)).state for _ in range(3)] == ["ok"] * 3


async def _without_closing(model: Provider) -> Reply:
    reply = await model.send(request(), "json_schema")
    await model.aclose()
    return reply


def test_keys_are_nowhere_but_in_the_call(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with FaultServer(Behaviour(script=["auth"])) as server:
        model = openai_at(server)
        error = failing(model)
    assert server.calls[0].headers["authorization"].endswith(KEY)
    for text in (caplog.text, repr(model), str(error), repr(error), error.detail, repr(error.reply())):
        assert KEY not in text
        assert KEY[3:12] not in text


@pytest.mark.parametrize("shown", ["sk-abcdef***xyz", "abcd****wxyz", "Bearer abc.def", "AIzaSyA1234567890"])
def test_what_looks_like_a_key_is_not_shown(shown: str) -> None:
    detail = refusal(400, {"error": {"message": f"skipping keywords: {shown} is bad"}}, {}, request()).detail
    assert detail == "HTTP 400: skipping keywords: [key] is bad"


def test_no_word_of_the_document_is_in_an_error() -> None:
    body = {"error": {"message": "cannot parse: All pastes live in a single Postgres primary with no replica at all."}}
    error = refusal(400, body, {}, request(), KEY)
    assert "Postgres" not in error.detail
    assert "no model of that name" in refusal(404, {"error": "no model of that name"}, {}, request(), KEY).detail


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, {"message": "the request exceeds the available context size"}, "context_length"),
        (400, {"message": "prompt is too long: 210000 tokens > 200000 maximum"}, "context_length"),
        (413, {"message": "Request too large"}, "context_length"),
        (400, {"code": "content_filter", "message": "The response was filtered"}, "filtered"),
        (400, {"message": "response_format value is invalid: 'json_schema'"}, "unsupported"),
        (400, {"message": "this model does not support tool use"}, "unsupported"),
        (404, {"message": "No endpoints found that support tool use"}, "unsupported"),
        (400, {"message": "Failed to parse grammar"}, "unsupported"),
        (422, {"detail": "extra fields: seed"}, "parameter"),
        (400, {"code": "unsupported_value", "param": "temperature", "message": "Only 1 is supported"}, "parameter"),
        (400, {"message": "Use 'max_completion_tokens' instead of max_tokens.", "param": "max_tokens"}, "parameter"),
        (404, {"message": "The model does not exist", "code": "model_not_found"}, "not_found"),
        (401, {"message": "bad key"}, "auth"),
        (403, {"message": "no"}, "auth"),
        (402, {"message": "pay first"}, "quota"),
        (429, {"code": "insufficient_quota"}, "quota"),
        (429, {}, "rate_limit"),
        (408, {}, "timeout"),
        (500, {}, "server"),
        (529, {"message": "overloaded"}, "server"),
        (501, {}, "unsupported"),
        (418, {"message": "teapot"}, "rejected"),
    ],
)
def test_servers_say_the_same_in_different_words(status: int, error: dict[str, Any], kind: FailureKind) -> None:
    found = refusal(status, {"error": error}, {}, request())
    assert found.kind == kind
    if kind == "parameter":
        assert found.parameter in ("seed", "temperature", "max_tokens")


@pytest.mark.parametrize(
    "body", [None, "", "text", [], {}, {"error": None}, {"error": "words"}, {"error": {"code": 7}}]
)
def test_an_error_may_have_any_form(body: Any) -> None:
    assert refusal(500, body, {}, request()).kind == "server"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "1e9"}, 86_400.0),
        ({"retry-after": formatdate(0, usegmt=True)}, 0.0),
    ],
)
def test_how_long_to_wait_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(headers) == seconds


def test_a_date_to_come_back_is_read() -> None:
    assert 25 < (retry_after_s({"retry-after": formatdate(time.time() + 30, usegmt=True)}) or 0) <= 30


@pytest.mark.parametrize(
    ("remaining", "reset", "seconds"),
    [
        ("0", "6m0s", 360.0),
        ("0", "20ms", 0.02),
        ("0", "1.5", 1.5),
        ("0", "1h2m", 3720.0),
        ("3", "6m0s", 0.0),
        ("0", "?", 0.0),
    ],
)
def test_rate_headers_are_read(remaining: str, reset: str, seconds: float) -> None:
    headers = {"x-ratelimit-remaining-requests": remaining, "x-ratelimit-reset-requests": reset}
    assert pause_s(headers) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "message",
    [
        {"content": [{"type": "text", "text": '{"verdicts": []}'}]},
        {"tool_calls": [{"function": {"name": "x", "arguments": '{"verdicts": []}'}}]},
        {"tool_calls": [{"function": {"name": "x", "arguments": {"verdicts": []}}}]},
        {"content": '{"verdicts": []}', "tool_calls": None, "refusal": ""},
    ],
)
def test_replies_come_in_several_forms(message: dict[str, Any]) -> None:
    reply = read_completion({"choices": [{"message": message, "finish_reason": "stop"}]})
    assert reply.state == "ok"
    assert json.loads(reply.text) == {"verdicts": []}


@pytest.mark.parametrize(
    "body",
    [None, [], "x", {}, {"choices": None}, {"choices": []}, {"choices": ["x"]}, {"choices": [{"message": None}]}],
)
def test_what_is_no_completion_is_malformed(body: Any) -> None:
    with pytest.raises(ProviderError) as caught:
        read_completion(body)
    assert caught.value.kind == "malformed"


@pytest.mark.parametrize(
    "usage", [None, "x", {"prompt_tokens": None, "completion_tokens": "x"}, {"prompt_tokens": float("nan")}]
)
def test_odd_usage_is_no_usage(usage: Any) -> None:
    reply = read_completion({"choices": [{"message": {"content": "{}"}}], "usage": usage})
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (0, 0)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://api.openai.com/v1", "api.openai.com"),
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
        ("http://user:secret@models.example:99/v1", "models.example:99"),
        ("http://[::1]:8080/v1", "[::1]:8080"),
    ],
)
def test_a_host_is_named_without_credentials(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1:8080", True),
        ("[::1]:8080", True),
        ("localhost", True),
        ("api.openai.com", False),
        ("10.0.0.1:80", False),
        ("azure_openai", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, local: bool) -> None:
    assert is_local(host) is local


@pytest.mark.parametrize("url", ["", "models.example/v1", "ftp://x/", "http://", "http://x:port/"])
def test_a_base_url_must_be_one(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        host_of(url)
    assert caught.value.code == "model.base_url"


def test_what_is_not_given_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        model = provider("openai:stub")
        assert (model.ref, f"http://{model.host}/v1") == ("openai:stub", server.url)
        assert sent(model).state == "ok"


def test_openai_itself_needs_a_key_and_a_local_server_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(ConfigError) as caught:
        provider("openai:gpt-4.1-mini")
    assert caught.value.code == "model.no_key"
    assert "OPENAI_API_KEY" in str(caught.value)
    with FaultServer() as server:
        assert sent(provider("openai:stub", base_url=server.url)).state == "ok"


@pytest.mark.parametrize("ref", ["", "gpt-4.1-mini", "openai:", ":x", " openai:x"])
def test_a_model_has_a_provider_and_a_name(ref: str) -> None:
    with pytest.raises(ConfigError) as caught:
        provider(ref)
    assert caught.value.code == "model.name"


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("groq:llama", "pip install langchain-groq"),
        ("anthropic:claude-sonnet-5", "pip install 'design-reviewer[anthropic]'"),
        ("antropic:claude-sonnet-5", "did you mean anthropic:"),
        ("../etc:x", "pip install"),
    ],
)
def test_a_provider_that_is_not_installed_says_what_to_install(
    ref: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.judge.providers.langchain_chat.find_spec", lambda _name: None)
    with pytest.raises(ConfigError) as caught:
        provider(ref)
    assert caught.value.code == "model.not_installed"
    assert says in str(caught.value)


class FakeStatusError(Exception):
    status_code = 429
    response = type("Response", (), {"headers": {"Retry-After": "3"}, "status_code": 429})()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (FakeStatusError("slow down"), "rate_limit"),
        (TimeoutError(), "timeout"),
        (ConnectionResetError(), "connection"),
        (RuntimeError("Event loop is closed"), "connection"),
        (type("ReadTimeout", (Exception,), {})(), "timeout"),
        (type("APIConnectionError", (Exception,), {})(), "connection"),
        (ValueError("Did not find api_key"), "auth"),
        (KeyError("x"), "unknown"),
    ],
)
def test_errors_of_libraries_are_told_by_their_habits(error: Exception, kind: FailureKind) -> None:
    found = failure_of(error, request())
    assert found.kind == kind
    assert found.retry_after_s == (3.0 if isinstance(error, FakeStatusError) else None)
