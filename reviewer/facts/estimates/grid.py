"""Sums in tables: the rows of a table with their figures come in, derivations of cells from other cells go out.

A column is the product, quotient or sum of two others, or of another and a figure outside the table, if that holds in
half of its rows; the rows where it does not are wrong. A "Total" row adds up what is above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from reviewer.facts.estimates.changes import changed
from reviewer.facts.estimates.context import Entry
from reviewer.facts.estimates.figure import NONE, TIME, Figure, Scale, constant
from reviewer.facts.estimates.grid_lines import downward, of_each, period_of, periodic
from reviewer.facts.estimates.grid_rules import Rule, agrees, holds, rules
from reviewer.facts.estimates.slips import is_digit, is_length, leaves_one_out, room
from reviewer.facts.estimates.spot import undated
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Derivation, Node, failing, figure_node, over, plus, times
from reviewer.facts.units import DAY_S
from reviewer.facts.words import word_set

_TOTALS = frozenset(("total", "totals", "sum", "overall", "combined", "tot"))
_MOST_COLUMNS = 8
_MOST_ROWS = 60


@dataclass
class Grid:
    """The single figures of a table by row and column, and which of the rows are totals; `crowded` are all figures.

    `changing` are the columns that tell by how much the two before them differ, `adding` those under "total".
    `remarked` are the places of figures that nothing proves wrong: those of the head, limits, and those with another
    one in brackets behind them ("10 GB (2 years only)"). `sums` are the columns of each row with a sum that is
    not worked out, `periods` those with the length of time that their head tells, in seconds.
    """

    rows: list[dict[int, Entry]] = field(default_factory=list)
    crowded: list[dict[int, list[Entry]]] = field(default_factory=list)
    totals: list[bool] = field(default_factory=list)
    remarked: set[int] = field(default_factory=set)
    changing: set[int] = field(default_factory=set)
    adding: set[int] = field(default_factory=set)
    sums: list[set[int]] = field(default_factory=list)
    periods: dict[int, float] = field(default_factory=dict)

    def add(self, tokens: Sequence[Token], entries: Sequence[Entry], *, head: bool = False) -> None:
        """Take in one row, which may be the table's head."""
        found: dict[int, list[Entry]] = {}
        formulas: set[int] = set()
        bounds: set[int] = set()
        starts = {entry.figure.start: entry for entry in entries}
        column, first_words, depth = 0, set(), 0
        for token, after in zip_longest(tokens, tokens[1:]):
            depth += (token.kind == "open") - (token.kind == "close")
            if token.sign == "|":
                column, depth = column + 1, 0
            elif token.figure is not None and (depth <= 0 or column not in found):
                found.setdefault(column, []).append(starts[token.figure.start])
            elif token.figure is not None and token.figure.dimension != "percent":
                self.remarked |= {one.figure.start for one in found[column]}
            elif token.kind == "word":
                if head:
                    self._headed(token.sign, column)
                if column <= 1 and depth <= 0:  # not "storage (1 TB total)"
                    first_words.add(token.sign)
            elif token.kind == "op" and _computes(token, after, begun=column in found):
                formulas.add(column)
            elif token.kind == "rel" and token.sign in "<>":
                bounds.add(column)
            elif token.kind == "rel" and column in formulas:  # the cell is what its sum comes to
                found.pop(column, None)
                formulas.discard(column)
        if head:
            self.remarked |= {one.figure.start for cells in found.values() for one in cells}
            found = {}
        self.rows.append(
            {column: cells[0] for column, cells in found.items() if len(cells) == 1 and column not in formulas}
        )
        self.crowded.append({column: cells for column, cells in found.items() if column not in formulas})
        self.remarked |= {one.figure.start for column in bounds for one in found.get(column, ())}
        self.sums.append(formulas)
        self.totals.append(not _TOTALS.isdisjoint(first_words))

    def _headed(self, word: str, column: int) -> None:
        if word in _CHANGES:
            self.changing.add(column)
        elif word in _TOTALS:
            self.adding.add(column)
        elif period_s := period_of(word):
            self.periods[column] = period_s

    def derivations(self, outside: Sequence[Entry]) -> Iterator[Derivation]:
        """Derivations of cells; `outside` are the figures said before the table, the nearest first."""
        if len(self.rows) > _MOST_ROWS:
            return
        yield from self._added()
        yield from of_each(self.rows, self.totals)
        across = list(self._across())
        yield from across
        yield from self._downtimes()
        yield from self._parts()
        yield from self._changes()
        yield from periodic(self.rows, self.periods)
        body = [row for row, total in zip(self.rows, self.totals, strict=True) if not total]
        columns = sorted({column for row in body for column in row})[:_MOST_COLUMNS]
        columns = [one for one in columns if _tells_amounts(body, one)]
        if len(body) < 2:
            return
        lines = list(downward(body))
        yield from lines
        yield from self._proportions(body, columns)
        done: set[int] = set()
        summed = {one.stated.start for one in (*across, *lines)}
        for column in reversed(columns):
            rule = self._rule(
                body,
                column,
                [one for one in columns if one not in (column, *done) and not _holds_shares(body, one)],
                outside,
            )
            if rule is None:
                continue
            done.add(column)
            for row in body:
                free = column in row and row[column].figure.start not in summed
                if free and not _is_unit_price(row[column].figure) and (node := rule(row)) is not None:
                    told = row[column].figure
                    known = any(one.told for one in node.figures())
                    yield Derivation(
                        node, told, firm=True, loose=known or told.scale.dims == NONE or node.op in ("+", "-")
                    )

    def _added(self) -> Iterator[Derivation]:
        """What the rows of totals add up."""
        above: list[dict[int, Entry]] = []
        unread: set[int] = set()
        last = max((at for at, row in enumerate(self.rows) if row), default=0)
        for at, (row, total, formulas) in enumerate(zip(self.rows, self.totals, self.sums, strict=True)):
            if not total:
                above += [row] if row else []
                unread |= formulas
                continue
            for column, cell in row.items():
                parts, told = undated([other[column].figure for other in above if column in other], cell.figure)
                alike = all(part.scale.dims == told.scale.dims for part in parts)
                alike = alike and len({part.scale.period_s for part in parts}) == 1
                whole = len(parts) == len(above) > 1 and column not in unread
                whole = whole and len(parts) == self._told_above(at, column, told)
                if cell.average or (told.bare and at < last and all(one.bare for one in parts)):
                    continue  # among other numbers of all kinds
                if whole and alike and not cell.figure.is_factor:
                    yield Derivation(plus(*parts), told, firm=not leaves_one_out(parts, told))
                elif alike and len(parts) > 2 and column not in unread and not cell.figure.is_factor:
                    yield _loosely_added(parts, told)
                if not whole and column not in unread and told.scale.dims.money == 1:
                    yield from self._paid(at, column, told)
            above, unread = [], set()

    def _above(self, at: int) -> list[dict[int, list[Entry]]]:
        """All figures of the rows between the last total before a row and that row."""
        first = max((one + 1 for one in range(at) if self.totals[one]), default=0)
        return self.crowded[first:at]

    def _told_above(self, at: int, column: int, total: Figure) -> int:
        """How many rows above a total have something of its kind in its column."""
        rows = (row.get(column, ()) for row in self._above(at))
        return sum(any(one.figure.scale.dims == total.scale.dims for one in cells) for cells in rows)

    def _paid(self, at: int, column: int, total: Figure) -> Iterator[Derivation]:
        """What a column adds up whose cells tell more than the money: "2 GB, 1 worker — $15.2"."""
        parts: list[Figure] = []
        for row in self._above(at):
            cells = [one.figure for one in row.get(column, ())]
            told = [one for one in cells if one.scale.dims == total.scale.dims]
            if len(told) > 1 or (cells and not told):
                return
            parts += told
        if len(parts) > 2:
            yield _loosely_added(*undated(parts, total))

    def _across(self) -> Iterator[Derivation]:
        """What a column under "total" adds up of the columns before it, if that holds in half of its rows."""
        for column in sorted(self.adding):
            sums = [made for row in self.rows if (made := _sum_before(row, column)) is not None]
            held = sum(agrees(one.node, one.stated) for one in sums)
            if 2 * held >= len(sums) and (held >= _HELD or all(one.stated.scale.dims != NONE for one in sums)):
                yield from (replace(one, loose=held < _SURELY) for one in sums)

    def _downtimes(self) -> Iterator[Derivation]:
        """What availabilities leave of the time that most rows of a column follow."""
        shares = [(row, cell.figure) for row in self.rows for cell in row.values() if cell.figure.is_availability]
        if len(shares) < 2:
            return
        for column in sorted({column for row, _ in shares for column in row})[:_MOST_COLUMNS]:
            cells = [(share, row[column].figure) for row, share in shares if column in row]
            cells = [(share, told) for share, told in cells if told.scale.dims.time == 1]
            for length in _LENGTHS_S:
                nodes = [(_missing(share, length), told) for share, told in cells]
                held = sum(agrees(node, told, exact=True) for node, told in nodes)
                if held >= 2 and held * 2 > len(cells):
                    yield from (Derivation(node, told, firm=True) for node, told in nodes)
                    break

    def _parts(self) -> Iterator[Derivation]:
        """Percentages that are what a cell is of its column's sum."""
        body = [row for row, total in zip(self.rows, self.totals, strict=True) if not total]
        columns = sorted({column for row in body for column in row})[:_MOST_COLUMNS]
        for column in columns:
            rows = [row for row in body if column in row and row[column].figure.dimension == "percent"]
            for other in columns if len(rows) > 1 else ():
                cells = [(row[other].figure, row[column].figure) for row in rows if other in row]
                whole = sum(part.base for part, _ in cells)
                if other == column or len(cells) < len(rows) or whole <= 0:
                    continue
                held = sum(abs(part.base / whole - told.base) <= _POINT for part, told in cells)
                if held >= 2 and held * 2 > len(cells):
                    yield from (Derivation(_part_of(part, whole), told, firm=True) for part, told in cells)

    def _changes(self) -> Iterator[Derivation]:
        """What a column under "change" tells of the two before it: their difference, or the share that this is."""
        for column in sorted(self.changing):
            for row in self.rows:
                before = {row[one].figure.base: row[one].figure for one in sorted(row) if one < column}
                if column in row and len(before) == 2:
                    first, second = before.values()
                    yield from changed(first, second, row[column].figure)

    def _proportions(self, body: Sequence[dict[int, Entry]], columns: Sequence[int]) -> Iterator[Derivation]:
        """A column that is the same multiple of another in all rows but few, by the rule of three from another row."""
        for column in columns:
            for other in columns:
                rows = [row for row in body if column in row and other in row]
                pairs = [(row[other].figure, row[column].figure) for row in rows]
                pairs = [(one, told) for one, told in pairs if one.base > 0 and told.base > 0 and not told.is_factor]
                if other >= column or len(pairs) < _FEWEST or _says_one_thing(pairs):
                    continue
                ratios = sorted(told.base / one.base for one, told in pairs)
                usual = ratios[len(ratios) // 2]
                if abs(usual - 1) < _EQUAL:
                    continue  # what is the same in two columns follows from nothing
                wide = max(told.base for _, told in pairs) >= _WIDE * min(told.base for _, told in pairs)
                held = [
                    (one, told) for one, told in pairs
                    if abs(told.base / one.base / usual - 1) <= (max(_SAME, room(told.value)) if wide else _SAME)
                ]  # fmt: skip
                if len(held) * 3 >= len(pairs) * 2 and held:
                    off = {told.start: told.base / one.base / usual for one, told in pairs}
                    exact = len(held) >= _MANY
                    alone = exact and len(pairs) - len(held) == 1
                    sure = [
                        pair for pair in pairs
                        if pair in held or is_digit(off[pair[1].start])
                        or (exact and (alone or is_length(off[pair[1].start])))
                    ]  # fmt: skip
                    yield from (_by_three(pair, held) for pair in sure)

    def _rule(
        self, body: Sequence[dict[int, Entry]], column: int, others: Sequence[int], outside: Sequence[Entry]
    ) -> Rule | None:
        """The rule that most rows of a column follow."""
        best: Rule | None = None
        most = 0
        for rule in rules(others, outside):
            held = holds(body, column, rule)
            if held > most:
                best, most = rule, held
        filled = sum(column in row for row in body)
        measured = any(column in row and row[column].figure.scale.dims != NONE for row in body)
        return best if most >= 2 and (most * 2 > filled or (measured and most * 2 == filled)) else None


def _tells_amounts(body: Sequence[dict[int, Entry]], column: int) -> bool:
    """Whether a column has more than small bare numbers, which may be places in a list or versions."""
    cells = [row[column].figure for row in body if column in row]
    return any(not one.bare or one.value >= _SMALL for one in cells)


_SMALL = 20
_HELD = 2
_SURELY = 3
"""Rows that a sum holds in, from which on any other result is wrong."""


def _says_one_thing(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """Whether different rows have the same cell, so that it does not follow the other one; rows may stand twice."""
    rows = {(one.base, told.base) for one, told in pairs}
    return len({told.base for _, told in pairs}) < len(rows) or _FEWEST >= len(rows) < len(pairs)


def _sum_before(row: dict[int, Entry], column: int) -> Derivation | None:
    """The sum of the cells of one kind right before one."""
    told = row[column].figure if column in row else None
    if told is None or told.is_factor or told.value <= 0:
        return None
    alike = [one for one in sorted(row) if one < column and row[one].figure.scale.dims == told.scale.dims]
    if told.scale.dims == NONE and alike[:1] == [min(row)]:
        alike = alike[1:]  # what the row is for is no part
    if len(alike) < 2 or alike != list(range(column - len(alike), column)):
        return None
    return Derivation(plus(*(row[one].figure for one in alike)), told, firm=True, loose=True)


def _loosely_added(parts: Sequence[Figure], total: Figure) -> Derivation:
    """The sum of rows of which some may have nothing to add, so that a total is wrong by a digit only."""
    off = total.base / (sum(one.base for one in parts) or 1.0)
    return Derivation(plus(*parts), total, firm=is_digit(off), loose=True)


def _is_unit_price(figure: Figure) -> bool:
    """Whether a cell is a price per piece, which nothing in a table of costs leads to."""
    return bool(figure.scale.dims.money) and (figure.per_item or bool(figure.scale.period_s) or "/" in figure.unit)


def _computes(token: Token, after: Token | None, *, begun: bool) -> bool:
    """Whether an operator in a cell makes a sum: not that of "+83 GB", nor that of "10 KB/user"."""
    if token.sign == "—":
        return False  # "2 GB, 1 worker — $15.2"
    if token.sign in "+-":
        return begun
    if token.sign == "*" and after is not None and after.sign in _USUAL:
        return False  # "10 × avg"
    return not (token.sign == "/" and after is not None and after.kind == "word")


_USUAL = frozenset(("avg", "average", "baseline", "normal", "usual", "mean"))


def _by_three(pair: tuple[Figure, Figure], held: Sequence[tuple[Figure, Figure]]) -> Derivation:
    """What a cell is by the rule of three from another row."""
    given, told = pair
    known, result = next(one for one in held if one[1].start != told.start)
    node = Node("/", (times(result, given), figure_node(known)))
    return Derivation(node, told, firm=True)


_CHANGES = word_set(
    """
    change changes difference diff delta δ savings saved saving reduction cambio variación variacion ahorro diferencia
    réduction économie änderung ersparnis
    """
)


_EQUAL = 1e-6
_FEWEST = 3
_SAME = 0.02
"""Rows that a multiple is read from, and how far they may differ."""

_WIDE = 10.0
"""By how much the rows of a column must differ for one digit to show that it follows another."""

_MANY = 4
"""From so many rows that agree on, a length of time explains one that does not."""


def _holds_shares(body: Sequence[dict[int, Entry]], column: int) -> bool:
    """Whether a column holds availabilities, of which nothing is the product."""
    return any(column in row and row[column].figure.is_availability for row in body)


def _missing(share: Figure, length_s: float) -> Node:
    """What an availability leaves of a time."""
    length = constant(length_s, f"{length_s / DAY_S:g} days", share.start, Scale(1.0, TIME))
    return Node("*", (failing(share, share.start), figure_node(length)))


_LENGTHS_S = (365 * DAY_S, 30 * DAY_S, DAY_S, 7 * DAY_S, 365 * DAY_S / 12, 90 * DAY_S)


def _part_of(part: Figure, whole: float) -> Node:
    total = constant(
        whole, f"{whole:.6g}", part.start, Scale(1.0, part.scale.dims, 1.0 if part.scale.period_s else 0.0)
    )
    return over(part, total)


_POINT = 0.011
"""A percentage is given to the whole point."""
