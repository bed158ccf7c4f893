"""What alembic runs for every command. In: a connection that `schema.py` opened. Out: the steps, in one transaction."""

from __future__ import annotations

from alembic import context

from reviewer.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
