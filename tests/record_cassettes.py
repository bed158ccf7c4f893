"""Records the cassettes anew from the real local model: `python -m tests.record_cassettes [NAME …]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from reviewer.store.replies import Replies
from tests.cassette import FOLDER, SCENARIOS, recorder, run
from tests.local_model import LocalServer, reason_to_skip


def main(names: list[str]) -> None:
    reason = reason_to_skip()
    if reason is not None:
        sys.exit(reason)
    with LocalServer() as server, tempfile.TemporaryDirectory() as folder:
        for name in names or list(SCENARIOS):
            (FOLDER / f"{name}.yaml").unlink(missing_ok=True)
            store = Replies(Path(folder) / f"{name}.sqlite")
            with recorder(record=True).use_cassette(f"{name}.yaml"):
                replies = run(SCENARIOS[name], server.url, store)
            store.close()
            sys.stdout.write(f"{name}: {', '.join(reply.state for reply in replies)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
