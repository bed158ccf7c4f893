"""Figures with names: the tokens of "x1 = 1.76M × 30 B = 52.8 MB" come in, the figure that "x1" stands for goes out."""

from __future__ import annotations

from collections.abc import Sequence, Set

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.figure import Figure, Scale, constant
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import expressions


def named_figure(tokens: Sequence[Token], written: Set[int], name: str) -> Figure | None:
    """The last result of the line, else what the first sum behind the sign comes to, called by its name."""
    results = [token.figure for token in tokens if token.figure is not None and token.figure.start in written]
    if results:
        return results[-1]
    first = next((at for at, token in enumerate(tokens) if token.kind == "rel"), None)
    found = expressions(list(tokens[first + 1 :])) if first is not None else []
    if not found or found[0].leading:
        return None
    if found[0].node.figure is not None:
        return found[0].node.figure
    came = evaluate(found[0].node, "exact", {}) or evaluate(found[0].node, "plain", {})
    return constant(came.low, name, 0, Scale(1.0, came.dims)) if came is not None and came.low > 0 else None
