"""Results whose sum is not written out: an entry and what was said before it come in, possible derivations go out.

"12 jobs / second on average" after a million jobs a day, "peak is 3 times that", "total", "in 5 years", "we need
25 such servers". `firm` ones are what the words point to; of the others, only close agreement counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.facts.estimates.beside import paired, share_in_line, share_of_above, share_of_users
from reviewer.facts.estimates.chains import apiece, chained, machines, of_pair_above, of_two_above
from reviewer.facts.estimates.changes import changed, grown, left_over, progressed, saved, turned_over
from reviewer.facts.estimates.context import Context
from reviewer.facts.estimates.known import known_to_all
from reviewer.facts.estimates.pace import paces
from reviewer.facts.estimates.parts import comparisons, portions, several
from reviewer.facts.estimates.pointed import pointed
from reviewer.facts.estimates.products import capacities, products, quotients, ratios, told_again, transfers
from reviewer.facts.estimates.rescaling import rescaled
from reviewer.facts.estimates.scaling import between, copied, factors, shares
from reviewer.facts.estimates.slips import is_digit
from reviewer.facts.estimates.spot import Place
from reviewer.facts.estimates.totals import ratio_to, together, totals
from reviewer.facts.estimates.tree import Derivation
from reviewer.facts.estimates.under import told_under


def derivations(place: Place, context: Context) -> Iterator[Derivation]:
    """Derivations of a figure, the likeliest first. What its line makes copies of has them in it."""
    needed = copied(place)
    made = _derivations(place, context)
    return made if needed is None else (one for one in made if one.firm or needed in one.node.figures())


def _derivations(place: Place, context: Context) -> Iterator[Derivation]:
    yield from known_to_all(place.entry, place.row, place.words, context, marked=place.marked)
    added = list(totals(place, context))
    yield from added
    if added and any(_is_a_digit_off(one) for one in added):
        return  # nothing else can be meant
    yield from together(place)
    yield from pointed(place, context)
    yield from portions(place, context)
    yield from comparisons(place)
    yield from several(place, context)
    yield from told_again(place, context)
    yield from apiece(place, context)
    yield from chained(place, context)
    yield from of_two_above(place, context)
    yield from of_pair_above(place, context)
    yield from machines(place, context)
    yield from transfers(place)
    yield from paired(place, context)
    yield from share_of_above(place, context)
    yield from share_in_line(place, context)
    yield from share_of_users(place, context)
    if place.changing is not None:
        first, second = place.changing
        yield from changed(first, second, place.entry.figure, sure=True)
    yield from turned_over(place)
    yield from saved(place, context)
    yield from left_over(place, context)
    yield from progressed(place, context)
    yield from grown(place, context)
    yield from paces(place, context)
    if place.entry.figure.scale.dims.time:
        return
    under = list(told_under(place, context))
    yield from under
    if any(one.firm and not one.loose for one in under) and not place.entry.words:
        return  # nothing else can be meant
    yield from factors(place, context)
    yield from between(place)
    yield from shares(place, context)
    yield from rescaled(place, context)
    yield from ratios(place, context)
    yield from capacities(place, context)
    yield from products(place, context)
    yield from quotients(place, context)


def _is_a_digit_off(added: Derivation) -> bool:
    """Whether a total is that of a long list but for a digit."""
    parts = added.node.figures()
    return added.firm and len(parts) >= _LONG and is_digit(ratio_to(added.stated, parts))


_LONG = 4
