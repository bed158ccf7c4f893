"""Results that differ from their sum since somebody chose so: a claim with its outcome comes in."""

from __future__ import annotations

from reviewer.facts.estimates.comparison import Outcome
from reviewer.facts.estimates.equation import Claim
from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.spot import COPIES, MACHINES

_FEW = 3
_SAME = 0.01


def is_chosen(claim: Claim, outcome: Outcome) -> bool:
    """Whether two or three machines stand for less than one, or copies are told beside what they are copies of."""
    return _is_least(claim.stated, outcome) or _counts_the_first(claim, outcome)


def _counts_the_first(claim: Claim, outcome: Outcome) -> bool:
    """ "4 shards × 2 replicas = 12 instances"."""
    copies = [one.value for one in claim.node.figures() if one.unit in COPIES]
    return any(abs(outcome.ratio * one / (one + 1) - 1) < _SAME for one in copies if one > 0)


def _is_least(stated: Figure, outcome: Outcome) -> bool:
    """ "0.4 → 2 servers"."""
    return stated.unit in MACHINES and stated.value <= _FEW and stated.value / outcome.ratio < 1
