"""Runs the server by hand until it is interrupted."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading

from tests.fault_server import FAULTS, Behaviour, FaultServer


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fault_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8901)
    parser.add_argument("--latency", type=float, default=0.0, metavar="S")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, metavar="PER_S", help="a token bucket of this rate")
    parser.add_argument("--burst", type=int, default=1)
    parser.add_argument("--rate-headers", action="store_true", help="tell in headers what is left of the bucket")
    parser.add_argument("--most-at-once", type=int)
    parser.add_argument("--fault", action="append", default=[], metavar="NAME=SHARE", help=", ".join(FAULTS))
    given = parser.parse_args()
    faults = {name: float(share) for name, _, share in (one.partition("=") for one in given.fault)}
    if unknown := set(faults) - set(FAULTS):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    behaviour = Behaviour(
        faults=faults,
        seed=given.seed,
        latency_s=given.latency,
        rate_per_s=given.rate,
        burst=given.burst,
        rate_headers=given.rate_headers,
        most_at_once=given.most_at_once,
    )
    with FaultServer(behaviour, port=given.port) as server:
        sys.stdout.write(f"listening at {server.url}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
        met = {fault or "none": count for fault, count in server.faults.items()}
        sys.stdout.write(f"{len(server.calls)} calls, at most {server.most_at_once} at once, faults: {met}\n")


if __name__ == "__main__":
    main()
