"""Names in a text: what comes in is a vocabulary and words, what goes out is each place that names a concept.

All spellings of all concepts are one Aho-Corasick automaton, so a text is passed once whatever the vocabulary's size.
A spelling matches whole words only. At one place a concept counts once, by its longest form; different concepts may
overlap. What a concept never means ("cache" in "cache-control") hides its forms within.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from reviewer.facts.forms import plural_ending, spellings
from reviewer.facts.words import Words, take_apart
from reviewer.model.vocabulary import Concept, Vocabulary

Hit = tuple[int, int, tuple[str, ...], str]
"""One place that names concepts: half-open offsets into the source, the concepts, the form that names them. Broader
concepts follow those named. A plain tuple, since a document has thousands."""


class _Name(NamedTuple):
    """What a spelling stands for: concepts that it names, and concepts whose forms it hides (their `never`).

    `ending` is what the plural adds, empty where there is none; `capitals` asks for the form's own case.
    """

    form: str
    ending: str
    capitals: bool
    names: tuple[str, ...]
    hides: tuple[str, ...]


_Place = tuple[int, int, bool, int, _Name]
"""Start, negative end, whether nothing is hidden, an ordinal, and what is named.

Sorted, places stand in the order of the text: the longest first of those that begin together, and what hides before
what is hidden.
"""


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
        self._named = [(spelling.count(" "), tuple(named.values())) for spelling, named in spelled.items()]
        self._broadened: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._whole = {form.lower() for concept in vocabulary.concepts for form in concept.forms if form.isalnum()}
        self._spellings = "\n".join(spelled)
        self._automaton = _automaton(self._spellings)

    def __getstate__(self) -> dict[str, Any]:
        """All but the automaton, which cannot be pickled and is soon built again."""
        return {name: value for name, value in vars(self).items() if name != "_automaton"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _automaton=_automaton(state["_spellings"]))

    def match(self, words: Words) -> list[Hit]:
        """Every place of `words` that names a concept, in the order of the text."""
        places: list[_Place] = []
        for text in (words, take_apart(words, self._whole)):
            self._search(text, places)
        places.sort()
        taken: dict[str, int] = {}
        hidden: dict[str, int] = {}
        reach = hidden_reach = 0
        hits: list[Hit] = []
        broadened = self._broadened
        for start, minus_end, plain, _, (form, _, _, new, hides) in places:
            end = -minus_end
            if not plain:
                hidden_reach = max(end, hidden_reach)
                for concept in hides:
                    hidden[concept] = max(end, hidden.get(concept, 0))
            if end <= hidden_reach:
                new = tuple([one for one in new if hidden.get(one, 0) < end])
            if start >= reach:
                if taken:
                    taken.clear()
            elif new:
                new = tuple([one for one in new if taken.get(one, 0) <= start])
            if new:
                for one in new:
                    taken[one] = end
                if end > reach:
                    reach = end
                hits.append((start, end, broadened.get(new) or self._broader(new), form))
        return hits

    def _search(self, words: Words, places: list[_Place]) -> None:
        text, source, starts, ends = words.text, words.source, words.starts, words.ends
        index_at = {offset: index for index, offset in enumerate(words.offsets)}
        for pattern, at, until in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if text[until] == " ":
                ending = ""
            elif text.startswith(("s ", "es "), until):
                ending = "s" if text[until] == "s" else "es"
            else:
                continue
            further_words, names = self._named[pattern]
            first = index_at[at + 1]
            start, end = starts[first], ends[first + further_words]
            for name in names:
                if (not ending or ending == name.ending) and (not name.capitals or source[start:end] == name.form):
                    places.append((start, -end, not name.hides, len(places), name))

    def _broader(self, concepts: tuple[str, ...]) -> tuple[str, ...]:
        """The concepts with the broader ones that they count as, none twice."""
        broader = [kind for concept in concepts for kind in self.kinds.get(concept, ())]
        found = self._broadened[concepts] = tuple(dict.fromkeys((*concepts, *broader)))
        return found


_MOST_KEPT = 8
_kept: dict[int, tuple[Vocabulary, Matcher]] = {}
"""By the identity of a vocabulary: comparing thousands of forms costs more than it saves."""


def compile_matcher(vocabulary: Vocabulary) -> Matcher:
    """The matcher of a vocabulary object, compiled once."""
    found = _kept.get(id(vocabulary))
    if found is not None and found[0] is vocabulary:
        return found[1]
    matcher = Matcher(vocabulary)
    remember_matcher(vocabulary, matcher)
    return matcher


def remember_matcher(vocabulary: Vocabulary, matcher: Matcher) -> None:
    """Makes `matcher` the one of this vocabulary object, as where both come from where they were kept."""
    for oldest in list(_kept)[: len(_kept) - _MOST_KEPT + 1]:
        _kept.pop(oldest, None)
    _kept[id(vocabulary)] = vocabulary, matcher


def _automaton(spellings: str) -> AhoCorasick:
    """An automaton for spellings, one a line: each begins a word."""
    return AhoCorasick(
        [f" {spelling}" for spelling in spellings.split("\n")] if spellings else [],
        implementation=Implementation.ContiguousNFA,
        store_patterns=False,
    )


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
