"""Spotting: a Document in, everything in it that addresses or tricks its grader out, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.documents.address.boundary import boundaries
from reviewer.documents.address.encoded import encoded
from reviewer.documents.address.folding import Folded, fold
from reviewer.documents.address.hidden import hidden
from reviewer.documents.address.leaning import leanings
from reviewer.documents.address.model import Address, Hit
from reviewer.documents.address.orders import orders
from reviewer.documents.address.verdict import verdicts
from reviewer.model.document import Document


def addresses(document: Document) -> tuple[Address, ...]:
    """What addresses the grader of `document`; overlapping hits of one trick are one. Linear in its length."""
    source = document.source
    folded = fold(source)
    hits = sorted(_hits(source, folded), key=lambda hit: (hit.start, -hit.end))
    if not hits:
        return ()
    from reviewer.documents.address.context import Context  # most documents hold nothing to explain

    context = Context(document, hits)
    return tuple(_merged(hit for hit in hits if not context.explains(hit)))


def _hits(source: str, folded: Folded) -> Iterator[Hit]:
    for order in (*orders(folded.text), *leanings(folded.text)):
        yield Hit("instruction", *folded.span(order.start, order.end), order.strong, order.why)
    yield from boundaries(source)
    yield from verdicts(source, folded)
    yield from hidden(source)
    yield from encoded(source, folded)


def _merged(hits: Iterable[Hit]) -> list[Address]:
    """One address for each run of overlapping hits of a trick; the strongest gives the reason."""
    open_: dict[str, Address] = {}
    done: list[Address] = []
    for hit in hits:
        last = open_.get(hit.trick)
        if last is not None and hit.start < last.end:
            best = hit if hit.strong and not last.strong else last
            end = max(last.end, hit.end)
            open_[hit.trick] = Address(hit.trick, last.start, end, best.strong, best.why)
            continue
        if last is not None:
            done.append(last)
        open_[hit.trick] = Address(hit.trick, hit.start, hit.end, hit.strong, hit.why)
    return sorted((*done, *open_.values()), key=lambda one: (one.start, one.end))
