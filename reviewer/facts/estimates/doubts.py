"""Why a result that no sum agrees with may still be right: it is a limit, or comes from figures nothing points to."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reviewer.facts.estimates.algebra import amount_of, evaluate
from reviewer.facts.estimates.choice import is_of_its_line, is_spelled_out, tells_several
from reviewer.facts.estimates.context import TOTALS, Context
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.pointed import is_supported
from reviewer.facts.estimates.scaling import FILL, NEEDED
from reviewer.facts.estimates.slips import figures_of, is_digit
from reviewer.facts.estimates.spot import Place, is_elsewhere, is_reachable, is_restated, leaves_factor_out
from reviewer.facts.estimates.totals import is_of_a_list
from reviewer.facts.estimates.tree import Derivation
from reviewer.facts.units import DAY_S
from reviewer.facts.words import word_set

_POSSIBLE = frozenset(("capable", "achieve", "achieves"))
"""What is told with these is no load that something comes to."""


def is_doubtful(place: Place, derivation: Derivation, context: Context, *, table: bool, summed: bool) -> bool:
    """Whether a result that differs from what `derivation` comes to may be right all the same.

    `table` tells that it stands in one, `summed` that it stands behind a sum that could not be read. The words point to
    no derivation that is not firm: that one counts only where nothing near gives the result in any way.
    """
    if leaves_factor_out(place, derivation):
        return False
    figures = derivation.node.figures()
    total = derivation.node.op == "+" and not place.entry.flags.isdisjoint(TOTALS)
    told_once = place.changing is not None or total or is_of_its_line(place, derivation)
    if (not told_once or not derivation.firm) and is_restated(place, context):
        return True
    if not place.marked and place.entry.figure.is_range and place.entry.flags.isdisjoint(TOTALS):
        return True  # "400 - 900 requests/s" is a guess
    if frozenset(one.start for one in figures if not one.told) in context.worked_out and len(figures) > 1:
        return True  # what it comes to was told before
    if _is_no_load(place) or (table and not (place.each or total) and tells_several(place, derivation)):
        return True
    if derivation.firm and is_spelled_out(place, figures, context):
        return False
    if any(one.value == 1 and one.unit != "%" and one.scale.dims == NONE and not one.told for one in figures):
        return True  # "1 instance" is no factor
    if derivation.node.op in ("*", "/") and is_of_a_list(place, context):
        return True
    if (summed and _is_of_another_line(place, figures)) or (derivation.loose and _is_an_average(place, figures)):
        return True
    if _is_of_other_signs(derivation) or _goes_on_from(place, derivation, context) or _is_shared_out(place, derivation):
        return True
    if not derivation.firm:
        apart = table and _is_of_another_line(place, figures)
        return apart or _is_by_chance(place, derivation, figures, context)
    return _comes_of_others(place, derivation, figures, context)


def _is_an_average(place: Place, operands: Sequence[Figure]) -> bool:
    """Whether a figure tells what each of something has and its line has no word of a sum, or figures that are left
    out of it: "600 tokens per reply", "of 10 posts three with 300 KB and one with 1 MB, on average 200 KB a post"."""
    if not place.entry.item:
        return False
    used = {one.start for one in operands}
    before = [one for one in place.row if one.order < place.entry.order and one.figure.start not in used]
    others = [one for one in before if one.figure.still == place.entry.figure.still]
    return (place.entry.average and not place.marked) or len(others) > 1


def _is_of_another_line(place: Place, operands: Sequence[Figure]) -> bool:
    here = {one.figure.start for one in place.row}
    return any(one.start not in here for one in operands if not one.told)


def _goes_on_from(place: Place, derivation: Derivation, context: Context) -> bool:
    """Whether a result is what its sum comes to together with one before: "32 MB", then with 4 MB more "36 MB"."""
    came = evaluate(derivation.node, "exact", {})
    told = amount_of(derivation.stated, derivation.stated.readings[0], "exact")
    rest = told.low - came.low if came is not None and came.dims == told.dims else 0.0
    if rest <= 0:
        return False
    own = {derivation.node.figure.start} if derivation.node.figure is not None else set()
    near = [
        one.dated for one in context.before(place.entry.order, _NEAR)
        if one.figure.still == place.entry.figure.still
        and one.figure.start not in own and not (one.figure.bare and one.figure.value in _CALENDAR)
    ]  # fmt: skip
    return any(abs(one.base / rest - 1) < _CLOSE for one in near)


def _is_of_other_signs(derivation: Derivation) -> bool:
    """Whether the figures of a product give the result as a sum, or what a share leaves: "leaving 10% empty"."""
    figures = derivation.node.figures()
    if derivation.node.op not in ("*", "/") or len(figures) != _TWO:
        return False
    told = derivation.stated.value
    if not any(one.is_factor for one in figures) and math.isclose(sum(one.value for one in figures), told):
        return True  # "24 characters", "8 bytes", "32 bytes"
    if derivation.node.op == "/" and _is_timed_otherwise(derivation, figures):
        return True
    whole = next((one for one in figures if one.dimension != "percent"), None)
    share = next((one for one in figures if one.dimension == "percent"), None)
    if derivation.node.op == "/" and share is not None and share.value < _NEARLY_ALL:
        return False
    left = whole.base * (1 - share.value / _WHOLE) if whole is not None and share is not None else 0.0
    return left > 0 and abs(derivation.stated.base / left - 1) < _CLOSE


def _is_timed_otherwise(derivation: Derivation, figures: Sequence[Figure]) -> bool:
    """Whether a quotient by a time would be right without what is divided, or as a product of days."""
    spans = [one for one in figures if one.scale.dims.time == 1]
    if any(math.isclose(derivation.stated.base * one.base, 1, rel_tol=_CLOSE) for one in spans):
        return True  # "8 ms for each query, so 125 a second"
    if not any(one.base >= DAY_S for one in spans):
        return False  # "500 KB", "30 days of retention = 15 MB a month"
    return math.isclose(math.prod(_plain(one) for one in figures), _plain(derivation.stated))


def _plain(figure: Figure) -> float:
    """The number of a figure in base units, but for times, which count as they are written."""
    return figure.value * (1.0 if figure.scale.dims.time else figure.scale.factor)


_WHOLE = 100
_NEARLY_ALL = 90
"""Nobody divides by such a share: "304 for 98 %, so 200 times a second" is what it leaves."""


def _is_shared_out(place: Place, derivation: Derivation) -> bool:
    """Whether a load is made smaller by what its operand takes together: "3 clicks/packet reduce it to 1.67M"."""
    figures = derivation.node.figures()
    if derivation.node.op != "*" or len(figures) != _TWO or place.words.isdisjoint(_REDUCING):
        return False
    one, other = (figure.value for figure in figures)
    told = place.entry.figure.value
    return any(
        low > 0 and told > 0 and abs(high / low / told - 1) < _ROUGHLY for high, low in ((one, other), (other, one))
    )


_NEAR = 12
_TWO = 2
_CLOSE = 0.01
_ROUGHLY = 0.04
_REDUCING = word_set("reduce reduces reduced reducing lower lowers cut cuts drop drops down fewer less batch batching")


def _is_by_chance(place: Place, derivation: Derivation, figures: Sequence[Figure], context: Context) -> bool:
    """Whether what only the numbers point to may be no sum of a result at all."""
    if derivation.node.op == "/" and place.entry.item:
        return True  # among how many a whole is shared is seldom told
    shared = derivation.node.op == "/" and any(one.dimension == "percent" for one in figures)
    if shared and place.words.isdisjoint(FILL) and place.words.isdisjoint(NEEDED):
        return True  # nor what a share is a share of
    if any(one.is_range for one in figures) or _has_a_tenth(place, figures) or _is_of_its_own(place, figures):
        return True
    return is_supported(place, figures, context) or is_reachable(place, figures, context)


def _is_of_its_own(place: Place, operands: Sequence[Figure]) -> bool:
    """Whether its line tells what each one of something has, and that is no operand: "20 reads/user/day: 23 QPS"; or
    another size before an arrow: "20 % have attachments of 500 KB → 1,460 PB"."""
    used = {one.start for one in operands}
    before = [one for one in place.row if one.order < place.entry.order and one.figure.start not in used]
    sized = place.signed and bool(place.entry.figure.scale.dims.size)
    left_out = sized and any(one.figure.scale.dims.size and not one.result for one in before)
    return left_out or any(bool(one.of) and bool(one.period_s) for one in before)


def _has_a_tenth(place: Place, operands: Sequence[Figure]) -> bool:
    """Whether the line tells a share or a factor that is no operand and explains a digit: "463/s (90 % hit rate)"."""
    used = {one.start for one in operands}
    others = [one.figure for one in place.row if one.figure.is_factor and one.figure.start not in used]
    return any(
        is_digit(one.value, _SAME) or (one.dimension == "percent" and is_digit(100 - one.value, _SAME))
        for one in others
        if one.start != place.entry.figure.start
    )


_SAME = 0.001


_LONG_DAY = 100_000
_CALENDAR = frozenset((7, 12, 24, 28, 30, 31, 52, 60, 365, 366, 1440, 3600))
_TIMES = word_set("second seconds minute minutes hour hours day days week weeks month months year years")


def _is_no_load(place: Place) -> bool:
    """Whether a figure is a limit, or what something can do; what is allowed to be down follows all the same."""
    figure = place.entry.figure
    if figure.unit in ("s", "") and "day" in place.words and DAY_S <= figure.base <= _LONG_DAY:
        return True  # "say a day = 100,000 seconds"
    if figure.value in _CALENDAR and len(place.words & _TIMES) > 1:
        return True  # "days per year: 365"
    allowed = place.hinted and figure.scale.dims.time
    limited = place.limited and not (allowed or place.beside_before)
    return bool(limited) or not place.words.isdisjoint(_POSSIBLE)


def _comes_of_others(place: Place, derivation: Derivation, figures: Sequence[Figure], context: Context) -> bool:
    if is_elsewhere(place, figures, context):
        return True
    if derivation.firm and any(one.is_availability for one in figures) and len(figures) > _TWO:
        return False  # what an availability leaves of a year comes from nothing else
    if derivation.node.op == "+" and derivation.firm and not derivation.loose and len(figures) > _TWO:
        return place.entry.flags.isdisjoint(TOTALS) and is_reachable(place, figures, context)
    if derivation.close:
        if derivation.node.figure is not None and not derivation.loose:
            return False  # "2.5 MB a day, 75 MB a month"
        return not _is_a_digit_off(derivation) and is_supported(place, figures, context)
    return is_reachable(place, figures, context)


def _is_a_digit_off(derivation: Derivation) -> bool:
    """Whether a result of two digits and more has one digit too many or too few, which other figures give by chance."""
    came = evaluate(derivation.node, "exact", {})
    told = amount_of(derivation.stated, derivation.stated.readings[0], "exact")
    if came is None or came.low <= 0 or came.dims != told.dims or figures_of(derivation.stated.value) < _TWO:
        return False
    return is_digit(told.low / came.low, _SAME)
