"""The service behind a real server, for tests of what only a socket shows: in a thread, on a free port of 127.0.0.1."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from standin_desk import StandIn

from api.app import create_app
from api.http_server import Server
from api.server import listen
from api.settings import ServiceSettings
from reviewer.engine import Pool
from reviewer.store.store import Store


@contextmanager
def served(folder: Path, pool: Pool, **settings: Any) -> Iterator[tuple[int, StandIn]]:
    """A service without keys; its port, and the desk behind it. It has ended when the block ends."""
    store = Store.open(folder)
    desk = StandIn(store, pool)
    ready = threading.Event()
    listening = listen("127.0.0.1", 0)
    running: list[Server] = []

    async def serve() -> None:
        app = create_app(cast(Any, desk), store, ServiceSettings(**settings))
        running.append(Server(app, ready.set))
        await running[0].serve([listening])

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield listening.getsockname()[1], desk
    finally:
        running[0].stop()
        thread.join(20)
        listening.close()
        store.close()
        assert not thread.is_alive()
