"""Claims without a sign of relation: a side comes in; what its words say that a sum comes to goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewer.facts.estimates.claim import Claim
from reviewer.facts.estimates.figure import NONE, Figure
from reviewer.facts.estimates.side import LONGEST_LINK, Side, reversed_claim, start_of, with_previous
from reviewer.facts.estimates.token import Token
from reviewer.facts.estimates.tree import Expression, Node
from reviewer.facts.words import word_set

_CONNECTIVES = word_set(
    """
    is are was be will would gives give giving makes make equals equal comes to about around approximately roughly
    approx that which ie i e or so thus hence therefore results in result leads means total totals totalling a of
    needs need needed we get us it becomes amounts yields yield nearly almost just only up say require requires
    """
)
_LARGE = 1000
_SOME = 20
"""From here on a count that a quotient in brackets follows may come of it: "1,600 epochs (13,000,000 / 8192)"."""


def unsigned(side: Side, previous: Figure | None) -> Iterator[Claim]:
    """Claims without a sign of relation: "100M × 1 KB, i.e. 100 GB", "30 s (3 × 10 s)", "30 GB: 100M × 300 B"."""
    for before, after in pairwise(side.found):
        if before.cut or after.cut:
            continue
        between = side.tokens[before.last : after.first]
        node = with_previous(before, previous)
        if not before.single and after.single and node is not None and _is_connective(between):
            stated = after.node.figure
            said = _says(between)
            if stated is not None and ((stated.bare and stated.value == 1) or _is_said_again(node, stated, between)):
                continue  # "(one metric)", "30d/50 GB — 50 GB"
            if stated is not None and (said or _shares_unit(node, stated)):
                yield Claim(node, stated, start_of(node), stated.end, tentative=not said)
        elif before.single and not after.single and not after.leading and _explains(side.tokens, before, after):
            claim = reversed_claim(before, after, exact=False)
            alone = before.last == after.first and after.node.op == "/"
            if claim is not None and (_is_comparable(claim) or (alone and claim.stated.value >= _SOME)):
                yield claim


def _is_said_again(node: Node, stated: Figure, between: Sequence[Token]) -> bool:
    """Whether a figure behind a dash is the last operand of the sum before it, told again."""
    last = node.figures()[-1]
    return between[0].sign == "—" and (last.value, last.unit) == (stated.value, stated.unit)


def _is_comparable(claim: Claim) -> bool:
    """Whether the result is large or has a dimension, so that a remark in brackets can only be its sum."""
    return claim.stated.scale.dims != NONE or claim.stated.value >= _LARGE


def _explains(tokens: Sequence[Token], before: Expression, after: Expression) -> bool:
    between = tokens[before.last : after.first]
    if not between:
        return tokens[after.first].kind == "open"
    figure = before.node.figure
    if between[0].sign == "/" and figure is not None and figure.scale.dims == NONE:
        between = between[1:]  # "6,250 QPS/node (250K ÷ 40)"
    words = [token for token in between if token.kind == "word"]
    others = [token.sign for token in between if token.kind != "word"]
    return len(words) <= LONGEST_LINK and (
        others in ([":"], ["("], ["—"]) or (not others and tokens[after.first].kind == "open")
    )


def _is_connective(between: Sequence[Token]) -> bool:
    if not between or len(between) > LONGEST_LINK:
        return False
    if between[0].kind == "close" and [one.sign for one in between[1:]] == [":"]:
        return True  # "servers (10 × $200/month): $2,000"
    words = [token.sign for token in between if token.kind == "word"]
    signs = [token.sign for token in between if token.kind != "word"]
    return all(word in _CONNECTIVES for word in words) and all(sign in (",", "(", ".", ":", "—") for sign in signs)


def _says(between: Sequence[Token]) -> bool:
    """Whether more than a stop or "of" stands between, which may only begin another figure ("256x256, 15 KB")."""
    return any(token.sign not in (",", ".", "of", "about", "just", "only") for token in between)


def _shares_unit(node: Node, stated: Figure) -> bool:
    dims = stated.scale.dims
    return dims == NONE or any(one.scale.dims == dims for one in node.figures())
