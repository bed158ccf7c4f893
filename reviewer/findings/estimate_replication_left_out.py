"""`estimate-replication-left-out`: a storage total without the copies, or the years, that the document states.

What is bought is the raw volume times the number of copies, for as long as data are kept. Where a document says that
its data are kept in three copies, and its storage total is that of one, the total is a third of what is needed. The
same holds where only a volume a day is given as the storage although data are kept for months. Nothing is reported
where a figure with the copies, or with the time, stands anywhere in the document.

What to do: multiply, or say that the total is that of one copy or one day.

Reported:

    # Photo archive

    ## Storage

    2 M photos a day × 3 MB = 6 TB per day.
    In five years this is 11 PB.

    ## Durability

    Every photo is stored on disk in three copies.

Not reported:

    # Photo archive

    ## Storage

    2 M photos a day × 3 MB = 6 TB per day.
    In five years this is 11 PB, with three copies 33 PB.

    ## Durability

    Every photo is stored on disk in three copies.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reviewer.facts.amounts import base_factor, dimension_of, period_s
from reviewer.findings.figures import Figure, Figures
from reviewer.findings.sums import in_base, place, told
from reviewer.model.amount import in_words
from reviewer.model.document import SUBSTANCE
from reviewer.model.facts import Estimate, EstimateInput
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twice": 2}
_NUMBER = r"([2-9]|two|three|four|five|six)"
_COPIES = re.compile(
    rf"\breplication[ -]factor\b[^\n.0-9]{{0,12}}{_NUMBER}\b"
    rf"|\b(?:in|keep|keeps|with|have|has|stores?|times|make|makes)\s{_NUMBER}\s(?:full\s)?(?:copies|replicas)\b"
    rf"|\breplicated\s{_NUMBER}\s(?:times|ways|fold)|\b{_NUMBER}(?:x|×|-way|-fold)\sreplication\b",
    re.IGNORECASE,
)
_STORED = re.compile(
    r"\b(?:data|stor|disk|object|file|blob|chunk|photo|video|messag|record|document|volume)", re.IGNORECASE
)
_KEPT = re.compile(r"\b(?:retention|retain(?:ed)?|kept|keep|keeping)\b", re.IGNORECASE)
_STORAGE = re.compile(r"\bstor(?:age|e|ed|ing)\b|\bdisks?\b", re.IGNORECASE)
_FLEETING = re.compile(r"\b(?:cach|memory|ram\b)", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal\b|\bstorage\b", re.IGNORECASE)

_LEAST_B = 1e9
"""Totals below a gigabyte need no disks to be counted."""

_REACH = 200
"""Characters around a result that may say what it is."""

_DAY_S = 86_400.0
_LONGEST_S = 20 * 365 * _DAY_S
_NEAR = 1.6
"""What rounding and another year do to a total that was multiplied."""

_ROUGHLY = 4.0
"""A size this close below the volume for all of the time may be meant as that."""


class _Factor(NamedTuple):
    """What a total must be multiplied by: `times` copies or days, what they are called, where they stand."""

    times: float
    called: str
    line: int


class EstimateReplicationLeftOut:
    """See the module's page."""

    id = "estimate-replication-left-out"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """At most one item for the copies and one for the time, on the largest total."""
        yield from _without_copies(subject)
        yield from _without_time(subject)


def _without_copies(subject: Subject) -> Iterator[Found]:
    totals = [one for one in subject.facts.estimates if _is_total(one, subject)]
    factor = _copies(subject) if totals else None
    if factor is None or any(_applies(one, factor.times) for one in subject.facts.estimates):
        return
    total = max(totals, key=lambda one: in_base(one.stated))
    whole_b = in_base(total.stated) * factor.times
    figures = subject.once(Figures)
    if _is_told(whole_b, figures) or _is_told(in_base(total.stated) / factor.times, figures):
        return
    yield _found(subject, total, factor, whole_b / base_factor(total.stated.unit), total.stated.unit)


def _without_time(subject: Subject) -> Iterator[Found]:
    """A volume a day as the only storage although a time is stated that data are kept for."""
    daily = [
        one for one in subject.facts.estimates
        if one.verdict == "right" and period_s(one.stated.unit) >= _DAY_S and _speaks(one, subject, _STORAGE)
        and dimension_of(one.stated.unit) == "bandwidth"
    ]  # fmt: skip
    figures = subject.once(Figures) if daily else ()
    kept = [
        one for one in figures
        if one.quantity.dimension == "time" and _KEPT.search(one.clause) and _DAY_S < one.quantity.value < _LONGEST_S
    ]  # fmt: skip
    if not daily or not kept or any(_is_total(one, subject) for one in subject.facts.estimates):
        return
    largest = max(daily, key=lambda one: in_base(one.stated))
    longest = max(kept, key=lambda one: one.quantity.value)
    whole_b = in_base(largest.stated) * longest.quantity.value
    sizes_b = [one.quantity.value for one in figures if one.quantity.dimension == "size"]
    if whole_b < _LEAST_B or any(size_b * _ROUGHLY > whole_b for size_b in sizes_b):
        return
    unit = largest.stated.unit.partition("/")[0]
    factor = _Factor(longest.quantity.value, longest.quantity.text, longest.quantity.lines[0])
    yield _found(subject, largest, factor, whole_b / base_factor(unit), unit)


def _is_total(estimate: Estimate, subject: Subject) -> bool:
    """Whether a sum tells how much is stored in all, rather than the size of one thing or of a cache."""
    return (
        estimate.verdict == "right"
        and dimension_of(estimate.stated.unit) == "size"
        and in_base(estimate.stated) >= _LEAST_B
        and (_speaks(estimate, subject, _TOTAL) or any(_is_long(one) for one in estimate.inputs))
        and not _FLEETING.search(_line(estimate, subject))
    )


def _is_long(used: EstimateInput) -> bool:
    return dimension_of(used.unit) == "time" and in_base(used) > _DAY_S


def _speaks(estimate: Estimate, subject: Subject, words: re.Pattern[str]) -> bool:
    return words.search(_line(estimate, subject)) is not None or words.search(_heading(estimate, subject)) is not None


def _line(estimate: Estimate, subject: Subject) -> str:
    """What stands around the result on its line."""
    start, end = place(subject.document, estimate)
    document = subject.document
    first = document.line_starts[estimate.lines[0] - 1]
    return document.source[max(first, start - _REACH) : end + _REACH].partition("\n")[0]


def _heading(estimate: Estimate, subject: Subject) -> str:
    sections = subject.document.sections
    return sections[bisect_right(sections, estimate.lines[0], key=lambda one: one.own_lines[0]) - 1].title


def _copies(subject: Subject) -> _Factor | None:
    """How many copies of its data a document states: one number, in a sentence about stored data."""
    found: dict[int, _Factor] = {}
    document = subject.document
    for passage in document.passages:
        if passage.standing not in SUBSTANCE or passage.standing in ("code", "diagram"):
            continue
        text = document.text(passage)
        match = _COPIES.search(text)
        if match is None or not _STORED.search(text):
            continue
        number = next(group for group in match.groups() if group).lower()
        times = _COUNTS.get(number) or int(number)
        found.setdefault(times, _Factor(float(times), f"{times} copies", passage.lines[0]))
    return next(iter(found.values())) if len(found) == 1 else None


def _applies(estimate: Estimate, times: float) -> bool:
    """Whether a sum of sizes multiplies by the number of copies."""
    return dimension_of(estimate.stated.unit) in ("size", "bandwidth") and (
        any(one.value == times and dimension_of(one.unit) in ("count", "factor") for one in estimate.inputs)
        or re.search(r"cop(?:y|ies)|replica", estimate.operation, re.IGNORECASE) is not None
    )


def _is_told(size_b: float, figures: Iterable[Figure]) -> bool:
    return any(
        one.quantity.dimension == "size" and size_b / _NEAR < one.quantity.value < size_b * _NEAR for one in figures
    )


def _found(subject: Subject, total: Estimate, factor: _Factor, whole: float, unit: str) -> Found:
    message = (
        f"{told(total.stated)} leaves out the {factor.called} that line {factor.line} states; "
        f"with them it comes to {in_words(whole, unit)}."
    )
    return Found(message, *place(subject.document, total))


KIND = EstimateReplicationLeftOut()
