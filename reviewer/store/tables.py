"""The tables of the store, as the code uses them. How they come to be stands in `migrations/`.

Times of rows are whole microseconds since 1970, so that they sort and compare exactly on every database.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

HEAD = "0001"
"""The newest migration; a database that stands there needs none."""

metadata = sa.MetaData()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Time = sa.BigInteger
Bytes = sa.LargeBinary

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("tenant", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("order_json", sa.Text, nullable=False),
    sa.Column("rubric", sa.Text, nullable=False),
    sa.Column("profile", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("model", sa.Text),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("executor", sa.Text),
    sa.Column("created_at", Time, nullable=False),
    sa.Column("started_at", Time),
    sa.Column("finished_at", Time),
    sa.Column("schema_version", sa.Text),
    sa.Column("review_json", Bytes),
    sa.Column("score", sa.Float),
    sa.Column("band", sa.Text),
    sa.Column("findings", sa.Integer),
    sa.Column("error_json", sa.Text),
    sa.Column("idempotency_key", sa.Text),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("previous", sa.Text),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("review_id", sa.Text, primary_key=True),
    sa.Column("data", Bytes, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("line_count", sa.Integer),
)

# Which replies of a language model a review came to see, so that they can be erased with it. `repeats` counts the calls
# that it made again because the process that had made them ended before their reply came.
review_replies = sa.Table(
    "review_replies",
    metadata,
    sa.Column("review_id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("repeats", sa.Integer, nullable=False, server_default="0"),
)

keys = sa.Table(
    "keys",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("tenant", sa.Text, nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("secret_sha256", sa.Text, nullable=False),
    sa.Column("created_at", Time, nullable=False),
    sa.Column("expires_at", Time),
    sa.Column("revoked_at", Time),
    sa.Column("last_used_at", Time),
)

overrides = sa.Table(
    "overrides",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("rubric", sa.Text, primary_key=True),
    sa.Column("criterion", sa.Text, primary_key=True),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Time, nullable=False),
)

batches = sa.Table(
    "batches",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("tenant", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("order_json", sa.Text, nullable=False),
    sa.Column("state_json", sa.Text, nullable=False),
    sa.Column("created_at", Time, nullable=False),
    sa.Column("finished_at", Time),
)

# Processes that take work. One whose beat stops is dead, and what it had is taken over.
executors = sa.Table(
    "executors",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("beat_at", Time, nullable=False),
)


def as_micros(time: datetime) -> int:
    """A time as its column has it."""
    return (time - _EPOCH) // _MICROSECOND


def as_time(micros: int) -> datetime:
    """A column as a time."""
    return _EPOCH + timedelta(microseconds=micros)


def maybe_time(micros: int | None) -> datetime | None:
    return None if micros is None else as_time(micros)


def maybe_micros(time: datetime | None) -> int | None:
    return None if time is None else as_micros(time)


def now_micros() -> int:
    return as_micros(datetime.now(UTC))
