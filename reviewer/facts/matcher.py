"""Names in a text: what comes in is a vocabulary and words, what goes out is each place that names a concept.

All spellings of all concepts are one Aho-Corasick automaton, so a text is passed once whatever the vocabulary's size.
A spelling matches whole words only. At one place a concept counts once, by its longest form; different concepts may
overlap. What a concept never means ("cache" in "cache-control") hides its forms within.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from reviewer.facts.forms import plural_ending, spellings
from reviewer.facts.words import Words, take_apart
from reviewer.model.vocabulary import Concept, Vocabulary


class Hit(NamedTuple):
    """One place that names a concept: half-open offsets into the source."""

    start: int
    end: int
    concept: str
    form: str


class _Name(NamedTuple):
    """What a spelling stands for: the concept that it names or, for a `never`, hides.

    `ending` is what the plural adds, empty where there is none; `capitals` asks for the form's own case.
    """

    form: str
    concept: str
    ending: str
    hides: bool
    capitals: bool


_ENDINGS = frozenset(("", "s", "es"))

_Place = tuple[int, int, str]
"""Start, negative end and form: sorted, the longest of those that begin together comes first."""

_Found = dict[str, list[_Place]]


class Matcher:
    """A vocabulary ready for matching. `kinds` maps each concept to the broader ones that it counts as."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.kinds = _closure(vocabulary.concepts)
        names: dict[str, tuple[_Name, ...]] = {}
        for concept in vocabulary.concepts:
            for spelling, name in _names(concept):
                names[spelling] = (*names[spelling], name) if spelling in names else (name,)
        self._names = list(names.values())
        self._whole = {form.lower() for concept in vocabulary.concepts for form in concept.forms if form.isalnum()}
        self._automaton = AhoCorasick(
            [f" {spelling}" for spelling in names],
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def match(self, words: Words) -> list[Hit]:
        """Every place of `words` that names a concept, in the order of the text."""
        named: _Found = defaultdict(list)
        hidden: _Found = defaultdict(list)
        for text in (words, take_apart(words, self._whole)):
            self._search(text, named, hidden)
        hits = [
            Hit(start, -minus_end, concept, form)
            for concept, found in named.items()
            for start, minus_end, form in _longest(_visible(found, hidden.get(concept)))
        ]
        return sorted(hits)

    def _search(self, words: Words, named: _Found, hidden: _Found) -> None:
        text, offsets = words.text, words.offsets
        for pattern, at, until in self._automaton.find_matches_as_indexes(text, overlapping=True):
            ending = text[until : until + 3].partition(" ")
            if ending[0] not in _ENDINGS or not ending[1]:
                continue
            start = words.starts[bisect_right(offsets, at + 1) - 1]
            end = words.ends[bisect_right(offsets, until - 1) - 1]
            for name in self._names[pattern]:
                if ending[0] and ending[0] != name.ending:
                    continue
                if name.capitals and words.source[start:end] != name.form:
                    continue
                found = hidden if name.hides else named
                found[name.concept].append((start, -end, name.form))


class _Same:
    """A vocabulary as a key that is equal to itself only: comparing thousands of forms costs more than it saves."""

    __slots__ = ("vocabulary",)

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.vocabulary is self.vocabulary


@lru_cache(maxsize=8)
def _compiled(key: _Same) -> Matcher:
    return Matcher(key.vocabulary)


def compile_matcher(vocabulary: Vocabulary) -> Matcher:
    """The matcher of a vocabulary object, compiled once."""
    return _compiled(_Same(vocabulary))


def _names(concept: Concept) -> Iterable[tuple[str, _Name]]:
    """The spellings of a concept's forms. A form in capitals ("REST") matches in capitals only."""
    exact = frozenset(concept.exact)
    for form in dict.fromkeys(concept.forms + concept.exact):
        capitals = form.isupper()
        plural = form not in exact and not capitals
        name = _Name(form, concept.id, plural_ending(form) if plural else "", hides=False, capitals=capitals)
        for spelling in spellings(form, plural=plural):
            yield spelling, name
    for form in concept.never:
        name = _Name(form, concept.id, plural_ending(form), hides=True, capitals=False)
        for spelling in spellings(form, plural=True):
            yield spelling, name


def _closure(concepts: tuple[Concept, ...]) -> dict[str, tuple[str, ...]]:
    """Each concept with all broader concepts that it counts as, the nearest first."""
    kinds = {concept.id: concept.kinds for concept in concepts}
    closure = {}
    for concept in concepts:
        reached = [concept.id]
        for kind in reached:
            reached += [more for more in kinds.get(kind, ()) if more not in reached]
        closure[concept.id] = tuple(reached[1:])
    return closure


def _visible(found: list[_Place], hidden: list[_Place] | None) -> list[_Place]:
    """What does not lie within a form that hides it."""
    if not hidden:
        return found
    hidden.sort()
    starts = [start for start, _, _ in hidden]
    reach = list(accumulate((-minus_end for _, minus_end, _ in hidden), max))
    visible = []
    for place in found:
        at = bisect_right(starts, place[0]) - 1
        if at < 0 or -place[1] > reach[at]:
            visible.append(place)
    return visible


def _longest(found: list[_Place]) -> list[_Place]:
    """Of places that overlap, the first and there the longest."""
    if len(found) < 2:
        return found
    kept: list[_Place] = []
    free_from = -1
    for place in sorted(found):
        if place[0] >= free_from:
            kept.append(place)
            free_from = -place[1]
    return kept
