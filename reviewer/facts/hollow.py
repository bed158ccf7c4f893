"""Text that names much and says nothing: a document's words and mentions in, the passages of such text out.

Three forms of it, each far from anything that people write to be read:

- a list of keywords: a stretch in which nearly every word belongs to a name, or in which new names follow one another
  about twice as fast as in the densest design documents;
- one sentence over and over with other names put in ("The system has a cache. The system has a queue. …").

The limits leave room above what real documents reach: in WINDOW words they name at most 0.43 · WINDOW different
concepts, names cover at most 0.90 of any WIDE words, and at most six of their sentences begin alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reviewer.facts.words import BARRIERS, Words
from reviewer.model.document import SUBSTANCE, Document, Standing
from reviewer.model.facts import Mention

WINDOW = 120
"""Words of a stretch in which different concepts are counted."""
MOST_CONCEPTS = 60
"""So many different concepts in WINDOW words are a list of keywords."""
WIDE = 240
"""Words of a stretch whose coverage by names is measured."""
MOST_COVERED = 230
"""So many of WIDE words inside names are a list of keywords."""
MOST_ALIKE = 10
"""So many sentences with one frame are one sentence."""
MOST_BEGUN = 30
"""So many sentences that begin with the same three words are one sentence too, however they end."""
_BEGINNING = 3
"""Words of a beginning."""
_LEAST_FRAMED = 6
"""Shorter sentences may begin and end alike."""
_STEP = 4
"""A stretch begins at every fourth part of its length."""


_TOLD: frozenset[Standing] = frozenset({"prose", "list"})
"""Rows of a table and lines of code and of diagrams may be alike."""

_Frame = tuple[int, tuple[str, ...]]
"""How often a frame may occur, and its words."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of substance one after another: their index in Words, their passage, and what they belong to.

    `named` says whether a word is inside a name, `concept` which concept's name begins with it.
    """

    word: list[int]
    passage: list[int]
    named: bytearray
    concept: list[str | None]


def hollow_passages(document: Document, words: Words, mentions: Iterable[Mention]) -> frozenset[int]:
    """The indexes of the passages that only look like substance. Linear in the length of the document."""
    spoken = _spoken(document, words, mentions)
    told = {passage.index for passage in document.passages if passage.standing in _TOLD}
    lists = set(_keyword_lists(spoken)) & set(_mostly_names(spoken))
    return frozenset(lists | told & set(_repeated_frames(words, spoken)))


def _spoken(document: Document, words: Words, mentions: Iterable[Mention]) -> _Spoken:
    named = bytearray(len(words.words))
    concept: dict[int, str] = {}
    for mention in mentions:
        first, last = (
            bisect_left(words.starts, mention.start),
            bisect_left(words.starts, mention.end),
        )
        named[first:last] = b"\1" * (last - first)
        concept.setdefault(first, mention.concepts[0])
    order, passages = [], []
    for passage in document.passages:
        if passage.standing in SUBSTANCE:
            first, last = (
                bisect_left(words.starts, passage.start),
                bisect_left(words.starts, passage.end),
            )
            own = [at for at in range(first, last) if words.words[at][0] not in BARRIERS]
            order += own
            passages += [passage.index] * len(own)
    return _Spoken(
        order,
        passages,
        bytearray(named[at] for at in order),
        [concept.get(at) for at in order],
    )


def _keyword_lists(spoken: _Spoken) -> Iterator[int]:
    covered = [0, *accumulate(spoken.named)]
    for start in _starts(len(spoken.word), WIDE):
        if covered[start + WIDE] - covered[start] >= MOST_COVERED:
            yield from spoken.passage[start : start + WIDE]
    for start in _starts(len(spoken.word), WINDOW):
        different = set(spoken.concept[start : start + WINDOW])
        if len(different) - (None in different) >= MOST_CONCEPTS:
            yield from spoken.passage[start : start + WINDOW]


def _mostly_names(spoken: _Spoken) -> Iterator[int]:
    """Passages of which at least half the words belong to names: a sentence beside a list of keywords is none."""
    for passage, first, last in _runs(spoken.passage):
        if 2 * sum(spoken.named[first:last]) >= last - first:
            yield passage


def _starts(count: int, length: int) -> Iterator[int]:
    """Where the stretches of so many words begin; the last one ends with the text."""
    yield from range(0, count - length, length // _STEP)
    if count >= length:
        yield count - length


def _repeated_frames(words: Words, spoken: _Spoken) -> Iterator[int]:
    """Passages that share their frame with many others that are not the same."""
    passages: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sharing: dict[_Frame, list[tuple[str, ...]]] = defaultdict(list)
    for passage, first, last in _runs(spoken.passage):
        said = tuple(words.words[at] for at in spoken.word[first:last])
        if said not in passages:
            for frame in _frames(said, spoken.named[first:last]):
                sharing[frame].append(said)
        passages[said].append(passage)
    for frame, alike in sharing.items():
        if len(alike) >= frame[0]:
            for said in alike:
                yield from passages[said]


def _frames(said: tuple[str, ...], named: bytearray) -> Iterator[_Frame]:
    """How a passage begins, how it begins and ends, and what is left of it without the names."""
    if len(said) > _BEGINNING:
        yield MOST_BEGUN, said[:_BEGINNING]
    if len(said) >= _LEAST_FRAMED:
        yield MOST_ALIKE, (*said[:_BEGINNING], "", *said[-2:])
    left = tuple(word for word, inside in zip(said, named, strict=True) if not inside)
    if len(left) > 1:
        yield MOST_ALIKE, left


def _runs(passages: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each passage with the half-open range of its words."""
    start = 0
    for at in range(1, len(passages) + 1):
        if at == len(passages) or passages[at] != passages[start]:
            yield passages[start], start, at
            start = at
