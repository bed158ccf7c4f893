"""The steps, the oldest first; alembic orders them by their `down_revision`."""
