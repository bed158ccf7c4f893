"""Sums whose result stands in the next line: what a line leaves open comes in, the claim of the next one goes out."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.context import Context
from reviewer.facts.estimates.equation import Equations
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.side import with_previous
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Expression, figure_node

_NEAR = 40


class Unfinished:
    """The last sum without a result: the row it stands in, its expression, and the words that name what it gives.

    A sum is `alone` where its line has nothing else.
    """

    def __init__(self) -> None:
        self._sum: tuple[int, Expression] | None = None
        self._words: frozenset[str] = frozenset()
        self._alone = False

    def leave(self, row: int, tokens: Sequence[Token], found: Equations) -> None:
        """Remember a sum of this row whose result may stand in the next line."""
        last = found.sides[-1].found[-1:] if len(found.sides) > 1 else []
        self._alone = len(found.sides) == len(found.pending) == 1 and _fills(found.pending[0], found.sides[0].tokens)
        if found.pending and not any(one.kind == "rel" for one in tokens):
            self._sum, self._words = (row, found.pending[-1]), frozenset()
        elif found.pending and len(found.sides) == 2 and not found.sides[0].found:
            self._sum = row, found.pending[-1]
            self._words = frozenset(token.sign for token in found.sides[0].tokens if token.kind == "word")
        elif last and not last[0].single:
            self._sum, self._words = (row, last[0]), frozenset()

    def is_waiting(self, row: int, tokens: Sequence[Token]) -> bool:
        """Whether a line begins with the only figure that may be the result of the sum that the line above is."""
        begun = bool(tokens) and tokens[0].figure is not None
        alone = self._alone and self._sum is not None and self._sum[0] == row - 1
        return begun and alone and (len(tokens) == 1 or tokens[1].kind in ("open", "word", "break"))

    def signed(self, row: int, tokens: list[Token], text: str) -> list[Token]:
        """The tokens of a line with the "~" before its number as the sign that it is, if the line above is a sum;
        with one put there if that is nothing else."""
        under = self._sum is not None and self._sum[0] == row - 1 and text.lstrip(" \t*_`").startswith("~")
        under = under and bool(tokens) and tokens[0].kind == "number"
        if not under and not self.is_waiting(row, tokens):
            return tokens
        start = tokens[0].start
        return [Token("rel", "~", start, start), *tokens]

    def goes_on(
        self, row: int, tokens: Sequence[Token], found: Equations, previous: Figure | None, context: Context
    ) -> list[Claim]:
        """The claim of a line that begins with a sign and its result: the line above has what it comes from.

        `previous` is the last result of the document.
        """
        if not tokens or len(found.sides) < 2 or not found.sides[1].found:
            return []
        if tokens[0].kind != "rel" and not self._is_named_so(row, found):
            return []
        result = found.sides[1].found[0]
        stated = result.node.figure
        if stated is None or result.leading or stated.is_factor:
            return []
        exact = found.sides[1].relation == "="
        if self._sum is not None and self._sum[0] == row - 1:
            node = with_previous(self._sum[1], previous)
            written = tokens[0].end > tokens[0].start
            return [Claim(node, stated, stated.start, stated.end, exact, firm=written)] if node is not None else []
        alike = previous is not None and previous.scale.dims == stated.scale.dims != NONE
        if previous is not None and alike and not stated.scale.dims.money and previous.scale != stated.scale:
            above = [one for one in context.entries[-_NEAR:] if one.row == row - 1]
            if any(one.figure.start == previous.start for one in above):
                return [Claim(figure_node(previous), stated, stated.start, stated.end, exact)]
        return []

    def _is_named_so(self, row: int, found: Equations) -> bool:
        """Whether a line names its result as the line above names its sum: "KB a day = 20 × 4", "KB a day = 80"."""
        if len(found.sides) != 2 or self._sum is None or self._sum[0] != row - 1:
            return False
        words = {token.sign for token in found.sides[0].tokens if token.kind == "word"}
        alone = found.sides[1].found[0].single and not found.sides[0].found
        same = words == self._words if len(self._words) == 1 else len(words & self._words) > 1
        return alone and same


def _fills(one: Expression, tokens: Sequence[Token]) -> bool:
    """Whether a line has no words but those of a sum."""
    return one.first == 0 and one.last == len(tokens) and not one.leading and not one.cut
