"""Language models. In: a model's name, PROVIDER:NAME. Out: a Provider that sends one request and gives its reply.

`openai:` speaks Chat Completions through the openai SDK, to OpenAI or to any server that speaks the same and that
OPENAI_BASE_URL names (llama.cpp, vLLM, Ollama and others); every other provider comes through langchain. The libraries
load on first use. Keys are handed to the provider's client and go nowhere else.
"""

from __future__ import annotations

from typing import Protocol

from reviewer.errors import ConfigError
from reviewer.judge.ladder import Mode
from reviewer.model.judgement import Reply, Request


class Provider(Protocol):
    """One model at one host. `ref` is PROVIDER:NAME, `host` is `name[:port]` as it stands in keys and notices."""

    @property
    def ref(self) -> str: ...

    @property
    def host(self) -> str: ...

    async def send(self, request: Request, mode: Mode, omit: frozenset[str] = frozenset()) -> Reply:
        """One try, leaving out the parameters in `omit`. Raises ProviderError where there is no reply."""
        ...

    def load(self) -> None:
        """Imports what a call needs, which the first one would else wait a second for. From any thread."""
        ...

    async def aclose(self) -> None:
        """Closes the connections of the running event loop."""
        ...


def provider(
    model_ref: str, *, base_url: str | None = None, api_key: str | None = None, timeout_s: float | None = None
) -> Provider:
    """The provider of a model. What is not given is read from the variables that the provider is known for.

    Raises ConfigError `model.name`, `model.no_key` or `model.base_url`; `model.not_installed` on the first send.
    """
    prefix, colon, name = model_ref.partition(":")
    if not (prefix and colon and name.strip()) or prefix != prefix.strip():
        raise ConfigError(
            f"{model_ref!r} names no model", code="model.name", hint="write PROVIDER:NAME, as in openai:gpt-4.1-mini"
        )
    if prefix == "openai":
        from reviewer.judge.providers.openai_chat import OpenAIChat

        return OpenAIChat(name, base_url=base_url, api_key=api_key, timeout_s=timeout_s)
    from reviewer.judge.providers.langchain_chat import LangchainChat

    return LangchainChat(prefix, name, base_url=base_url, api_key=api_key, timeout_s=timeout_s)
