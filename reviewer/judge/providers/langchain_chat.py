"""Every other provider, through langchain. In: a Request and how to ask. Out: its Reply.

Of what langchain gives back only the raw message is used: its parsers mend broken JSON, and a level out of mended JSON
would be a guess. Its own retries are off, and so is its tracing: the document goes to the named provider alone.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
from contextlib import suppress
from difflib import get_close_matches
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reviewer.errors import ConfigError
from reviewer.judge.failure import ProviderError
from reviewer.judge.ladder import Mode
from reviewer.judge.providers.client import PerLoop
from reviewer.judge.providers.completion import messages_of
from reviewer.judge.providers.host import host_of, timeout_of
from reviewer.judge.providers.raised import failure_of
from reviewer.model.judgement import CallUsage, Reply, ReplyState, Request

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

# The package of a provider where it is not `langchain_PREFIX`.
_PACKAGES = {
    "azure_openai": "langchain_openai",
    "azure_ai": "langchain_azure_ai",
    "bedrock": "langchain_aws",
    "bedrock_converse": "langchain_aws",
    "anthropic_bedrock": "langchain_aws",
    "google_anthropic_vertex": "langchain_google_vertexai",
    "nvidia": "langchain_nvidia_ai_endpoints",
}
_EXTRAS = {"anthropic": "anthropic", "google_genai": "google"}
_KNOWN = (
    "openai",
    "anthropic",
    "google_genai",
    "google_vertexai",
    "mistralai",
    "groq",
    "ollama",
    "deepseek",
    "xai",
    *_PACKAGES,
)

# Where a provider's requests go: the variables its client reads, and the host if none of them is set.
_HOSTS = {
    "anthropic": (("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"), "api.anthropic.com"),
    "azure_openai": (("AZURE_OPENAI_ENDPOINT",), "azure_openai"),
    "deepseek": (("DEEPSEEK_API_BASE",), "api.deepseek.com"),
    "google_genai": ((), "generativelanguage.googleapis.com"),
    "groq": (("GROQ_API_BASE",), "api.groq.com"),
    "mistralai": (("MISTRAL_BASE_URL",), "api.mistral.ai"),
    "ollama": (("OLLAMA_HOST",), "127.0.0.1:11434"),
    "xai": ((), "api.x.ai"),
}
_METHODS = {"json_schema": "json_schema", "tool": "function_calling"}
_ENDS: dict[str, ReplyState] = {
    "length": "truncated",
    "max_tokens": "truncated",
    "content_filter": "filtered",
    "safety": "filtered",
    "refusal": "refused",
}


class LangchainChat:
    """One model of a provider that langchain knows."""

    def __init__(
        self, prefix: str, model: str, *, base_url: str | None, api_key: str | None, timeout_s: float | None
    ) -> None:
        _require(prefix)
        self.ref = f"{prefix}:{model}"
        self.host = _host(prefix, base_url)
        self._prefix = prefix
        self._model = model
        self._base_url = base_url
        self._key = api_key or ""
        self._timeout_s = timeout_of(self.host, timeout_s)
        self._models: PerLoop[BaseChatModel] = PerLoop(_close)

    def __repr__(self) -> str:
        return f"LangchainChat({self.ref!r}, host={self.host!r})"

    async def send(self, request: Request, mode: Mode, omit: frozenset[str] = frozenset()) -> Reply:
        """One call. Raises ProviderError."""
        from langsmith import tracing_context

        messages = [(message.role, message.text) for message in messages_of(request, mode)]
        with tracing_context(enabled=False):
            try:
                async with asyncio.timeout(self._timeout_s):
                    answer = await self._shaped(request, mode, omit).ainvoke(messages)
            except Exception as error:  # each integration raises errors of its own; each becomes a kind we know
                return self._ended(error, request)
        return read_message(answer["raw"] if isinstance(answer, dict) else answer, mode)

    def load(self) -> None:
        with suppress(ImportError):  # the first call says what is not installed
            importlib.import_module("langchain.chat_models")
            importlib.import_module("langsmith")

    async def aclose(self) -> None:
        await self._models.aclose()

    def _ended(self, error: Exception, request: Request) -> Reply:
        """A reply that the library refuses to give because it was cut off; anything else raises ProviderError."""
        usage = getattr(getattr(error, "completion", None), "usage", None)
        if type(error).__name__ == "LengthFinishReasonError" and usage is not None:
            return Reply(state="truncated", usage=CallUsage(usage.prompt_tokens, 0, usage.completion_tokens))
        raise failure_of(error, request, self._key) from None

    def _shaped(self, request: Request, mode: Mode, omit: frozenset[str]) -> Any:
        kind = (request.max_output_tokens, request.temperature, omit)
        model = self._models.get(kind, lambda: self._open(request, omit))
        if mode == "json":
            return model
        schema = {"title": request.schema_name, "description": "The reply.", **request.schema}
        try:
            return model.with_structured_output(schema, method=_METHODS[mode], include_raw=True)
        except (NotImplementedError, ValueError, TypeError) as error:
            words = f"{self._prefix} has no {mode} mode: {type(error).__name__}"
            raise ProviderError("unsupported", words, sent=False) from error

    def _open(self, request: Request, omit: frozenset[str]) -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        given: dict[str, Any] = {
            "temperature": request.temperature,
            "max_tokens": request.max_output_tokens,
            "timeout": self._timeout_s,
            "max_retries": 0,
        }
        if self._base_url:
            given["azure_endpoint" if self._prefix == "azure_openai" else "base_url"] = self._base_url
        if self._key:
            given["api_key"] = self._key
        if self._prefix == "azure_openai":
            # This integration keeps one connection pool for the whole process unless it is given one.
            import httpx2

            given["http_async_client"] = httpx2.AsyncClient(timeout=self._timeout_s, follow_redirects=False)
        kept = {name: value for name, value in given.items() if name not in omit}
        model: BaseChatModel = init_chat_model(self._model, model_provider=self._prefix, **kept)
        return model


def read_message(message: BaseMessage, mode: Mode) -> Reply:
    """The Reply in a message as the provider sent it; tool arguments that are no JSON are given as they came."""
    metadata = message.response_metadata
    end = metadata.get("finish_reason") or metadata.get("stop_reason") or metadata.get("done_reason") or ""
    refusal = message.additional_kwargs.get("refusal")
    text = _text(message, mode)
    state: ReplyState = "refused" if refusal else _ENDS.get(str(end).lower(), "ok" if text.strip() else "empty")
    usage = getattr(message, "usage_metadata", None) or {}
    return Reply(
        state=state,
        text=text or str(refusal or ""),
        model=str(metadata.get("model_name") or metadata.get("model") or ""),
        usage=CallUsage(
            input_tokens=usage.get("input_tokens", 0),
            cached_tokens=usage.get("input_token_details", {}).get("cache_read", 0) or 0,
            output_tokens=usage.get("output_tokens", 0),
        ),
    )


def _text(message: BaseMessage, mode: Mode) -> str:
    if mode == "tool":
        calls = getattr(message, "tool_calls", None)
        if calls:
            return json.dumps(calls[0]["args"], ensure_ascii=False)
        broken = getattr(message, "invalid_tool_calls", None)
        if broken:
            return str(broken[0].get("args") or "")
    return str(message.text)


async def _close(model: BaseChatModel) -> None:
    client = getattr(model, "http_async_client", None)
    if client is not None:
        await client.aclose()


def _host(prefix: str, base_url: str | None) -> str:
    names, default = _HOSTS.get(prefix, ((), prefix))
    url = base_url or next((os.environ[name] for name in names if os.environ.get(name)), None)
    if url is None:
        return default
    return host_of(url if "://" in url else f"http://{url}")


def _require(prefix: str) -> None:
    """Raises ConfigError `model.not_installed` if the integration is missing; nothing is imported."""
    package = _PACKAGES.get(prefix, f"langchain_{prefix}")
    if prefix.isidentifier() and find_spec(package) is not None:
        return
    near = [one for one in get_close_matches(prefix, _KNOWN, n=1) if one != prefix]
    wanted = f"'design-reviewer[{_EXTRAS[prefix]}]'" if prefix in _EXTRAS else package.replace("_", "-")
    hint = f"did you mean {near[0]}:…?" if near and prefix not in _KNOWN else f"pip install {wanted}"
    raise ConfigError(f"the provider {prefix!r} is not installed", code="model.not_installed", hint=hint)
