"""Where a subject speaks of a concept, as sets of passages that combine at the cost of an `and`.

In: a Subject (`subject.once(Index)`). Out: sets of passages. A set of passages is an integer whose bit i stands for
passage i: a rubric asks the same few hundred questions in thousands of combinations, and integers combine fastest.
Every answer is kept, so a question costs its concept's mentions once and a look-up afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from reviewer.model.document import SUBSTANCE, Passage, Standing
from reviewer.model.facts import Stance
from reviewer.model.rule import Span
from reviewer.model.subject import Subject
from reviewer.operators.parameter import NUMBER, SENTENCE, Window

PassageSet = int

ASSERTED: tuple[Stance, ...] = ("asserted",)
ANY_STANCE: tuple[Stance, ...] = ()

MAX_SPANS = 6
"""How many pieces of evidence a match carries at most; readers are shown three."""

MIN_OWN_WORDS = 3
"""How many words of its own a passage needs to be about what only its lead names: "Caching:" lends nothing to "yes"."""

_WIDE_LEAD = 64
"""A lead of more passages than this (a long section's heading) has its set kept; there are at most total/64 of them."""
_SHORT = 1000
"""In a document of fewer passages than this the sets of all leads are kept."""

_SPEAKING: frozenset[Standing] = SUBSTANCE | {"heading"}
_FUNCTION_WORD = re.compile(
    r"\b(?:the|an?|is|are|be|can|will|would|has|have|to|of|by|for|with|when|if|which|that|it|its|they|we|each|every"
    r"|this|these|then|from|into|as|until|while|after|before|at|so)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w[\w'’.,:/@%+-]*")


def members(passages: PassageSet) -> Iterator[int]:
    """The indexes in a set, lowest first; linear in the size of the document however many there are."""
    for at, byte in enumerate(passages.to_bytes((passages.bit_length() + 7) // 8, "little")):
        while byte:
            lowest = byte & -byte
            yield at * 8 + lowest.bit_length() - 1
            byte ^= lowest


def first(passages: PassageSet) -> int:
    """The lowest index in a set that is not empty."""
    return (passages & -passages).bit_length() - 1


def overlaps(indexes: Iterable[int], passages: PassageSet) -> bool:
    """Whether one of `indexes` is in the set."""
    return passages != 0 and any(passages >> index & 1 for index in indexes)


class Index:
    """Answers about one subject. Substance and headings speak; templates, link lists and comments never do."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._passages = subject.passages
        self._narrow = 0 if len(self._passages) < _SHORT else _WIDE_LEAD
        self._sources: dict[tuple[Stance, ...], dict[str, PassageSet]] = {}
        self._lent: dict[PassageSet, PassageSet] = {}
        self._company: dict[tuple[str, Window, tuple[Stance, ...]], PassageSet] = {}
        self._numbers: dict[str | None, PassageSet] = {}
        self._worded: dict[int, PassageSet] = {}
        self._standing: dict[tuple[Standing, ...], PassageSet] = {}
        self._wide: dict[int, PassageSet] = {}
        self._spans: dict[tuple[int, float], Span] = {}

    def mentioned(self, concept: str, stances: tuple[Stance, ...] = ASSERTED) -> PassageSet:
        """Passages, headings included, that name the concept with one of the stances (any, if none is given)."""
        return self._by_concept(stances).get(concept, 0)

    def below(self, concept: str, stances: tuple[Stance, ...] = ASSERTED) -> PassageSet:
        """Passages that a heading, lead-in line, parent item or table header lends the concept to."""
        return self.lent(self.mentioned(concept, stances))

    def mentioned_any(self, concepts: tuple[str, ...], stances: tuple[Stance, ...] = ASSERTED) -> PassageSet:
        """Passages, headings included, that name any of the concepts with one of the stances."""
        sets = self._sources.get(stances)
        if sets is None:
            sets = self._by_concept(stances)
        found = 0
        for concept in concepts:
            if concept in sets:
                found |= sets[concept]
        return found

    def below_any(self, concepts: tuple[str, ...], stances: tuple[Stance, ...] = ANY_STANCE) -> PassageSet:
        """Passages that something lends any of the concepts to."""
        return self.lent(self.mentioned_any(concepts, stances))

    def lent(self, named: PassageSet) -> PassageSet:
        """What `led` finds for these passages, kept."""
        if not named & self._leads:
            return 0
        found = self._lent.get(named)
        if found is None:
            found = self._lent[named] = self.led(named)
        return found

    def _by_concept(self, stances: tuple[Stance, ...]) -> dict[str, PassageSet]:
        """The passages that name each concept with one of the stances (any, if none is given)."""
        found = self._sources.get(stances)
        if found is None:
            sources = sorted((self._spoken[one] for one in stances or self._spoken if one in self._spoken), key=len)
            found = dict(sources.pop()) if sources else {}
            for sets in sources:
                for concept, passages in sets.items():
                    found[concept] = found[concept] | passages if concept in found else passages
            self._sources[stances] = found
        return found

    @cached_property
    def _spoken(self) -> dict[Stance, dict[str, PassageSet]]:
        """The passages that name each concept, by the author's stance; all in one pass over the mentions."""
        groups: dict[Stance, dict[tuple[str, ...], set[int]]] = {}
        hollow = self.subject.facts.hollow
        for concepts, _, _, _, _, passage, _, standing, stance in self.subject.facts.mentions:
            if standing in _SPEAKING and passage not in hollow:
                groups.setdefault(stance, {}).setdefault(concepts, set()).add(passage)
        found: dict[Stance, dict[str, PassageSet]] = {}
        for stance, grouped in groups.items():
            sets = found[stance] = {}
            for concepts, passages in grouped.items():
                named = self._set(passages)
                for concept in concepts:
                    sets[concept] = sets[concept] | named if concept in sets else named
        return found

    def company(self, company: str, window: Window, stances: tuple[Stance, ...] = ANY_STANCE) -> PassageSet:
        """Passages that have `company` (a concept, `number`, `number:<dimension>`, `sentence`) within the window."""
        key = (company, window, stances)
        found = self._company.get(key)
        if found is None:
            found = self._company[key] = self.widened(self._having(company, stances), window)
        return found

    def _having(self, company: str, stances: tuple[Stance, ...]) -> PassageSet:
        head, _, dimension = company.partition(":")
        if head == NUMBER:
            return self.numbers(dimension or None)
        return self.sentences if company == SENTENCE else self.mentioned(company, stances)

    @cached_property
    def sentences(self) -> PassageSet:
        """Passages that are said in a sentence: they have a word that a row of catchwords has not."""
        source = self.subject.document.source
        return self._set(
            passage.index for passage in self._passages if _FUNCTION_WORD.search(source, passage.start, passage.end)
        )

    def company_any(self, companies: Iterable[str], window: Window) -> PassageSet:
        found = 0
        for company in companies:
            found |= self.company(company, window)
        return found

    def numbers(self, dimension: str | None = None) -> PassageSet:
        """Passages, headings included, that hold a quantity of the dimension, or of any."""
        found = self._numbers.get(dimension)
        if found is None:
            subject = self.subject
            quantities = subject.facts.quantities if dimension is None else subject.quantities_of.get(dimension, ())
            speaking = self.standing(*sorted(_SPEAKING))
            found = self._set(quantity.passage for quantity in quantities) & speaking & ~self._hollow
            self._numbers[dimension] = found
        return found

    def widened(self, passages: PassageSet, window: Window) -> PassageSet:
        """The passages that have one of `passages` within their window."""
        if window == "passage" or not passages:
            return passages
        if window == "near":
            return passages | self.led(passages) | self._beside(passages)
        sections = self._section_sets
        found = 0
        for section in {self._passages[passage].section for passage in members(passages)}:
            found |= sections[section]
        return found

    def led(self, passages: PassageSet) -> PassageSet:
        """The passages that one of `passages` introduces."""
        leads = passages & self._leads
        if not leads:
            return 0
        led_by = self.subject.led_by
        narrow: list[int] = []
        found = 0
        for lead in members(leads):
            if len(led_by[lead]) <= self._narrow:
                narrow.extend(led_by[lead])
                continue
            if lead not in self._wide:
                self._wide[lead] = self._set(led_by[lead])
            found |= self._wide[lead]
        return found | self._set(narrow) if narrow else found

    def section(self, section: int) -> PassageSet:
        """The passages in a section's own lines, its heading included."""
        return self._section_sets.get(section, 0)

    def worded(self, words: int) -> PassageSet:
        """Passages of at least so many words of their own."""
        found = self._worded.get(words)
        if found is None:
            found = self._worded[words] = self._set(i for i, count in enumerate(self.word_counts) if count >= words)
        return found

    def standing(self, *standings: Standing) -> PassageSet:
        """Passages that stand in prose, list, table, …"""
        found = self._standing.get(standings)
        if found is None:
            found = self._standing[standings] = self._set(
                passage.index for passage in self._passages if passage.standing in standings
            )
        return found

    @cached_property
    def substance(self) -> PassageSet:
        return self.standing(*sorted(SUBSTANCE)) & ~self._hollow

    @cached_property
    def _hollow(self) -> PassageSet:
        return self._set(self.subject.facts.hollow)

    @cached_property
    def word_counts(self) -> tuple[int, ...]:
        """The words of each passage; a number or a path counts as one."""
        source = self.subject.document.source
        return tuple(len(_WORD.findall(source, passage.start, passage.end)) for passage in self._passages)

    def span(self, passage: int, strength: float) -> Span:
        """A whole passage as evidence; kept, as many rules cite the same passage."""
        piece = self._passages[passage]
        return self._spans.setdefault((passage, strength), Span(piece.start, piece.end, piece.lines, strength))

    def spans(self, *tiers: tuple[float, PassageSet]) -> tuple[Span, ...]:
        """Evidence from sets with their strengths, strongest first; no passage twice, at most MAX_SPANS."""
        found: list[Span] = []
        seen = 0
        for strength, passages in tiers:
            rest = passages & ~seen
            while rest:
                lowest = rest & -rest
                key = lowest.bit_length() - 1, strength
                found.append(self._spans.get(key) or self.span(*key))
                if len(found) == MAX_SPANS:
                    return tuple(found)
                rest ^= lowest
            seen |= passages
        return tuple(found)

    def _beside(self, passages: PassageSet) -> PassageSet:
        return ((passages << 1) & ~self._firsts & self._all) | ((passages & ~self._firsts) >> 1)

    @cached_property
    def _all(self) -> PassageSet:
        return (1 << len(self._passages)) - 1

    @cached_property
    def _firsts(self) -> PassageSet:
        """The first passage of each section."""
        return self._set(passage.index for passage in self._passages if self._opens_section(passage))

    def _opens_section(self, passage: Passage) -> bool:
        return passage.index == 0 or self._passages[passage.index - 1].section != passage.section

    @cached_property
    def _leads(self) -> PassageSet:
        return self._set(self.subject.led_by)

    @cached_property
    def _section_sets(self) -> dict[int, PassageSet]:
        grouped: dict[int, list[int]] = {}
        for passage in self._passages:
            grouped.setdefault(passage.section, []).append(passage.index)
        return {section: self._range(passages[0], passages[-1]) for section, passages in grouped.items()}

    @staticmethod
    def _range(first: int, last: int) -> PassageSet:
        return ((1 << (last - first + 1)) - 1) << first

    def _set(self, passages: Iterable[int]) -> PassageSet:
        if not self._narrow:
            found = 0
            for passage in passages:
                found |= 1 << passage
            return found
        field = bytearray(len(self._passages) // 8 + 1)
        for passage in passages:
            field[passage >> 3] |= 1 << (passage & 7)
        return int.from_bytes(field, "little")
