"""Records the cassettes anew from the real local model: `python -m tests.record_cassettes [NAME …]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from reviewer.store.replies import Replies
from tests.cassette import FOLDER, JUDGED, SCENARIOS, judged, recorder, run
from tests.local_model import LocalServer, reason_to_skip


def main(names: list[str]) -> None:
    reason = reason_to_skip()
    if reason is not None:
        sys.exit(reason)
    with LocalServer() as server, tempfile.TemporaryDirectory() as folder:
        for name in names or [*SCENARIOS, JUDGED]:
            (FOLDER / f"{name}.yaml").unlink(missing_ok=True)
            store = Replies(Path(folder) / f"{name}.sqlite")
            with recorder(record=True).use_cassette(f"{name}.yaml"):
                sys.stdout.write(f"{name}: {recorded(name, server.url, store)}\n")
            store.close()


def recorded(name: str, url: str, store: Replies) -> str:
    """Runs one scenario and tells how it ended."""
    if name == JUDGED:
        return ", ".join(f"{grade.criterion} {grade.level or grade.why}" for grade in judged(url, store).grades)
    return ", ".join(reply.state for reply in run(SCENARIOS[name], url, store))


if __name__ == "__main__":
    main(sys.argv[1:])
