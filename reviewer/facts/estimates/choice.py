"""Results that differ from their sum since somebody chose so, or that can come from nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reviewer.facts.estimates.algebra import evaluate
from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.context import Context, same_kind, stem
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.outcome import Outcome
from reviewer.facts.estimates.side import start_of
from reviewer.facts.estimates.slips import figures_of, is_digit
from reviewer.facts.estimates.spot import COPIES, MACHINES, Place
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Derivation, Node
from reviewer.facts.units import DAY_S, TIMES

_FEW = 3
_TWO = 2
_ROUNDED = 0.05
_TELLING = frozenset(("time", "factor"))
"""What tells of the only other figure in a row of a table how long or how often it is taken."""

_SAME = 0.01


def is_chosen(claim: Claim, outcome: Outcome) -> bool:
    """Whether two or three machines stand for less than one, or copies are told beside what they are copies of."""
    if claim.rounded and not is_digit(outcome.ratio, _ROUNDED):
        return not claim.stated.scale.dims.size  # "1200 TB ≈ 2.4 PB" rounds nothing
    return _is_least(claim.stated, outcome) or _counts_the_first(claim, outcome)


def is_misread(claim: Claim, outcome: Outcome, tokens: Sequence[Token], plain: str) -> bool:
    """Whether a sum holds something that we cannot read, or comes to a size that none of its operands has.

    "10M × 8c4 × 4 bytes"; "20M users × 10 swipes = 20 GB" leaves out how much one takes.
    """
    figures = claim.node.figures()
    if claim.stated.scale.dims.size and not any(one.scale.dims.size for one in figures):
        counted = [one for one in figures if one.unit and not one.is_factor and one.dimension != "time"]
        if len(counted) > 1 or (counted and not is_digit(outcome.ratio)):
            return True
    days = [one for one in figures if one.scale.dims.time == 1 and one.scale.factor >= DAY_S]
    if claim.stated.scale.dims.time == 1 and len(days) == 1 and len(figures) == _TWO:
        return True  # "36 × 30 days = 18 hours", of so many minutes a day
    behind = [one.sign for one in tokens if one.start >= claim.stated.end][:_FEW]
    if claim.stated.bare and "every" in behind:
        return True  # "= ~1 car every 4 seconds"
    if _BROKEN.match(plain, claim.stated.end):
        return True  # "140 * 10,000 = 1400, 000"
    if _is_split(claim.node, claim.stated) or _is_of_a_limit(claim, tokens) or _goes_with(claim, tokens):
        return True
    ones = len(figures) > 1 and all(one.value == 1 for one in figures) and claim.node.op != "/"
    if ones or _lacks_its_count(claim, outcome, tokens):
        return True  # "each reads 1 sensor × 1 day = 8,640 samples"
    first = claim.node.parts[0].figure if claim.node.op == "+" else None
    if first is not None and first.dimension == "percent" and claim.stated.dimension != "percent":
        return True  # "a fee of 2.9% + $0.30 = $0.53", of what is paid
    if _adds_nothing(claim.node, outcome):
        return True  # "10M users + an update every 30 s"
    if claim.stated.scale.dims.money and any(one.dimension == "power" for one in figures):
        return True  # watts, hours and a price per kWh
    return any(
        claim.start - _NEXT <= sign.start < claim.end
        for one, two in pairwise(tokens)
        for sign, word in ((one, two), (two, one))
        if sign.kind == "op" and word.kind == "word" and _holds_digits(plain[word.start : word.end])
    )


def _lacks_its_count(claim: Claim, outcome: Outcome, tokens: Sequence[Token]) -> bool:
    """Whether a product tells what each of something has and its result is that of all: "3 per order × 200 B = 480 MB
    a day"; a digit is missing all the same."""
    if claim.node.op != "*" or (is_digit(outcome.ratio) and 1 / _TWENTY < outcome.ratio < _TWENTY):
        return False
    figures = claim.node.figures()
    if any(one.still == NONE and one.unit and not one.is_factor for one in figures):
        return False  # "100k feeds × 50 ids × 24 B per entry"
    starts = {one.start for one in figures}
    per = [
        two.sign for token, one, two in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if token.start in starts and one.sign == "per" and two.kind == "word" and two.sign not in TIMES
    ]  # fmt: skip
    behind = [token.sign for token in tokens if token.start >= claim.stated.end][:_FEW]
    counted = {stem(one.unit) for one in figures if one.unit}
    return any(stem(noun) not in counted and noun not in behind for noun in per)


_TWENTY = 20.0


def _is_split(node: Node, stated: Figure) -> bool:
    """Whether a stroke stands between the two parts of a whole: "31k tokens (28.2k in / 2.4k out)"."""
    figures = node.figures()
    if node.op != "/" or len(figures) != _TWO or stated.base <= 0:
        return False
    return abs(sum(one.base for one in figures) / stated.base - 1) < _ROUNDED


def _is_of_a_limit(claim: Claim, tokens: Sequence[Token]) -> bool:
    """Whether what is added behind a result is what it has to fit into: "790 MB (fits into 500 MB + 8 GB)"."""
    first = start_of(claim.node)
    between = {one.sign for one in tokens if claim.stated.end <= one.start < first}
    return not between.isdisjoint(_FITTING)


def _goes_with(claim: Claim, tokens: Sequence[Token]) -> bool:
    """Whether a size of the line and the sum make the result together: "1 KB, 2 × 300 bytes of lines → 1.6 KB"."""
    came = evaluate(claim.node, "exact", {})
    rest = claim.stated.base - came.low if came is not None and claim.stated.still.size else 0.0
    before = [one.figure for one in tokens if one.figure is not None and one.start < claim.start]
    alike = [one for one in before if one.scale.dims == claim.stated.scale.dims and not one.is_factor]
    return rest > 0 and any(abs(one.base / rest - 1) < _SAME for one in alike)


_FITTING = frozenset(("fits", "fit", "fitting", "within", "under", "below", "limit", "limits", "quota", "tier"))


def _adds_nothing(node: Node, outcome: Outcome) -> bool:
    """Whether one of two that are added is next to nothing beside the other."""
    if node.op != "+":
        return False
    amounts = [made.low for part in node.parts if (made := evaluate(part, outcome.way, {})) is not None]
    return len(amounts) == _TWO and min(amounts) < _NOTHING * max(amounts)


_BROKEN = re.compile(r" ?, ?000(?![0-9])")
_NEXT = 3
_NOTHING = 1e-6


def _holds_digits(written: str) -> bool:
    """Whether a word begins with digits: "100W", "8c4"."""
    return written[:1].isdigit()


def _counts_the_first(claim: Claim, outcome: Outcome) -> bool:
    """ "4 shards × 2 replicas = 12 instances"."""
    copies = [one.value for one in claim.node.figures() if one.unit in COPIES]
    return any(abs(outcome.ratio * one / (one + 1) - 1) < _SAME for one in copies if one > 0)


def _is_least(stated: Figure, outcome: Outcome) -> bool:
    """ "0.4 → 2 servers"."""
    return stated.unit in MACHINES and stated.value <= _FEW and stated.value / outcome.ratio < 1


def is_spelled_out(place: Place, operands: Sequence[Figure], context: Context) -> bool:
    """Whether a result stands right behind what it is made of: "2,000 QPS, at the peak (x5) ≈ 10,000 QPS".

    That is so too for the last result and the only length of time: "2 GB a day", "to store 5 years we need 3.6 TB".
    """
    before = [one for one in place.row if one.order < place.entry.order][-_TWO:]
    if len(before) == 1 and place.strong and len(operands) == _TWO:
        last = context.before(before[0].order, 1)
        told = {
            before[0].figure.start,
            *(one.figure.start for one in last if one.result and one.row == place.entry.row - 1),
        }
        return before[0].figure.scale.dims.time == 1 and told == {one.start for one in operands}
    from_these = {one.figure.start for one in before} == {one.start for one in operands}
    if not (place.signed and from_these and len(before) == _TWO):
        return False
    return before[1].figure.dimension == "factor" and same_kind(before[0].figure, place.entry.figure)


def is_beside(plain: str, stated: Figure, at: int, cells: Sequence[Figure]) -> bool:
    """Whether a figure of a row is the first in the cell behind the sum at `at`, or alone in the one before it.

    What is told in the first cell, the name of the row, counts as little as what stands far off.
    """
    between = plain[stated.start : at] if stated.start < at else plain[at : stated.start]
    if between.count("|") != 1:
        return False
    if stated.start > at:
        return not any(at < one.start < stated.start for one in cells)
    first = plain.rfind("\n", 0, stated.start) + 1
    named = plain[first : stated.start].count("|") >= _TWO
    same = [one for one in cells if "|" not in plain[min(one.start, stated.start) : max(one.start, stated.start)]]
    return named and len(same) == 1


def is_of_its_line(place: Place, derivation: Derivation) -> bool:
    """Whether a line holds nothing but what the one above it is for another time, whoever has the same elsewhere."""
    if place.beside_before and place.beside in derivation.node.figures():
        return True  # nor is a share of something as much as that
    return derivation.node.figure is not None and not derivation.loose and len(place.row) == 1 and place.pointed


def _is_the_last_but_for_a_digit(place: Place, figure: Figure) -> bool:
    """Whether a rate has the digits of the one in the cell before it, and others behind: "15 MB/min | 25 KB/s"."""
    last = [one for one in place.row if one.order == place.entry.order - 1 and one.figure.start == figure.start]
    if not last or not figure.still.size or figure.base <= 0 or figures_of(place.entry.figure.value) == 1:
        return False
    return is_digit(place.entry.dated.base / last[0].dated.base, _SAME_DIGITS)


_SAME_DIGITS = 0.005


def tells_several(place: Place, derivation: Derivation) -> bool:
    """Whether a row has several figures, so that no cell is a result of them; but a rate of two may be told again."""
    figure = derivation.node.figure
    if place.beside is not None and place.beside in derivation.node.figures():
        return False  # "5M (1 % of DAU)"
    if figure is not None and _is_the_last_but_for_a_digit(place, figure):
        return False
    shares = any(one.dimension == "percent" for one in derivation.node.figures())
    if shares and len(place.row) == _TWO:
        return False
    if figure is not None and len(place.row) == _TWO and any(one.figure.start == figure.start for one in place.row):
        return False
    return sum(one.figure.dimension not in _TELLING for one in place.row) > 1
