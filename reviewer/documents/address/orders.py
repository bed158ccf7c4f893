"""Orders: folded text in, the places that tell the grader what to do out, with the shape each one has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reviewer.documents.address.folding import letters
from reviewer.documents.address.foreign import PAIRS, WIDE
from reviewer.documents.address.nudges import MILD
from reviewer.documents.address.phrases import STRONG
from reviewer.documents.address.shape import SENTENCE_END, WORDS, Shape, compile_shape, is_order, matches, may_hold
from reviewer.documents.address.wording import CLASSES

_FOREIGN = "gives the grader orders in another language"
_GUARDED = re.compile(
    r"[^.!?\n]{0,40}?\b(?:in|inside|within|contained|embedded|from|found|appear\w*|come\w*|hidden|written|given)\s(?:\w{1,20}\s){0,4}?"
    r"(?:documents?|text|users?|submissions?|input|messages?|content|emails?|pages?|data|answers?|comments?|tags?|posts?|tickets?|it|them)\b"
)
_NEVER_ORDER = re.compile(r"\b(?:if|when|whenever|once|until|unless|whether|after|only|where)\b[^.!?\n•]{0,120}$")
_ENGLISH = re.compile(r"ignore\b.{0,200}\b(?:instructions|directives|prompt)", re.DOTALL)
"""Words that other languages share with English, where the English shapes look closer."""

_PUBLIC = re.compile(
    r"\s(?:in|on|from|by|among) (?:the |our |its )?"
    r"(?:app|play|users?|customers?|buyers?|sellers?|drivers?|stores?|market)\b"
)

_STORY = re.compile(r"\bas an? [^.!?\n•]{1,60}\bi (?:want|need|would|can)\b[^.!?\n•]{0,120}$")
_NOT_AN_AI = re.compile(
    r"[\s-](?:clients?|engineers?|providers?|developers?|teams?|users?|operators?|vendors?|gateways?|platforms?|researchers?|"
    r"services?|products?|startups?|compan(?:y|ies)|workloads?|customers?|lab|labs|features?|apps?|applications?)\b"
)


_WIDE_SCRIPT = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Each wide shape has one of these characters."""
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Order:
    """An order at `start:end` of folded text."""

    start: int
    end: int
    strong: bool
    why: str


@cache
def _shapes() -> tuple[Shape, ...]:
    """All shapes with words; compiled when the first document is looked at."""
    strong = [compile_shape(text, CLASSES, strong=True, why=why) for text, why in STRONG]
    mild = [compile_shape(text, CLASSES, strong=False, why=why) for text, why in MILD]
    pairs = [
        compile_shape(letters(" ".join(pair).replace("_", "\0")).replace("\0", "_"), {}, strong=True, why=_FOREIGN)
        for pair in PAIRS
    ]
    return (*strong, *mild, *pairs)


@cache
def _wide_shapes() -> tuple[Shape, ...]:
    return tuple(Shape(text, False, True, _FOREIGN, wide=True) for text in WIDE)


@cache
def _plan() -> tuple[dict[str, int], tuple[tuple[int, Shape], ...]]:
    """For each word that a shape needs: the needs that it meets, as bits; and each shape with the bits of its needs."""
    bits: dict[frozenset[str], int] = {}
    shapes = []
    for shape in _shapes():
        needs = 0
        for needed in shape.needs:
            needs |= bits.setdefault(needed, 1 << len(bits))
        shapes.append((needs, shape))
    met: dict[str, int] = {}
    for needed, bit in bits.items():
        for word in needed:
            met[word] = met.get(word, 0) | bit
    return met, tuple(shapes)


def orders(text: str) -> Iterator[Order]:
    """Every order of folded text, sentence by sentence. Linear in its length."""
    met, plan = _plan()
    sentences = _sentences(text)
    there = {word: met[word] for word in met.keys() & set().union(*(words for _, _, words in sentences))}
    shapes = _held(plan, there.values())
    if shapes:
        for start, end, words in sentences:
            for _, shape in _held(shapes, map(there.__getitem__, there.keys() & words)):
                if may_hold(shape, words):
                    yield from _orders(shape, text, start, end)
    if _WIDE_SCRIPT.search(text):
        yield from _wide_orders(text)


def _sentences(text: str) -> list[tuple[int, int, list[str]]]:
    """The sentences of folded text as half-open offsets, each with its words."""
    ends = [*(match.start() for match in SENTENCE_END.finditer(text)), len(text)]
    starts = [0, *(end + 1 for end in ends)]
    return [(start, end, WORDS.findall(text, start, end)) for start, end in zip(starts, ends, strict=False)]


def _wide_orders(text: str) -> Iterator[Order]:
    """The orders in scripts that put no spaces between words, paragraph by paragraph: their sentences end otherwise."""
    start = 0
    for end in (*(match.start() for match in _LINE_END.finditer(text)), len(text)):
        for shape in _wide_shapes():
            yield from _orders(shape, text, start, end)
        start = end + 1


def _held(plan: Iterable[tuple[int, Shape]], met: Iterable[int]) -> list[tuple[int, Shape]]:
    """The shapes of a plan whose needs are all met."""
    found = 0
    for one in met:
        found |= one
    return [pair for pair in plan if pair[0] & found == pair[0]]


def _orders(shape: Shape, text: str, start: int, end: int) -> Iterator[Order]:
    for match in matches(shape, text, start, end):
        if (not shape.order or is_order(text, match.start())) and not _is_told(text, match, shape):
            yield Order(match.start(), match.end(), shape.strong, shape.why)


def _is_told(text: str, match: re.Match[str], shape: Shape) -> bool:
    """Whether the words around make it a rule of the system, a wish of its user or a guard against orders."""
    if shape.why == _FOREIGN:
        return _ENGLISH.fullmatch(match.group()) is not None
    before = text[max(0, match.start() - 200) : match.start()]
    if _STORY.search(before):
        return True
    if shape.why == "orders the grader to drop its instructions":
        return _GUARDED.match(text, match.end()) is not None
    if "language model" in shape.why or shape.why == "addresses the grader":
        return _NOT_AN_AI.match(text, match.end()) is not None
    if _PUBLIC.match(text, match.end()):
        return True
    return not shape.strong and _NEVER_ORDER.search(before) is not None
