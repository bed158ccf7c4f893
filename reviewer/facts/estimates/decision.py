"""Which of several derivations counts: derivations of one figure come in, the verdict of the best goes out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from reviewer.facts.estimates.algebra import amount_of, evaluate
from reviewer.facts.estimates.comparison import compare, ratio_of
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.slips import figures_of, is_digit, is_slip
from reviewer.facts.estimates.tolerance import ABSURD, WRONG, distance, judged, nearest, rounds_to, within
from reviewer.facts.estimates.tree import Derivation

_MOST = 60
_TIGHT = 0.07
"""How far, as a natural logarithm, a derivation may be off that only the dimensions allow."""

_ROUNDED = 0.25
"""How far it may be off where the stated result has one digit, or is the next whole number."""

_SETTING = Setting(exact=False, ways=("exact",))


def judgements(derivations: Iterable[Derivation], row: Iterable[Figure] = ()) -> list[tuple[Derivation, Outcome]]:
    """What may be said of a figure, the likeliest first; a wrong one that is doubtful leaves the word to the next.

    `row` are the figures of its line.

    A firm derivation that agrees closely counts alone. Before one that agrees less comes a firm one by which the
    result is off by a digit and by nothing else. Where none agrees, the first firm one counts by which it is
    far off, then the first of these that is not loose, and where there is none, any by which it is off by a digit.
    """
    right = loose = wrong = surely = firm_digit = None
    others: list[tuple[Derivation, Outcome]] = []
    pointed: list[tuple[Derivation, Outcome]] = []
    here = {one.start for one in row}
    for derivation in islice(derivations, _MOST):
        outcome = _outcome(derivation)
        if outcome is None:
            continue
        if not derivation.firm:
            others.append((derivation, outcome))
            loose = loose or (others[-1] if _agrees(derivation, outcome) else None)
        elif outcome.verdict == "right":
            if distance(nearest(outcome.ratio, sizes=True)) <= _TIGHT:
                return [*_nearer(pointed, derivation), (derivation, outcome)]
            right = right or (derivation, outcome)
        elif outcome.sure and is_far_off(derivation, outcome):
            told = derivation, replace(outcome, verdict="wrong")
            wrong = wrong or told
            surely = surely or (told if not derivation.loose else None)
            firm_digit = firm_digit or (told if _is_a_digit_off(derivation, outcome, here) else None)
            if not right and not loose:
                pointed.append(told)
    if right:
        return [firm_digit, right] if firm_digit else [*_nearer(pointed, right[0]), right]
    if loose:
        first = firm_digit if distance(loose[1].ratio) > _AS_CLOSE else None
        agreed = loose[0], replace(loose[1], verdict="right")
        return [first, agreed] if first else [*_nearer(pointed, loose[0]), agreed]
    if wrong and surely and surely is not wrong:
        return [wrong, surely]
    return [wrong] if wrong else _digits(others, here)


def _nearer(pointed: Sequence[tuple[Derivation, Outcome]], agreed: Derivation) -> list[tuple[Derivation, Outcome]]:
    """The first wrong derivation that the words point to before, and with nearer figures than, one that only agrees.

    Among many figures of a text some product comes near any number.
    """
    if not agreed.loose:
        return []
    far = _farthest(agreed)
    operands = {one.start for one in agreed.node.figures() if not one.told}
    for derivation, outcome in pointed:
        used = {one.start for one in derivation.node.figures() if not one.told}
        near = _farthest(derivation)
        if used == operands:
            continue  # 80 % hits of what is asked, or what they leave
        if not derivation.loose:
            if near >= far and distance(outcome.ratio) <= _TWELVE:
                return [(derivation, outcome)]
        elif is_digit(outcome.ratio, _EXACT) and (used < operands or (near > far and not _has_a_factor(derivation))):
            return [(derivation, outcome)]
    return []


def _farthest(derivation: Derivation) -> int:
    """Where the first of its figures stands."""
    return min((one.start for one in derivation.node.figures() if not one.told), default=-1)


def _has_a_factor(derivation: Derivation) -> bool:
    return any(one.is_factor for one in derivation.node.figures())


_TWELVE = math.log(12.0)


def _digits(others: Iterable[tuple[Derivation, Outcome]], here: set[int]) -> list[tuple[Derivation, Outcome]]:
    """The first of the derivations that are not firm by which a result is off by a digit."""
    for derivation, outcome in others:
        digits = round(abs(math.log10(outcome.ratio))) if outcome.ratio > 0 else 0
        count = derivation.stated.is_counted and not derivation.stated.scale.period_s
        timed = derivation.stated.scale.dims.time and any(one.scale.dims.money for one in derivation.node.figures())
        apart = (count and digits == _TWO) or timed
        told = not apart and _is_a_digit_off(derivation, outcome, here)
        if outcome.sure and told and is_far_off(derivation, outcome):
            return [(derivation, replace(outcome, verdict="wrong"))]
    return []


def _is_a_digit_off(derivation: Derivation, outcome: Outcome, here: set[int]) -> bool:
    """Whether a result of two digits and more is off by exactly one digit, or by a prefix.

    With one digit too many others are: every second figure of an estimate begins with a 1 or a 5 and has zeros behind.
    Where the line holds nothing but the result and its operands, they can only belong together.
    """
    if not is_digit(outcome.ratio, _NEARLY):
        return False
    operands = [one.start for one in derivation.node.figures() if not one.told]
    if derivation.close and len(operands) > 1 and here == {derivation.stated.start, *operands}:
        return True
    return figures_of(derivation.stated.value) > 1 and is_digit(outcome.ratio, _EXACT)


_FROM, _TO = distance(WRONG), distance(ABSURD)
_TWO = 2
"""Nobody drops two digits of a count at once, and prices make no length of time."""

_NEARLY = 0.04
_AS_CLOSE = 0.005
_EXACT = 0.005


def is_far_off(derivation: Derivation, outcome: Outcome, *, lengths: bool = True) -> bool:
    """Whether a result that does not agree is wrong: far off, with a loose derivation by what a slip leaves.

    Without `lengths` bits and lengths of time explain nothing.
    """
    if not _FROM <= distance(outcome.ratio) <= _TO:
        return False
    stated, figures = derivation.stated, derivation.node.figures()
    sized = bool(stated.scale.dims.size)
    return not derivation.loose or is_slip(
        outcome.ratio, stated.value, figures, lengths=lengths, sizes=sized, bits=sized
    )


def _outcome(derivation: Derivation) -> Outcome | None:
    """What `compare` gives, by a shorter way where every figure has one reading."""
    stated, node = derivation.stated, derivation.node
    if len(stated.readings) > 1 or any(len(one.readings) > 1 for one in node.figures()):
        return compare(node, stated, _SETTING)
    came = evaluate(node, "exact", {})
    told = amount_of(stated, stated.readings[0], "exact")
    if came is None or came.low <= 0 or told.low <= 0 or came.dims != told.dims:
        return None
    ratio = ratio_of(told, came)
    fair = nearest(ratio, sizes=bool(told.dims.size))
    return Outcome("right" if within(fair, exact=False) else judged(fair, exact=False), ratio, "exact")


def _agrees(derivation: Derivation, outcome: Outcome) -> bool:
    if not outcome.sure:
        return False
    stated = derivation.stated.value
    fair = nearest(outcome.ratio, sizes=bool(derivation.stated.scale.dims.size))
    if distance(fair) <= _TIGHT:
        return True
    whole = derivation.stated.scale.dims == NONE
    return distance(outcome.ratio) <= _ROUNDED and rounds_to(stated / outcome.ratio, stated, whole=whole)
