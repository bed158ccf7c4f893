"""The reader of sums: the tokens of one side of a relation come in, the expressions in it go out.

Words inside a formula ("1000 server pools * 100 machines") are passed over; so are remarks in brackets and brackets
that are never closed.
"""

from __future__ import annotations

import math

from reviewer.facts.estimates.figure import SIZE, Figure
from reviewer.facts.estimates.spot import SMALLER
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Expression, Node
from reviewer.facts.units import MEASURES

_COSTS = frozenset(("cost", "costs", "takes", "take", "needs", "need", "uses", "is", "are"))


_DEEPEST = 12
_LONGEST_REMARK = 16
_WORDS_AFTER = 7
_WORDS_BEFORE = 7
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


def expressions(tokens: list[Token]) -> list[Expression]:
    """All expressions of `tokens` in order, none within another."""
    parser = _Parser(tokens)
    found: list[Expression] = []
    at = 0
    while at < len(tokens):
        made = parser.expression(at)
        if made is None:
            at += 1
        else:
            found.append(made)
            at = max(made.last, at + 1)
    return found


_USUAL = frozenset(("average", "avg", "baseline", "normal"))


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._steps = 0

    def expression(self, at: int) -> Expression | None:
        token = self._tokens[at]
        if token.kind == "op" and token.sign in "*/+" and self._begins(at):
            right = self._operand(at + 1, 0)
            if right is None:
                return None
            node, last = self._climb(right[0], right[1], 1, 0)
            return Expression(node, at, last, token.sign)
        if token.kind not in ("number", "open", "call"):
            return None
        cut = self._is_cut(at)
        made = self._sum(at, 1, 0)
        return Expression(made[0], at, made[1], cut=cut) if made else None

    def _is_cut(self, at: int) -> bool:
        """Whether an operator stands before that belongs to a name: "9 * HourlyRate * 24 * 30"."""
        if self._is_remark(at):
            return False
        before = at - 1
        while before >= 0 and self._tokens[before].kind == "word":
            before -= 1
        if before < 1 or self._tokens[before].kind != "op" or self._tokens[before - 1].kind not in ("word", "close"):
            return False
        sign = self._tokens[before].sign
        return sign in "*^" or (sign == "/" and before == at - 1)

    def _is_remark(self, at: int) -> bool:
        """Whether a bracket holds in figures what was said in names: "organizations × months (10 × 24 = 240)"."""
        return at > 1 and self._tokens[at].kind == "open" and self._tokens[at - 1].kind == "word"

    def _begins(self, at: int) -> bool:
        """Whether nothing that could be the left operand stands before."""
        if at == 0 and self._tokens[at].sign == "+":
            return True  # "+20% headroom → 240"
        before = self._tokens[max(0, at - 4) : at]
        shrunk = bool(before) and before[-1].sign in SMALLER
        if before and before[-1].kind == "word" and (shrunk or _has_digits(before[-1]) or self._is_remarked(at)):
            return False  # "db.r6g.8xlarge × 4 = $60K", "now (at most 8,000 a beat, reads ×5)"
        behind = next((one for one in range(at + 1, len(self._tokens)) if self._tokens[one].kind != "word"), at)
        if behind > at + 1 and before and before[-1].kind == "word" and self._is_remark(behind):
            return False
        if self._tokens[at].sign == "/" and self._tokens[at].touching and before and before[-1].kind == "word":
            return False  # "the read/write ratio of 30"
        if (
            self._at(at + 1, "word")
            and self._tokens[at].sign == "/"
            and self._tokens[at + 1].start == self._tokens[at].end
        ):
            return False  # "WS /track 20k sockets"
        if before and before[-1].sign in MEASURES:
            return False  # what stands before is a size that we cannot read
        if self._tokens[at].sign == "+" or (before and before[-1].sign == ","):  # "= 14 bytes, x 1M = 14 MB"
            first = self._tokens[0]
            goes_on = first.kind == "op" or (first.figure is not None and first.figure.is_factor)  # "×3, × 2 days"
            return bool(before) and before[-1].kind == "break" and self._tokens[at].sign in "+*" and not goes_on
        told = behind > at + 1 and self._tokens[at + 1].sign == "by" and before and before[-1].kind == "break"
        return bool(told) or not any(token.kind in ("number", "close", "open") for token in before)

    def _is_remarked(self, at: int) -> bool:
        """Whether a bracket is open with a number before."""
        depth = 0
        for place in range(at - 1, max(-1, at - _LONGEST_REMARK), -1):
            kind = self._tokens[place].kind
            depth += (kind == "close") - (kind == "open")
            if depth < 0:
                return any(one.kind == "number" for one in self._tokens[place:at])
        return False

    def _sum(self, at: int, least: int, depth: int) -> tuple[Node, int] | None:
        if depth > _DEEPEST:
            return None
        left = self._primary(at, depth)
        return self._climb(left[0], left[1], least, depth) if left else None

    def _climb(self, left: Node, last: int, least: int, depth: int) -> tuple[Node, int]:
        """Operator precedence from `left` on, which ends before the token `last`."""
        while True:
            at = self._operator(last, left)
            if at is None or _PRECEDENCE[self._tokens[at].sign] < least:
                return left, last
            sign = self._tokens[at].sign
            right = self._operand(at + 1, depth + 1, spaced=not self._tokens[at].touching or sign != "/")
            if right is None:
                return left, last
            if sign == "*" and self._is_every(right[1] - 1):
                sign = "/"
            node, end = self._climb(right[0], right[1], _PRECEDENCE[sign] + (sign != "^"), depth + 1)
            left, last = Node(sign, (left, node)), end

    def _is_every(self, at: int) -> bool:
        """Whether a length of time tells how often: "1M riders × a poll every 5 s"."""
        figure = self._tokens[at].figure
        return figure is not None and figure.dimension == "time" and self._tokens[at - 1].sign == "every"

    def _operator(self, at: int, left: Node) -> int | None:
        """Where the operator behind the operand that ends at `at` stands; words and remarks may stand between."""
        bare = self._at(at, "number") and (self._is_juxtaposed(at, left) or self._runs_on(at, left))
        if bare or self._multiplies_call(at, left) or self._multiplies_bracket(at, left):
            self._tokens.insert(at, Token("op", "*", self._tokens[at].start, self._tokens[at].start))
            return at
        words = 0
        while at < len(self._tokens) and words <= _WORDS_AFTER:
            token = self._tokens[at]
            if token.kind == "op" and token.sign in _PRECEDENCE:
                if token.sign == "-" and not (self._is_equated(at, left) if words else self._subtracts(at, left)):
                    return None
                if token.sign == "/" and self._is_unit(at):
                    at += 1
                    continue
                if words and token.sign == "/" and token.touching and self._price(at + 1) is not None:
                    return None  # "$5 in/$15 out"
                return at
            if token.kind == "word":
                if sign := self._meant(left, at):
                    self._tokens[at] = token._replace(kind="op", sign=sign)
                    return at
                words += 1
                at += 1
            elif token.kind == "open" and (closing := self._closing(at)) is not None and words <= _WORDS_AFTER:
                if words and self._tokens[at - 1].sign in _COSTS:
                    return None  # "a task with 6 GB costs (2 × $0.04) + (6 × $0.004)"
                words += 1
                at = closing + 1
            elif token.sign == "," and left.op == "*" and words and self._at(at + 1, "op"):
                at += 1  # "4 GB × 3 for replicas, × 30 days"
            else:
                return None
        return None

    def _meant(self, left: Node, at: int) -> str:
        """The operator that a word stands for, empty for most: "10 % of 5M", "5 TB at $20/TB", "9 GB at 1 KB/event"."""
        word = self._tokens[at].sign
        if word in ("of", "from") and _is_share(left) and self._at(at + 1, "number", "open"):
            return "*"
        if word in _WHILE and self._is_worked(left, at + 1):
            return "*"
        if word != "at":
            return ""
        return "*" if self._is_priced(left, at + 1) else "/" if self._is_told_for_one(left, at + 1) else ""

    def _is_worked(self, left: Node, at: int) -> bool:
        """Whether an availability stands before the time that it is told for: "99.9% over 30 days"."""
        length = self._tokens[at].figure if self._at(at, "number") else None
        told = left.figure is not None and left.figure.is_availability
        return told and length is not None and length.scale.dims.time == 1 and not length.scale.period_s

    def _price(self, at: int) -> Figure | None:
        """The amount of money that stands at `at`."""
        figure = self._tokens[at].figure if self._at(at, "number") else None
        return figure if figure is not None and figure.scale.dims.money else None

    def _is_priced(self, left: Node, at: int) -> bool:
        """Whether a size stands before a price for each GB: "18 TB at $20/TB"."""
        price, size = self._price(at), left.figure
        return price is not None and size is not None and size.scale.dims.size == -price.scale.dims.size == 1

    def _is_told_for_one(self, left: Node, at: int) -> bool:
        """Whether a size stands before that of one of what it holds: "10 GB/day at 1 KB/event"."""
        size, each = left.figure, self._tokens[at].figure if self._at(at, "number") else None
        return size is not None and each is not None and each.per_item and size.still == each.scale.dims == SIZE

    def _multiplies_call(self, at: int, left: Node) -> bool:
        """Whether a number stands bare before a function: "1.18 sqrt(…)"."""
        return self._at(at, "call") and left.figure is not None and left.figure.bare

    def _multiplies_bracket(self, at: int, left: Node) -> bool:
        """Whether a number stands bare before what makes it larger: "52 (1 + 1)", "300 (1 - 0.2)"."""
        if not self._at(at, "open") or left.figure is None or not left.figure.bare:
            return False
        one = self._tokens[at + 1].figure if self._at(at + 1, "number") else None
        closing = self._closing(at)
        return (
            one is not None and one.bare and one.value == 1 and closing == at + 4
            and self._tokens[at + 2].sign in ("+", "-", "—") and self._at(at + 3, "number")
        )  # fmt: skip

    def _is_juxtaposed(self, at: int, left: Node) -> bool:
        """Whether a power of ten stands bare behind a number: "1 10 ^ 6"."""
        figure, token = left.figure, self._tokens[at]
        after = token.figure
        return (
            figure is not None and figure.bare and after is not None and after.bare
            and after.value >= 100 and token.end - token.start >= 4 and figure.value < 1000
            and after.readings[0].low == 10.0 ** round(math.log10(after.value))
            and token.start - self._tokens[at - 1].end == 1
        )  # fmt: skip

    def _runs_on(self, at: int, left: Node) -> bool:
        """Whether a time stands bare before one that is multiplied: "24 hours 60 minutes * 60 seconds"."""
        figure, after = left.figure, self._tokens[at].figure
        times = [one for one in (figure, after) if one is not None and one.scale.dims.time == 1]
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        return len(times) == 2 and following is not None and following.sign == "*"

    def _subtracts(self, at: int, left: Node) -> bool:
        """Whether a dash is a minus: what stands on both sides is of one kind."""
        after = self._tokens[at + 1].figure if self._at(at + 1, "number") else None
        if after is None:
            return self._at(at + 1, "open", "call")
        return after.scale.dims == left.figures()[-1].scale.dims or after.is_factor or after.bare

    def _is_equated(self, at: int, left: Node) -> bool:
        """Whether a dash behind words is a minus, up to the sign of its result: "640 GB RAM - 140 GB weights ="."""
        after = self._tokens[at + 1].figure if self._at(at + 1, "number") else None
        first = left.figures()[-1]
        if after is None or after.scale != first.scale or first.bare or self._tokens[at].touching:
            return False
        return self._past_words(at + 2) == len(self._tokens) <= at + 2 + _WORDS_AFTER

    def _is_unit(self, at: int) -> bool:
        """Whether the stroke at `at` belongs to a unit ("GB/server") and divides nothing."""
        if self._at(at + 1, "number", "open", "call"):
            return False
        if self._tokens[at].touching:
            return True
        ahead = at + 1
        while ahead < len(self._tokens) and self._tokens[ahead].kind == "word":
            ahead += 1
        return not self._at(ahead, "number", "open") or ahead - at > _WORDS_BEFORE

    def _operand(self, at: int, depth: int, *, spaced: bool = True) -> tuple[Node, int] | None:
        """The operand behind an operator; a few words may stand before it."""
        words = 0
        if self._at(at, "word") and _has_digits(self._tokens[at]):
            return None  # "8 × H100 GPUs provide 8 × 80 GB"
        while self._at(at, "word") and words < _WORDS_BEFORE and spaced:
            at, words = at + 1, words + 1
        if words and self._at(at, "open") and self._tokens[at - 1].sign in _USUAL:
            return None  # "3 × average (45M rides a day)" tells the result
        return self._primary(at, depth)

    def _primary(self, at: int, depth: int) -> tuple[Node, int] | None:
        self._steps += 1
        if at >= len(self._tokens) or depth > _DEEPEST:
            return None
        token = self._tokens[at]
        if token.kind == "number" and token.figure is not None:
            return Node("", figure=token.figure), at + 1
        if token.kind == "call":
            return self._call(at, depth)
        if token.kind == "open":
            return self._bracketed(at, depth)
        return None

    def _bracketed(self, at: int, depth: int) -> tuple[Node, int] | None:
        name = {"⌈": "ceil", "⌊": "floor"}.get(self._tokens[at].sign, "")
        made = self._sum(self._past_words(at + 1), 1, depth + 1)
        if made is None:
            return None
        node, last = made
        if self._at(last, "op") and self._tokens[last].sign == "/" and self._is_unit(last):
            last += 1  # "60 seconds / minute)"
        last = self._past_words(last)
        if self._at(last, "open") and (closing := self._closing(last)) is not None:
            last = closing + 1  # "(4 + 2 + 20 (overhead))"
        if self._at(last, "close"):
            last += 1
            node = node if node.figure is not None else Node(node.op, node.parts, closed=True)
        elif last < len(self._tokens) and not self._at(last, "rel"):
            return None
        return (Node(name, (node,)) if name else node), last

    def _call(self, at: int, depth: int) -> tuple[Node, int] | None:
        name = self._tokens[at].sign
        parts: list[Node] = []
        place = at + 2
        while len(parts) < 12:
            made = self._sum(self._past_words(place), 1, depth + 1)
            if made is None:
                return None
            parts.append(made[0])
            place = self._past_words(made[1])
            if self._at(place, "close"):
                return Node(name, tuple(parts)), place + 1
            if not self._at(place, "break"):
                return None
            place += 1
        return None

    def _past_words(self, at: int) -> int:
        while self._at(at, "word"):
            at += 1
        return at

    def _closing(self, at: int) -> int | None:
        """Where the bracket that opens at `at` is closed."""
        depth = 0
        for place in range(at, min(at + 40, len(self._tokens))):
            kind = self._tokens[place].kind
            depth += (kind == "open") - (kind == "close")
            if depth == 0:
                return place
        return None

    def _at(self, at: int, *kinds: str) -> bool:
        return at < len(self._tokens) and self._tokens[at].kind in kinds


_WHILE = frozenset(("over", "in", "per", "for", "during"))


def _has_digits(word: Token) -> bool:
    """Whether digits stand in a name that is no number: "H100"."""
    return word.end - word.start > len(word.sign)


def _is_share(node: Node) -> bool:
    if node.op == "/" and all(part.figure is not None and part.figure.bare for part in node.parts):
        return True
    return node.figure is not None and (node.figure.dimension == "percent" or 0 < node.figure.value < 1)
