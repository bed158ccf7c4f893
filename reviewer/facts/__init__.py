"""Document + vocabulary → Facts: mentions, quantities, estimates, architecture, operations, schema."""

from __future__ import annotations

from reviewer.facts.complexity import refuse_costly
from reviewer.facts.extract import extract

__all__ = ["extract", "refuse_costly"]
