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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, compress

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

_Run = tuple[int, int, int]
_TURNED = bytes([1, 0]) + bytes(254)
"""Makes what is inside of a name outside and the other way around."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of substance one after another: the words, their passage, and what they belong to.

    `named` says whether a word is inside a name, `concept` which concept's name begins with it. `runs` holds each
    passage with the half-open range of its words.
    """

    word: list[str]
    passage: list[int]
    named: bytes
    concept: list[str | None]
    runs: list[_Run]


def hollow_passages(document: Document, words: Words, mentions: Iterable[Mention]) -> frozenset[int]:
    """The indexes of the passages that only look like substance. Linear in the length of the document."""
    spoken = _spoken(document, words, mentions)
    told = {passage.index for passage in document.passages if passage.standing in _TOLD}
    lists = set(_keyword_lists(spoken))
    if lists:
        lists &= set(_mostly_names(spoken))
    return frozenset(lists | told & set(_repeated_frames(spoken)))


def _spoken(document: Document, words: Words, mentions: Iterable[Mention]) -> _Spoken:
    starts, count = words.starts, len(words.words)
    named = bytearray(count)
    concept: list[str | None] = [None] * (count + 1)
    done: tuple[int, ...] = (-1, -1)
    for mention in mentions:
        start, end = place = mention[2:4]
        if place != done:  # several mentions may share a place; the first names it
            done = place
            first = bisect_left(starts, start)
            last = first
            while last < count and starts[last] < end:
                last += 1
            named[first:last] = b"\1" * (last - first)
            if concept[first] is None:
                concept[first] = mention[0][0]
    is_word = [word[0] not in BARRIERS for word in words.words]
    said: list[str] = []
    passages: list[int] = []
    inside = bytearray()
    names: list[str | None] = []
    runs: list[_Run] = []
    for passage in document.passages:
        if passage.standing in SUBSTANCE:
            first, last = bisect_left(starts, passage.start), bisect_left(starts, passage.end)
            kept = is_word[first:last]
            before = len(said)
            said += compress(words.words[first:last], kept)
            if len(said) > before:
                inside += bytes(compress(named[first:last], kept))
                names += compress(concept[first:last], kept)
                passages += [passage.index] * (len(said) - before)
                runs.append((passage.index, before, len(said)))
    return _Spoken(word=said, passage=passages, named=bytes(inside), concept=names, runs=runs)


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
    for passage, first, last in spoken.runs:
        if 2 * sum(spoken.named[first:last]) >= last - first:
            yield passage


def _starts(count: int, length: int) -> Iterator[int]:
    """Where the stretches of so many words begin; the last one ends with the text."""
    yield from range(0, count - length, length // _STEP)
    if count >= length:
        yield count - length


def _repeated_frames(spoken: _Spoken) -> Iterator[int]:
    """Passages that share their frame with many others that are not the same."""
    passages: dict[tuple[str, ...], list[int]] = defaultdict(list)
    left: dict[tuple[str, ...], tuple[str, ...]] = {}
    outside = spoken.named.translate(_TURNED)
    for passage, first, last in spoken.runs:
        said = tuple(spoken.word[first:last])
        if said not in passages:
            left[said] = tuple(compress(said, outside[first:last]))
        passages[said].append(passage)
    for alike in _alike(passages, left):
        for said in alike:
            yield from passages[said]


def _alike(
    passages: Iterable[tuple[str, ...]], left: Mapping[tuple[str, ...], tuple[str, ...]]
) -> Iterator[list[tuple[str, ...]]]:
    """The sentences that begin alike, that begin and end alike, and that are alike without the names in them."""
    begun = _grouped((said[:_BEGINNING], said) for said in passages if len(said) > _BEGINNING)
    for group in begun:
        if len(group) >= MOST_BEGUN:
            yield group
        yield from _grouped((said[-2:], said) for said in group if len(said) >= _LEAST_FRAMED)
    yield from _grouped((words, said) for said, words in left.items() if len(words) > 1)


def _grouped(keyed: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[list[tuple[str, ...]]]:
    """The sentences by what they share, where at least MOST_ALIKE do."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for key, said in keyed:
        groups.setdefault(key, []).append(said)
    return [group for group in groups.values() if len(group) >= MOST_ALIKE]
