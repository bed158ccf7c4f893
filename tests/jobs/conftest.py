"""The Postgres of the store's tests, for jobs on many machines."""

from __future__ import annotations

from tests.store.conftest import postgres, with_tables

__all__ = ["postgres", "with_tables"]
