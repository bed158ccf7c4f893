"""What the findings about sums share: an estimate in, its place, its dimension and the sum in words out."""

from __future__ import annotations

from reviewer.facts.amounts import base_factor, dimension_of, period_s
from reviewer.model.amount import in_words
from reviewer.model.document import Document, Lines
from reviewer.model.facts import Amount, Estimate, EstimateInput

YEAR_S = 365 * 86_400.0


def place(document: Document, estimate: Estimate) -> tuple[int, int]:
    """The piece of source that states the sum, as half-open offsets: its own words, else its lines."""
    first, last = estimate.lines
    start = document.line_starts[first - 1]
    end = document.line_starts[last - 1] + len(document.line_text(last))
    at = document.source.find(estimate.text, max(0, start - len(estimate.text)), end)
    return (at, at + len(estimate.text)) if estimate.text.strip() and at >= 0 else (start, end)


def in_base(amount: Amount | EstimateInput) -> float:
    """The value in the base units of its dimension: B, s, B/s, 1/s; counts as they are."""
    return amount.value * base_factor(amount.unit)


def is_size(amount: Amount | EstimateInput) -> bool:
    return dimension_of(amount.unit) == "size"


def is_rate(amount: Amount | EstimateInput) -> bool:
    return dimension_of(amount.unit) == "rate"


def is_mean(amount: Amount | EstimateInput) -> bool:
    """Whether it is told for a day or longer, so that a rate per second made of it is an average."""
    return period_s(amount.unit) >= 86_400.0


def told(amount: Amount | EstimateInput) -> str:
    return in_words(amount.value, amount.unit)


def with_lines(estimate: Estimate) -> str:
    """The operation with the lines of the figures that stand elsewhere: "10k × 0.1 KB (line 45)"."""
    first, last = estimate.lines
    elsewhere = sorted({one.lines[0] for one in estimate.inputs if not first <= one.lines[0] <= last})
    return f"{estimate.operation} ({at(elsewhere)})" if elsewhere else estimate.operation


def at(lines: list[int]) -> str:
    """ "line 3" or "lines 3, 7 and 9"."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def within(lines: Lines, line: int) -> bool:
    return lines[0] <= line <= lines[1]
