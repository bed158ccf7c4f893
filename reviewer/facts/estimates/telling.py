"""Sums in words: a tree comes in, "100M users × 10 KB ÷ 86,400" goes out, or a claim with all that is told of it."""

from __future__ import annotations

import re

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import in_reading
from reviewer.facts.estimates.outcome import Outcome
from reviewer.facts.estimates.tree import Node
from reviewer.model.document import Document
from reviewer.model.facts import Amount, Estimate, EstimateInput

_SIGNS = {"*": " × ", "/": " ÷ ", "+": " + ", "-": " − ", "^": "^"}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_FORMULA = re.compile(r"\\(?:[A-Za-z]{2,16}|[,;:! ]|([%$#&_]))|[{}]")
"""What LaTeX writes around a figure: commands, braces, and the stroke before a sign."""

_LONGEST = 200


def estimate_of(claim: Claim, outcome: Outcome, document: Document) -> Estimate:
    """A claim with its verdict, as the facts of a document tell it."""
    stated = claim.stated if outcome.reading is None else in_reading(claim.stated, outcome.reading)
    expected = None
    if outcome.verdict != "unchecked" and outcome.ratio > 0:
        expected = Amount(float(f"{stated.value / outcome.ratio:.10g}"), stated.unit)
    return Estimate(
        lines=document.lines_of(stated.start, stated.end),
        text=document.source[claim.start : claim.end][:_LONGEST],
        stated=Amount(stated.value, stated.unit),
        expected=expected,
        verdict=outcome.verdict,
        inputs=tuple(
            EstimateInput(document.lines_of(one.start, one.end), one.value, one.unit, one.start)
            for one in claim.node.figures()
            if not one.told
        ),
        operation=operation_of(claim.node, document.source),
        start=stated.start,
    )


def operation_of(node: Node, source: str) -> str:
    """The operation with its operands as they are written in the source."""
    return _told(node, source)[:_LONGEST]


def _told(node: Node, source: str) -> str:
    if node.figure is not None:
        if node.figure.told:
            return node.figure.told
        written = source[node.figure.start : node.figure.end].replace("*", "")
        return " ".join((_FORMULA.sub(r"\1", written) if "\\" in written or "{" in written else written).split())
    if node.op not in _SIGNS:
        return f"{node.op}({', '.join(_told(part, source) for part in node.parts)})"
    left, right = node.parts
    return f"{_part(left, node.op, source)}{_SIGNS[node.op]}{_part(right, node.op, source, right=True)}"


def _part(node: Node, op: str, source: str, *, right: bool = False) -> str:
    told = _told(node, source)
    rank = _RANK.get(node.op, 4)
    return f"({told})" if rank < _RANK[op] or (right and rank == _RANK[op] and op in "-/") else told
