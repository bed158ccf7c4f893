"""Where a figure stands: tokens and entries of a stretch come in, whether it looks like a result goes out."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cached_property

from reviewer.facts.estimates.beside import beside, parts_behind
from reviewer.facts.estimates.changes import change_before
from reviewer.facts.estimates.context import AVERAGE, TOTALS, Entry, stems
from reviewer.facts.estimates.figure import Figure
from reviewer.facts.estimates.spot import MACHINES, WORD_FACTORS, Place
from reviewer.facts.estimates.token import Token
from reviewer.facts.units import singular
from reviewer.facts.words import word_set
from reviewer.model.document import Block, Document

_ESTIMATING = re.compile(
    r"estimat|capacity|calculat|usage|scale|scaling|envelope|traffic|storage|bandwidth|math|sizing|number|throughput"
    r"|load|assum|constraint|quantit|memory|volume|requirement|cost",
    re.IGNORECASE,
)
_RESULT = word_set(
    """
    total totals need needs needed require requires required requirement would so thus therefore hence gives means
    becomes average results equals amounts yields get makes implies resulting roughly take takes will is are equates
    translates corresponds
    """
)
_STRONG = _RESULT - {"is", "are", "will", "average", "take", "takes", "roughly"} | {"that's", "requiring", "giving"}
_VERBS = word_set(
    """make cost costs weigh weighs occupy occupies come comes add adds produce produces hold holds leave leaves ie
    generate generates transfer transfers store stores ingest ingests receive receives send sends that's which this grew
    reached     after fill fills grow grows bill remain remains provision allocate reserve"""
)
_MARKS = _RESULT | _STRONG
_WIDE_MARKS = frozenset("为為约約是达達需")
"""What a run of Chinese ends with before its result: "is", "about", "reaches", "needs"."""

_WEAK = frozenset(("average", "roughly"))
"""Words that may stand between a sign and its result."""

_REACH = 9
_LIMITS = word_set(
    """under below less most least limit limits target budget allow allows allowed within up max maximum than over above
    exceeds exceed beyond cap capped quota default defaults menos mais más hasta até moins weniger höchstens"""
) | {"<", ">"}


_RULES = frozenset(("after", "within", "every", "each", "for"))
_CHOSEN = word_set(
    """recommendation recommend recommended choose chosen pick provision use select minimum target goal 目标 目標 建议
    推荐"""
)
"""What a line begins with that tells what is chosen, and no result: "Recommendation: 10 Gbps"."""

_GIVEN = word_set("assume assumes assumed assuming suppose supposing let")
_LOOSE = word_set("about around roughly only the first last another some approximately")
_LASTING = word_set("last lasts lasting full enough fill fills fits suffice suffices runs run out covers cover")
"""What makes the time behind "for" or "after" a result: "the disk lasts for 30 days"."""


class Settings:
    """What the headings and lead-ins of a document say about the figures under them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._leads: dict[int, frozenset[str]] = {}

    def lead(self, block: Block) -> frozenset[str]:
        """The words of what introduces a block: its parent item or lead-in, else the heading."""
        if block.index not in self._leads:
            self._leads[block.index] = self._read(block)
        return self._leads[block.index]

    def _read(self, block: Block) -> frozenset[str]:
        passage = self._first_passage.get(block.index)
        leads = self._document.passages[passage].leads[:1] if passage is not None else ()
        text = " ".join(self._document.text(self._document.passages[at])[:200] for at in leads)
        return stems(re.findall(r"[a-z]+", text.lower()))

    @cached_property
    def _first_passage(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for at, passage in enumerate(self._document.passages):
            found.setdefault(passage.block, at)
        return found

    @cached_property
    def _headings(self) -> tuple[bool, ...]:
        told: list[bool] = []
        for section in self._document.sections:
            above = told[section.parent] if section.parent is not None and section.parent < len(told) else False
            told.append(above or bool(_ESTIMATING.search(section.title)))
        return tuple(told)

    def estimating(self, section: int) -> bool:
        """Whether the heading, or one above it, is about figures."""
        return self._headings[section]


def words_of(tokens: Sequence[Token]) -> frozenset[str]:
    """All words of a stretch."""
    return frozenset([token.sign for token in tokens if token.kind == "word"])


def index_of(tokens: Sequence[Token], figure: Figure) -> int:
    """Which of the tokens a figure of theirs is."""
    return next(index for index, token in enumerate(tokens) if token.figure is figure)


def place_of(
    entry: Entry, row: Sequence[Entry], tokens: Sequence[Token], at: int, words: frozenset[str], *, estimating: bool
) -> Place:
    """The place of an entry within its stretch, where it is the token `at`; `words` are those of the stretch."""
    marked = signed = strong = joined = False
    pointed = at > 0 and tokens[at - 1].sign == "that"  # "that's 500 MB/s"
    pointed = pointed or _is_multiplied(tokens, at)
    of_a_kind = at > 1 and tokens[at - 1].sign == "of" and tokens[at - 2].sign != "average"
    for token in reversed(tokens[max(0, at - _REACH) : at]):
        if token.sign == "average" and of_a_kind:
            continue  # "at an average size of 800 bytes" is given
        if token.kind == "rel" or (token.kind == "word" and (token.sign in _MARKS or token.sign[-1] in _WIDE_MARKS)):
            marked, signed = True, token.kind == "rel"
            strong = strong or signed or token.sign in _STRONG
            if token.sign not in _WEAK:
                break
        if (
            token.sign in _VERBS
            or token.sign == ":"
            or (token.sign == "|" and (len(row) == 1 or not entry.flags.isdisjoint(TOTALS)))
        ):
            pointed = True
        elif token.sign == "and":
            joined = True
        if token.kind == "number" and joined:
            joined = False
            continue
        if token.kind == "number" or (token.kind == "break" and token.sign in ".;?!"):
            break
    pointed = pointed or (at == 0 and len(row) == 1)  # under what introduces it: "With replication (3x):"
    limited = _is_limit(tokens, at) or _adds_names(tokens[:at]) or _calls_names(tokens[:at])
    limited = limited or (at > 1 and not signed and tokens[1].sign == ":" and tokens[0].sign in _CHOSEN)
    other, parts = beside(tokens, at), parts_behind(tokens, at)
    changing = change_before(tokens, at)
    told = marked or pointed
    return Place(entry, row, words, marked, estimating, signed, strong, limited, told, other, parts, changing)


def is_behind_a_sum(tokens: Sequence[Token], figure: Figure, results: Container[int]) -> bool:
    """Whether a sum with signs stands before a figure in its sentence; what is before a result is none of it."""
    before = [one for one in tokens if one.start < figure.start]
    for at in range(len(before) - 1, 0, -1):
        token = before[at]
        if (token.kind == "break" and token.sign in ".;|") or (token.figure is not None and token.start in results):
            return False
        if token.kind != "op" or token.sign not in "+*/" or at + 1 == len(before):
            continue
        divides = token.sign == "/" and before[at - 1].kind not in ("number", "close")
        if before[at - 1].kind == "open" or divides:
            continue  # "(x3)", "1 KB/row"
        if before[at + 1].kind in ("number", "open", "call"):
            return True
    return False


def is_behind_sign(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether a figure stands right behind a sign, so that it is a result too: "=> 2B/day => 23K/s"."""
    at = next((at for at, token in enumerate(tokens) if token.figure is figure), 0)
    return at > 0 and tokens[at - 1].kind == "rel"


def is_given(tokens: Sequence[Token], at: int, entry: Entry) -> bool:
    """Whether an entry, the token `at`, stands in brackets in a label, only beside what it is compared with, or is
    what a line begins with and goes on from: "- 40K requests/hour → ÷3600 → 11 RPS"."""
    if at == 0 and len(tokens) > 1 and tokens[1].kind == "rel" and tokens[1].touching:
        return True
    if entry.item and entry.of and _is_in_brackets(tokens, at):
        return True  # "servers needed (100 requests each): 12"
    sized = bool(entry.figure.scale.dims.size) and not entry.figure.scale.period_s
    if sized and at > 1 and tokens[at - 2].kind == "open" and tokens[at - 1].sign in AVERAGE:
        return True  # "10 % have attachments (avg 5 MB)"
    before = tuple(token.sign for token in tokens[max(0, at - _PAIR) : at])
    after = tuple(token.sign for token in tokens[at + 1 : at + 1 + _PAIR])
    return _is_added(tokens, at) or before in _RATHER or (bool(entry.figure.scale.dims.money) and after in _MORE)


def _is_added(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure in brackets tells what a count takes that is added: "4 MB + 3 thumbnails (total 0.5 MB)"."""
    opening = _before_words(tokens, at - 1)
    if opening < _PAIR or tokens[opening].kind != "open":
        return False
    count = _before_words(tokens, opening - 1)
    return count > 0 and tokens[count].kind == "number" and tokens[count - 1].sign == "+"


def _before_words(tokens: Sequence[Token], at: int) -> int:
    while at > 0 and tokens[at].kind == "word":
        at -= 1
    return at


def _is_multiplied(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure is told as what another one grows to: "a copy doubles it to 64 TB"."""
    last = tokens[at - 1].sign if at else ""
    return last == "to" and any(one.sign in WORD_FACTORS for one in tokens[max(0, at - _SOON) : at - 1])


_SOON = 4
_RATHER = (("instead", "of"), ("rather", "than"), ("down", "from"), ("up", "from"))
"""What stands before a figure that another one is compared with: "instead of $290"."""

_MORE = (("more", "per"), ("less", "per"), ("more", "a"), ("less", "a"))
"""How a difference is told: "$1,440 more per year"."""


def _is_in_brackets(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure stands first in brackets behind words, and a colon or sign behind them: a label's remark."""
    if at < _PAIR or tokens[at - 1].kind != "open" or tokens[at - _PAIR].kind != "word":
        return False
    closing = next((place for place in range(at + 1, len(tokens)) if tokens[place].kind == "close"), len(tokens))
    return closing + 1 < len(tokens) and (tokens[closing + 1].kind == "rel" or tokens[closing + 1].sign == ":")


_PAIR = 2


def _is_parameter(tokens: Sequence[Token], at: int) -> bool:
    """Whether a time is told for a rule and comes of no sum: "12 TB a day, so we move them after 30 days"."""
    figure = tokens[at].figure
    if figure is None or figure.dimension != "time":
        return False
    before = [token.sign for token in tokens[max(0, at - 4) : at] if token.sign not in _LOOSE]
    return bool(before) and before[-1] in _RULES and _LASTING.isdisjoint(before[-2:-1])


def _adds_names(tokens: Sequence[Token]) -> bool:
    """Whether a sum before a figure adds something that only has a name: "(4 bytes + lat + lon) * 1M = 36 MB"."""
    if not any(one.kind == "op" and one.sign == "+" for one in tokens):
        return False
    label = max((at for at, one in enumerate(tokens) if one.sign == ":"), default=-1)
    tokens = _without_names(tokens[label + 1 :])  # "Traffic (NATS + Redis): …"
    return any(
        one.kind == "op" and one.sign == "+" and two.kind == "word" and three.kind in ("op", "close", "rel")
        for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _calls_names(tokens: Sequence[Token]) -> bool:
    """Whether a function of names stands before a figure: "max(ceil(by_size), ceil(by_iops)) = 6"."""
    return any(
        one.sign in _FUNCTIONS and two.kind == "open" and three.kind == "word"
        for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_FUNCTIONS = frozenset(("max", "min", "ceil", "floor", "round", "sum", "avg"))


def _without_names(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without brackets that hold no number: "400 bytes (order + ack)"."""
    kept: list[Token] = []
    opened = -1
    for token in tokens:
        if token.kind == "open":
            opened = len(kept)
        kept.append(token)
        if token.kind == "close" and opened >= 0:
            if not any(one.kind == "number" for one in kept[opened:]):
                del kept[opened:]
            opened = -1
    return kept


def _is_limit(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure is a limit ("under 50 ms") or what a machine has ("64 GB nodes"), and no result."""
    before = [token.sign for token in tokens[max(0, at - 3) : at] if token.kind in ("word", "rel")]
    if _is_parameter(tokens, at) or before[-2:] in (["there", "are"], ["there", "is"]):
        return True
    near = max((place for place in range(max(0, at - 3), at) if tokens[place].kind == "number"), default=-1)
    said = [one.sign for one in tokens[max(0, at - 3, near + 1) : at] if one.kind in ("word", "rel")]
    if tokens[at - 1].kind == "rel" and tokens[at - 1].sign not in "<>~":
        before = said  # "within 10 minutes → 3,300/s": it is the time that is limited
    if not _GIVEN.isdisjoint([sign for sign in said if sign not in _LOOSE][-1:]):
        return True  # "Total: assume 3 KB per request"
    after = tokens[at + 1].sign if at + 1 < len(tokens) else ""
    return not _LIMITS.isdisjoint(before) or singular(after) in MACHINES
