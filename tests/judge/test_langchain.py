"""Providers through langchain, with a real integration over real HTTP: states and errors are those of the default."""

from __future__ import annotations

import asyncio

import pytest

from reviewer.judge.failure import FailureKind, ProviderError
from reviewer.judge.ladder import MODES, Mode, has_shape
from reviewer.judge.providers import Provider, provider
from reviewer.model.judgement import Reply
from tests.fault_server import Behaviour, FaultServer
from tests.judge.asking import VERDICTS, request

KEY = "test-key-0123456789abcdef"


@pytest.fixture(autouse=True)
def _variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_VERSION", "2025-01-01")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")  # to see that it is not obeyed
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")


def azure_at(server: FaultServer, timeout_s: float = 10.0) -> Provider:
    url = server.url.removesuffix("/v1")
    return provider("azure_openai:stub", base_url=url, api_key=KEY, timeout_s=timeout_s)


def sent(model: Provider, mode: Mode = "json_schema") -> Reply:
    async def work() -> Reply:
        try:
            return await model.send(request(), mode)
        finally:
            await model.aclose()

    return asyncio.run(work())


@pytest.mark.parametrize("mode", MODES)
def test_each_way_of_asking_gives_the_shape(mode: Mode) -> None:
    with FaultServer() as server:
        model = azure_at(server)
        reply = sent(model, mode)
        assert model.host == server.url.removeprefix("http://").removesuffix("/v1")
    assert reply.state == "ok"
    assert has_shape(reply.text, VERDICTS)
    assert reply.usage.input_tokens > 0
    assert len(server.calls) == 1
    assert server.calls[0].headers["api-key"] == KEY


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("rate_limit", "rate_limit"),
        ("server_error", "server"),
        ("drop", "connection"),
        ("stall", "timeout"),
        ("context", "context_length"),
        ("auth", "auth"),
    ],
)
def test_a_call_without_a_reply_says_why(fault: str, kind: FailureKind) -> None:
    with FaultServer(Behaviour(script=[fault])) as server:
        with pytest.raises(ProviderError) as caught:
            sent(azure_at(server, timeout_s=3 if fault == "stall" else 10))
        assert len(server.calls) == 1
    assert caught.value.kind == kind
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "state"),
    [("truncated", "truncated"), ("empty", "empty"), ("refusal", "refused"), ("malformed", "ok"), ("prose", "ok")],
)
@pytest.mark.parametrize("mode", ["json_schema", "json"])
def test_a_reply_says_how_it_ended_and_is_never_mended(fault: str, state: str, mode: Mode) -> None:
    with FaultServer(Behaviour(script=[fault])) as server:
        reply = sent(azure_at(server), mode)
    assert reply.state == state
    assert not has_shape(reply.text, VERDICTS)


def test_it_works_in_one_event_loop_after_the_other() -> None:
    with FaultServer() as server:
        model = azure_at(server)
        assert [sent(model).state for _ in range(2)] == ["ok", "ok"]
    assert KEY not in repr(model)


def test_nothing_is_traced_to_a_third_party(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain_core.tracers.langchain import LangChainTracer

    traced: list[object] = []
    monkeypatch.setattr(LangChainTracer, "__init__", lambda self, *_args, **_more: traced.append(self))
    with FaultServer() as server:
        assert sent(azure_at(server)).state == "ok"
    assert traced == []
