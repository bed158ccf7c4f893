"""For the API's tests: a store in a folder of its own, one pool of children, clients without and with keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from standin_desk import StandIn
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from reviewer.engine import Pool
from reviewer.store.records import Scope
from reviewer.store.store import Store

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool(workers=1) as pool:
        yield pool


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "data")
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, pool: Pool) -> StandIn:
    return StandIn(store, pool)


@pytest.fixture
def make_client(store: Store, desk: StandIn) -> Iterator[MakeClient]:
    """Makes a client of an app over the test's store and desk, with the settings that are given."""
    opened: list[TestClient] = []

    def made(**settings: Any) -> TestClient:
        app = create_app(cast(Any, desk), store, ServiceSettings(**settings))
        client = TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
        opened.append(client.__enter__())
        return client

    yield made
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    """A client of a service without keys."""
    return make_client()


@pytest.fixture
def bearer(store: Store) -> Callable[..., dict[str, str]]:
    """Makes a key and gives the header that carries it."""

    def made(*scopes: Scope, tenant: str = "acme", **more: Any) -> dict[str, str]:
        _, secret = store.keys.create("coach", tenant, scopes or ("admin",), **more)
        return {"Authorization": f"Bearer {secret}"}

    return made
