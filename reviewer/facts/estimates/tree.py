"""Sums as trees, and what they may give: figures come in, nodes and derivations go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reviewer.facts.estimates.figure import Figure, constant

Op = Literal["+", "-", "*", "/", "^"]


@dataclass(frozen=True, slots=True)
class Node:
    """A figure (`op` empty), an operation on two nodes, or a call of a function (`op` its name) on its arguments.

    `closed` tells that brackets stand around an operation.
    """

    op: str
    parts: tuple[Node, ...] = ()
    figure: Figure | None = None
    closed: bool = field(default=False, compare=False)

    def figures(self) -> list[Figure]:
        if self.figure is not None:
            return [self.figure]
        found: list[Figure] = []
        for part in self.parts:
            if part.figure is not None:
                found.append(part.figure)
            else:
                found += part.figures()
        return found


@dataclass(frozen=True, slots=True)
class Derivation:
    """A sum that may give a figure; `firm` where the words point to it, else only the dimensions allow it.

    `close` tells that its figures stand together in a sentence, so that only others near it can explain the result;
    `loose` that a result which is far off is wrong only if a slip explains by how much.
    """

    node: Node
    stated: Figure
    firm: bool = False
    close: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression with the half-open range of its tokens. `leading` is an operator that lacks its left operand; one
    that is `cut` follows an operator whose left operand is a name, so that it is no whole sum."""

    node: Node
    first: int
    last: int
    leading: str = ""
    cut: bool = False

    @property
    def single(self) -> bool:
        return self.node.figure is not None and not self.leading


def figure_node(figure: Figure) -> Node:
    return Node("", figure=figure)


def exchanged(node: Node, old: Figure, new: Figure) -> Node:
    """The tree with `new` in place of `old`."""
    if node.figure is not None:
        return figure_node(new) if node.figure is old else node
    return replace(node, parts=tuple(exchanged(part, old, new) for part in node.parts))


def times(*figures: Figure) -> Node:
    return _joined("*", figures)


def plus(*figures: Figure) -> Node:
    return _joined("+", figures)


def _joined(sign: str, figures: Sequence[Figure]) -> Node:
    node = figure_node(figures[0])
    for figure in figures[1:]:
        node = Node(sign, (node, figure_node(figure)))
    return node


def failing(share: Figure, start: int) -> Node:
    """What an availability leaves to failures, 1 − share; `start` is where the sum is used."""
    return Node("-", (figure_node(constant(1.0, "1", start)), figure_node(share)))


def over(top: Figure, bottom: Figure) -> Node:
    return Node("/", (figure_node(top), figure_node(bottom)))
