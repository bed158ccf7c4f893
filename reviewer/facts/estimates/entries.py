"""The figures of a stretch with the words around them: its tokens come in, entries go out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.facts.estimates.context import AVERAGE, EMPTY, PEAK, TOTALS, Entry, stem, stems
from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.stretch import Stretch
from reviewer.facts.estimates.token import Token
from reviewer.facts.units import ADVERBS, PER, TIMES
from reviewer.facts.words import word_set

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_HYPHENED = re.compile(r"[0-9][0-9.,]{0,12}[KMB]?-[A-Za-z]")


def entries_of(
    tokens: Sequence[Token], stretch: Stretch, row: int, order: int, source: str, lead: frozenset[str]
) -> list[Entry]:
    """The figures of a stretch as entries."""
    found: list[Entry] = []
    if not tokens:
        return found
    said = {token.sign for token in tokens if token.kind == "word"}
    able = not said.isdisjoint(_ABLE)
    label = _label(tokens)
    one_of = _told_for([token.sign for token in tokens[:4] if token.kind == "word"][:3], "")
    one_of = one_of if tokens[0].sign in _ONE and tokens[0].sign != "per" else frozenset()
    sole = sum(token.figure is not None and not _only_tells(token.figure) for token in tokens) == 1
    total = _row_of_totals(tokens)
    ended = cell = 0
    for at, token in enumerate(tokens):
        if token.figure is None:
            ended += token.kind == "break" and token.sign in ";.?!"
            cell += token.sign == "|"
            continue
        if not stretch.table and (_is_enumerator(tokens, at) or _is_an_end(tokens, at, source)):
            continue
        clause, close = _clause(tokens, at, source)
        figure = token.figure
        period_s = figure.scale.period_s or told_period_s(close if figure.scale.dims.time else clause)
        found.append(
            Entry(
                figure,
                order + len(found),
                row,
                stretch.first,
                stretch.indent,
                stretch.block.section,
                stems(clause),
                lead,
                _FLAGS.intersection(said if sole and not figure.scale.dims.time else clause) | total,
                period_s,
                figure.per_item or _is_itemised(close),
                dangling=_dangling(tokens, at),
                able=able,
                adjective=_HYPHENED.match(source, token.start, token.end) is not None,
                of=_told_for(close, source[token.start : token.end + _BEHIND])
                or (one_of if not found else frozenset()),
                label=label,
                clause=ended,
                cell=cell,
            )
        )
    return found


def _is_enumerator(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number only tells where a point of a list begins: "two fixes: (1) split it; (2) compress it"."""
    figure = tokens[at].figure
    if figure is None or not figure.bare or not 0 < at < len(tokens) - _TWO or figure.value > _MOST_POINTS:
        return False
    bracketed = tokens[at - 1].kind == "open" and tokens[at + 1].kind == "close"
    return bracketed and tokens[at + 2].kind == "word" and (at == 1 or tokens[at - 2].kind in ("break", "word"))


def _is_an_end(tokens: Sequence[Token], at: int, source: str) -> bool:
    """Whether a small number is one of the two ends of a range of nothing: "IOPS per write: 2-10"."""
    pairs = [(tokens[at - 1], tokens[at])] if at else []
    pairs += [(tokens[at], tokens[at + 1])] if at + 1 < len(tokens) else []
    return any(
        one.figure is not None and two.figure is not None and one.figure.bare and two.figure.bare
        and source[one.end : two.start] in _DASHES and one.figure.value < two.figure.value < _FEW_OF_NOTHING
        for one, two in pairs
    )  # fmt: skip


_DASHES = ("-", "–")
_FEW_OF_NOTHING = 100
_TWO = 2
_MOST_POINTS = 12


def _row_of_totals(tokens: Sequence[Token]) -> frozenset[str]:
    """The word by which the first cell of a row calls it a total."""
    name = next((token for token in tokens[1:_LONGEST_LABEL] if token.kind != "open"), None)
    return frozenset((name.sign,)) & TOTALS if name is not None and tokens[0].sign == "|" else frozenset()


def _only_tells(figure: Figure) -> bool:
    """Whether a figure may tell something of the one that its line is about: a factor, a share, a length of time."""
    return figure.is_factor or figure.scale.dims.time == 1


_FLAGS = PEAK | AVERAGE | TOTALS
_ABLE = word_set(
    """can could handle handles support supports serve serves sustain sustains process processes does holds hold limit
    limits throttle throttled capped cap caps quota embeds scans answers manages manage able maximum capable achieve
    achieves"""
)
_ITEMISED = PER | {"single"}


def _clause(tokens: Sequence[Token], at: int, source: str) -> tuple[list[str], list[str]]:
    """The words of the clause that the figure at `at` stands in, with its own; and those up to the next relation."""
    own = [word.lower() for word in _letters(source[tokens[at].start : tokens[at].end])]
    first = at
    while first > 0 and (tokens[first - 1].kind in _WITHIN or tokens[first - 1].sign in _JOINING):
        first -= 1
    if first > 0 and tokens[first - 1].kind == "number":
        first = _past_its_item(tokens, first, at)
    last = at + 1
    while last < len(tokens) and (tokens[last].kind in ("word", "close") or tokens[last].sign == "|"):
        last += 1
    near = at - 1 if at > first + 1 and tokens[at - 1].kind == "rel" and _is_label(tokens, first, at - 1) else at
    while near > first and tokens[near - 1].kind != "rel":
        near -= 1
    before, close, after = (
        [token.sign for token in tokens[start:end] if token.kind == "word"]
        for start, end in ((first, near), (near, at), (at + 1, last))
    )
    return before + close + own + after, close + own + after


def _is_label(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the relation at `at` only stands behind a name, or for about: "Messages per user = 30", "→ each ~30"."""
    if tokens[at].sign == "~":
        return True
    before = tokens[max(0, first - _FEW_BEFORE) : at]
    return not tokens[at].touching and not any(one.kind in ("number", "rel") for one in before)


def _past_its_item(tokens: Sequence[Token], first: int, at: int) -> int:
    """Past the words behind another figure that say what that one is told for: "2 KB per order we store 20 GB"."""
    while first < at and tokens[first].sign in _TOLD_PER:
        first += 1 if tokens[first].sign == "each" else 2
    return min(first, at)


_TOLD_PER = frozenset(("per", "each", "every"))
_FEW_BEFORE = 6
_JOINING = (":", "|")
_WITHIN = ("word", "rel", "open", "close", "op")


def _dangling(tokens: Sequence[Token], at: int) -> str:
    """The operator between a figure and a name."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.kind == "op" and before.sign in "*/" and at > 1 and _is_a_name(tokens, at - 2):
        return before.sign
    named = after is not None and after.sign == "*" and at + 2 < len(tokens) and tokens[at + 2].kind == "word"
    following = [token.kind for token in tokens[at + 2 : at + 6]]
    until = following.index("break") if "break" in following else len(following)
    return "*" if named and "number" not in following[:until] else ""


def _is_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name ends here, or a bracket that begins with one: "requests ÷ 86,400", "(N - 1) / 2"."""
    if tokens[at].kind != "close":
        return tokens[at].kind == "word"
    opening = max((one for one in range(at) if tokens[one].kind == "open"), default=at)
    return tokens[opening + 1].kind == "word"


def _is_itemised(clause: Sequence[str]) -> bool:
    """Whether the clause is about one of something: "2 KB per paste", "each entry is 255 bytes"."""
    return any(
        (word == "each" and (at + 1 == len(clause) or clause[at + 1] not in TIMES))
        or (word in _ITEMISED and at + 1 < len(clause) and clause[at + 1] not in TIMES and clause[at + 1] not in _VERBS)
        for at, word in enumerate(clause)
    )


def _label(tokens: Sequence[Token]) -> frozenset[str]:
    """The stems of the words that a row begins with, up to a colon or a sign."""
    words: list[str] = []
    for token in tokens[:_LONGEST_LABEL]:
        if token.kind != "word":
            return stems(words) if token.sign == ":" or token.kind == "rel" else frozenset()
        words.append(token.sign)
    return frozenset()


_LONGEST_LABEL = 8


def _told_for(clause: Sequence[str], written: str) -> frozenset[str]:
    """What a figure is told for: "rooms in a hotel", "a hotel has 50 rooms", "orders per user", "2 orders/user/day"."""
    over = _OVER.findall(written) if "/" in written else ()
    found = {stem(word.lower()) for word in over if word.lower() not in TIMES}
    if len(clause) > 2 and clause[0] in ("the", "an", "a") and clause[1] in AVERAGE and clause[2] not in _NO_THING:
        found.add(stem(clause[2]))
    for at, word in enumerate(clause):
        if word == "size" and at and clause[at - 1] not in _NO_THING:
            found.add(stem(clause[at - 1]))  # "message size"
        if word in _ONE and at + 1 < len(clause) and clause[at + 1] not in _NO_THING:
            found.add(stem(clause[at + 1]))
            found |= {stem(one) for one in clause[at + 2 : at + 3] if one not in _NO_THING and one not in _DOES}
    return frozenset(found)


def _letters(text: str) -> list[str]:
    return _LETTERS.findall(text)


def told_period_s(clause: Sequence[str]) -> float:
    """The seconds of the time that a word tells a figure for: "daily storage", "storage per month"."""
    for at, word in enumerate(clause):
        if word in ADVERBS:
            return TIMES[ADVERBS[word]].factor
        if word[0] in "每毎" and (period := _EVERY.match(word)):
            return TIMES[period[1]].factor
        if word in _PER_TIME and at + 1 < len(clause) and clause[at + 1] in _PERIODS:
            if word == "a" and clause[at + 2 : at + 3] == ["of"]:
                continue  # "a week of it"
            return TIMES[clause[at + 1]].factor
        if word == "in" and clause[at + 1 : at + 2] in (["second"], ["sec"]):
            return 1.0
    return 0.0


_EVERY = re.compile("[每毎](秒|分钟|分鐘|小时|小時|天|日|周|週|月|年)")
"""What a run of Chinese or Japanese begins with that is told for a time."""

_PER_TIME = frozenset(("per", "each", "every", "a"))
_VERBS = word_set("is are was gives makes means so would will equals and")
_BEHIND = 16
_OVER = re.compile(r"/ ?([A-Za-z]{2,})")
_ONE = PER | word_set("a an one single")
_NO_THING = frozenset(EMPTY | TIMES.keys()) | word_set(
    """single factor lot few couple quarter third half dozen hundred thousand million billion peak day-to-day time
    share ratio rate maximum minimum mean median typical target result year-long"""
)
_DOES = word_set(
    """has have holds hold takes take sends send makes make uses use needs need gets get does do reads read writes write
    uploads upload posts post contains contain produces produce creates create places place serves serve handles handle
    weighs weigh costs cost adds add gives give can is are was will"""
)
_PERIODS = word_set("second minute hour day week month year sec")


def periods_of(tokens: Sequence[Token]) -> tuple[float, ...]:
    """The lengths of time that the words and figures of a stretch name, in seconds."""
    found: dict[float, None] = {}
    for token in tokens:
        if token.figure is not None:
            if token.figure.scale.dims.time:
                found[token.figure.value * token.figure.scale.factor] = None
            if token.figure.scale.period_s:
                found[token.figure.scale.period_s] = None
        elif token.kind == "word":
            name = ADVERBS.get(token.sign, {"dau": "day", "mau": "month"}.get(token.sign, token.sign))
            if name in TIMES and len(name) > 2:
                found[TIMES[name].factor] = None
    return tuple(found)[:6]
