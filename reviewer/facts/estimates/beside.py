"""Figures with their share beside them: "686 GB (75 %)", "75 % (686 GB)", "80 % of activity = 93.6M events"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.facts.estimates.context import USERS, Context, Entry
from reviewer.facts.estimates.figure import NONE, Figure, told_per
from reviewer.facts.estimates.scaling import FILL, NEEDED
from reviewer.facts.estimates.spot import Place
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Derivation, over, times
from reviewer.facts.units import DAY_S
from reviewer.facts.words import word_set

_REACH = 24
_MOST_WORDS = 6
_FEW_WORDS = 3
_WHOLE = 100
_COMPARING = word_set(
    "more less fewer smaller larger bigger faster slower higher lower cheaper better worse than over above"
)
"""Behind one of these stands what is compared and no share: "12 % more than A (11 GiB)"."""

_ADDING = word_set(
    """
    growth grows increase increased yoy overhead buffer headroom margin reserve extra added savings saved reduction off
    discount compression compressed error peak hit cached
    """
)
"""Behind one of these stands what is added or taken off, and no part of a whole."""

_FURTHER = word_set("another further additional additionally")

_NO_SHARE = _COMPARING | _ADDING


def beside(tokens: Sequence[Token], at: int) -> Figure | None:
    """The figure that the one at `at` is told with in brackets or behind a sign, where one of the two is a share."""
    own = tokens[at].figure
    other = _behind(tokens, at) or _before(tokens, at)
    if own is None or other is None or (own.dimension == "percent") == (other.dimension == "percent"):
        return None
    share = own if own.dimension == "percent" else other
    return other if 0 < share.value < _WHOLE and not share.is_availability else None


def _behind(tokens: Sequence[Token], at: int) -> Figure | None:
    """ "512 GB (56 %)", "985 Mbps (98.5 % free)"."""
    if [token.kind for token in tokens[at + 1 : at + 3]] != ["open", "number"]:
        return None
    last = at + 3
    while last < len(tokens) and tokens[last].kind == "word" and last - at - 3 < _FEW_WORDS:
        if tokens[last].sign in _NO_SHARE:
            return None
        last += 1
    return tokens[at + 2].figure if last < len(tokens) and tokens[last].kind == "close" else None


def _before(tokens: Sequence[Token], at: int) -> Figure | None:
    """ "25 % (≈ 10.8 min)", "top 10 % symbols (500)", "5 % active → 500"."""
    first = at
    while first > 0 and tokens[first - 1].kind in ("rel", "open"):
        first -= 1
    if first in (at, 0):
        return None
    words = 0
    while first > 0 and tokens[first - 1].kind == "word" and words < _MOST_WORDS:
        first, words = first - 1, words + 1
        if tokens[first].sign in _COMPARING:
            return None
    alone = first < 2 or not (tokens[first - 2].kind == "op" or tokens[first - 2].sign == "=")
    return tokens[first - 1].figure if first > 0 and alone else None


def parts_behind(tokens: Sequence[Token], at: int) -> tuple[Figure, ...]:
    """The figures of a list in brackets behind the one at `at`: "71 nodes (50 large ones, 21 small ones)"."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind != "open":
        return ()
    found: list[Figure] = []
    apart = True
    for token in tokens[at + 2 : at + 2 + _LONGEST_LIST]:
        if token.kind == "close":
            return tuple(found) if len(found) > 1 else ()
        if token.figure is not None:
            if not apart or token.figure.is_factor:
                return ()
            found.append(token.figure)
            apart = False
        elif token.sign in (",", "+", "and", "vs", "versus"):
            apart = True
        elif token.kind != "word":
            return ()
    return ()


_LONGEST_LIST = 40


def paired(place: Place, context: Context) -> Iterator[Derivation]:
    """What the share makes of a figure said before, the nearest first."""
    entry, other = place.entry, place.beside
    if other is None:
        return
    part = other if entry.figure.dimension == "percent" else entry.figure
    wholes = [one for one in context.before(entry.order, _REACH) if _is_whole(one, entry, other, part)]
    shared = [one for one in wholes if one.figure.start == context.shared and one.section == entry.section]
    linked = [one for one in wholes if one.linked(entry)]
    meant = linked or ([] if place.beside_before else shared) or [one for one in wholes if one.result and part.unit]
    for one in wholes:
        whole = one.figure if part.scale.period_s else told_per(one.figure, 0.0)
        if entry.figure.dimension == "percent":
            yield Derivation(over(other, whole), entry.figure)
        else:
            firm = one is meant[0] if meant and (place.beside_before or shared) else False
            yield Derivation(times(whole, other), entry.figure, firm=firm, loose=True)
            if not place.words.isdisjoint(FILL):  # "required ceiling at 65 % = 8M"
                yield Derivation(over(whole, other), entry.figure, loose=True)


def share_of_above(place: Place, context: Context) -> Iterator[Derivation]:
    """ "10M users", then "5 % are active → 500K": a share of the last figure of the line above."""
    entry, share = place.entry, place.beside
    if share is None or share.dimension != "percent" or not place.beside_before or not place.signed:
        return
    above = _last_above(entry, context)
    if above is None:
        return
    if ("of" in place.words and not above.linked(entry)) or not place.words.isdisjoint(_FURTHER):
        return  # "20 % of DAU", "another 25 %"
    whole = told_per(above.figure, 0.0)
    if whole.is_factor or whole.still != entry.figure.still or whole.scale.dims.time:
        return
    alike = whole.unit == entry.figure.unit or entry.figure.bare
    yield Derivation(times(whole, share), told_per(entry.figure, 0.0), firm=True, loose=not alike)


def share_in_line(place: Place, context: Context) -> Iterator[Derivation]:
    """ "8 billion calls a month", then "with a rate of 2 % there are 160 million hits": the only share of a line."""
    entry = place.entry
    if len(place.row) != 2 or place.row[1] is not entry or place.beside is not None or entry.figure.is_factor:
        return
    share = place.row[0].figure
    told_else = not place.words.isdisjoint(_NO_SHARE | _FURTHER | FILL | NEEDED) or "of" in place.words
    if share.dimension != "percent" or not 0 < share.value < _WHOLE or share.is_availability or told_else:
        return
    above = _last_above(entry, context)
    if above is None or above.figure.is_factor:
        return
    if above.figure.still == entry.figure.still and not above.figure.scale.dims.time:
        yield Derivation(times(told_per(above.figure, 0.0), share), told_per(entry.figure, 0.0), firm=True, loose=True)


def _last_above(entry: Entry, context: Context) -> Entry | None:
    """The last figure of the line above, in the same section."""
    above = next((one for one in context.before(entry.order, _REACH) if one.row != entry.row), None)
    near = above is not None and above.row == entry.row - 1 and above.section == entry.section
    return above if near else None


def share_of_users(place: Place, context: Context) -> Iterator[Derivation]:
    """ "500M DAU", then "~1 % of users post per day, so 5M posts a day" or "5M (1 % of DAU)"."""
    entry = place.entry
    yield from _each_once(place)
    near = [one for one in place.row if abs(one.order - entry.order) == 1 and one.figure.dimension == "percent"]
    near = [one for one in near if not one.words.isdisjoint(USERS) and 0 < one.figure.value < _WHOLE]
    if len(near) != 1 or "of" not in place.words or entry.figure.scale.dims != NONE or entry.figure.is_factor:
        return
    before = [one for one in context.before(entry.order, _FAR) if one.figure.dimension == "users"]
    daily = [one for one in before if "mau" not in one.words] or before
    named = [one for one in before if not one.words.isdisjoint(near[0].words & _ACTIVE)] or daily
    if named:
        yield _untimed(named[0], near[0], entry, loose=not (place.strong or place.beside))


def _each_once(place: Place) -> Iterator[Derivation]:
    """ "50M DAU, 20% post once a day → 10M posts/day"."""
    entry = place.entry
    before = [one for one in place.row if one.order < entry.order][-_PAIR:]
    if len(before) != _PAIR or not place.strong or entry.figure.scale.dims != NONE or entry.figure.is_factor:
        return
    whole, share = before
    told = whole.figure.dimension == "users" and share.figure.dimension == "percent" and share.figure.value < _WHOLE
    if told and ("once" in place.words or entry.figure.dimension == "users") and entry.period_s in (0.0, DAY_S):
        yield _untimed(whole, share, entry, loose=False)


def _untimed(whole: Entry, share: Entry, entry: Entry, *, loose: bool) -> Derivation:
    """That a figure is a share of a whole, whatever times the three are told for."""
    node = times(told_per(whole.figure, 0.0), told_per(share.figure, 0.0))
    return Derivation(node, told_per(entry.figure, 0.0), firm=True, loose=loose)


_PAIR = 2
_ACTIVE = frozenset(("dau", "mau"))
_FAR = 60


def _is_whole(one: Entry, entry: Entry, other: Figure, part: Figure) -> bool:
    """Whether a figure is of the kind of the part, so that this may be a share of it."""
    whole = one.figure
    if whole.start in (entry.figure.start, other.start) or whole.is_factor or whole.still != part.still:
        return False
    if part.scale.period_s and not whole.scale.period_s:
        return False
    if part.scale.dims == NONE and whole.scale.period_s and not one.linked(entry):
        return False
    if part.scale.dims == NONE and not whole.scale.period_s and whole.unit and part.unit and whole.unit != part.unit:
        return False
    return one.peak <= entry.peak
