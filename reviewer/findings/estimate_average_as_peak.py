"""`estimate-average-as-peak`: machines are counted from the average load though a peak is stated.

A system that is sized for the average is too small for every busy hour. Where a document states both the average and
the peak of a load, or how many times the average the peak is, and then divides the average by what one machine can do,
the result is what a quiet day needs. Nothing is reported where the peak is used anywhere to count machines, or where no
peak is stated.

What to do: divide the peak by the capacity of one machine, or say why the average is enough (a queue levels the peaks).

Reported:

    # Ticket sales

    ## Estimates

    - 2,000 orders per second on average
    - Peak: 10,000 orders per second
    - One server handles 500 orders per second: 2,000 / 500 = 4 servers

Not reported:

    # Ticket sales

    ## Estimates

    - 2,000 orders per second on average
    - Peak: 10,000 orders per second
    - One server handles 500 orders per second: 10,000 / 500 = 20 servers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.facts.amounts import dimension_of
from reviewer.facts.words import word_set
from reviewer.findings.figures import Figure, Figures
from reviewer.findings.sums import in_base, place, told
from reviewer.model.amount import in_words
from reviewer.model.facts import Estimate, EstimateInput
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_MACHINES = word_set(
    "server machine node shard instance worker host partition broker replica pod container core process vm"
)
_HIGHER = 1.3
"""How much higher than the average a peak must be, so that rounding is no peak."""

_SAME = 1.05
_LONGEST_RATE_S = 60.0


class EstimateAverageAsPeak:
    """See the module's page."""

    id = "estimate-average-as-peak"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each count of machines that rests on an average, if none rests on a peak."""
        counts = [one for one in subject.facts.estimates if one.verdict == "right" and one.stated.unit in _MACHINES]
        if not counts:
            return
        figures = list(subject.once(Figures))
        peaks = [one for one in figures if one.peak and not one.average]
        if not peaks or any(_is_peak(one, peaks) for count in counts for one in count.inputs):
            return
        for count in counts:
            for one in count.inputs:
                average = _average(one, figures, subject.facts.estimates)
                peak = _peak_of(average, peaks) if average else None
                if average and peak:
                    yield Found(_message(count, one, *peak), *place(subject.document, count))
                    break


def _average(used: EstimateInput, figures: Sequence[Figure], sums: Sequence[Estimate]) -> Figure | None:
    """The figure that a sum uses, where the document calls it an average or derives it from a day or more."""
    for one in figures:
        if one.peak or one.quantity.dimension != "rate" or not _equal(one.quantity.value, in_base(used)):
            continue
        if one.average or any(_is_spread(sum_, one) for sum_ in sums):
            return one
    return None


def _is_spread(estimate: Estimate, figure: Figure) -> bool:
    """Whether a figure is the result of spreading a day's, a month's or a year's volume over its seconds."""
    return (
        estimate.start == figure.quantity.start
        and estimate.verdict == "right"
        and any(one.unit in ("1/day", "1/week", "1/month", "1/year") for one in estimate.inputs)
    )


def _peak_of(average: Figure, peaks: Sequence[Figure]) -> tuple[float, Figure] | None:
    """How many times the average the peak of the same load is, with the figure that says so."""
    for peak in peaks:
        quantity = peak.quantity
        if quantity.dimension == "factor" and quantity.value >= _HIGHER:
            return quantity.value, peak
        same = quantity.dimension == "rate" and (peak.words & average.words or not (peak.words and average.words))
        if same and quantity.value >= _HIGHER * average.quantity.value > 0:
            return quantity.value / average.quantity.value, peak
    return None


def _is_peak(used: EstimateInput, peaks: Sequence[Figure]) -> bool:
    return any(
        one.quantity.dimension == dimension_of(used.unit) or not used.unit
        for one in peaks
        if _equal(one.quantity.value, in_base(used))
    )


def _equal(one: float, other: float) -> bool:
    return other > 0 and 1 / _SAME <= one / other <= _SAME


def _message(count: Estimate, used: EstimateInput, times: float, peak: Figure) -> str:
    needed = in_words(float(-(-count.stated.value * times // 1)), count.stated.unit)
    return (
        f"{told(count.stated)} are for the average of {told(used)} (line {used.lines[0]}); the peak stated on line "
        f"{peak.quantity.lines[0]} is {times:.3g} times as much and needs {needed}."
    )


KIND = EstimateAverageAsPeak()
