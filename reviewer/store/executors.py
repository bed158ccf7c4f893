"""Who works. In: signs of life of this process. Out: which others have ended, so that their work is taken over."""

from __future__ import annotations

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.liveness import is_gone
from reviewer.store.tables import executors, now_micros

STALE_S = 30.0
"""How long after its last sign of life a process of another machine counts as dead."""


class Executors:
    """The table of processes that take work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, executor: str, host: str, pid: int) -> None:
        """A sign of life; the first one signs the process on."""
        now = now_micros()
        row = self._database.insert(executors).values(id=executor, host=host, pid=pid, beat_at=now)
        self._database.run(row.on_conflict_do_update(index_elements=["id"], set_={"beat_at": now}))

    def dead(self, stale_s: float = STALE_S) -> list[str]:
        """Those whose process has ended, as far as this machine can tell, and those that gave no sign for `stale_s`."""
        since = now_micros() - int(stale_s * 1_000_000)
        rows = self._database.rows(sa.select(executors).order_by(executors.c.beat_at))
        return [row["id"] for row in rows if row["beat_at"] < since or is_gone(row["host"], row["pid"])]

    def leave(self, executor: str) -> None:
        """Says that a process ends and leaves what it has to others."""
        self._database.run(sa.update(executors).where(executors.c.id == executor).values(beat_at=0))

    def sign_off(self, executor: str) -> None:
        """Removes a process once nothing is left with it."""
        self._database.run(sa.delete(executors).where(executors.c.id == executor))
