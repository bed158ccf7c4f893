"""Chat Completions through the openai SDK. In: a Request and how to ask. Out: its Reply, from OpenAI or a like server.

One try is one HTTP request: the SDK's own retries are off and redirects are not followed, so that a document and a key
never go to a host that was not named.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewer.errors import ConfigError
from reviewer.judge.failure import ProviderError
from reviewer.judge.ladder import Mode
from reviewer.judge.providers.client import PerLoop
from reviewer.judge.providers.completion import body_of, read_completion
from reviewer.judge.providers.host import host_of, timeout_of
from reviewer.judge.providers.refusal import pause_s, refusal, request_rate
from reviewer.model.judgement import Reply, Request

if TYPE_CHECKING:
    from ssl import SSLContext

    from openai import AsyncOpenAI

OPENAI_URL = "https://api.openai.com/v1"
_OPENAI_HOST = "api.openai.com"
_CONNECT_TIMEOUT_S = 10.0


class OpenAIChat:
    """One model behind a Chat Completions endpoint."""

    def __init__(self, model: str, *, base_url: str | None, api_key: str | None, timeout_s: float | None) -> None:
        self._url = base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI_URL
        self.ref = f"openai:{model}"
        self.host = host_of(self._url)
        self._model = model
        self._timeout_s = timeout_of(self.host, timeout_s)
        self._key = api_key or os.environ.get("OPENAI_API_KEY") or ""
        if not self._key and self.host == _OPENAI_HOST:
            raise ConfigError(
                f"{self.ref} needs a key",
                code="model.no_key",
                hint="set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that needs none",
            )
        self._clients: PerLoop[AsyncOpenAI] = PerLoop(lambda client: client.close())

    def __repr__(self) -> str:
        return f"OpenAIChat({self.ref!r}, host={self.host!r})"

    async def send(self, request: Request, mode: Mode, omit: frozenset[str] = frozenset()) -> Reply:
        """One call. Raises ProviderError."""
        body = body_of(request, self._model, mode, omit, at_openai=self.host == _OPENAI_HOST)
        answer, headers = await self._post(body, request)
        if isinstance(answer, dict) and "choices" not in answer and "error" in answer:
            # Routers wrap the refusal of the server behind them into a success.
            raise refusal(_status_within(answer), answer, headers, request, self._key)
        return replace(read_completion(answer, pause_s(headers)), rate=request_rate(headers))

    def load(self) -> None:
        importlib.import_module("openai.resources.chat")
        _trusted()

    async def aclose(self) -> None:
        await self._clients.aclose()

    async def _post(self, body: dict[str, Any], request: Request) -> tuple[Any, dict[str, str]]:
        """The decoded answer and its headers, with every error as a ProviderError."""
        import httpx2
        import openai

        client = self._clients.get("chat", self._open)
        try:
            # The client's own timeouts begin anew with every byte; a server that trickles would never meet them.
            async with asyncio.timeout(self._timeout_s):
                # Not `chat.completions.create`: it walks through the whole body and builds models of the answer, which
                # takes longer than sending it, and neither is needed here.
                raw = await client.post("/chat/completions", cast_to=httpx2.Response, body=body)
        except openai.APIStatusError as error:
            raise self._refused(error, request) from None
        except (openai.APITimeoutError, TimeoutError) as error:
            raise ProviderError("timeout", f"no answer within {self._timeout_s:g} s", sent=_was_sent(error)) from None
        except openai.APIConnectionError as error:
            what = type(error.__cause__ or error).__name__
            raise ProviderError("connection", f"{self.host}: {what}", sent=_was_sent(error)) from None
        try:
            return json.loads(raw.text), dict(raw.headers)
        except (ValueError, RecursionError):
            raise ProviderError("malformed", "the answer is no JSON") from None

    def _refused(self, error: Any, request: Request) -> ProviderError:
        headers = {name.lower(): value for name, value in error.response.headers.items()}
        try:
            said = json.loads(error.response.text)
        except (ValueError, RecursionError):
            said = None
        return refusal(error.status_code, said, headers, request, self._key)

    def _open(self) -> AsyncOpenAI:
        import httpx2
        from openai import AsyncOpenAI

        timeout = httpx2.Timeout(self._timeout_s, connect=min(_CONNECT_TIMEOUT_S, self._timeout_s))
        return AsyncOpenAI(
            api_key=self._key or "none",
            base_url=self._url,
            timeout=timeout,
            max_retries=0,
            http_client=httpx2.AsyncClient(timeout=timeout, follow_redirects=False, verify=_trusted()),
        )


@cache
def _trusted() -> SSLContext:
    """The certificates that are trusted; reading them takes longer than opening a client, so all clients share them."""
    import httpx2

    return httpx2.create_ssl_context()


def _was_sent(error: BaseException) -> bool:
    """False if the connection was never made."""
    import httpx2

    return not isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)


def _status_within(answer: dict[str, Any]) -> int:
    error = answer["error"]
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) and 400 <= code < 600 else 502
