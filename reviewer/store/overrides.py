"""What people decided about grades. In: a level and a note for one criterion of one document. Out: the same again.

It belongs to the document's bytes and the rubric, not to one review, so that it holds for every later one as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from reviewer.store.database import Database
from reviewer.store.records import Override
from reviewer.store.tables import as_micros, as_time, overrides


class Overrides:
    """The table of overrides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, tenant: str, sha256: str, rubric: str, criterion: str, *, level: str, note: str = "", by: str = ""
    ) -> Override:
        """Writes or replaces one. Whether the rubric has the criterion and the level is the caller's to know."""
        made = Override(tenant, sha256, rubric, criterion, level, note, by, datetime.now(UTC))
        said = {"level": level, "note": note, "by": by, "at": as_micros(made.at)}
        row = {"tenant": tenant, "sha256": sha256, "rubric": rubric, "criterion": criterion, **said}
        statement = self._database.insert(overrides).values(**row)
        key = ["tenant", "sha256", "rubric", "criterion"]
        self._database.run(statement.on_conflict_do_update(index_elements=key, set_=said))
        return made

    def delete(self, tenant: str, sha256: str, rubric: str, criterion: str) -> bool:
        """Removes one; False where there is none."""
        mine = sa.delete(overrides).where(*_of(tenant, sha256, rubric), overrides.c.criterion == criterion)
        return self._database.run(mine) == 1

    def of(self, tenant: str, sha256: str, rubric: str) -> list[Override]:
        """Those of one document, by criterion."""
        query = sa.select(overrides).where(*_of(tenant, sha256, rubric))
        return [_override(row) for row in self._database.rows(query.order_by(overrides.c.criterion))]

    def all(self, tenant: str) -> list[Override]:
        """All of a tenant, the oldest first."""
        query = sa.select(overrides).where(overrides.c.tenant == tenant)
        order = (overrides.c.at, overrides.c.sha256, overrides.c.rubric, overrides.c.criterion)
        return [_override(row) for row in self._database.rows(query.order_by(*order))]


def _of(tenant: str, sha256: str, rubric: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (overrides.c.tenant == tenant, overrides.c.sha256 == sha256, overrides.c.rubric == rubric)


def _override(row: Mapping[str, Any]) -> Override:
    return Override(**{**row, "at": as_time(row["at"])})
