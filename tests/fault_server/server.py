"""The server itself. In: a Behaviour. Out: an HTTP endpoint on the loopback interface, in a thread of its own."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any

from tests.fault_server.answer import Answer, completion, http_fault, mode_of, prompt_of, rate_limited, refused
from tests.fault_server.behaviour import Behaviour

_CHUNK = 256


@dataclass(frozen=True)
class Call:
    """One call as it arrived: its JSON body, headers in lower case, the fault it met and when (s since the start).

    `answer` is the body that went back whole, at `answered_s`; empty where none did.
    """

    path: str
    body: dict[str, Any]
    headers: dict[str, str] = field(repr=False)
    fault: str
    at_s: float
    answer: bytes = field(default=b"", repr=False)
    answered_s: float = 0.0


class FaultServer:
    """A server that runs between `__enter__` and `__exit__` (or `start` and `stop`)."""

    def __init__(self, behaviour: Behaviour | None = None, port: int = 0) -> None:
        self.behaviour = behaviour or Behaviour()
        self.calls: list[Call] = []
        self.most_at_once = 0
        self._port = port
        self._at_once = 0
        self._seen: Counter[str] = Counter()
        self._prefixes: set[str] = set()
        self._tokens = float(self.behaviour.burst)
        self._refilled_s = time.monotonic()
        self.began_s = time.monotonic()
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def faults(self) -> Counter[str]:
        """How often each fault was met; "" counts the calls that went well."""
        return Counter(call.fault for call in self.calls)

    def start(self) -> FaultServer:
        self._thread.start()
        self._ready.wait(10)
        return self

    def stop(self) -> None:
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)

    def __enter__(self) -> FaultServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        connections: set[asyncio.Task[None]] = set()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            connections.add(task)
            try:
                await self._converse(reader, writer)
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                connections.discard(task)
                writer.close()

        server = await asyncio.start_server(connected, "127.0.0.1", self._port, backlog=512)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            raw = await reader.readexactly(int(headers.get("content-length", 0)))
            answer, fault = await self._met(head[0].split(" ")[1], headers, raw)
            if answer is None:
                return
            status, extra, body = answer
            lines = {"content-type": "application/json", **extra, "content-length": str(len(body))}
            writer.write(f"HTTP/1.1 {status} Stub\r\n".encode())
            writer.write("".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + b"\r\n")
            while fault == "trickle":
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
            writer.write(body[: len(body) // 2] if fault == "cut" else body)
            await writer.drain()
            if fault == "cut":
                return

    async def _met(self, path: str, headers: dict[str, str], raw: bytes) -> tuple[Answer | None, str]:
        """The answer to one request, or None to hang up, and the fault it met."""
        if not path.partition("?")[0].endswith("/chat/completions"):
            return refused(404, "Nothing is here.", "not_found"), ""
        body = json.loads(raw)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            digest = hashlib.sha256(raw).hexdigest()
            nth, self._seen[digest] = self._seen[digest], self._seen[digest] + 1
            fault = self._limit() or self.behaviour.fault(len(self.calls), raw, nth)
            told = self._told()
            call, number = Call(path, body, headers, fault, time.monotonic() - self.began_s), len(self.calls)
            self.calls.append(call)
            answer = await self._answer(body, headers, fault, random.Random(f"{self.behaviour.seed}:{digest}"))
            if answer is not None and fault not in ("cut", "trickle"):
                self.calls[number] = replace(call, answer=answer[2], answered_s=time.monotonic() - self.began_s)
            return (None if answer is None else (answer[0], {**told, **answer[1]}, answer[2])), fault
        finally:
            self._at_once -= 1

    async def _answer(
        self, body: dict[str, Any], headers: dict[str, str], fault: str, rng: random.Random
    ) -> Answer | None:
        behaviour = self.behaviour
        if fault in ("over_rate", "over_most"):
            return rate_limited(behaviour)
        for name in behaviour.rejects:
            if name in body:
                return refused(400, f"Unsupported parameter: '{name}'.", "unsupported_parameter", param=name)
        known = mode_of(body) in behaviour.supports
        if not known and not behaviour.ignores:
            return refused(400, f"{mode_of(body)}: response_format or tools are not supported.", "unsupported")
        began_s = time.monotonic()
        answer = None
        if fault not in ("drop", "stall"):
            key = headers.get("authorization", "").removeprefix("Bearer ")
            cached = self._cached_chars(prompt_of(body))
            answer = http_fault(fault, behaviour, key) or completion(body, fault, rng, cached, not known, behaviour)
        # The answer is made first: many that fall due at once would else wait for each other beyond the latency.
        latency_s = behaviour.stall_s if fault == "stall" else behaviour.latency_s + rng.random() * behaviour.spread_s
        await asyncio.sleep(max(0.0, latency_s - (time.monotonic() - began_s)))
        return answer

    def _limit(self) -> str:
        """The limit that a call is beyond, "" if none; takes a token of the bucket."""
        behaviour = self.behaviour
        if behaviour.most_at_once is not None and self._at_once > behaviour.most_at_once:
            return "over_most"
        if behaviour.rate_per_s is None:
            return ""
        now = time.monotonic()
        self._tokens = min(behaviour.burst, self._tokens + (now - self._refilled_s) * behaviour.rate_per_s)
        self._refilled_s = now
        if self._tokens < 1:
            return "over_rate"
        self._tokens -= 1
        return ""

    def _told(self) -> dict[str, str]:
        """The rate headers as OpenAI sends them: what is left, and when the bucket is full again."""
        behaviour = self.behaviour
        if not behaviour.rate_headers or behaviour.rate_per_s is None:
            return {}
        full_s = (behaviour.burst - self._tokens) / behaviour.rate_per_s
        return {
            "x-ratelimit-limit-requests": str(behaviour.burst),
            "x-ratelimit-remaining-requests": str(int(self._tokens)),
            "x-ratelimit-reset-requests": f"{full_s * 1000:.0f}ms",
        }

    def _cached_chars(self, prompt: str) -> int:
        """How much of a prompt's beginning was in an earlier prompt, in whole chunks: a prefix cache."""
        cached, running = 0, hashlib.sha256()
        for at in range(0, len(prompt) - _CHUNK + 1, _CHUNK):
            running.update(prompt[at : at + _CHUNK].encode())
            known = running.hexdigest() in self._prefixes
            cached = at + _CHUNK if known and cached == at else cached
            self._prefixes.add(running.hexdigest())
        return cached
