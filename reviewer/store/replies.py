"""The replies table. In: replies of language models under content keys. Out: the same replies, without asking again.

One SQLite file in the cache folder (WAL), used by many processes at once, or a table in the database of a service.
Every operation commits by itself in one short step, so there is no transaction that could block another process or be
lost half-way. Nothing in the file is ever thrown away to get out of trouble: a damaged or newer file is an error
that says what to do.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from reviewer.errors import WorkError
from reviewer.judge.ledger import Claim
from reviewer.model.judgement import CallUsage, Reply, ReplyState
from reviewer.store.database import Database, file_url
from reviewer.store.liveness import is_gone

FILE_NAME = "replies.sqlite"
SCHEMA_VERSION = 1
RUNG_DAYS = 30
"""How long a remembered way of asking holds, so that a server that learned a better one is noticed."""

_KEYS_A_QUERY = 500
_DAY_S = 86_400

_metadata = sa.MetaData()

# A row without a state is a claim: `owner` is asking until `lease_until` (seconds since 1970).
reply_rows = sa.Table(
    "replies",
    _metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("state", sa.Text),
    sa.Column("text", sa.Text, nullable=False, server_default=""),
    sa.Column("detail", sa.Text, nullable=False, server_default=""),
    sa.Column("kind", sa.Text, nullable=False, server_default=""),
    sa.Column("model", sa.Text, nullable=False, server_default=""),
    sa.Column("purpose", sa.Text, nullable=False, server_default=""),
    sa.Column("prompt", sa.Text, nullable=False, server_default=""),
    sa.Column("input_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("cached_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("output_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("calls", sa.Integer, nullable=False, server_default="0"),
    sa.Column("cost_usd", sa.Float),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", sa.Float),
)

_rungs = sa.Table(
    "rungs",
    _metadata,
    sa.Column("host", sa.Text, primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("rung", sa.Text, nullable=False),
    sa.Column("found_at", sa.Float, nullable=False),
)


class Replies:
    """The replies file at `path`, made if it is not there, or the tables of a Database that has them already.

    Implements `reviewer.judge.ledger.ReplyStore`. Raises WorkError: `store.damaged`, `store.newer`, `store.busy`,
    `store.unwritable`, `store.unreachable`.
    """

    def __init__(self, place: Path | Database) -> None:
        self._own = not isinstance(place, Database)
        self._database = (
            place if isinstance(place, Database) else Database(file_url(place), variable="REVIEWER_CACHE_DIR")
        )
        if not self._own:
            return
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """The file, where it is one."""
        return Path(str(self._database.url.database))

    def close(self) -> None:
        """Closes the file; the object can be used again all the same. A Database that was given stays open."""
        if self._own:
            self._database.close()

    def find(self, keys: Iterable[str]) -> Mapping[str, Reply]:
        """The replies under these keys, those that are there."""
        found: dict[str, Reply] = {}
        wanted = list(keys)
        for at in range(0, len(wanted), _KEYS_A_QUERY):
            some = wanted[at : at + _KEYS_A_QUERY]
            query = sa.select(reply_rows).where(reply_rows.c.key.in_(some), reply_rows.c.state.is_not(None))
            found.update({row["key"]: _reply(row) for row in self._database.rows(query)})
        return found

    def keep(self, key: str, reply: Reply, *, purpose: str = "", prompt: str = "") -> None:
        """Writes a reply and ends any claim on its key; a reply that is there already stays."""
        self.keep_all({key: reply}, purpose=purpose, prompt=prompt)

    def keep_all(self, replies: Mapping[str, Reply], *, purpose: str = "", prompt: str = "") -> None:
        """As `keep`, for several at once, all or none: half of a call's verdicts would be asked for once more."""
        # In one order everywhere, so that two processes never wait for each other's rows.
        rows = [{"key": key, **_row(reply, purpose, prompt)} for key, reply in sorted(replies.items())]
        if not rows:
            return
        statement = self._database.insert(reply_rows)
        new = {name: statement.excluded[name] for name in rows[0] if name != "key"}
        kept = statement.on_conflict_do_update(index_elements=["key"], set_=new, where=reply_rows.c.state.is_(None))
        self._database.run_all(kept, rows)

    def claim(self, key: str, owner: str, lease_s: float) -> Claim:
        """The reply under `key`, or the right to ask for it: a free key, or one whose owner is gone, becomes ours."""
        while not self._insert_claim(key, owner, lease_s):
            rows = self._database.rows(sa.select(reply_rows).where(reply_rows.c.key == key))
            if not rows:
                continue
            if rows[0]["state"] is not None:
                return Claim("reply", _reply(rows[0]))
            elif rows[0]["lease_until"] >= time.time() and not _is_gone(rows[0]["owner"]):
                return Claim("theirs")
            elif self._take_over(rows[0], owner, lease_s):
                return Claim("mine", repeated=True)
        return Claim("mine")

    def renew(self, key: str, owner: str, lease_s: float) -> None:
        """Makes the claim of `owner` hold for another `lease_s` seconds."""
        self._database.run(_claim_of(sa.update(reply_rows), key, owner).values(lease_until=time.time() + lease_s))

    def release(self, key: str, owner: str) -> None:
        """Ends the claim of `owner`; a reply stays."""
        self._database.run(_claim_of(sa.delete(reply_rows), key, owner))

    def rung(self, host: str, model: str) -> str | None:
        """The remembered way of asking, None if there is none of the last 30 days."""
        since = time.time() - RUNG_DAYS * _DAY_S
        here = (_rungs.c.host == host, _rungs.c.model == model, _rungs.c.found_at >= since)
        rows = self._database.rows(sa.select(_rungs.c.rung).where(*here))
        return str(rows[0]["rung"]) if rows else None

    def keep_rung(self, host: str, model: str, rung: str) -> None:
        """Remembers the way of asking that works."""
        values = {"rung": rung, "found_at": time.time()}
        statement = self._database.insert(_rungs).values(host=host, model=model, **values)
        self._database.run(statement.on_conflict_do_update(index_elements=["host", "model"], set_=values))

    def _open(self) -> None:
        """Makes the tables of a file, or checks the ones that are there."""
        version = self._database.rows(sa.text("PRAGMA user_version"))[0]["user_version"]
        if version > SCHEMA_VERSION:
            raise WorkError(
                f"was written by a newer version (its form is {version}, ours {SCHEMA_VERSION})",
                code="store.newer",
                where=self._database.where,
                hint="upgrade, or name another folder in REVIEWER_CACHE_DIR",
            )
        if version < SCHEMA_VERSION:
            for table in _metadata.sorted_tables:
                self._database.run(CreateTable(table, if_not_exists=True))
            self._database.run(sa.text(f"PRAGMA user_version = {SCHEMA_VERSION}"))

    def _insert_claim(self, key: str, owner: str, lease_s: float) -> bool:
        now = time.time()
        statement = self._database.insert(reply_rows).values(
            key=key, created_at=now, owner=owner, lease_until=now + lease_s
        )
        return self._database.run(statement.on_conflict_do_nothing(index_elements=["key"])) == 1

    def _take_over(self, row: Mapping[str, Any], owner: str, lease_s: float) -> bool:
        """Makes a dead claim ours, unless it was renewed or taken since it was read."""
        statement = _claim_of(sa.update(reply_rows), row["key"], row["owner"])
        unchanged = statement.where(reply_rows.c.lease_until == row["lease_until"])
        return self._database.run(unchanged.values(owner=owner, lease_until=time.time() + lease_s)) == 1


def _row(reply: Reply, purpose: str, prompt: str) -> dict[str, Any]:
    """A reply as its row has it, which ends the claim in that row."""
    return {
        "state": reply.state,
        "text": reply.text,
        "detail": reply.detail,
        "kind": reply.kind,
        "model": reply.model,
        "purpose": purpose,
        "prompt": prompt,
        "input_tokens": reply.usage.input_tokens,
        "cached_tokens": reply.usage.cached_tokens,
        "output_tokens": reply.usage.output_tokens,
        "calls": reply.usage.calls,
        "cost_usd": reply.usage.cost_usd,
        "created_at": time.time(),
        "owner": None,
        "lease_until": None,
    }


def _claim_of(statement: Any, key: str, owner: str) -> Any:
    return statement.where(reply_rows.c.key == key, reply_rows.c.owner == owner, reply_rows.c.state.is_(None))


def _reply(row: Mapping[str, Any]) -> Reply:
    usage = CallUsage(
        input_tokens=row["input_tokens"],
        cached_tokens=row["cached_tokens"],
        output_tokens=row["output_tokens"],
        cost_usd=row["cost_usd"],
        calls=row["calls"],
    )
    state = cast("ReplyState", row["state"])
    return Reply(state, row["text"], row["model"], usage, row["detail"], reused=True, kind=row["kind"])


def _is_gone(owner: str) -> bool:
    """Whether a claim's owner was a process of this machine that has ended; where that cannot be told, it was not."""
    machine, _, rest = owner.partition(":")
    pid = rest.partition(":")[0]
    return pid.isdecimal() and is_gone(machine, int(pid))
