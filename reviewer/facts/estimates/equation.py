"""Sums that are written out: the tokens of a stretch come in, claims "this expression gives that figure" go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewer.facts.estimates.algebra import amount_of, terms, without_shared
from reviewer.facts.estimates.claim import Claim, is_of_each, rounding
from reviewer.facts.estimates.fields import is_shared, listed, of_each
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.parser import expressions
from reviewer.facts.estimates.side import LONGEST_LINK, Side, reversed_claim, start_of, with_previous
from reviewer.facts.estimates.slips import is_digit
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Expression, Node, figure_node
from reviewer.facts.estimates.unsigned import unsigned
from reviewer.facts.units import DAY_S, HOUR_S
from reviewer.facts.words import word_set


@dataclass(frozen=True, slots=True)
class Equations:
    """The claims of a stretch; `pending` are sums whose result stands elsewhere, `results` figures without a sum."""

    claims: list[Claim]
    pending: list[Expression]
    sides: list[Side]


_NOT_LINKING = frozenset(("per", "each", "for", "with", "if", "at", "and", "by", "from"))
_NOUN = 4
_JOINING = frozenset(("and", "or", "und", "et", "y", "e", "и", "và"))
_BYTES = "бБтТ"
"""How the names of bytes and bits end in Cyrillic letters."""

_ENERGIES = word_set("wh kwh mwh gwh ah mah")
_ROUNDED = 0.15
"""As a natural logarithm or less: how far a share is from one that is rounded to a digit."""

_RESIDUE = 0.001
_PREFIXES = (1e3, 1e-3, 1e6, 1e-6)
_WHOLE = 100
_SOME = 20
"""A smaller count behind an arrow and words may be told of something else."""


def equations(tokens: list[Token], previous: Figure | None) -> Equations:
    """The claims in `tokens`. `previous` is the last result before them, for sums that begin with an operator."""
    sides = _sides(_without_meanings(tokens))
    claims: list[Claim] = []
    used: set[int] = set()
    for at, (left, right) in enumerate(pairwise(sides)):
        lead = sides[at - 1].tokens if at and not sides[at - 1].found else []
        claim = listed(left, right) or _across(left, right, previous, last=at + 2 == len(sides), lead=lead)
        if claim is not None:
            claims.append(claim)
            used |= {claim.node.figures()[-1].start, claim.stated.start}
            previous = claim.stated
        for one in _termwise(left, right):
            claims.append(one)
            used |= {one.node.figures()[-1].start, one.stated.start}
    for side in sides:
        for claim in unsigned(side, previous):
            if claim.stated.start not in used and claim.node.figures()[-1].start not in used:
                claims.append(claim)
                used |= {claim.node.figures()[-1].start, claim.stated.start}
    pending = [
        one for side in sides for one in side.found
        if not (one.single or one.cut) and one.node.figures() and one.node.figures()[-1].start not in used
    ]  # fmt: skip
    return Equations(claims, pending, sides)


def _without_meanings(tokens: list[Token]) -> list[Token]:
    """The tokens without brackets that tell what a figure means: "86400 s (1 day = 24 * 60 * 60) = 57.8k QPS"."""
    if sum(token.kind == "rel" for token in tokens) < 2 or not any(token.kind == "open" for token in tokens):
        return tokens
    kept: list[Token] = []
    opened: list[int] = []
    for at, token in enumerate(tokens):
        kept.append(token)
        if token.kind == "open":
            opened.append(len(kept) - 1)
        elif token.kind == "close" and opened:
            first = opened.pop()
            relations = [one for one, inner in enumerate(kept[first:]) if inner.kind == "rel"]
            follows = at + 1 < len(tokens) and tokens[at + 1].kind == "rel"
            if relations and relations[0] > 1 and follows:
                del kept[first:]
    return kept


def _sides(tokens: list[Token]) -> list[Side]:
    sides: list[Side] = []
    first, relation, arrow = 0, "", False
    for at, token in enumerate([*tokens, None]):
        if token is None or token.kind == "rel":
            part = tokens[first:at]
            if part or token is None:
                sides.append(Side(part, expressions(part), relation, arrow))
            else:
                sides.append(Side([], [], relation, arrow))
            if token is not None:
                relation = token.sign
                arrow = token.touching
                first = at + 1
    return sides


def _across(
    left: Side, right: Side, previous: Figure | None, *, last: bool, lead: Sequence[Token] = ()
) -> Claim | None:
    """The claim that a relation makes between what stands last before it and first behind it."""
    before = _last(left)
    after = right.found[0] if right.found else None
    if after is None or (after.first and not _is_linked(right.tokens[: after.first])):
        return None
    if before is None or before.cut or not _ends(left.tokens, before, right) or is_shared(before, after, right.tokens):
        return None
    bound = right.relation if right.relation in "<>" else ""
    exact = right.relation == "="
    if not after.single and not before.single and not after.leading:
        return _chained(before, after, previous, right, exact=exact)
    if not after.single:
        given = before.single and not after.leading and not right.arrow and last
        return reversed_claim(before, after, exact=exact) if given else None
    stated = after.node.figure
    alone = before.last == len(left.tokens) and (
        (not before.first and left.relation == "=") or _is_sized(before, right)
    )
    if stated is not None and alone and (rounded := rounding(before, stated, arrow=right.arrow)):
        return rounded
    node = with_previous(before, previous)
    if stated is not None and stated.bare and _has_foreign_unit(right.tokens, after.last):
        return None
    if stated is not None and stated.bare:
        stated = _of_energy(stated, right.tokens[after.last : after.last + 1])
    around = (*lead, *left.tokens[: before.first], *left.tokens[before.last :])
    each = any(token.sign in ("each", "every") for token in around)
    if before.single and previous is not None and is_of_each(before.node.figure, stated, previous, each=each):
        return None if stated is None else of_each(before.node, stated, previous, right)
    if before.single and (bound or _is_set_apart(left.tokens, before)):
        return None  # "24-hour charts render in < 2 s"
    if (
        stated is None
        or node is None
        or (before.single and not _converts(_as_told(left.tokens, before), stated, arrow=right.arrow))
    ):
        return None
    node = _with_longer(left.tokens, before, node)
    multiplied = _multiplied_by(left.tokens, before)
    if multiplied is not None and multiplied.dimension == "time":
        node = Node("*", (figure_node(multiplied), node))
    tentative = _is_rate(node) or _is_split(node) or (multiplied is not None and multiplied.dimension != "time")
    tentative = tentative or _is_led(left.tokens, before) or (right.arrow and _may_lead_on(left, before, after, stated))
    return Claim(node, stated, start_of(node), stated.end, exact, bound, tentative=tentative)


def _may_lead_on(left: Side, before: Expression, after: Expression, stated: Figure) -> bool:
    """Whether what stands behind an arrow may come from more than the sum before it."""
    if _adds_kinds(left.tokens, before) or _is_a_bill(before.node.figure, stated):
        return True
    small = after.first > 1 and stated.bare and stated.value < _SOME
    return small or (stated.still.size > 0 and _counts_others(left.tokens, before))


def _with_longer(tokens: Sequence[Token], one: Expression, node: Node) -> Node:
    """A length of time with the longer one that it goes on from: "6 hours, 15 minutes = 22,500 seconds"."""
    figure, at = one.node.figure, one.first
    if figure is None or figure.scale.dims.time != 1 or figure.scale.period_s or at < _PAIR:
        return node
    longer, joint = tokens[at - _PAIR].figure, tokens[at - 1].sign
    spans = longer is not None and longer.scale.dims.time == 1 and not longer.scale.period_s
    if longer is None or not spans or joint not in (",", "and") or longer.scale.factor <= figure.scale.factor:
        return node
    return Node("+", (figure_node(longer), node))


_PAIR = 2


def _is_a_bill(price: Figure | None, stated: Figure) -> bool:
    """Whether a price for an hour leads to a bill of a month, which need not have all its hours: "$0.1/hr → $40/mo"."""
    if price is None or price.is_factor or not price.still.money or price.still != stated.still:
        return False
    return 0 < price.scale.period_s <= HOUR_S < DAY_S < stated.scale.period_s


def _is_set_apart(tokens: Sequence[Token], one: Expression) -> bool:
    """Whether a figure stands in brackets, or is a size whose product with a count no sign tells: "(on a sample of
    2 GiB) → 1.8 TiB"."""
    return any(token.kind == "close" for token in tokens[one.last :]) or _is_of_counted(tokens, one)


def _is_of_counted(tokens: Sequence[Token], one: Expression) -> bool:
    """Whether a size is that of each of what is counted before it: "100M keys at 10 bytes each = 1 GB"."""
    figure = one.node.figure
    if figure is None or not figure.still.size:
        return False
    each = figure.per_item or any(token.sign in ("each", "every", "per") for token in tokens[one.last :])
    counts = [token.figure for token in tokens[: one.first] if token.figure is not None]
    return each and bool(counts) and counts[-1].still == NONE and not counts[-1].is_factor


def _is_sized(before: Expression, right: Side) -> bool:
    """Whether a size is told again behind "~": "10 TB per day ~ 4 PB per year"."""
    return right.relation == "~" and before.node.figure is not None and bool(before.node.figure.still.size)


def _has_foreign_unit(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word right behind a number is short and in letters that we may read no units in ("30 Кб")."""
    word = tokens[at].sign if at < len(tokens) and tokens[at].kind == "word" else ""
    return not word.isascii() and len(word) < _NOUN and word[-1] in _BYTES


def _of_energy(stated: Figure, behind: Sequence[Token]) -> Figure:
    """A number before an energy or a charge, which may have another prefix than its sum: "5 µA × 24 h = 0.12 mAh"."""
    if not behind or behind[0].sign not in _ENERGIES:
        return stated
    first = stated.readings[0]
    others = tuple(first._replace(scale=first.scale._replace(factor=one)) for one in _PREFIXES)
    return replace(stated, readings=(*stated.readings, *others))


def _counts_others(tokens: Sequence[Token], one: Expression) -> bool:
    """Whether the words behind a sum of bare numbers tell what it counts, which is no size: "1080×1920 pixels"."""
    named = (
        one.last < len(tokens) and tokens[one.last].kind == "word" and tokens[one.last].sign not in ("bytes", "byte")
    )
    figures = one.node.figures()
    return figures[-1].unit == "pixel" or (named and all(figure.bare for figure in figures))


def _is_split(node: Node) -> bool:
    """Whether two numbers with a stroke between share out a whole and divide nothing: "split 45/55 of 60M"."""
    if node.op == "/" and all(one.figure is not None and one.figure.bare for one in node.parts):
        return sum(one.value for one in node.figures()) == _WHOLE
    return node.op == "*" and _is_split(node.parts[0])


def _adds_kinds(tokens: Sequence[Token], one: Expression) -> bool:
    """Whether a sum of bare numbers has another word behind each, so that they are sizes: "2 px + 2 sz → 40"."""
    numbers = [at for at in range(one.first, one.last) if tokens[at].kind == "number"]
    behind = [tokens[at + 1].sign for at in numbers if at + 1 < len(tokens) and tokens[at + 1].kind == "word"]
    bare = all(figure.bare or figure.dimension == "count" for figure in one.node.figures())
    return one.node.op == "+" and bare and len(numbers) == len(set(behind)) > 1


def _is_led(tokens: Sequence[Token], one: Expression) -> bool:
    """Whether a figure stands right before a sum and may be a factor of it: "10年 400GB * 365天 = 1460TB"."""
    first = one.first
    if first > 1 and tokens[first - 1].kind == "word" and not tokens[first - 1].sign.isascii():
        first -= 1
    return first > 0 and tokens[one.first].kind == "number" and tokens[first - 1].kind == "number"


def _multiplied_by(tokens: Sequence[Token], one: Expression) -> Figure | None:
    """The figure right before the bracket that holds a sum: "30 seconds (550 MB + 825 MB) = 41 GB".

    What only explains a figure multiplies nothing: "25 million (50 × 500K = 25 million)".
    """
    first = one.first if tokens[one.first].kind == "open" else one.first - 1
    closed = any(token.kind == "close" for token in tokens[one.last - 1 :])
    if first < 1 or tokens[first].kind != "open" or not closed:
        return None
    return tokens[first - 1].figure


def _termwise(left: Side, right: Side) -> list[Claim]:
    """The claims that a sum makes term by term: "(200 × $0.023) + (100 × $0.10) = $4.60 + $10"."""
    before = _last(left)
    after = right.found[0] if right.found else None
    if before is None or after is None or after.first or before.leading or after.leading or not right.relation:
        return []
    given, told = terms(before.node), terms(after.node)
    if len(given) != len(told) or len(told) < 2 or any(one.figure is None for one in told):
        return []
    return [
        Claim(node, one.figure, start_of(node), one.figure.end, exact=True)
        for node, one in zip(given, told, strict=True)
        if node.figure is None and one.figure is not None
    ]


def _is_rate(node: Node) -> bool:
    """Whether a sum only tells how often one thing happens, for each of many: "1 action / 2 s → 250 RPS"."""
    return (
        node.op == "/" and node.parts[0].figure is not None and node.parts[1].figure is not None
        and node.parts[0].figure.value == 1 and bool(node.parts[1].figure.scale.dims.time)
    )  # fmt: skip


def _chained(
    before: Expression, after: Expression, previous: Figure | None, right: Side, *, exact: bool
) -> Claim | None:
    """The running chain "10M × 5 = 50M / 86,400 = 580": the first operand behind the sign is the result."""
    node = with_previous(before, previous)
    first = after.node
    while first.figure is None and first.op in ("*", "/"):
        first = first.parts[0]
    if node is None or first.figure is None or first.figure.is_factor:
        return None
    if first.figure.bare and first.figure.value == 1:
        return None  # "1/(0.3 + 0.025) = 1/0.325 ms = 3,077" turns one figure over
    if first.figure.bare and _has_foreign_unit(right.tokens, after.first + 1):
        return None
    stated = _of_energy(first.figure, right.tokens[after.first + 1 : after.first + 2])
    shorter = without_shared(node, after.node)
    if shorter is not None:
        return Claim(shorter, stated, start_of(shorter), stated.end, exact)
    whole, led = after.node, bool(before.leading) or (right.arrow and before.node.op == "+")
    return Claim(node, stated, start_of(node), stated.end, exact, firm=False, chained=whole, tentative=led)


def _as_told(tokens: Sequence[Token], one: Expression) -> Figure | None:
    """The figure of an expression, in its first meaning where words follow: "1M active callers" are no megabyte."""
    figure = one.node.figure
    if figure is None or not figure.bare or one.last == len(tokens):
        return figure
    return replace(figure, readings=figure.readings[:1])


def _converts(given: Figure | None, stated: Figure, *, arrow: bool) -> bool:
    """Whether "1 billion / day = 12 K / second" converts one figure: same dimensions, different units."""
    if given is not None and given.bare and 0 < given.value < 1 and stated.unit == "%":
        if abs(1 - given.value - stated.value / 100) < _RESIDUE:
            return False  # "0.7 = 30 % are saved"
        return not arrow or is_digit(stated.value / given.value, _ROUNDED)  # "0.973 = 97.3 %", "0.00341 → 0.34 %"
    if given is not None and given.dimension == stated.dimension == "ratio":
        return not arrow  # "540:30 ≈ 18:1"
    if given is None or given.is_factor or stated.is_factor:
        return False
    if given.per_item and given.scale.dims.time and not given.scale.period_s:
        return False  # "5 minutes per hour = 2 hours a day"
    if given.powered and given.value > 0 and not stated.scale.dims.time:
        return not arrow or not _is_round(given.value)
    other = amount_of(stated, stated.readings[0], "exact")
    alike = any(amount_of(given, reading, "exact").dims == other.dims for reading in given.readings)
    worked = given.scale.dims.time == stated.scale.dims.time == 1 and 0 not in (
        given.scale.period_s,
        stated.scale.period_s,
    )
    if not alike or (other.dims == NONE and not worked) or given.scale == stated.scale:
        return False
    return not arrow or given.scale.period_s != stated.scale.period_s


def _is_round(value: float) -> bool:
    """Whether a number has at most three digits that are not zero: 4 × 10^4 is one, 62^7 is none."""
    return float(f"{value:.2e}") == value


def _is_linked(between: Sequence[Token]) -> bool:
    """Whether the words between a relation and its figure let the one belong to the other."""
    if len(between) > LONGEST_LINK:
        return False
    return all(token.kind == "word" and token.sign not in _NOT_LINKING for token in between)


def _ends(tokens: Sequence[Token], one: Expression, behind: Side) -> bool:
    """Whether only words follow the expression before the relation."""
    rest = _without_remarks(tokens[one.last :])
    if any(token.sign in _JOINING for token in rest[-2 if behind.relation == "~" else -1 :]):
        return False  # "190 KB for trams and ~1.5 MB for all"
    if any(token.kind == "open" and at + 1 < len(rest) for at, token in enumerate(rest)):
        return False  # "3.85 * 200 (R/W = 200)" tells what 200 is
    return len(rest) <= 9 and all(token.kind in ("word", "close", "open") or token.sign in ":/" for token in rest)


def _last(side: Side) -> Expression | None:
    """The last expression of a side, remarks behind a sum left out."""
    found = list(side.found)
    while len(found) > 1 and _is_remark(side.tokens, found[-1]):
        found.pop()
    return (side.found[-1] if found[-1].single else found[-1]) if found else None


def _is_remark(tokens: Sequence[Token], one: Expression) -> bool:
    """Whether a figure stands in a bracket that tells something of the figure before: "/ 2522880 (for 2 years)"."""
    if one.single and tokens[one.first].kind == "open":
        return True
    if not one.single or not any(token.kind == "close" for token in tokens[one.last :]):
        return False
    before = [token.kind for token in tokens[: one.first] if token.kind in ("open", "close")]
    return before.count("open") > before.count("close")


def _without_remarks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that stand in no bracket that is closed: "2199023255552 / 2522880 (one metric for 2 years)"."""
    found: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        found.append(token)
        if token.kind == "open":
            opened.append(len(found) - 1)
        elif token.kind == "close" and opened:
            del found[opened.pop() :]
    return found
