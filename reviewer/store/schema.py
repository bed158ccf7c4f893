"""The form of a database. In: a Database. Out: the same with the tables that this version uses.

alembic is loaded only where something is to be done.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from reviewer.errors import ConfigError, WorkError
from reviewer.store.database import Database
from reviewer.store.tables import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x7265766965776572
"""The number of a Postgres advisory lock ("reviewer"), so that two processes do not migrate at once."""


def version(database: Database) -> str | None:
    """The migration that a database stands at; None for an empty one."""
    if not database.has_table("alembic_version"):
        return None
    rows = database.rows(sa.text("SELECT version_num FROM alembic_version"))
    return str(rows[0]["version_num"]) if rows else None


def is_current(database: Database) -> bool:
    """Whether nothing is to be done. Raises WorkError `store.newer` for the form of a later version."""
    found = version(database)
    if found == HEAD:
        return True
    if found is not None and found not in _steps():
        raise WorkError(
            f"was written by a newer version (its form is {found}, ours {HEAD})",
            code="store.newer",
            where=database.where,
            hint="upgrade the reviewer, or name another place in REVIEWER_DATA",
        )
    return False


def upgrade(database: Database, to: str = "head") -> None:
    """Brings the tables up to date. Safe to call from several processes at once."""
    if to == "head" and is_current(database):
        return
    from alembic import command

    _run(database, to, command.upgrade)


def downgrade(database: Database, to: str) -> None:
    """Takes steps back, to a step or to `base` (nothing is left). What the later steps held is lost."""
    from alembic import command

    _run(database, to, command.downgrade)


def _run(database: Database, to: str, act: object) -> None:
    from alembic.util import CommandError

    config = _config()
    with database.explained(), database.engine.connect() as connection:
        _lock(database, connection)
        config.attributes["connection"] = connection
        try:
            act(config, to)  # type: ignore[operator]
        except CommandError as error:
            known = ", ".join(["base", *_steps(), "head"])
            raise ConfigError(f"there is no step {to!r}", code="store.step", hint=f"known are {known}") from error
        connection.commit()


def _lock(database: Database, connection: sa.Connection) -> None:
    """Holds everyone else off until the transaction ends."""
    if database.is_sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def _steps() -> list[str]:
    """The steps, the oldest first."""
    return sorted(path.name[1:5] for path in (_FOLDER / "versions").glob("v[0-9]*.py"))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
