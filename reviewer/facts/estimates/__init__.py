"""The estimate ledger: a document with its words and quantities comes in, its sums re-done go out."""

from __future__ import annotations

from reviewer.facts.estimates.ledger import find_estimates

__all__ = ["find_estimates"]
