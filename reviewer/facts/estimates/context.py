"""What has been said so far: figures with the words around them, found again by their words and dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reviewer.facts.estimates.figure import Figure, told_per
from reviewer.facts.units import ADVERBS, HOUR_S, singular
from reviewer.facts.words import word_set

EMPTY = word_set(
    """
    a an the of to in on at for from by with and or is are was be been will would can could should may that which who
    than as if when then this these those it its we our they so but per each every about around approximately approx
    roughly up only just also not no has have had do does new total average avg mean estimated estimate expected
    assume assuming assumption need needs needed require required requirement number amount count size second
    seconds sec s minute min hour hours h day days daily week weekly month monthly year years yearly annual qps rps
    tps bytes byte kb mb gb tb pb k m b million billion thousand x times peak max maximum min minimum there let us
    get gets take takes more less most over under into all data least one two three
    """
) | frozenset(ADVERBS)
_SUFFIXES = ("ing", "ions", "ion", "ages", "age", "ed", "es", "er", "s", "e")
PEAK = word_set("""peak peaks burst bursts max maximum spike spikes worst surge rush busiest highest prime p99
    pico picos pointe spitze пик пика пиковая пиковый picco""")
AVERAGE = word_set(
    "average avg mean averaged averages média media promedio moyenne durchschnitt среднее средняя среднем"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure where it stands: `words` are the stems around it in its clause, `lead` those of what introduces it.

    `order` counts the figures of the document, `row` the stretches. `period_s` is the length of time that the figure
    is told for, by its unit or by a word ("daily storage"), 0 for none. `dangling` is the operator between the figure
    and a name ("requests ÷ 86,400"). `able` tells that it is what something can do and no load; `adjective` that it is
    none of its own ("a 1-year plan"). `of` are the stems of what it is told for: the users of "2 KB per user";
    `label` those of the words that its row begins with. `clause` counts the semicolons and full stops before it there,
    `cell` the strokes.
    `dated` is the figure told per the time that its words say, but for users, who are no rate; `nouns` what it counts:
    its unit, else the words of its clause or row, without those that it is told for; `peak` and `average` that its
    flags name one.
    """

    figure: Figure
    order: int
    row: int
    line: int
    indent: int
    section: int
    words: frozenset[str]
    lead: frozenset[str]
    flags: frozenset[str]
    period_s: float
    item: bool = False
    result: bool = False
    dangling: str = ""
    able: bool = False
    adjective: bool = False
    of: frozenset[str] = frozenset()
    label: frozenset[str] = frozenset()
    clause: int = 0
    cell: int = 0

    dated: Figure = field(init=False)
    nouns: frozenset[str] = field(init=False)
    peak: bool = field(init=False)
    average: bool = field(init=False)

    def __post_init__(self) -> None:
        as_is = not self.period_s or self.figure.scale.period_s or self.figure.dimension == "users"
        object.__setattr__(self, "dated", self.figure if as_is else told_per(self.figure, self.period_s))
        object.__setattr__(self, "nouns", _nouns(self))
        object.__setattr__(self, "peak", not self.flags.isdisjoint(PEAK))
        object.__setattr__(self, "average", not self.flags.isdisjoint(AVERAGE))

    def linked(self, other: Entry) -> int:
        """How many words the two share; what introduces them counts where their own words tell nothing."""
        shared = self.words & other.words
        if shared:
            return 2 * len(shared) - len(shared & COMMON)
        if not self.words or not other.words:
            return len((self.words or self.lead) & (other.words | other.lead)) or len(
                (self.words | self.lead) & (other.words or other.lead)
            )
        return 0

    def overlap(self, other: Entry) -> float:
        """The share of words that the two have in common, of those of the one that has fewer."""
        one, two = self.words or self.lead, other.words or other.lead
        return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _nouns(one: Entry) -> frozenset[str]:
    figure = one.figure
    if figure.unit and not figure.scale.period_s and figure.dimension in ("count", "users"):
        return frozenset((stem(figure.unit),))
    return (one.words or one.label) - one.of


@dataclass
class Context:
    """The entries of a document so far, the newest last; `shared` is where a whole stands that was shared out.

    `worked_out` holds the places of the operands of each sum that gave the result that stands behind it, `dimensions`
    those of all entries, `operands` the places of the figures that others were multiplied with or divided by, `shifts`
    the times by their seconds that may be all the hours that somebody works a day.
    """

    entries: list[Entry] = field(default_factory=list)
    shared: int = -1
    worked_out: set[frozenset[int]] = field(default_factory=set)
    dimensions: set[str] = field(default_factory=set)
    operands: set[int] = field(default_factory=set)
    shifts: dict[float, Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.dimensions.add(entry.figure.dimension)
        worked = entry.figure.dimension == "time" and _SHORTEST_S <= entry.figure.base <= _LONGEST_S
        if worked and len(self.shifts) < _MOST_SHIFTS:
            self.shifts.setdefault(entry.figure.base, entry)

    def before(self, order: int, reach: int) -> list[Entry]:
        """Up to `reach` entries before the one with this order, the nearest first."""
        return self.entries[order - reach if order > reach else 0 : order][::-1]

    def beside(self, entry: Entry) -> list[Entry]:
        """The other entries of its row."""
        near = self.entries[max(0, entry.order - _ROW) : entry.order + _ROW]
        return [one for one in near if one.row == entry.row and one.order != entry.order]

    def mark(self, stated: Figure, operands: Sequence[Figure]) -> None:
        """Remember that `stated` is the result of a sum, and that it is told for the time that its operand is."""
        if len(operands) > 1:
            self.operands.update(one.start for one in operands)
        spans = any(one.scale.dims.time for one in operands)
        written = [one for one in operands if not one.told]
        starts = {one.start for one in written if one.scale.dims == stated.scale.dims}
        if not starts and len(written) == len(operands) == _PAIR:
            starts = {one.start for one in written if one.scale.period_s}  # so many a day of a size
        period_s = 0.0
        told: set[float] = set()
        for at in range(len(self.entries) - 1, max(-1, len(self.entries) - 60), -1):
            entry = self.entries[at]
            if entry.figure.start in starts and not spans and (stated.scale.dims.size or stated.scale.dims.money):
                period_s = entry.period_s or period_s
            if any(entry.figure.start == one.start for one in written) and entry.period_s:
                told.add(entry.period_s)
        if not period_s and len(told) == 1 and not spans and stated.scale.dims.size:
            period_s = told.pop()  # "daily snapshots = 10,000 × 1 MB = 10 GB"
        for at in range(len(self.entries) - 1, max(-1, len(self.entries) - 60), -1):
            entry = self.entries[at]
            if entry.figure.start == stated.start:
                figure = _as_users(entry.figure, operands)
                self.entries[at] = replace(entry, figure=figure, result=True, period_s=entry.period_s or period_s)
                return


def _as_users(result: Figure, operands: Sequence[Figure]) -> Figure:
    """The figure of a bare result that is a share of users, which are users too: "DAU: 15% → 18 million"."""
    shared = {one.dimension for one in operands} == {"users", "percent"}
    if not shared or result.unit or not result.is_counted:
        return result
    return replace(result, unit="user", dimension="users")


_SHORTEST_S, _LONGEST_S = 4 * HOUR_S, 20 * HOUR_S
_MOST_SHIFTS = 40

_PAIR = 2
_ROW = 12
"""Figures on each side of one that may stand in its row."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The part of a word that its other forms share ("stored", "storage", "stores")."""
    word = singular(word)
    for suffix in _SUFFIXES:
        if len(word) - len(suffix) >= 4 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word


def stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if word not in EMPTY and len(word) > 1)


WRITES = ("writ", "write")
"""The stems of writes."""

USERS = frozenset(("user", "dau", "mau"))
"""The stems of users."""

COMMON = frozenset(("request", "query", "call", "operat", "op", "req", "user"))
"""Stems that nearly every rate is told in; they tell less than others."""

TOTALS = word_set(
    """total totals totalling subtotal subtotals sum altogether overall combined summary aggregate итого всего gesamt
    summe suma soma totale tổng 合计 总计 合計 總計 总 總 共计 共計 总共 總共 小计 小計 子计算"""
)


def same_kind(one: Figure, other: Figure) -> bool:
    """Whether two figures may be one the k-fold of the other: equal dimensions, told for the same time."""
    return one.scale.dims == other.scale.dims and bool(one.scale.period_s) == bool(other.scale.period_s)
