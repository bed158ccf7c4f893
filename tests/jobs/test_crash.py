"""A process killed while it judges loses nothing and pays for nothing twice. `benchmarks/crash.py` does more of it."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reviewer.store.store import Store
from tests.fault_server import Behaviour, FaultServer
from tests.jobs.crashes import accept, crash, measured, service, worker

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes by signal")


@pytest.mark.parametrize(("start", "kills"), [(worker, 2), (service, 1)], ids=["worker", "service"])
def test_killed_processes_lose_nothing_and_ask_for_nothing_again(tmp_path: Path, start: Any, kills: int) -> None:
    with FaultServer(Behaviour(latency_s=0.3)) as server:
        began = time.time() - (time.monotonic() - server.began_s)
        store = Store.open(tmp_path)
        accept(store, 2)
        accept(store, 1, model=None)
        crash(str(tmp_path), server, kills=kills, seed=3, longest_s=0.6, start=start)
        found = measured(store, server, began)
        store.close()
    assert found.ended == Counter({"done": 3})
    assert found.most_attempts >= 2
    assert (found.asked_again, found.unknown) == (0, 0)
    assert found.repeats <= found.counted
