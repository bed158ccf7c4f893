"""Days of so many hours: a rate told for a day of 9 hours comes in, the sum with these goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.context import Entry
from reviewer.facts.estimates.figure import Scale, constant
from reviewer.facts.estimates.outcome import Outcome
from reviewer.facts.estimates.tree import Node, over
from reviewer.facts.units import DAY_S, HOUR_S

_CLOSE = 0.02


def of_a_shift(claim: Claim, outcome: Outcome, told: Iterable[Entry]) -> tuple[Claim, Outcome]:
    """The claim over the hours that a day has by one of the figures `told`, if these explain by what it is off.

    "360,000 rows/hour = 3.24M rows/day per 9-hour shift".
    """
    given, stated = claim.node.figure, claim.stated
    timed = given is not None and stated.scale.period_s == DAY_S and 0 < given.scale.period_s < DAY_S
    if outcome.verdict != "wrong" or not timed:
        return claim, outcome
    for one in told:
        figure = one.figure
        if not figure.scale.period_s and abs(outcome.ratio * DAY_S / figure.base - 1) < _CLOSE:
            day = constant(24.0, "24 hours", stated.start, Scale(HOUR_S, figure.scale.dims))
            node = Node("*", (claim.node, over(figure, day)))
            return replace(claim, node=node), Outcome("right", 1.0, outcome.way)
    return claim, outcome
