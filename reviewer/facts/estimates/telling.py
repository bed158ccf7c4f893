"""Sums in words: a tree comes in, "100M users × 10 KB ÷ 86,400" goes out."""

from __future__ import annotations

from reviewer.facts.estimates.tree import Node

_SIGNS = {"*": " × ", "/": " ÷ ", "+": " + ", "-": " − ", "^": "^"}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_LONGEST = 200


def operation_of(node: Node, source: str) -> str:
    """The operation with its operands as they are written in the source."""
    return _told(node, source)[:_LONGEST]


def _told(node: Node, source: str) -> str:
    if node.figure is not None:
        if node.figure.told:
            return node.figure.told
        return " ".join(source[node.figure.start : node.figure.end].replace("*", "").split())
    if node.op not in _SIGNS:
        return f"{node.op}({', '.join(_told(part, source) for part in node.parts)})"
    left, right = node.parts
    return f"{_part(left, node.op, source)}{_SIGNS[node.op]}{_part(right, node.op, source, right=True)}"


def _part(node: Node, op: str, source: str, *, right: bool = False) -> str:
    told = _told(node, source)
    rank = _RANK.get(node.op, 4)
    return f"({told})" if rank < _RANK[op] or (right and rank == _RANK[op] and op in "-/") else told
