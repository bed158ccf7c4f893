"""What else explains a result that its sum does not give: a wrong claim comes in, what is to be said of it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.facts.estimates.choice import is_chosen, is_misread
from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.context import Context
from reviewer.facts.estimates.outcome import Outcome, Setting
from reviewer.facts.estimates.shifts import of_a_shift
from reviewer.facts.estimates.side import Side
from reviewer.facts.estimates.sides import of_an_earlier, of_another_result, of_last_term
from reviewer.facts.estimates.token import Token

_BACK = 14
"""Figures before one that a line may go on from."""


def mended(
    claim: Claim,
    outcome: Outcome,
    *,
    sides: Sequence[Side],
    tokens: Sequence[Token],
    context: Context,
    setting: Setting,
    plain: str,
) -> tuple[Claim, Outcome]:
    """The claim with the outcome that counts: right by another sum that the text tells as well, wrong, or unchecked.

    `sides` are what stands between the signs of its line, `tokens` all of the line, `context` what was said so far.
    """
    outcome = of_an_earlier(claim, sides, setting) or outcome
    claim, outcome = of_a_shift(claim, outcome, context.shifts.values())
    claim, outcome = of_last_term(claim, outcome, setting)
    near = context.entries[-_BACK:]
    results = [
        one.figure for one in near if one.result or (one.row == near[-1].row and one.figure.end <= claim.stated.start)
    ]
    claim, outcome = of_another_result(claim, outcome, tokens[0].start, results, setting)
    if outcome.verdict == "wrong" and (is_chosen(claim, outcome) or is_misread(claim, outcome, tokens, plain)):
        return claim, replace(outcome, verdict="unchecked")
    return claim, outcome
