"""`estimate-bits-bytes`: a sum that is off by eight because bits are taken for bytes.

Links are sold in bits per second and files are measured in bytes. A result that is eight times too large or too small,
in a sum with both, mixes the two. Where the sum is reported as `estimate-wrong`, this is a note that says why; else it
is reported unless a unit such as “Mb”, which is written for both, leaves a doubt.

What to do: write Mbit/s and MB/s out in full, and multiply bytes by 8 where they go over a line.

Reported:

    # Video service

    ## Bandwidth

    2,000 uploads/s × 500 KB = 1 Gbit/s.

Not reported:

    # Video service

    ## Bandwidth

    2,000 uploads/s × 500 KB = 1 GB/s, which is 8 Gbit/s.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from reviewer.facts.amounts import base_factor, dimension_of
from reviewer.findings.figures import Figures
from reviewer.findings.sums import in_base, place, told
from reviewer.model.amount import in_words
from reviewer.model.facts import Estimate
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_NEAR = 1.15
"""What rounding does to a factor of eight; it keeps ten out."""

_SUMMED = re.compile(r"[+−÷^(]")
_BITS = re.compile(r"bit|[KMGT]bps")
_BYTES = re.compile(r"[Bb]yte|[kKMGTP]i?B")


class EstimateBitsBytes:
    """See the module's page."""

    id = "estimate-bits-bytes"
    severity: Severity = "warning"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each sum of bits and bytes that is off by eight; a note where it is known to be wrong."""
        for one in subject.facts.estimates:
            if _is_converted(one, subject):
                continue
            comes_to = _product(one)
            if comes_to <= 0 or not _is_eightfold(in_base(one.stated) / comes_to) or not _mixes(one, subject):
                continue
            expected = in_words(comes_to / base_factor(one.stated.unit), one.stated.unit)
            message = f"{told(one.stated)} takes bits for bytes: {one.operation} comes to {expected}."
            yield Found(message, *place(subject.document, one), severity="note" if one.verdict == "wrong" else None)


def _is_converted(estimate: Estimate, subject: Subject) -> bool:
    """Whether the sum has the factor of eight itself, or its result is a range."""
    result = subject.once(Figures).at.get(estimate.start)
    ranged = result is not None and result.quantity.high is not None
    return ranged or any(one.value in (8, 0.125) for one in estimate.inputs)


def _product(estimate: Estimate) -> float:
    """The product of the inputs in base units, 0 where the sum is more than a product or no size."""
    if not _is_data(estimate.stated.unit) or _SUMMED.search(estimate.operation):
        return 0.0
    return math.prod(in_base(one) for one in estimate.inputs) if estimate.inputs else 0.0


def _is_eightfold(ratio: float) -> bool:
    return any(eight / _NEAR <= ratio <= eight * _NEAR for eight in (8.0, 0.125))


def _is_data(unit: str) -> bool:
    return dimension_of(unit) in ("size", "bandwidth")


def _mixes(estimate: Estimate, subject: Subject) -> bool:
    """Whether the sum names both bits and bytes; where it is not known to be wrong, in units that mean only one."""
    if estimate.verdict == "wrong":
        units = [estimate.stated.unit, *(one.unit for one in estimate.inputs)]
        return len({"bit" in unit for unit in units if _is_data(unit)}) == 2
    figures = subject.once(Figures).at
    starts = (estimate.start, *(one.start for one in estimate.inputs))
    texts = [figures[start].quantity.text for start in starts if start in figures]
    return any(_BITS.search(text) for text in texts) and any(_BYTES.search(text) for text in texts)


KIND = EstimateBitsBytes()
