"""Tables read the other way: rows that are made of the rows above them, columns that tell one thing for two times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reviewer.facts.estimates.context import Entry
from reviewer.facts.estimates.figure import NONE, Figure, constant, told_per
from reviewer.facts.estimates.grid_rules import AGREES, Rule, agrees, itself, pairs, with_fixed
from reviewer.facts.estimates.slips import is_digit
from reviewer.facts.estimates.tree import Derivation, times
from reviewer.facts.units import ADVERBS, DAY_S, MONTH_S, TIMES, YEAR_S

_FEWEST_COLUMNS = 3
_MOST_LINES = 16
_REACH = 4
"""Rows above one that it may be made of."""

Row = Mapping[int, Entry]


def downward(body: Sequence[Row]) -> Iterator[Derivation]:
    """Cells of rows that are the product, quotient or sum of rows above them in most columns.

    "Calls per session | 50 | 200 | 1000", "sessions per day | 5 | 20 | 50", "calls per day | 250 | 4,000 | 50,000".
    """
    body = [row for row in body if row]
    columns = sorted({column for row in body for column in row if all(column in other for other in body)})
    if len(columns) < _FEWEST_COLUMNS or not 1 < len(body) <= _MOST_LINES:
        return
    flipped = [{at: row[column] for at, row in enumerate(body)} for column in columns]
    for at in range(1, len(body)):
        named = _rule_by_name(flipped, at)
        rule = named or (_rule_of(flipped, at) if len(body) >= _FEWEST_COLUMNS else None)
        if rule is None:
            continue
        for cells in flipped:
            told, node = cells[at].figure, rule(cells)
            if node is not None and not told.is_factor:
                yield Derivation(node, told, firm=True, loose=named is None)


def of_each(rows: Sequence[Row], totals: Sequence[bool]) -> Iterator[Derivation]:
    """Totals of what each one has: "Workers | 4", "RAM per worker (GB) | 12", "Total RAM (GB) | 48"."""
    above: list[Entry] = []
    for row, total in zip(rows, totals, strict=True):
        cells = list(row.values())
        if total and len(cells) == 1:
            made = [times(count.figure, item.figure) for item, count in _counted(above, cells[0])]
            if made:
                told = cells[0].figure
                node = next((one for one in made if agrees(one, told, exact=True)), made[-1])
                yield Derivation(node, told, firm=True)
        above += cells if len(cells) == 1 else []


def _counted(above: Sequence[Entry], total: Entry) -> Iterator[tuple[Entry, Entry]]:
    """What one of something has of what a total counts, with how many there are."""
    for item in above:
        alike = item.item and item.of and item.words - item.of == total.words
        if alike and total.words and item.figure.scale.dims == total.figure.scale.dims and not item.figure.is_factor:
            for count in above:
                counts = not count.item and count.figure.scale.dims == NONE and not count.figure.is_factor
                if counts and item.of <= count.words and count.figure.value > 1:
                    yield item, count


def _rule_of(flipped: Sequence[dict[int, Entry]], at: int) -> Rule | None:
    """The rule that all cells of a row follow but one at most: closely, or as one rate told for another time."""
    above = range(max(0, at - _REACH), at)
    for rule in pairs(above):
        if _held(flipped, at, rule, most_off=_SAME) >= max(2, len(flipped) - 1):
            return rule
    for one in above:
        rule = itself(one)
        timed = all(_is_for_another_time(row, one, at) for row in flipped)
        if timed and _held(flipped, at, rule, most_off=AGREES) >= max(2, len(flipped) - 1):
            return rule
    return None


def _rule_by_name(flipped: Sequence[dict[int, Entry]], at: int) -> Rule | None:
    """The rule by which all cells of a row but one at most tell those of another for a longer time."""
    for one in range(max(0, at - _REACH), at):
        rule = _told_by_name(flipped, one, at)
        if rule is not None and _held(flipped, at, rule, most_off=_SAME) >= max(2, len(flipped) - 1):
            return rule
    return None


def _told_by_name(flipped: Sequence[dict[int, Entry]], one: int, at: int) -> Rule | None:
    """The rule by which a row "per month" is so many times one "per day", where their names say so and no unit does."""
    given, told = flipped[0][one], flipped[0][at]
    plain = not any(row[which].figure.scale.period_s for row in flipped for which in (one, at))
    if not plain or not given.period_s or not told.period_s or given.period_s >= told.period_s:
        return None
    count = _COUNTS.get((given.period_s, told.period_s), told.period_s / given.period_s)
    return with_fixed(one, constant(count, f"{count:g}", 0), times)


def _held(flipped: Sequence[dict[int, Entry]], at: int, rule: Rule, *, most_off: float) -> int:
    """For how many different results of a row a rule holds, with at most one for which it does not."""
    held: set[float] = set()
    failed = 0
    for row in flipped:
        node, told = rule(row), row[at].figure
        if node is not None and agrees(node, told, exact=node.figure is not None, most_off=most_off):
            held.add(told.value)
        else:
            failed += 1
        if failed > 1:
            return 0
    return len(held)


def _is_for_another_time(row: dict[int, Entry], one: int, at: int) -> bool:
    periods = row[one].figure.scale.period_s, row[at].figure.scale.period_s
    return 0.0 not in periods and periods[0] != periods[1]


def period_of(word: str) -> float:
    """The length of time that a word of a column's head tells, 0 for none: "Monthly", "per day", "Annual"."""
    unit = TIMES.get(ADVERBS.get(word, word))
    return unit.factor if unit is not None and unit.factor >= DAY_S else 0.0


def periodic(rows: Sequence[Row], periods: Mapping[int, float]) -> Iterator[Derivation]:
    """What a column under "monthly" makes of one under "daily"."""
    columns = sorted(periods)
    for at, shorter in enumerate(columns):
        for longer in columns[at + 1 :]:
            if periods[shorter] < periods[longer]:
                yield from _told_for(rows, shorter, longer, periods)


def _told_for(rows: Sequence[Row], shorter: int, longer: int, periods: Mapping[int, float]) -> Iterator[Derivation]:
    count = _COUNTS.get((periods[shorter], periods[longer]), periods[longer] / periods[shorter])
    made: list[Derivation] = []
    for row in rows:
        if shorter not in row or longer not in row:
            continue
        given, told = row[shorter].figure, row[longer].figure
        if _is_told_for(given, periods[shorter]) and _is_told_for(told, periods[longer]) and given.still == told.still:
            node = times(told_per(given, 0.0), constant(count, f"{count:g}", given.start))
            made.append(Derivation(node, told_per(told, 0.0), firm=True, loose=True))
    held = sum(agrees(one.node, one.stated) for one in made)
    for one in made:
        if agrees(one.node, one.stated) or (held * 2 >= len(made) - 1 and _is_off(one, count)):
            yield one


_COUNTS = {(MONTH_S, YEAR_S): 12.0}


def _is_told_for(figure: Figure, period_s: float) -> bool:
    """Whether a cell is one of so many a month, whether or not it says so itself."""
    if figure.is_factor or figure.value <= 0 or figure.scale.dims.time:
        return False
    return figure.scale.period_s in (0.0, period_s) and (figure.scale.dims != NONE or not figure.bare)


def _is_off(one: Derivation, count: float) -> bool:
    """Whether a cell has a digit too many or too few, or what it was made of is not multiplied at all."""
    ratio = one.stated.base / one.node.figures()[0].base
    return is_digit(ratio / count) or abs(ratio - 1) < _SAME


_SAME = 0.02
"""As a natural logarithm: how far apart two figures may be that are the same."""
