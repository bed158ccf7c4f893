"""The running server. In: where to listen, where the data is, settings. Out: an address that is served until the end.

Order of the start: store, desk (which takes up what was left unfinished), socket, app. Order of the end, on Ctrl-C or
SIGTERM: streams end, requests under way are answered, the desk lets reviews end or leaves them to the next start.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.hosts import is_loopback
from api.settings import ServiceSettings
from reviewer.errors import ConfigError, WorkError
from reviewer.jobs.desk import Desk
from reviewer.jobs.order import DeskSettings
from reviewer.store.store import Store

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_ANSWER_GRACE_S = 10
"""How long requests under way may take to be answered once the end has begun."""
_DESK_GRACE_S = 20.0
_KEEP_ALIVE_S = 30
_BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen, and where the data is: a folder or the URL of a database."""

    host: str
    port: int
    data: str


def run(place: Place, settings: ServiceSettings, announce: Callable[[str], None]) -> None:
    """Serves until the process is told to stop. `announce` gets the address once it answers.

    Raises ConfigError `serve.keys` for a host that others can reach while there is no key, WorkError `serve.address`
    for an address that cannot be listened on, and what opening the store and the desk raises.
    """
    store = Store.open(place.data)
    try:
        refuse_without_keys(place.host, store)
        keyed = not is_loopback(place.host)
        asyncio.run(_serve(place, replace(settings, keyed=keyed), store, announce))
    finally:
        store.close()


def refuse_without_keys(host: str, store: Store) -> None:
    """Raises ConfigError `serve.keys` if other machines could reach `host` and no key works."""
    if is_loopback(host) or store.keys.any():
        return
    raise ConfigError(
        f"anyone who reaches {host} could use the service, since there is no API key",
        code="serve.keys",
        hint="create one with `reviewer keys create NAME` (the same --data), or serve this machine only: "
        "--host 127.0.0.1",
    )


async def _serve(place: Place, settings: ServiceSettings, store: Store, announce: Callable[[str], None]) -> None:
    listening = listen(place.host, place.port)
    try:
        first = settings.models[0] if settings.models else None
        desk = await Desk.open(DeskSettings(data=place.data, model=first, models=settings.models), store)
        try:
            server = Server(create_app(desk, store, settings), lambda: announce(address(place.host, listening)))
            await server.serve([listening])
        finally:
            await desk.close(_DESK_GRACE_S)
    finally:
        listening.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises WorkError `serve.address`."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise WorkError(
            f"cannot listen on {host}, port {port}: {error.strerror or error}",
            code="serve.address",
            hint="choose another port with --port, or end what uses it",
        ) from error


def address(host: str, listening: socket.socket) -> str:
    """What to open in a browser."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}/"


class Server(uvicorn.Server):
    """Uvicorn around one app: `started` is called once it answers; its service is told when the end begins."""

    def __init__(self, app: FastAPI, started: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_ANSWER_GRACE_S,
            )
        )
        self._service = app.state.service
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.stop()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """Begins the end: no new connection, streams end, requests under way are answered."""
        self._service.closing.set()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Takes the signals while it serves. They are not raised again afterwards: the desk still has to close."""
        try:
            before = {one: signal.signal(one, self.handle_exit) for one in _SIGNALS}
        except ValueError:  # in a thread, where signals are somebody else's
            yield
            return
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
