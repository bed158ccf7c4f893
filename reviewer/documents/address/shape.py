"""Shapes: a line of words and gaps in, a regular expression over folded text out, which reads in linear time.

A shape is words with one space between them: `a|b` is one of these, `{name}` a word of a class, `~4` up to four words
of any kind, `?a` may be missing, `_` joins the words of one alternative. A shape that begins with `!` is an order: it
must stand where a clause begins or be told to "you".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

GAP = r"[^\w\n.!?]{1,6}"
"""What may stand between two words of one sentence: space, comma, dash, bullet."""

_WORD = r"\w{1,40}"
"""Shares no character with a gap, so that there is one way to cut words only."""

WORDS = re.compile(r"[^\W_]+")
"""The words of a folded text, to see which shapes it can hold at all. Of several in a row the longest is needed: the
rarest one, as a rule."""

SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?!\d))")
"""No shape reaches across; a stop before a digit may belong to a number in a shape."""

_ORDER_BEFORE = re.compile(
    r"(?:^|[\n•.!?:;,()\[\]{}\"“”„«»‹›|/—–>=*-]\s{0,3}|\s-\s{0,3}"
    r"|\b(?:please|kindly|now|then|just|simply|instead|immediately|therefore|hereby|also|always|and|but|so|first"
    r"|must|do)\s)['\s]{0,3}$"
)
_YOU_BEFORE = re.compile(
    r"\b(?:you|graders?|reviewers?|evaluators?|assessors?|models?|assistants?|ai|llms?|gpt|chatgpt)"
    r"(?:\s(?:are|must|should|shall|will|can|may|could|would|need|have|has|ought|now|to|required|asked|instructed"
    r"|told|ordered|"
    r"allowed|free|supposed|expected|permitted|authorized|authorised|only|simply|just|hereby|always|also|please"
    r"|kindly|is|therefore)){1,5}\s$"
)
_YOU_DIRECT = re.compile(
    r"\b(?:want|need|like|ask|asking|urge|order|beg|advise|request|instruct|encourage"
    r"|invite)\s(?:that\s)?you\s(?:to\s)?$"
)
_REPORTED = re.compile(
    r"\b(?:model|models|llm|llms|assistant|grader|graders|reviewers?|evaluators?|ai)\s(?:to|is\s(?:asked|told"
    r"|instructed)\sto|can|could|may|would|will|might)\s$"
)
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as an expression. `order`: see above. `why` says in a finding what was seen; `strong` as of a Hit.

    A sentence that holds the shape has a word of each set of `needs`, in that order. `wide`: its script puts no spaces
    between words.
    """

    expression: str
    order: bool
    strong: bool
    why: str
    needs: tuple[frozenset[str], ...] = ()
    wide: bool = False


def compile_shape(text: str, classes: Mapping[str, str], *, strong: bool, why: str) -> Shape:
    """The shape that `text` writes. Raises KeyError for a class that is not there."""
    order = text.startswith("!")
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    for token in text.lstrip("!").split():
        first = not parts
        if token.startswith("~"):
            parts.append(f"(?:{GAP}{_WORD}){{0,{int(token[1:])}}}")
        elif token.startswith("?"):
            parts.append(f"(?:{GAP}(?:{_either(token[1:], classes)}))?")
        else:
            needs.append(frozenset(max(WORDS.findall(word), key=len) for word in _words(token, classes)))
            parts.append(("" if first else GAP) + f"(?:{_either(token, classes)})")
    return Shape(rf"{''.join(parts)}(?!\w)", order, strong, why, tuple(needs))


def may_hold(shape: Shape, words: Sequence[str]) -> bool:
    """Whether the words of a sentence have one of each set of the shape's needs, in that order."""
    left = iter(words)
    return all(any(word in needed for word in left) for needed in shape.needs)


def matches(shape: Shape, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches in `text[start:end]` that begin with a whole word; looking back here keeps the expression fast."""
    for match in _compiled(shape.expression).finditer(text, start, end):
        at = match.start()
        if shape.wide or at == 0 or not text[at - 1].isalnum():
            yield match


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled when the first text comes that can hold it: most documents need few of them."""
    return re.compile(expression)


def is_order(text: str, start: int) -> bool:
    """Whether the verb at `start` tells somebody to do something, rather than being told of."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if _REPORTED.search(before) and " you " not in before:
        return False
    return bool(_ORDER_BEFORE.search(before) or _YOU_BEFORE.search(before) or _YOU_DIRECT.search(before))


def _words(token: str, classes: Mapping[str, str]) -> set[str]:
    """The alternatives of a token, classes filled in, `_` for the spaces inside one."""
    words: set[str] = set()
    for part in token.split("|"):
        words |= set(classes[part[1:-1]].split()) if part.startswith("{") else {part}
    return words


def _either(token: str, classes: Mapping[str, str]) -> str:
    """An expression for the alternatives of a token, longer ones first where one begins like another."""
    words = sorted(_words(token, classes), key=lambda word: (-len(word), word))
    return "|".join(GAP.join(re.escape(piece) for piece in word.split("_")) for word in words)
