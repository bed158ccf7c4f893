"""Sums that people write in other words: tokens come in, the same with the signs of the sum that is meant go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.facts.estimates.figure import NONE, constant, scale_named
from reviewer.facts.estimates.spot import COPIES, MACHINES
from reviewer.facts.estimates.token import Token
from reviewer.facts.units import MEASURES
from reviewer.facts.words import word_set

_WITH = word_set("with after at and incl including include includes for as")
_SPANNING = word_set("over during within for in after")
_MOST_WORDS = 5
_SPREADING = word_set("across among amongst between over")
_SPREAD = word_set("spread split divided distributed partitioned shared balanced sharded evenly equally")


def gone_on(tokens: list[Token]) -> list[Token]:
    """ "3,000 → ÷30 → 100 RPS → ×3 = 300": an arrow before an operator only leads on."""
    tokens = _labelled(tokens)
    behind = [*tokens[1:], None]
    return [
        one for one, after in zip(tokens, behind, strict=True)
        if not (one.kind == "rel" and one.touching and after is not None and after.kind == "op" and after.sign in "*/")
    ]  # fmt: skip


def _labelled(tokens: list[Token]) -> list[Token]:
    """ "Votes per user/day ~ 10 → 500M a day": what stands behind a label and before an arrow is told and no result."""
    first = next((at for at, one in enumerate(tokens) if one.kind in ("rel", "number")), 0)
    told = first > 1 and tokens[first].sign == "~" and tokens[first].kind == "rel"
    if not told or not any(one.kind == "rel" and one.touching for one in tokens[first:]):
        return tokens
    return [*tokens[:first], tokens[first]._replace(kind="break", sign=":"), *tokens[first + 1 :]]


def rewritten(tokens: list[Token]) -> list[Token]:
    """The tokens with copies as factors, units behind brackets, and without lengths of time that only explain."""
    if not any(token.kind == "rel" for token in tokens):
        return tokens
    tokens = _with_units(_with_copies(_added_up(_replicated(tokens))))
    return _turned(_in_itself(_without_spans(_spread(tokens))))


def _replicated(tokens: list[Token]) -> list[Token]:
    """ "RF=3 → 1.8 TB/day": a line that begins with the factor of replication multiplies the last result by it."""
    if len(tokens) < _SHORTEST or tokens[0].sign not in _FACTORS or [one.kind for one in tokens[1:4]] != _TELLS:
        return tokens
    figure = tokens[2].figure
    if figure is None or not (figure.bare or figure.is_factor) or not 1 < figure.value <= _MOST_COPIES:
        return tokens
    stated = tokens[4].figure
    if stated is None or stated.scale.dims.size != 1:
        return tokens  # "RF=3 → 5 nodes"
    return [Token("op", "*", tokens[0].start, tokens[0].end), *tokens[2:]]


_SHORTEST = 5
_FACTORS = frozenset(("rf", "replicas", "replication", "copies"))
_TELLS = ["rel", "number", "rel"]
_MOST_COPIES = 10


def _added_up(tokens: list[Token]) -> list[Token]:
    """ "2M * (12 bytes for the id, 8 bytes for the count)": what a bracket lists behind a sign is added up."""
    made = list(tokens)
    for at in range(1, len(tokens) - 1):
        if tokens[at].kind != "open" or tokens[at - 1].kind != "op" or tokens[at - 1].sign != "*":
            continue
        last = next((place for place in range(at, len(tokens)) if tokens[place].kind == "close"), at)
        inside = tokens[at + 1 : last]
        sizes = [one.figure for one in inside if one.figure is not None]
        alike = len(sizes) > 1 and all(one.scale.dims.size == 1 and not one.scale.period_s for one in sizes)
        if alike and not any(one.kind in ("op", "rel", "open") for one in inside):
            for place in range(at + 1, last):
                if tokens[place].sign == "," and any(one.figure is not None for one in tokens[place + 1 : last]):
                    made[place] = Token("op", "+", tokens[place].start, tokens[place].end)
    return made


def _in_itself(tokens: list[Token]) -> list[Token]:
    """ "540:30 ≈ 18:1" as a quotient."""
    for at in range(1, len(tokens) - 3):
        figures = [tokens[at + place].figure for place in (-1, 1, 3)]
        if tokens[at].sign != ":" or tokens[at + 2].kind != "rel" or None in figures:
            continue
        told = figures[2]
        if told is not None and told.dimension == "ratio" and tokens[at].end == tokens[at + 1].start:
            return [*tokens[:at], Token("op", "/", tokens[at].start, tokens[at].end), *tokens[at + 1 :]]
    return tokens


def _turned(tokens: list[Token]) -> list[Token]:
    """ "every 4 minutes = 15 calls/hour" as one in five minutes."""
    for at in range(1, len(tokens) - 2):
        time, rate = tokens[at].figure, tokens[at + 2].figure
        if tokens[at - 1].sign != "every" or tokens[at + 1].kind != "rel" or time is None or rate is None:
            continue
        if time.scale.dims.time == 1 and rate.scale.dims == NONE and rate.scale.period_s:
            start = tokens[at].start
            one = Token("number", "", start, start, constant(1.0, "1", start))
            return [*tokens[: at - 1], one, Token("op", "/", start, start), *tokens[at:]]
    return tokens


def _spread(tokens: list[Token]) -> list[Token]:
    """ "2M RPS across 40 nodes = 50K RPS" and "90 GB split over 30 shards" as quotients."""
    for at in range(1, len(tokens) - 2):
        behind = tokens[at + 1].figure
        if tokens[at].sign not in _SPREADING or behind is None or _relation_behind(tokens, at + 1) is None:
            continue
        first = at - 1
        while first > 0 and tokens[first].sign in _SPREAD:
            first -= 1
        given = tokens[first].figure
        named = _words_behind(tokens, at + 1)
        machines = behind.unit in MACHINES or not named.isdisjoint(MACHINES)
        if given is not None and machines and not (given.is_factor or given.unit in MACHINES):
            sign = Token("op", "/", tokens[at].start, tokens[at].end)
            return [*tokens[: first + 1], sign, *tokens[at + 1 :]]
    return tokens


def _words_behind(tokens: Sequence[Token], at: int) -> set[str]:
    """The words between a figure and the relation behind it, as they are and without an s at their end."""
    words: set[str] = set()
    for token in tokens[at + 1 :]:
        if token.kind != "word":
            break
        words |= {token.sign, token.sign.removesuffix("s")}
    return words


def _tells_the_result(tokens: Sequence[Token], at: int) -> bool:
    """Whether the figure before "over 5 years × 3" is a size as the result is, so that it is one for all this time."""
    first = _number_before(tokens, at)
    sign = next((place for place in range(at, len(tokens) - 1) if tokens[place].kind == "rel"), None)
    given = tokens[first].figure if first is not None else None
    told = tokens[sign + 1].figure if sign is not None else None
    return given is not None and told is not None and given.still == told.still != NONE and not given.scale.period_s


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
        goes_on = tokens[at + 1].sign == "*" and _tells_the_result(tokens, at)
        if figure is None or figure.dimension != "time" or not (tokens[at + 1].kind == "rel" or goes_on):
            continue
        before = tokens[: at - 1]
        figures = [one.figure for one in before if one.figure is not None]
        timed = any(one.scale.dims.time or one.scale.period_s for one in figures)
        enough = len(figures) > 1 or goes_on
        if tokens[at - 1].sign in _SPANNING and enough and not timed and before[-1].kind != "op":
            return [*before, *tokens[at + 1 :]]
    return tokens
