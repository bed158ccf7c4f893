"""Names in a text: what comes in is a vocabulary and words, what goes out is each place that names a concept.

All spellings of all concepts are one Aho-Corasick automaton, so a text is passed once whatever the vocabulary's size.
A spelling matches whole words only. At one place a concept counts once, by its longest form; different concepts may
overlap. What a concept never means ("cache" in "cache-control") hides its forms within.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from reviewer.facts.forms import plural_ending, spellings
from reviewer.facts.words import Words, take_apart
from reviewer.model.vocabulary import Concept, Vocabulary


class Hit(NamedTuple):
    """One place that names concepts: half-open offsets into the source. Broader concepts follow those named."""

    start: int
    end: int
    concepts: tuple[str, ...]
    form: str


class _Name(NamedTuple):
    """What a spelling stands for: concepts that it names, and concepts whose forms it hides (their `never`).

    `ending` is what the plural adds, empty where there is none; `capitals` asks for the form's own case.
    """

    form: str
    ending: str
    capitals: bool
    names: tuple[str, ...]
    hides: tuple[str, ...]


_ENDINGS = frozenset(("", "s", "es"))

_Place = tuple[int, int, _Name]
"""Start, negative end and what is named: sorted, the longest of those that begin together comes first."""


class Matcher:
    """A vocabulary ready for matching. `kinds` maps each concept to the broader ones that it counts as."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.kinds = _closure(vocabulary.concepts)
        spelled: dict[str, dict[tuple[str, str, bool], _Name]] = {}
        for concept in vocabulary.concepts:
            for spelling, name in _names(concept):
                named = spelled.setdefault(spelling, {})
                key = (name.form, name.ending, name.capitals)
                named[key] = _joined(named[key], name) if key in named else name
        self._named = [tuple(named.values()) for named in spelled.values()]
        self._broadened: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._whole = {form.lower() for concept in vocabulary.concepts for form in concept.forms if form.isalnum()}
        self._automaton = AhoCorasick(
            [f" {spelling}" for spelling in spelled],
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def match(self, words: Words) -> list[Hit]:
        """Every place of `words` that names a concept, in the order of the text."""
        places: list[_Place] = []
        for text in (words, take_apart(words, self._whole)):
            self._search(text, places)
        places.sort(key=_by_place)
        taken: dict[str, int] = {}
        hidden: dict[str, int] = {}
        hits = []
        for start, minus_end, name in places:
            end = -minus_end
            for concept in name.hides:
                hidden[concept] = max(end, hidden.get(concept, 0))
            new = [one for one in name.names if taken.get(one, 0) <= start and hidden.get(one, 0) < end]
            for concept in new:
                taken[concept] = end
            if new:
                hits.append(Hit(start, end, self._broader(tuple(new)), name.form))
        return hits

    def _search(self, words: Words, places: list[_Place]) -> None:
        text, offsets = words.text, words.offsets
        for pattern, at, until in self._automaton.find_matches_as_indexes(text, overlapping=True):
            ending = text[until : until + 3].partition(" ")
            if ending[0] not in _ENDINGS or not ending[1]:
                continue
            start = words.starts[bisect_right(offsets, at + 1) - 1]
            end = words.ends[bisect_right(offsets, until - 1) - 1]
            for name in self._named[pattern]:
                if ending[0] and ending[0] != name.ending:
                    continue
                if not name.capitals or words.source[start:end] == name.form:
                    places.append((start, -end, name))

    def _broader(self, concepts: tuple[str, ...]) -> tuple[str, ...]:
        """The concepts with the broader ones that they count as, none twice."""
        found = self._broadened.get(concepts)
        if found is None:
            broader = [kind for concept in concepts for kind in self.kinds.get(concept, ())]
            found = self._broadened[concepts] = tuple(dict.fromkeys((*concepts, *broader)))
        return found


def _by_place(place: _Place) -> tuple[int, int, bool]:
    """The order of the text, the longest first, what hides before what is hidden."""
    return place[0], place[1], not place[2].hides


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
    own = (concept.id,)
    for form in dict.fromkeys(concept.forms + concept.exact):
        capitals = form.isupper()
        plural = form not in exact and not capitals
        name = _Name(form, plural_ending(form) if plural else "", capitals, names=own, hides=())
        for spelling in spellings(form, plural=plural):
            yield spelling, name
    for form in concept.never:
        name = _Name(form, plural_ending(form), False, names=(), hides=own)
        for spelling in spellings(form, plural=True):
            yield spelling, name


def _joined(one: _Name, other: _Name) -> _Name:
    """What one form names and hides for several concepts."""
    return one._replace(names=one.names + other.names, hides=one.hides + other.hides)


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
