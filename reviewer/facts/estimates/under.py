"""What a line tells of the one above it for another time: "100M new links a day", then "Requests per second: 1,200"."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.facts.estimates.context import COMMON, Context, Entry
from reviewer.facts.estimates.figure import NONE
from reviewer.facts.estimates.spot import Place
from reviewer.facts.estimates.tree import Derivation, figure_node

_LINES = 4
_REACH = 16
_WRITING = frozenset(("writ", "write", "creat", "create", "insert"))
_READING = frozenset(("read", "view", "redirect", "lookup", "fetch", "search"))


def told_under(place: Place, context: Context) -> Iterator[Derivation]:
    """The rate or amount of the line above, where a line holds nothing else and names nothing of its own."""
    entry = place.entry
    scale = entry.figure.scale
    if len(place.row) != 1 or not entry.period_s or entry.item or entry.able or entry.figure.is_factor:
        return
    if scale.dims.time or scale.dims.money or entry.figure.dimension == "users" or not place.pointed:
        return
    source = _above(entry, context)
    if source is None or source.period_s == entry.period_s or entry.peak != source.peak:
        return
    if scale.dims == NONE and not scale.period_s:
        return
    words = entry.words - COMMON
    line = [one.words for one in context.before(source.order + 1, _REACH) if one.row == source.row]
    written = _WRITING if source.words.isdisjoint(_READING) else frozenset()
    own = words - source.label - frozenset().union(*line) - written
    if not own:
        nested = entry.indent > source.indent
        yield Derivation(figure_node(source.dated), entry.dated, firm=True, loose=not (nested or scale.dims.size))


def _above(entry: Entry, context: Context) -> Entry | None:
    """The only figure for a time of the line above, or of the one that this is a point of."""
    before = [one for one in context.before(entry.order, _REACH) if one.row != entry.row]
    head = next((one for one in before if one.row == entry.row - 1 or one.indent < entry.indent), None)
    if head is None or entry.line - head.line > _LINES or head.section != entry.section or head.indent > entry.indent:
        return None
    alike = [
        one for one in before
        if one.row == head.row and one.figure.still == entry.figure.still and not one.figure.is_factor
    ]  # fmt: skip
    told = [one for one in alike if one.period_s and not one.figure.bare]
    last = alike and alike[0].result and alike[0].period_s
    if (len(alike) == 1 and told) or last:
        return None if alike[0].able or alike[0].item else alike[0]
    return None
