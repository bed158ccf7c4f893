"""Two workers on one Postgres: work is shared without doubles, and what a killed one had is taken over by the other."""

from __future__ import annotations

import time
from collections import Counter

from reviewer.store.store import Store
from tests.fault_server import Behaviour, FaultServer
from tests.jobs.crashes import accept, begun, ended, gone, kill, measured, worker
from tests.store.postgres import Postgres


def test_a_killed_worker_is_taken_over_by_the_other(postgres: Postgres, with_tables: str) -> None:
    place = postgres.database("many", with_tables)
    with FaultServer(Behaviour(latency_s=0.3)) as server:
        began = time.time() - (time.monotonic() - server.began_s)
        store = Store.open(place)
        accept(store, 4)
        accept(store, 1, model=None)
        first, second = worker(place, server, "--reviews", "2"), worker(place, server, "--reviews", "2")
        begun(first)
        begun(second)
        for _ in range(1200):
            if len(server.calls) > 4:
                break
            time.sleep(0.05)
        kill(first)
        ended(store)
        kill(second)
        assert gone(first)
        assert gone(second)
        found = measured(store, server, began)
        store.close()
    postgres.drop("many")
    assert found.ended == Counter({"done": 5})
    assert (found.asked_again, found.unknown) == (0, 0)
    assert found.repeats <= found.counted
