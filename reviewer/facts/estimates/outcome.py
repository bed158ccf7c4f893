"""What a comparison of a stated result with its sum says, and what stands around the sum."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.facts.estimates.algebra import Way
from reviewer.facts.estimates.figure import Reading
from reviewer.model.facts import EstimateVerdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """`ratio` is stated ÷ expected. `sure` is false where the units do not say that the sum gives the result."""

    verdict: EstimateVerdict
    ratio: float
    way: Way
    sure: bool = True
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a sum: lengths of time that its words name, what its bare numbers mean elsewhere, its sign.

    `unitless` tells that no figure of the sum has a unit, so that none can be missing; `bare` that only its result has
    one, which tells what the operands are in, and `counted` that this one is a plain count or a count per second, which
    numbers alone make. `counts` are counts by the number that they were told with: the 500 million of "500M users".
    """

    periods_s: tuple[float, ...] = ()
    known: dict[float, tuple[Reading, ...]] | None = None
    exact: bool = True
    bound: str = ""
    ways: tuple[Way, ...] = ("exact", "undated", "plain")
    unitless: bool = False
    bare: bool = False
    counted: bool = False
    counts: dict[float, Reading] | None = None
