"""Kills the process with SIGKILL at random moments while documents are judged: is anything lost or paid for again?

python -m benchmarks.crash [documents] [kills] [seed] [--serve]      with --serve the process is a whole service
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reviewer.store.store import Store
from tests.fault_server import Behaviour, FaultServer
from tests.jobs.crashes import accept, crash, measured, service, worker

LATENCY_S = 0.5
LONGEST_S = 2.0


def main(documents: int = 60, kills: int = 20, seed: int = 1, *, serve: bool = False) -> None:
    with tempfile.TemporaryDirectory() as place, FaultServer(Behaviour(latency_s=LATENCY_S)) as server:
        began = time.time() - (time.monotonic() - server.began_s)
        store = Store.open(place)
        accept(store, documents)
        start = time.monotonic()
        crash(place, server, kills, seed, LONGEST_S, say=print, start=service if serve else worker)
        print(f"{time.monotonic() - start:.0f} s in all")
        print(measured(store, server, began))
        store.close()


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word != "--serve"]
    main(*numbers, serve="--serve" in sys.argv)
