"""Sums on both sides of a sign: "10M × 1 KB = 10 × 2^20 × 2^10" tells one sum in two ways."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from reviewer.facts.estimates.algebra import evaluate, regrouped
from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.comparison import compare, ratio_of
from reviewer.facts.estimates.figure import NONE, SIZE, Figure
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.side import Side, start_of
from reviewer.facts.estimates.slips import is_digit
from reviewer.facts.estimates.tolerance import ABSURD, WRONG, distance, within
from reviewer.facts.estimates.tree import Node, exchanged

_PREFIX = 3
_DIGIT = 0.005


def of_chain(claim: Claim, outcome: Outcome | None) -> Outcome | None:
    """What is to be said of a sum before a sign with another sum behind it, whose first figure is not its result.

    `outcome` is that of the first figure. It counts where it is off by a digit and nothing else, for a running chain:
    "10M × 5 = 500M / 86,400". None where nothing is sure, or where the same operands stand behind the sign.
    """
    if claim.chained is None:
        return outcome
    sure = all(len(one.readings) == 1 for one in (*claim.node.figures(), *claim.chained.figures()))
    again = None if claim.tentative else _retold(claim.node, claim.chained, sure=sure)
    told = {one.value for one in claim.chained.figures()[1:]} & {one.value for one in claim.node.figures()}
    if again is None and sure and not told and outcome is not None and outcome.sure and is_digit(outcome.ratio, _DIGIT):
        return outcome
    return again


def of_an_earlier(claim: Claim, sides: Sequence[Side], setting: Setting) -> Outcome | None:
    """That a result is what an earlier sum of its chain comes to, whatever stands between; None where it is not.

    "10^9 / 86400 ≈ 10^9 / 10 × 10^4 = 10,000".
    """
    for side in sides:
        for one in side.found[-1:]:
            if one.single or one.cut or one.leading or side.tokens[one.last - 1].end >= claim.start:
                continue
            outcome = compare(one.node, claim.stated, setting)
            if outcome is not None and outcome.verdict == "right" and outcome.sure:
                return outcome
    return None


def of_another_result(
    claim: Claim, outcome: Outcome, first: int, results: Sequence[Figure], setting: Setting
) -> tuple[Claim, Outcome]:
    """The claim of a line from `first` on that goes on from an earlier result than the last, where that gives its own.

    "150/s, in the rush 1.5k/s", then "reads: ×100 → 15k/s".
    """
    figures = claim.node.figures()
    if outcome.verdict != "wrong" or figures[0].start >= first:
        return claim, outcome
    for one in results:
        node = exchanged(claim.node, figures[0], one)
        again = compare(node, claim.stated, setting) if one.still == figures[0].still else None
        if again is not None and again.verdict == "right" and again.sure:
            return replace(claim, node=node), again
    return claim, outcome


def of_last_term(claim: Claim, outcome: Outcome, setting: Setting) -> tuple[Claim, Outcome]:
    """The claim of the last summand alone, where that gives the result: "$40 + 26 GB × $0.3 ≈ $8 → about $48"."""
    if outcome.verdict != "wrong" or claim.node.op != "+" or claim.node.parts[-1].figure is not None:
        return claim, outcome
    alone = compare(claim.node.parts[-1], claim.stated, setting)
    if alone is None or alone.verdict != "right" or not alone.sure:
        return claim, outcome
    node = claim.node.parts[-1]
    return replace(claim, node=node, start=start_of(node)), alone


def _retold(node: Node, other: Node, *, sure: bool) -> Outcome | None:
    """Whether a sum that is written anew comes to the same: right, wrong by more than prefixes, or None.

    Bare numbers may stand for bytes or for the unit of the other side. Nothing is wrong where a letter has two
    meanings, a logarithm may have another base, or `a / b * c` may be meant as `a / (b * c)` and agrees then.
    """
    outcome = _compared(node, other)
    if outcome is None or outcome.verdict == "right":
        return outcome
    if not sure or _calls(node) or _calls(other):
        return None
    for one, two in ((regrouped(node), other), (node, regrouped(other)), (regrouped(node), regrouped(other))):
        again = _compared(one, two) if one is not None and two is not None else None
        if again is not None and again.verdict == "right":
            return again
    return outcome


def _compared(node: Node, other: Node) -> Outcome | None:
    one, two = evaluate(node, "exact", {}), evaluate(other, "exact", {})
    if one is None or two is None or one.low <= 0 or two.low <= 0:
        return None
    if one.dims == two.dims:
        ratio = ratio_of(two, one)
        if within(ratio, exact=True):
            return Outcome("right", ratio, "exact")
        return Outcome("wrong", ratio, "exact") if distance(WRONG) <= distance(ratio) <= distance(ABSURD) else None
    if {one.dims, two.dims} != {NONE, SIZE}:
        return None
    ratio = two.low / one.low
    if within(ratio, exact=True):
        return Outcome("right", ratio, "exact")
    off = math.log10(ratio)
    left = 10 ** (off - _PREFIX * round(off / _PREFIX))
    return Outcome("wrong", ratio, "exact") if distance(left) >= distance(WRONG) else None


def _calls(node: Node) -> bool:
    """Whether a function is called anywhere in a sum."""
    return len(node.op) > 1 or any(_calls(part) for part in node.parts)
