"""Figures told twice: tokens come in, pairs like "4 MiB (4,194,304 bytes)" or "600 s, i.e. 10 minutes" go out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reviewer.facts.estimates.algebra import amount_of
from reviewer.facts.estimates.comparison import ratio_of
from reviewer.facts.estimates.figure import NONE, SIZE, Figure, told_in
from reviewer.facts.estimates.slips import figures_of
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tolerance import ABSURD, WRONG, distance, nearest
from reviewer.facts.units import TIMES
from reviewer.facts.words import word_set
from reviewer.model.facts import EstimateVerdict

_SAYING = word_set("i e ie or this that which means is are equals thus so about roughly around approximately just of")
_AGREES = 0.07
_SLIPS = (10.0, 0.1, 100.0, 0.01, 1000.0, 0.001, 1024.0, 1 / 1024, 8.0, 1 / 8, 64.0, 1 / 64, 60.0, 1 / 60)
_SLIP = 0.03
_LONGEST = 5
_EQUATING = word_set("or i e ie which that means equals")


Pair = tuple[Figure, Figure, float, EstimateVerdict]


def conversions(tokens: Sequence[Token], *, usual: bool = False) -> Iterator[Pair]:
    """Pairs of given and stated figure, with stated ÷ given and the verdict.

    Right where they agree; wrong in brackets where they differ by a power of ten and by nothing else,
    and far off behind words that tell the same again, or in brackets where it is `usual` that these do.
    """
    spans = any(one.figure is not None and one.figure.dimension == "time" for one in tokens)
    places = [at for at, token in enumerate(tokens) if token.figure is not None]
    for first, second in pairwise(places):
        given, stated = tokens[first].figure, tokens[second].figure
        if given is None or stated is None or second - first > _LONGEST + 1 or second - first < 2:
            continue
        between = _without_name(_without_period(tokens[first + 1 : second]), given, stated)
        if not between:
            continue
        if _is_reason(between) and _is_rate_of(given, stated):
            pair = _of_its_reason(given, stated)
        elif len(between) == 1 and between[0].kind == "rel" and (pair := _by_its_letter(given, stated, tokens, second)):
            pass
        elif _is_equals(between) and _is_misplaced(given, stated, tokens, first, second):
            pair = given, stated, _amount(stated) / _amount(given), "wrong"
        else:
            pair = (
                None if _continues(tokens, second) else _told_twice(given, stated, between, tokens[:first], spans=spans)
            )
            if pair is None and all(one.sign in _JOINING for one in between):
                pair = _in_bits(given, stated)
            if pair is None and between[0].kind == "open" and _ends(tokens, second):
                pair = _in_its_own_unit(given, stated)
            if pair is None and usual and between[0].kind == "open" and _ends(tokens, second):
                pair = _unlike(given, stated)
        if pair is not None and pair[-1] == "wrong" and _agrees_in_another(given, stated):
            pair = given, stated, 1.0, "right"
        if pair is not None:
            yield pair


def _agrees_in_another(given: Figure, stated: Figure) -> bool:
    """Whether a figure is told again as another reading of it has it: "2.000 KB (2 MB)"."""
    others = [replace(given, readings=(one,)) for one in given.readings[1:] if one.scale.dims == stated.scale.dims]
    return any(abs(one.base / stated.base - 1) < _SAME for one in others if stated.base)


_SAME = 0.03
_APART = "/"
"""The sign of a break that stands for an oblique stroke between two ways to tell one figure."""


def with_alternatives(tokens: list[Token]) -> list[Token]:
    """The tokens without a division in brackets that tell a figure twice again: "1 Gbps (1000 Mbps / 125 MB/s)"."""
    for at in range(1, len(tokens) - 4):
        if tokens[at].kind == "open" and [one.kind for one in tokens[at + 1 : at + 5]] == _ALTERNATIVES:
            told = [tokens[one].figure for one in (at - 1, at + 1, at + 3)]
            figures = [one for one in told if one is not None and one.still != NONE and not one.is_factor]
            if len(figures) == len(told) and len({one.still for one in figures}) == 1 and tokens[at + 2].sign == "/":
                tokens[at + 2] = tokens[at + 2]._replace(kind="break", sign=_APART)
    return tokens


_ALTERNATIVES = ["number", "op", "number", "close"]


def _of_its_reason(stated: Figure, given: Figure) -> Pair | None:
    """What a figure is of the one in brackets behind it."""
    ratio = stated.base / given.base if given.base else 0.0
    if ratio <= 0 or distance(ratio) > distance(ABSURD):
        return None
    return given, stated, ratio, "right" if distance(nearest(ratio, sizes=True)) <= distance(WRONG) else "wrong"


def _told_twice(
    given: Figure, stated: Figure, between: Sequence[Token], before: Sequence[Token], *, spans: bool
) -> Pair | None:
    named = len(between) == 1 and between[0].sign == ":" and [one.sign for one in before[-1:]] == ["in"]
    named = named and given.dimension == stated.dimension == "time"  # "days in 10 years: 3,650 days"
    opened = len(between) == 1 and (between[0].kind, between[0].sign) in (
        ("open", "("),
        ("open", "["),
        ("break", _APART),
    )
    bracketed = named or opened
    counted = given.value >= _MANY_BYTES and distance(_mantissa(given) / _mantissa(stated)) <= _SAME_DIGITS
    if bracketed and given.bare and (_is_in_bytes(before) or (stated.scale.dims.size and counted)):
        given = told_in(given, "B", "size")  # "total bytes = 13310000 (12.69 MiB)", "314256424684 (314 GB)"
    if not (bracketed or _says(between)) or not _comparable(given, stated):
        return None
    one, other = (amount_of(figure, figure.readings[0], "exact") for figure in (stated, given))
    if one.dims != other.dims or one.low <= 0 or other.low <= 0:
        return None
    ratio = ratio_of(one, other)
    if distance(nearest(ratio, sizes=bool(one.dims.size))) <= _AGREES:
        return given, stated, ratio, "right"
    equated = _equates(between) or (between[0].sign == "," and given.scale.factor == 1.0 < stated.scale.factor)
    far = not spans and equated and _is_far(ratio, given, stated)
    return (given, stated, ratio, "wrong") if far or _is_slip(ratio, bracketed=bracketed) else None


def _mantissa(figure: Figure) -> float:
    """The digits of a figure, as a number from 1 to 10."""
    return figure.value / 10.0 ** math.floor(math.log10(figure.value)) if figure.value > 0 else 1.0


_MANY_BYTES = 1e6
_SAME_DIGITS = 0.02


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket holds nothing but the figure at `at`."""
    return tokens[at - 1].kind == "open" and at + 1 < len(tokens) and tokens[at + 1].kind == "close"


def _unlike(given: Figure, stated: Figure) -> Pair | None:
    """A size that is told again in another unit, and is another one."""
    if not given.still.size or given.still != stated.still or given.scale == stated.scale or given.base <= 0:
        return None
    ratio = stated.base / given.base
    far = given.scale.period_s == stated.scale.period_s and distance(WRONG) <= distance(ratio) <= distance(ABSURD)
    return (given, stated, ratio, "wrong") if far else None


def _in_its_own_unit(given: Figure, stated: Figure) -> Pair | None:
    """A size that is told again in the very unit that it has, with its digits and other zeros: "42 000 MB (42 MB)"."""
    same = given.unit.partition("/")[0] == stated.unit.partition("/")[0] and given.still.size and given.value > 0
    if not same or stated.scale.period_s not in (0.0, given.scale.period_s):
        return None
    ratio = stated.value / given.value
    told = any(distance(ratio / slip) <= _SAME_DIGITS for slip in _PREFIXES)
    return (given, stated, ratio, "wrong") if told and figures_of(stated.value) > 1 else None


_PREFIXES = (1e3, 1e-3, 1e6, 1e-6)
_JOINING = frozenset((",", "~", "or"))


def _in_bits(given: Figure, stated: Figure) -> Pair | None:
    """A rate in bytes that is told again in bits, or the other way round: "3.6 GB/s, ~29 Gbit/s"."""
    apart = ("bit" in given.unit) != ("bit" in stated.unit)
    if not apart or given.scale.period_s != 1.0 or stated.scale.period_s != 1.0 or given.still != stated.still:
        return None
    ratio = stated.base / given.base if given.base > 0 else 0.0
    if distance(ratio) <= _AGREES:
        return given, stated, ratio, "right"
    return (given, stated, ratio, "wrong") if _is_slip(ratio, bracketed=True) else None


def _is_in_bytes(before: Sequence[Token]) -> bool:
    """Whether the words before a number tell that it counts bytes."""
    return any(token.sign in ("bytes", "byte") for token in before if token.kind == "word")


def _is_reason(between: Sequence[Token]) -> bool:
    """Whether a bracket tells what the figure before it is made of: "90 MB/s (for 764 GB/day)"."""
    return len(between) == 2 and between[0].kind == "open" and between[1].sign in ("for", "from", "at")


def _is_rate_of(one: Figure, other: Figure) -> bool:
    """Whether two figures are one rate, told for different times."""
    periods = one.scale.period_s, other.scale.period_s
    return one.still == other.still and bool(one.still.size) and 0.0 not in periods and periods[0] != periods[1]


def _is_equals(between: Sequence[Token]) -> bool:
    """Whether only "=" stands between two figures; an arrow also leads from what was to what it becomes."""
    return len(between) == 1 and between[0].sign == "=" and not between[0].touching


def _is_misplaced(given: Figure, stated: Figure, tokens: Sequence[Token], first: int, second: int) -> bool:
    """Whether a size is said to be one that has the same digits and others behind: "5 million GB = 5000 GB"."""
    before = tokens[first - 1] if first else None
    if (before is not None and before.kind in ("op", "word")) or _continues(tokens, second):
        return False
    if not given.scale.dims.size or given.still != stated.still or given.base <= 0 or given.is_factor:
        return False
    ratio = _amount(stated) / _amount(given)
    same = given.scale.period_s in (0.0, stated.scale.period_s) and not given.per_item  # "= 5000 GB every year"
    return same and distance(ratio) > distance(WRONG) and any(distance(ratio / slip) <= _SLIP for slip in _THOUSANDS)


def _by_its_letter(given: Figure, stated: Figure, tokens: Sequence[Token], at: int) -> Pair | None:
    """So many bytes without their unit, told again with another prefix than they have: "2.5B → 2.5 MB"."""
    scaled = given.bare and given.value >= _MILLION and stated.scale.dims == SIZE and "bit" not in stated.unit
    if not scaled or not any(one.low < _MILLION for one in given.readings) or _continues(tokens, at):
        return None
    ratio = stated.base / given.value
    same = distance(_mantissa(given) / _mantissa(stated)) <= _EXACTLY and figures_of(stated.value) > 1
    return (given, stated, ratio, "wrong") if same and distance(ratio) > distance(WRONG) else None


_MILLION = 1e6
_EXACTLY = 1e-6


def _amount(figure: Figure) -> float:
    """What a figure comes to in its base unit, whatever time it is told for."""
    return figure.base * (figure.scale.period_s or 1.0)


_THOUSANDS = (1e3, 1e-3, 1e6, 1e-6, 10.0, 0.1, 100.0, 0.01)


def _is_slip(ratio: float, *, bracketed: bool) -> bool:
    return bracketed and any(distance(ratio / slip) <= _SLIP for slip in _SLIPS)


def _equates(between: Sequence[Token]) -> bool:
    """Whether the words can only tell the same figure again: "800 KB/s, or 6.4 Mbit/s", "0.002 $, i.e. 0.2 cents"."""
    return not _EQUATING.isdisjoint(token.sign for token in between)


def _is_far(ratio: float, given: Figure, stated: Figure) -> bool:
    """Whether two figures of one kind differ by more than a rounding, though not so much that they were misread."""
    alike = bool(given.scale.period_s) == bool(stated.scale.period_s)
    return alike and distance(WRONG) <= distance(ratio) <= distance(ABSURD) and not (given.per_item or stated.per_item)


def _comparable(given: Figure, stated: Figure) -> bool:
    told = given.scale.dims != NONE or bool(given.scale.period_s and stated.scale.period_s)
    return told and given.scale != stated.scale and not (given.is_factor or stated.is_factor)


def _without_period(between: Sequence[Token]) -> Sequence[Token]:
    """What stands between two figures without a "per second" that belongs to the first."""
    if len(between) > 2 and between[0].sign in ("per", "in", "a", "each") and between[1].sign in TIMES:
        return between[2:]
    if len(between) > 2 and between[0].sign == "/" and between[1].kind == "word":
        return between[2:]  # "10^6 bytes / batch (1 MB / batch)"
    return between


def _without_name(between: Sequence[Token], given: Figure, stated: Figure) -> Sequence[Token]:
    """What stands between two lengths without what the first is one of: "10,000 second backlog (2.8 hours)"."""
    if len(between) == 2 and between[0].kind == "word" and between[1].kind == "open":
        bits = given.unit == "bit" and stated.unit == "B"  # "16-bit integer (2 bytes)"
        return between[1:] if bits or given.dimension == stated.dimension == "time" else between
    return between


def _says(between: Sequence[Token]) -> bool:
    """Whether the words between two figures say that the second is the first."""
    words = [token for token in between if token.kind == "word"]
    others = [token.sign for token in between if token.kind != "word"]
    return bool(words) and all(token.sign in _SAYING for token in words) and all(sign in (",", ".") for sign in others)


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Whether the second figure is an operand of a sum."""
    behind = tokens[at + 1 : at + 4]
    if len(behind) > 1 and behind[0].sign == "/" and behind[1].kind == "word":
        behind = behind[2:]  # "10^6 bytes / batch (1 MB / batch)"
    dash = len(behind) > 1 and behind[0].sign == "-" and behind[1].kind == "word"  # "means 80 MB - easy"
    return not dash and any(token.kind in ("op", "rel") for token in behind[:2])
