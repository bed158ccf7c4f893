"""Fetches or serves a local model by hand."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from tests.local_model.model import MODELS, fetch, model_file


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.local_model", description=__doc__)
    parser.add_argument("do", choices=["fetch", "serve"])
    parser.add_argument("name", nargs="?", default="smollm2", choices=list(MODELS))
    parser.add_argument("--port", type=int, default=8902)
    parser.add_argument("--context", type=int, default=8192, metavar="TOKENS", help="of each call")
    parser.add_argument("--parallel", type=int, default=1)
    # One thread never waits for another, which on a busy machine is much faster than two that do.
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    if given.do == "fetch":
        sys.stdout.write(f"{fetch(given.name)}\n")
    else:
        serve(given.name, given.port, given.context, given.parallel, given.threads)


def serve(name: str, port: int, context: int, parallel: int, threads: int) -> None:
    """Serves until it is ended."""
    import xllamacpp

    given = xllamacpp.CommonParams()
    given.model.path = str(model_file(name))
    given.hostnames = ["127.0.0.1"]
    given.port = port
    given.model_alias = {name}
    given.n_ctx = context * parallel
    given.n_parallel = parallel
    given.cpuparams.n_threads = threads
    given.cpuparams_batch.n_threads = threads
    given.use_jinja = True
    given.offline = True
    given.ui = False
    given.endpoint_metrics = True
    given.warmup = False
    server = xllamacpp.Server(given)
    sys.stdout.write(f"listening at {server.listening_address}\n")
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Event().wait()


if __name__ == "__main__":
    main()
