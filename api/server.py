"""The running server. In: where to listen, where the data is, settings. Out: an address that is served until the end.

Order of the start: store, desk (which takes up what was left unfinished), socket, app. Order of the end, on Ctrl-C or
SIGTERM: streams end, requests under way are answered, the desk lets reviews end or leaves them to the next start.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.loopback import is_loopback
from api.settings import ServiceSettings
from reviewer import garbage
from reviewer.errors import ConfigError, WorkError
from reviewer.jobs.desk import Desk
from reviewer.jobs.order import DeskSettings
from reviewer.store.store import Store

if TYPE_CHECKING:
    from api.http_server import Server

_DESK_GRACE_S = 20.0
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
        # The web framework is loaded while the desk starts its children: both take about a second.
        loading = asyncio.create_task(asyncio.to_thread(_http))
        desk = await Desk.open(DeskSettings(data=place.data, model=first, models=settings.models), store)
        try:
            make = await loading
            server = make(desk, store, settings, lambda: announce(address(place.host, listening)))
            garbage.for_a_long_run()
            await server.serve([listening])
        finally:
            await desk.close(_DESK_GRACE_S)
    finally:
        listening.close()


def _http() -> Callable[[Desk, Store, ServiceSettings, Callable[[], None]], Server]:
    """What makes a server of an open desk; everything that speaks HTTP is loaded here."""
    from api.app import create_app
    from api.http_server import Server

    return lambda desk, store, settings, started: Server(create_app(desk, store, settings), started)


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
