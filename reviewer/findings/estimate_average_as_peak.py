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

from collections.abc import Iterable, Iterator, Sequence

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
_LARGE = 100
_VOLUMES = frozenset(("1/day", "1/week", "1/month", "1/year"))

_MOST = 100
"""Counts, peaks and averages that are looked at; a document of ten pages has fewer."""


class EstimateAverageAsPeak:
    """See the module's page."""

    id = "estimate-average-as-peak"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each count of machines that rests on an average, if none rests on a peak."""
        sums = subject.facts.estimates
        counts = [one for one in sums if one.verdict == "right" and one.stated.unit in _MACHINES][:_MOST]
        figures = subject.once(Figures) if counts else ()
        peaks = [one for one in figures if one.peak and not one.average][:_MOST]
        if not peaks or any(_is_peak(one, peaks) for count in counts for one in count.inputs):
            return
        averages = _averages(figures, sums)
        for count in counts:
            for one in filter(_may_be_load, count.inputs):
                average = next((each for each in averages if _equal(each.quantity.value, in_base(one))), None)
                peak = _peak_of(average, peaks) if average else None
                if peak:
                    yield Found(_message(count, one, *peak), *place(subject.document, count))
                    break


def _may_be_load(used: EstimateInput) -> bool:
    """Whether an input may be a rate: it has its unit, or is a large bare number as in "2,000 / 500"."""
    return dimension_of(used.unit) == "rate" or (not used.unit and used.value >= _LARGE)


def _averages(figures: Iterable[Figure], sums: Iterable[Estimate]) -> list[Figure]:
    """The rates that the document calls averages, or derives from the volume of a day or more."""
    spread = {one.start for one in sums if one.verdict == "right" and any(used.unit in _VOLUMES for used in one.inputs)}
    return [
        one for one in figures
        if one.quantity.dimension == "rate" and not one.peak and (one.average or one.quantity.start in spread)
    ][:_MOST]  # fmt: skip


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
