"""How the author stands to what is named: what comes in is a document with its words, what goes out is a stance.

The section decides first ("Non-goals"), then the line that leads in ("Out of scope:"), then the clause ("no cache"),
then whether the passage only asks. Everything else is asserted.
"""

from __future__ import annotations

from bisect import bisect_left

from reviewer.facts.clauses import find_cues, reached
from reviewer.facts.places import Places
from reviewer.facts.words import BARRIERS, Words, by_first_word, fold, word_set
from reviewer.model.document import Document, Passage, Section, Standing
from reviewer.model.facts import Stance

_OUT_OF_SCOPE_TITLES = by_first_word(
    (
        "non goals", "non goal", "no goals", "anti goals", "not goals", "not a goal", "out of scope", "non scope",
        "outside of scope", "outside the scope", "not in scope", "beyond scope", "beyond the scope", "exclusions",
        "non requirements", "not covered", "not included", "do not cover", "don't cover", "will not cover",
        "won't cover", "will not build", "won't build", "not building", "won't do", "will not do", "not supported",
        "not considered", "left out",
    )
)  # fmt: skip
"""A title or lead-in that holds one of these puts what follows out of scope."""

_REJECTED_TITLES = by_first_word(
    (
        "why not", "options not taken", "not chosen", "not taken", "ruled out", "decided against", "other options",
        "other approaches", "other designs", "other solutions", "approaches not", "alternatives considered",
        "considered alternatives", "alternatives not",
    )
)  # fmt: skip
"""A title or lead-in that holds one of these names alternatives that were not taken."""

_ALTERNATIVES = word_set("alternative alternatives rejected discarded dismissed abandoned")

_BESIDE_ALTERNATIVES = word_set(
    """
    considered other possible approach approaches design designs solution solutions option options optional proposal
    proposals implementation implementations idea ideas architecture architectures and the we that explored
    evaluated prior art for of to
    """
)
"""What a title may hold beside those to be about what was not taken ("Trade-offs and alternatives" is not)."""

_TAKEN = word_set("chosen selected recommended preferred accepted adopted proposed")
"""A title under rejected alternatives that holds one of these is about the one that was taken."""

_BOTH = frozenset(("goals", "goal", "scope", "requirements", "included"))
"""Before the cue, these make a title about both ("Goals and non-goals"): then its parts say which is which."""

_LONGEST_LEAD_IN = 10
"""Words of a lead-in at most; longer ones are sentences about something else."""

_NO_CLAUSES: frozenset[Standing] = frozenset({"code", "diagram", "front_matter"})
"""Where "not" belongs to a program and not to its author."""


class Stances:
    """The stances of a document, read once: by section, by passage, by word."""

    def __init__(self, document: Document, words: Words, places: Places) -> None:
        self._document = document
        self._words = words
        self._sections = _section_stances(document)
        self._lead_ins: dict[int, Stance | None] = {}
        self._whole: dict[int, Stance | None] = {}
        self._asked = _asked(document)
        self._marked = self._mark(places)
        self._marks = sorted(self._marked)

    def of(self, start: int, passage: Passage) -> Stance:
        """The stance to what is named at `start` (an offset) in `passage`."""
        index = passage.index
        if index not in self._whole:
            self._whole[index] = self._of_whole(passage)
        stance = self._whole[index]
        if stance is not None:
            return stance
        return self._marked.get(self._words.index_around(start)) or self._asked.get(index, "asserted")

    def _of_whole(self, passage: Passage) -> Stance | None:
        """The stance to all that a passage names; None where it differs from word to word."""
        placed = self._place(passage)
        if placed is not None:
            return placed
        first = bisect_left(self._marks, self._words.index_around(passage.start))
        if first < len(self._marks) and self._marks[first] <= self._words.index_around(passage.end):
            return None
        return self._asked.get(passage.index, "asserted")

    def _place(self, passage: Passage) -> Stance | None:
        """The stance that the section or a lead-in gives. A title is not subject to itself, only to those above it."""
        section = self._document.sections[passage.section]
        if passage.standing != "heading":
            return self._sections[section.index] or self._read_leads(passage)
        if section.parent is None or self._sections[section.index] is None:
            return None
        return self._sections[section.parent]

    def _read_leads(self, passage: Passage) -> Stance | None:
        for index in passage.leads:
            lead = self._document.passages[index]
            if lead.standing == "heading":
                return None
            if index not in self._lead_ins:
                self._lead_ins[index] = _lead_in_stance(self._document.text(lead))
            if self._lead_ins[index] is not None:
                return self._lead_ins[index]
        return None

    def _mark(self, places: Places) -> dict[int, Stance]:
        """The words that a cue reaches, by index; where two do, the first."""
        marked: dict[int, Stance] = {}
        words = self._words
        for start, end, reach in find_cues(words.words):
            passage = places.passage_at(words.starts[start], words.ends[end - 1])
            if passage is None or passage.standing in _NO_CLAUSES:
                continue
            first, last = words.index_at(passage.start), words.index_at(passage.end)
            for index, stance in reached(words.words, first, last, (start, end, reach)):
                marked.setdefault(index, stance)
        return marked


def _section_stances(document: Document) -> list[Stance | None]:
    """The stance of each section: of its own title, else of the section above."""
    stances: list[Stance | None] = []
    for section in document.sections:
        above = stances[section.parent] if section.parent is not None else None
        stances.append(_within(section, above))
    return stances


def _within(section: Section, above: Stance | None) -> Stance | None:
    words = fold(section.title)
    if above == "rejected" and not _TAKEN.isdisjoint(words) and "not" not in words:
        return None
    return above or title_stance(section.title)


def title_stance(title: str) -> Stance | None:
    """The stance that a title gives to what stands under it, None where it gives none."""
    words = tuple(word for word in fold(title) if word[0] not in BARRIERS and not word.isdigit())
    out = _position(words, _OUT_OF_SCOPE_TITLES)
    if out is not None:
        return None if _BOTH.intersection(words[:out]) else "out_of_scope"
    if _position(words, _REJECTED_TITLES) is not None:
        return "rejected"
    if not _ALTERNATIVES.isdisjoint(words) and _BESIDE_ALTERNATIVES.issuperset(set(words) - _ALTERNATIVES):
        return "rejected"
    return None


def _lead_in_stance(text: str) -> Stance | None:
    """The stance of a lead-in: a short line that ends in a colon, or a short label without a sentence's end."""
    bare = text.strip(" \t\r\n*_`#>-+")
    if not bare or bare[-1] in ".!?;" or len(bare) > 120 or len(fold(bare)) > _LONGEST_LEAD_IN:
        return None
    return title_stance(bare)


def _position(words: tuple[str, ...], phrases: dict[str, list[tuple[str, ...]]]) -> int | None:
    """Where the first of `phrases` begins in `words`."""
    for at, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if words[at : at + len(phrase)] == phrase:
                return at
    return None


def _asked(document: Document) -> dict[int, Stance]:
    """The passages that ask and are not answered in the same block or below."""
    parents = {lead for passage in document.passages for lead in passage.leads[:1]}
    asked: dict[int, Stance] = {}
    open_block: int | None = None
    for passage in reversed(document.passages):
        asks = passage.standing not in ("heading", "code", "diagram") and _ends_asking(document, passage)
        if not asks:
            open_block = passage.block
        elif open_block != passage.block and passage.index not in parents:
            asked[passage.index] = "question"
    return asked


def _ends_asking(document: Document, passage: Passage) -> bool:
    tail = document.source[max(passage.start, passage.end - 12) : passage.end]
    return tail.rstrip(" \t\r\n*_`\"')”’").endswith("?")
