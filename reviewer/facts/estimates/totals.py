"""Totals: the sum of what is listed above or named before in the line, and shares of a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from reviewer.facts.estimates.context import TOTALS, Context, Entry, same_kind
from reviewer.facts.estimates.figure import NONE, Figure, Reading, told_per
from reviewer.facts.estimates.slips import figures_of, is_digit, is_slip, leaves_one_out
from reviewer.facts.estimates.spot import Place, horizon_of, undated
from reviewer.facts.estimates.tolerance import WRONG
from reviewer.facts.estimates.tree import Derivation, Node, figure_node, over, plus
from reviewer.facts.units import ADVERBS
from reviewer.facts.words import word_set

_LISTED = TOTALS - {"totalling", "altogether", "overall"}
"""One of these stands over or under a list."""


def totals(place: Place, context: Context) -> Iterator[Derivation]:
    """The sum of what is listed above a total, or named before it in its own line."""
    entry = place.entry
    joined = place.signed and "and" in place.words
    if joined or not (entry.flags.isdisjoint(TOTALS) and place.words.isdisjoint(TOTALS)):
        yield from _of_unlike_names(place)
    if place.words.isdisjoint(TOTALS):
        if _is_bill(place):
            yield from _billed(entry, context)
        return
    here = [one.figure for one in place.row if one.order < entry.order and _adds(one, entry) and not one.item]
    if len(here) > 1:
        yield Derivation(plus(*here), entry.figure, firm="and" in place.words and place.marked)
    listed = _listed(entry, context) if _is_total(place) else []
    if len(listed) > 1 and (counted := _counted(listed, context)) is not None:
        yield Derivation(counted, entry.figure, firm=True, loose=True)
    if len(listed) > 1 and (horizon := horizon_of(place)) is not None and all(one.period_s for one in listed):
        each = plus(*(one.dated for one in listed))
        yield Derivation(Node("*", (each, figure_node(horizon.figure))), entry.figure, firm=True)
    if not listed and _is_total(place):
        yield from _mixed(place, context)
        yield from _of_totals(place, context)
    yield from _of_its_time(listed, entry)
    tight = bool(listed) and _is_tight(listed, entry)
    alike = bool(listed) and not _are_operands(listed, context) and not _are_many(listed, context)
    for first in _beginnings(listed, entry):
        figures = [one.figure for one in listed[first:]]
        figures, stated = undated(figures, entry.figure)
        if len({one.scale.period_s for one in figures}) > 1 or _is_for_another_time(entry, listed[first:]):
            continue
        ratio = ratio_to(stated, figures)
        if first and is_digit(ratio, _DIGIT) and (len(figures) > _FEW or figures_of(stated.value) > 1):
            yield Derivation(plus(*figures), stated, firm=alike and tight, loose=True)
        if first and not abs(ratio - 1) < _SAME:
            continue
        near = _is_near(figures, stated, tight=tight and not (stated.is_range and _are_mixed(figures)))
        yield Derivation(plus(*figures), stated, firm=first == 0 and alike and near)


def _beginnings(listed: Sequence[Entry], total: Entry) -> Iterator[int]:
    """Where a sum of what is listed may begin: at the first, and wherever the rest comes to the total or a digit of it.

    What is told for different times is left to be looked at.
    """
    alike = len({one.figure.scale.period_s for one in (*listed, total)}) == 1
    added = list(accumulate(one.figure.base for one in reversed(listed)))[::-1]
    for first in range(len(listed) - 1):
        ratio = total.figure.base / (added[first] or 1.0)
        if first == 0 or not alike or abs(ratio - 1) < 2 * _SAME or is_digit(ratio, 2 * _DIGIT):
            yield first


def _of_totals(place: Place, context: Context) -> Iterator[Derivation]:
    """The grand total of those of its parts: "total popular: 80 TB", "total rare: 5 TB", then "TOTAL: 85 TB"."""
    entry = place.entry
    if entry.words or len(place.row) != 1:
        return
    near = context.before(entry.order, _MOST_MIXED)
    parts = [one for one in near if not one.flags.isdisjoint(_LISTED) and _adds(one, entry)]
    named = [one for one in parts if one.words]
    if len(named) > 1 and len(named) == len(parts):
        figures, stated = undated([one.figure for one in named[::-1]], entry.figure)
        yield Derivation(plus(*figures), stated, firm=True)


def _of_its_time(listed: Sequence[Entry], total: Entry) -> Iterator[Derivation]:
    """What the parts told for the time of a total add up to, beside others for none: "once $3,000", "$70/month"."""
    dated = [one for one in listed if one.period_s == total.period_s != 0]
    if len(dated) > 1 and all(one.period_s in (0.0, total.period_s) for one in listed) and len(dated) < len(listed):
        yield Derivation(plus(*(one.dated for one in dated)), total.dated)


def _is_total(place: Place) -> bool:
    """Whether the words before a figure call it a total; a small number may stand between: "Total, month 12: $98"."""
    if not place.entry.flags.isdisjoint(_LISTED):
        return True
    before = [one for one in place.row if one.order < place.entry.order]
    if len(before) != 1 or place.entry.figure.scale.dims == NONE or before[0].flags.isdisjoint(_LISTED):
        return False
    return before[0].figure.bare and before[0].figure.value < _SMALL


_SMALL = 100


def _is_for_another_time(total: Entry, parts: Sequence[Entry]) -> bool:
    """Whether a total is told for a year and what it would add up for months; nothing is paid by the second."""
    timed = [one for one in parts if one.period_s and not (one.figure.scale.dims.money and one.period_s == 1)]
    return any(total.period_s and one.period_s != total.period_s for one in timed)


def _of_unlike_names(place: Place) -> Iterator[Derivation]:
    """ "300K words and 200K names, 500K words in total"."""
    counts = [one.figure for one in place.row if one.order < place.entry.order and _counts(one)]
    if len(counts) > 1 and len({one.unit for one in counts}) > 1 and _counts(place.entry) and place.marked:
        yield _by_a_digit(counts, place.entry.figure)


def _counts(one: Entry) -> bool:
    figure = one.figure
    return figure.scale.dims == NONE and bool(figure.unit) and not (figure.is_factor or one.period_s or one.item)


def _is_bill(place: Place) -> bool:
    """Whether a line holds nothing but what something costs: "Monthly cost: $42"."""
    alone = len(place.row) == 1 and place.entry.figure.scale.dims.money == 1 and place.pointed
    return alone and len(place.words) <= _FEW and bool(place.words & _COSTS) and bool(place.words & ADVERBS.keys())


_COSTS = word_set("cost costs bill bills spend expense expenses price")
_FEW = 4


def _billed(total: Entry, context: Context) -> Iterator[Derivation]:
    """What the sums of the lines above add up to."""
    listed = _listed(total, context)
    if len(listed) > 1 and all(one.result for one in listed):
        figures, stated = undated([one.figure for one in listed], total.figure)
        yield Derivation(plus(*figures), stated, firm=True, loose=True)


def _mixed(place: Place, context: Context) -> Iterator[Derivation]:
    """What the counts right above a total add up to, one a line, whatever each of them counts."""
    total = place.entry
    found: list[Entry] = []
    for one in context.before(total.order, _MOST_MIXED):
        if found and one.line == found[-1].line and one.figure.bare:
            continue  # "0-9 = 10"
        if one.line != total.line - len(found) - 1 or one.figure.is_factor:
            break
        if one.figure.scale.dims != NONE or one.period_s or one.indent < total.indent:
            break
        found.append(one)
    told = sum(bool(one.figure.unit) for one in found) or bool(total.figure.unit)
    if len(found) >= _FEWEST_MIXED and told and total.figure.scale.dims == NONE:
        figures = [one.figure for one in found[::-1]]
        stated = told_per(total.figure, 0.0)
        ratio = ratio_to(stated, figures)
        if len(found) > _FEWEST_MIXED and all(one.figure.bare for one in found) and 1 / _MOST_OFF < ratio < _MOST_OFF:
            yield Derivation(plus(*figures), stated, firm=place.signed, close=True)
        yield _by_a_digit(figures, stated)


_FEWEST_MIXED = 2
_MOST_MIXED = 30


def is_of_a_list(place: Place, context: Context) -> bool:
    """Whether a figure is the total of lines above it, so that it is no product of single ones of them."""
    return not place.entry.flags.isdisjoint(_LISTED) and len(_listed(place.entry, context)) > 2


def together(place: Place) -> Iterator[Derivation]:
    """ "300 K words and 200 K names: 500 K", and what a share of the time makes of a figure for all of it."""
    entry = place.entry
    yield from _itemised(place)
    here = [one for one in place.row if one.order < entry.order]
    if not place.marked or not here:
        return
    added = [one.figure for one in here if same_kind(one.figure, entry.figure) and not one.figure.is_factor]
    if len(added) > 2 or (len(added) == 2 and not place.words.isdisjoint(("and", "plus"))):
        listed = place.signed and len(added) == len(here) > 2 and entry.figure.scale.dims != NONE
        yield _by_a_digit(added, entry.figure) if listed else Derivation(plus(*added), entry.figure)
    spans = [one.figure for one in place.row if one.figure.dimension == "time"]
    if len(spans) == 2 and len(added) == 1:
        told_so = place.signed and spans[0].start < entry.figure.start < spans[1].start and len(place.row) == 4
        told_so = told_so and spans[0].base != spans[1].base
        node = Node("*", (figure_node(added[0]), over(spans[1], spans[0])))
        yield Derivation(node, entry.figure, firm=told_so, loose=True)


def _itemised(place: Place) -> Iterator[Derivation]:
    """What a bracket behind the figure adds up: "64 bytes (id 8, position 16, time 8, signature 32)"."""
    entry = place.entry
    if place.parts and all(_is_of_it(one, entry.figure) for one in place.parts):
        yield _by_a_digit(place.parts, entry.figure)
    behind = [one.figure for one in place.row if one.order > entry.order]
    before = [one.figure for one in place.row if one.order < entry.order]
    for parts in (behind, before if place.signed else []):
        ratio = entry.figure.value / (sum(one.value for one in parts) or 1.0)
        many = parts is behind and len(parts) >= _FEW and all(one.bare for one in parts) and is_digit(ratio, _DIGIT)
        if len(parts) < 3 or (abs(ratio - 1) > 1e-6 and not many):
            continue
        told = [replace(one, readings=(Reading(one.value, one.value, entry.figure.scale),)) for one in parts]
        yield Derivation(plus(*told), entry.figure, firm=many, loose=many)


_PAIR = 2
_SAME = 0.02
_DIGIT = 0.003


def ratio_to(total: Figure, parts: Sequence[Figure]) -> float:
    """By how much a total is more than the sum of its parts."""
    return total.base / (sum(part.base for part in parts) or 1.0)


def _by_a_digit(parts: Sequence[Figure], total: Figure) -> Derivation:
    """A sum that shows a digit too many or too few in its total, and nothing else."""
    ratio = ratio_to(total, parts)
    return Derivation(plus(*parts), total, firm=is_digit(ratio) or abs(ratio - 1) < _SAME, loose=True)


def _is_of_it(part: Figure, whole: Figure) -> bool:
    """Whether a figure in brackets may be a part of the one before: a plain count of a count, a size of a size."""
    return (
        part.still == whole.still
        and part.scale.period_s in (0.0, whole.scale.period_s)
        and part.base < whole.base * _MOST_OFF
    )


def _is_tight(listed: Sequence[Entry], total: Entry) -> bool:
    """Whether what is listed stands line by line, and the total right under it."""
    return total.line - listed[-1].line <= 2 and all(two.line - one.line == 1 for one, two in pairwise(listed))


def _are_mixed(parts: Sequence[Figure]) -> bool:
    """Whether some are told as ranges and some not."""
    return 0 < sum(one.is_range for one in parts) < len(parts)


def _is_near(parts: Sequence[Figure], total: Figure, *, tight: bool) -> bool:
    """Whether a total is off by no more than an item left out or a slip; else it is one of something else.

    What stands right under its items may be off by more.
    """
    ratio = ratio_to(total, parts)
    most = _MOST_OFF if tight else WRONG
    return (
        leaves_one_out(parts, total) or 1 / most <= ratio <= most or is_slip(ratio, total.value, parts, lengths=False)
    )


_MOST_OFF = 12.0


def _counted(listed: Sequence[Entry], context: Context) -> Node | None:
    """So many of each: "11 photos of 3 MB each" and "10 documents of 0.2 MB each"; None unless every line tells it."""
    near = context.before(listed[-1].order + 2, 120)
    parts: list[Node] = []
    for one in listed:
        row = [other for other in near if other.row == one.row and other.order != one.order]
        if not one.item or len(row) != 1 or row[0].figure.scale.dims != NONE or row[0].figure.is_factor:
            return None
        parts.append(Node("*", (figure_node(row[0].figure), figure_node(one.figure))))
    node = parts[0]
    for part in parts[1:]:
        node = Node("+", (node, part))
    return node


def _are_operands(listed: Sequence[Entry], context: Context) -> bool:
    """Whether one that is listed is what another one that is listed is made of: 500 B, then 10K × 500 B = 5 MB."""
    results = {one.row for one in listed if one.result}
    near = context.before(listed[-1].order + 1, 120) if results else []
    used = {(one.figure.value, one.figure.unit) for one in near if one.row in results and not one.result}
    return any((one.figure.value, one.figure.unit) in used for one in listed if not one.result)


def _are_many(listed: Sequence[Entry], context: Context) -> bool:
    """Whether a line tells how many there are of what it lists: "11 photos of 3 MB each"."""
    rows = {one.row for one in listed if one.item}
    near = context.before(listed[-1].order + 1, 120) if rows else []
    return any(one.row in rows and not one.figure.is_factor and one.figure.scale.dims == NONE for one in near)


def _adds(one: Entry, total: Entry) -> bool:
    figure = one.figure
    if figure.scale.dims == NONE and figure.unit != total.figure.unit:
        return False  # so many users and so many videos have no sum
    return figure.scale.dims == total.figure.scale.dims and not figure.is_factor and not figure.bare


def _may_add(one: Entry, total: Entry) -> bool:
    """Whether a figure stands in the column of a total, or one of them in none."""
    return one.cell == total.cell or not (one.cell and total.cell)


def _listed(total: Entry, context: Context) -> list[Entry]:
    """The figures of the lines above, one a line, oldest first. Results among others may be made of these."""
    found: list[Entry] = []
    row, line = total.row, total.line
    dims = total.figure.scale.dims
    near = context.before(total.order, 120)
    alone = not any(one.row == total.row and one.figure.scale.dims == dims for one in context.beside(total))
    under = {one.row for one in near if one.cell == total.cell}
    told = {one.row for one in near if one.result and one.figure.scale.dims == dims and _may_add(one, total)}
    for one in near:
        if one.row == total.row:
            continue
        if one.row < row - 1 or line - one.line > 3 or one.section != total.section or one.indent < total.indent:
            break
        in_column = _may_add(one, total) or (alone and one.row not in under)
        if _adds(one, total) and in_column and (one.result or one.row not in told):
            if not (found and found[-1].row == one.row):
                found.append(one)
            elif found[-1].linked(total) > one.linked(total) == 0:
                continue  # "8,000 reads/day + 4,000 writes/day"
            elif (found[-1].item and not one.item) or (not one.result and one.item <= found[-1].item):
                found[-1] = one
        if one.row == row - 1 and not (found and found[-1].row <= row):
            break
        row, line = one.row, one.line
    if len(found) > _PAIR and found[-1].figure.base == total.figure.base:
        found.pop()  # "One record: 271 bytes", over what it is made of
    return _without_their_parts(found[::-1], total)


def _without_their_parts(found: list[Entry], total: Entry) -> list[Entry]:
    """What is listed with each subtotal in place of its parts; nothing where the last is the total of all others."""
    totalled = [one for one in found if not one.flags.isdisjoint(_LISTED)]
    if len(totalled) > 1 and totalled[-1] is found[-1] and not total.words:
        return totalled  # "total popular: 80 TB", "total rare: 5 TB", each under its parts
    if found and not found[-1].flags.isdisjoint(_LISTED):
        first = _first_part(found)
        if first < len(found) - 1:
            return [*found[:first], found[-1]] if first else []
    return found


def _first_part(found: Sequence[Entry]) -> int:
    """Where the parts begin that the last of what is listed adds up; its own place where it is no total of these."""
    last, first, added = found[-1].figure.base, len(found) - 1, 0.0
    for at in range(len(found) - 2, -1, -1):
        added += found[at].figure.base
        if added > 0 and abs(last / added - 1) < _SAME:
            first = at
    return first
