"""The sums of a document as every view shows them: estimates in, a summary and rows in words out, wrong ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.model.amount import in_words
from reviewer.model.facts import EstimateVerdict
from reviewer.model.review import AmountItem, EstimateItem, LineRange
from reviewer.report.wording import at_lines

SHOWN = 50
"""How many sums a page lists; programs get all of them."""

_ORDER: dict[EstimateVerdict, int] = {"wrong": 0, "unchecked": 1, "right": 2}


@dataclass(frozen=True, slots=True)
class SumRow:
    """One sum. `source` says which lines its figures come from, "" where they stand on its own line."""

    lines: LineRange
    stated: str
    comes_to: str
    verdict: EstimateVerdict
    operation: str
    source: str

    @property
    def how(self) -> str:
        """The sum as it was done: "1 B clicks/day (line 44)"."""
        return f"{self.operation} ({self.source})" if self.operation and self.source else self.operation


def summary(estimates: Sequence[EstimateItem]) -> str:
    """ "12 sums: 9 right, 2 wrong, 1 unchecked"."""
    counted = Counter(one.verdict for one in estimates)
    parts = [f"{counted[verdict]} {verdict}" for verdict in ("right", "wrong", "unchecked") if counted[verdict]]
    return f"{len(estimates)} sum{'' if len(estimates) == 1 else 's'}: {', '.join(parts) or 'none'}"


def rows(estimates: Iterable[EstimateItem]) -> list[SumRow]:
    """All sums in words: wrong, unchecked, right, each in the order of the text."""
    return [_row(one) for one in sorted(estimates, key=lambda one: (_ORDER[one.verdict], one.lines))]


def unshown(estimates: Sequence[EstimateItem]) -> list[str]:
    """A sentence on the sums that a page leaves out; empty where it lists all."""
    more = len(estimates) - SHOWN
    return [f"{more} more sums are in the JSON."] if more > 0 else []


def _row(estimate: EstimateItem) -> SumRow:
    return SumRow(
        estimate.lines,
        _told(estimate.stated),
        _told(estimate.expected),
        estimate.verdict,
        estimate.operation,
        _source(estimate),
    )


def _told(amount: AmountItem | None) -> str:
    return "" if amount is None else in_words(amount.value, amount.unit)


def _source(estimate: EstimateItem) -> str:
    """ "line 12" or "lines 12, 14", the lines of the figures that stand elsewhere."""
    first, last = estimate.lines
    elsewhere = sorted({one.lines[0] for one in estimate.inputs if not first <= one.lines[0] <= last})
    if len(elsewhere) < 2:
        return "".join(at_lines((line, line)) for line in elsewhere)
    return f"lines {', '.join(map(str, elsewhere))}"
