"""What may be the result of a sum: a figure with its line, its words, and whether it looks like a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.facts.estimates.context import Context, Entry, same_kind
from reviewer.facts.estimates.figure import NONE, Figure, Scale
from reviewer.facts.words import word_set

NEAR = 10
"""Figures before one that are looked at for its sum."""

_HINTS = word_set("total totals totalling downtime outage outages")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure that may be a result: `row` are the entries of its stretch, `words` all words of it.

    `marked` tells that a sign or a verb of result precedes it, `estimating` that its heading speaks of figures.
    """

    entry: Entry
    row: Sequence[Entry]
    words: frozenset[str]
    marked: bool = False
    estimating: bool = False

    @property
    def hinted(self) -> bool:
        """Whether its line speaks of totals or of downtime."""
        return not self.words.isdisjoint(_HINTS)


def bases(place: Place, context: Context, reach: int = NEAR) -> Iterator[Entry]:
    """Figures of the same kind before, the last result first."""
    entry = place.entry
    near = [
        one for one in context.before(entry.order, reach)
        if same_kind(one.figure, entry.figure) and not one.figure.is_factor and not (one.item and not entry.item)
        and (one.figure.scale.dims != NONE or one.figure.dimension == entry.figure.dimension or one.result)
    ]  # fmt: skip
    yield from [one for one in near if one.result]
    yield from [one for one in near if not one.result]


def is_restated(place: Place, context: Context) -> bool:
    """Whether the same value was said before, so that this is no new result."""
    figure = place.entry.figure
    return any(
        one.figure.value == figure.value and one.figure.unit == figure.unit and one.row != place.entry.row
        for one in context.before(place.entry.order, 400)
    )


def dated(entry: Entry) -> Figure:
    """The figure told per the time that its words say."""
    figure = entry.figure
    return told_per(figure, entry.period_s) if entry.period_s and not figure.scale.period_s else figure


def told_per(figure: Figure, period_s: float) -> Figure:
    """The figure per a length of time, or per none."""
    readings = tuple(
        reading._replace(scale=Scale(reading.scale.factor, reading.scale.dims, period_s)) for reading in figure.readings
    )
    return replace(figure, readings=readings)
