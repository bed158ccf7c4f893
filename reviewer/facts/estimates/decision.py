"""Which of several derivations counts: derivations of one figure come in, the verdict of the best goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from reviewer.facts.estimates.algebra import amount_of, evaluate
from reviewer.facts.estimates.comparison import Outcome, Setting, compare, ratio_of
from reviewer.facts.estimates.figure import NONE
from reviewer.facts.estimates.slips import is_slip
from reviewer.facts.estimates.tolerance import ABSURD, WRONG, distance, judged, nearest, rounds_to, within
from reviewer.facts.estimates.tree import Derivation

_MOST = 60
_TIGHT = 0.07
"""How far, as a natural logarithm, a derivation may be off that only the dimensions allow."""

_ROUNDED = 0.25
"""How far it may be off where the stated result has one digit, or is the next whole number."""

_SETTING = Setting(exact=False, ways=("exact",))


def judged_by(derivations: Iterable[Derivation]) -> tuple[Derivation, Outcome] | None:
    """Right if any derivation agrees, wrong if a firm one is far off and none agrees, else None.

    Of firm ones that agree, the first that agrees closely counts, else the first.
    """
    right: tuple[Derivation, Outcome] | None = None
    wrong: tuple[Derivation, Outcome] | None = None
    loose: tuple[Derivation, Outcome] | None = None
    for derivation in islice(derivations, _MOST):
        outcome = _outcome(derivation)
        if outcome is None:
            continue
        if derivation.firm:
            if outcome.verdict == "right":
                if distance(nearest(outcome.ratio, sizes=True)) <= _TIGHT:
                    return derivation, outcome
                right = right or (derivation, outcome)
            if wrong is None and outcome.sure and is_far_off(derivation, outcome):
                wrong = derivation, replace(outcome, verdict="wrong")
        elif loose is None and _agrees(derivation, outcome):
            loose = derivation, replace(outcome, verdict="right")
    return right or loose or wrong


def is_far_off(derivation: Derivation, outcome: Outcome, *, lengths: bool = True) -> bool:
    """Whether a result that does not agree is wrong: far off, with a loose derivation by what a slip leaves.

    Without `lengths` bits and lengths of time explain nothing.
    """
    if not distance(WRONG) <= distance(outcome.ratio) <= distance(ABSURD):
        return False
    return not derivation.loose or is_slip(
        outcome.ratio, derivation.stated.value, derivation.node.figures(), lengths=lengths
    )


def _outcome(derivation: Derivation) -> Outcome | None:
    """What `compare` gives, by a shorter way where every figure has one reading."""
    stated = derivation.stated
    if len(stated.readings) > 1 or any(len(one.readings) > 1 for one in derivation.node.figures()):
        return compare(derivation.node, stated, _SETTING)
    came = evaluate(derivation.node, "exact", {})
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
