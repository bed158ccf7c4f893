"""`estimate-unused`: a figure is computed, and nothing is made of it.

A sum earns its place by what follows from it: a machine, a key of so many characters, a cache that is not needed. A
count that is derived, not used by any later sum, not named again and not followed by a conclusion is a step to nowhere.
Reported are only counts of things, in a document that goes on after them: rates, sizes, bandwidths and machines are
results in themselves.

What to do: say what follows from it, or leave it out.

Reported:

    # Budget tracker

    ## Estimates

    10 million users × 10 categories = 100 million budget items.

    5 billion transactions per month are 2,000 transactions per second.

    ## Design

    Transactions go to a queue. Workers read the queue and write one row each to a table of the month.

Not reported:

    # Budget tracker

    ## Estimates

    10 million users × 10 categories = 100 million budget items.

    100 million items × 20 bytes = 2 GB, which fits into memory.

    ## Design

    Transactions go to a queue. Workers read the queue and write one row each to a table of the month.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reviewer.facts.amounts import dimension_of
from reviewer.findings.sums import place, told
from reviewer.model.facts import Estimate
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_CONCLUDES = re.compile(
    r"\b(?:so|therefore|thus|hence|need|needs|needed|require[sd]?|enough|suffic\w+|fits?|means?|allows?|must|should|which|"
    r"too|only|possible|unique|minimum|because)\b|→|->|=>",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"rule|server|machine|node|shard|instance|worker|host|partition|replica|pod|container|broker|thread|disk|drive|bit|value"
    r"|character|connection|core|vm"
)
_SAME = 1.05


class EstimateUnused:
    """See the module's page."""

    id = "estimate-unused"
    severity: Severity = "note"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each derived count of which nothing is made."""
        for one in subject.facts.estimates:
            if _is_step(one) and _is_told(one, subject) and not _is_used(one, subject) and not _concludes(one, subject):
                yield Found(f"Computed and never used again: {told(one.stated)}.", *place(subject.document, one))


def _is_step(estimate: Estimate) -> bool:
    unit = estimate.stated.unit
    counted = dimension_of(unit) == "count" and bool(unit) and not _RESULTS.search(unit)
    return counted and estimate.verdict == "right" and estimate.start >= 0 and len(estimate.inputs) > 1


def _passage_of(estimate: Estimate, subject: Subject) -> int:
    """The index of the last passage that begins before an estimate, -1 where none does."""
    return bisect_right(subject.document.passages, estimate.start, key=lambda one: one.start) - 1


def _is_told(estimate: Estimate, subject: Subject) -> bool:
    """Whether a sentence tells it: the cells of a table are read together."""
    at = _passage_of(estimate, subject)
    return at >= 0 and subject.document.passages[at].standing in ("prose", "list")


def _is_used(estimate: Estimate, subject: Subject) -> bool:
    """Whether a sum uses it or the text names it again: two figures or more are about as large."""
    values, own = subject.once(_values), estimate.stated.value
    return bisect_right(values, own * _SAME) - bisect_left(values, own / _SAME) > 1


def _values(subject: Subject) -> list[float]:
    """The figures of the text as written, each place once, the smallest first."""
    told = {one.start: one.stated for one in subject.facts.quantities}
    told |= {one.start: one.stated.value for one in subject.facts.estimates}
    told |= {used.start: used.value for one in subject.facts.estimates for used in one.inputs}
    return sorted(told.values())


def _concludes(estimate: Estimate, subject: Subject) -> bool:
    """Whether its passage, or the next one, draws a conclusion; or nothing comes after it in the document."""
    document = subject.document
    at = _passage_of(estimate, subject)
    if at < 0 or document.sections[-1].index == document.passages[at].section:
        return True
    return any(_CONCLUDES.search(document.text(one)) for one in document.passages[at : at + 2])


KIND = EstimateUnused()
