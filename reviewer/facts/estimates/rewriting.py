"""Sums that people write in other words: tokens come in, the same with the signs of the sum that is meant go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.facts.estimates.figure import NONE, constant, scale_named
from reviewer.facts.estimates.spot import COPIES
from reviewer.facts.estimates.token import Token
from reviewer.facts.units import MEASURES
from reviewer.facts.words import word_set

_WITH = word_set("with after at and incl including include includes for as")
_SPANNING = word_set("over during within for in after")
_MOST_WORDS = 5


def rewritten(tokens: list[Token]) -> list[Token]:
    """The tokens with copies as factors, units behind brackets, and without lengths of time that only explain."""
    if not any(token.kind == "rel" for token in tokens):
        return tokens
    return _without_spans(_with_units(_with_copies(tokens)))


def _with_copies(tokens: list[Token]) -> list[Token]:
    """ "4 TB with replicas (3x) = 12 TB" and "2 TB/day → with 3x replication = 6 TB/day" as "4 TB * 3x = 12 TB"."""
    for at, token in enumerate(tokens):
        if token.figure is None or token.figure.dimension != "factor":
            continue
        first, last = _number_before(tokens, at), _relation_behind(tokens, at)
        if first is None or last is None:
            continue
        words = {one.sign for one in tokens[first + 1 : last] if one.kind == "word"}
        given, told = tokens[first].figure, tokens[last + 1].figure
        alike = given is not None and told is not None and given.still == told.still != NONE
        if alike and not words.isdisjoint(COPIES) and words <= COPIES | _WITH:
            sign = Token("op", "*", token.start, token.start)
            return [*tokens[: first + 1], sign, token, *tokens[last:]]
    return tokens


def _number_before(tokens: Sequence[Token], at: int) -> int | None:
    """The place of the figure before the one at `at`, with words, a bracket or an arrow between them."""
    for place in range(at - 1, max(-1, at - _MOST_WORDS - 2), -1):
        token = tokens[place]
        if token.figure is not None:
            return place if place < at - 1 and not token.figure.is_factor else None
        if not (token.kind in ("word", "open") or (token.kind == "rel" and token.touching)):
            return None
    return None


def _relation_behind(tokens: Sequence[Token], at: int) -> int | None:
    """The place of the relation behind a figure, before another figure, with words or a bracket between them."""
    for place in range(at + 1, min(len(tokens) - 1, at + _MOST_WORDS)):
        if tokens[place].kind == "rel":
            return place if tokens[place + 1].figure is not None else None
        if tokens[place].kind not in ("word", "close"):
            return None
    return None


def _with_units(tokens: list[Token]) -> list[Token]:
    """ "(500 * 8) Mb / 15 Mbps": the unit behind a bracket multiplies what stands in it."""
    made: list[Token] = []
    for at, token in enumerate(tokens):
        made.append(token)
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        ends = at + 2 >= len(tokens) or tokens[at + 2].kind in ("op", "rel")
        if token.kind != "close" or behind is None or behind.kind != "word" or not ends:
            continue
        unit = MEASURES.get(behind.sign)
        if unit is not None and unit.dimension == "size" and _holds_numbers(tokens, at):
            figure = constant(1.0, behind.sign, behind.start, scale_named(unit.name, unit.dimension))
            made.append(Token("op", "*", behind.start, behind.start))
            made.append(Token("number", "", behind.start, behind.end, replace(figure, unit=unit.name)))
    return made


def _holds_numbers(tokens: Sequence[Token], closing: int) -> bool:
    """Whether the bracket that ends at `closing` is a sum of numbers without units."""
    first = next((place for place in range(closing, -1, -1) if tokens[place].kind == "open"), None)
    inside = tokens[first + 1 : closing] if first is not None else []
    figures = [one.figure for one in inside if one.figure is not None]
    return len(figures) > 1 and all(one.bare for one in figures) and any(one.kind == "op" for one in inside)


def _without_spans(tokens: list[Token]) -> list[Token]:
    """ "200 bytes * 350B rows over ten years = 70 TB": the time only tells when there are so many."""
    for at in range(3, len(tokens) - 1):
        figure = tokens[at].figure
        if figure is None or figure.dimension != "time" or tokens[at + 1].kind != "rel":
            continue
        before = tokens[: at - 1]
        figures = [one.figure for one in before if one.figure is not None]
        timed = any(one.scale.dims.time or one.scale.period_s for one in figures)
        if tokens[at - 1].sign in _SPANNING and len(figures) > 1 and not timed and before[-1].kind != "op":
            return [*before, *tokens[at + 1 :]]
    return tokens
