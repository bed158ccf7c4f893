"""`estimate-underived`: a sum uses a number that comes from nowhere.

An estimate is convincing as far as its inputs are: stated as assumptions, or derived. A bare number inside a sum, that
has no name, that no other line states and that is no constant (seconds of a day, 1024, 8 bits) cannot be checked by a
reader, and nobody can tell what to change when the assumption behind it changes.

What to do: name it (“15 words per tweet”) or list it with the assumptions.

Reported:

    # Search

    ## Estimates

    - 400 million documents a day
    - Index: 400 million × 17 × 5 bytes = 34 GB a day

Not reported:

    # Search

    ## Estimates

    - 400 million documents a day, of 17 words each
    - Index: 400 million × 17 × 5 bytes = 34 GB a day
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from reviewer.findings.sums import place
from reviewer.model.facts import Estimate, EstimateInput
from reviewer.model.finding import Found, Severity
from reviewer.model.subject import Subject

_CONSTANTS = frozenset(
    (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 26, 28, 29, 30, 31, 32, 36, 50, 52, 60, 62, 64, 80, 100, 128, 255, 256,
     300, 360, 365, 366, 400, 512, 1000, 1024, 1440, 3600, 4096, 65535, 65536, 86400, 100000, 1e6, 1e9, 2.5e6, 2.6e6)
)  # fmt: skip
"""Numbers that need no explanation: powers, lengths of time in other units, small factors."""

_NAME = re.compile(r"\s?(?:\(|[A-Za-z%$€£]|[-*_`]{0,3}\s?[A-Za-z])")
_DIGITS = re.compile(r"[0-9][0-9.,]*")
_BEFORE = re.compile(r"[×*/÷+x·−-][ *_`$(]*$")
_BEHIND = re.compile(r"[ *_`)]*[×*/÷+x·−]")
"""What makes a number one of a written sum."""

_WEEKS = re.compile(r"\b([0-9]{1,9})[ -]weeks?\b")


class EstimateUnderived:
    """See the module's page."""

    id = "estimate-underived"
    severity: Severity = "note"

    def find(self, subject: Subject) -> Iterator[Found]:
        """One item for each sum with a number that has no name and stands nowhere else."""
        for one in subject.facts.estimates:
            bare = [used for used in one.inputs if _is_bare(used, subject)]
            if bare and one.verdict != "unchecked" and len(one.inputs) > 1:
                yield Found(_message(bare[0]), *_spot(subject, one, bare[0]))


def _is_bare(used: EstimateInput, subject: Subject) -> bool:
    if used.unit or used.start < 0 or used.value in _CONSTANTS:
        return False
    source = subject.document.source
    written = _DIGITS.match(source, used.start)
    if written is None or not _is_operand(source, used.start, written.end()) or _NAME.match(source, written.end()):
        return False
    if _is_length(used.value, subject):
        return False
    told = subject.once(_told)[_rounded(used.value)]
    if len(told) > (used.start in told):
        return False
    return subject.once(_written)[written[0].rstrip(".,")] == 1


def _is_operand(source: str, start: int, end: int) -> bool:
    """Whether an operator stands beside a number."""
    return bool(_BEFORE.search(source[max(0, start - 4) : start]) or _BEHIND.match(source, end))


def _is_length(value: float, subject: Subject) -> bool:
    """Whether a number is a power of two, whole years in days, or the days of the weeks that the text names."""
    whole = int(value)
    if value != whole or whole <= 0:
        return False
    weeks = whole % 7 == 0 and str(whole // 7) in subject.once(_weeks)
    return whole & (whole - 1) == 0 or whole % 365 == 0 or weeks


def _weeks(subject: Subject) -> frozenset[str]:
    """The numbers of weeks that the text names."""
    return frozenset(_WEEKS.findall(subject.document.source))


def _told(subject: Subject) -> Mapping[float, set[int]]:
    """Where figures have a value, however it is written: 400 M, or 20 % for 0.2."""
    found: dict[float, set[int]] = defaultdict(set)
    for one in subject.facts.quantities:
        found[_rounded(one.value)].add(one.start)
        found[_rounded(one.stated)].add(one.start)
    return found


def _written(subject: Subject) -> Counter[str]:
    """How often each number is written."""
    return Counter(digits.rstrip(".,") for digits in _DIGITS.findall(subject.document.source))


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _spot(subject: Subject, estimate: Estimate, used: EstimateInput) -> tuple[int, int]:
    start, end = place(subject.document, estimate)
    return (start, end) if start <= used.start < end else (used.start, used.start + 1)


def _message(used: EstimateInput) -> str:
    return f"The sum uses {used.value:,.15g}, which has no name here and is stated nowhere else."


KIND = EstimateUnderived()
