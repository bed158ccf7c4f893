"""How much of a document goes to each phase: a share of its words, to be read beside the framework's minutes.

The share of a phase is the words of all passages that (a) are quoted for one of its criteria or (b) stand in a section
on it, divided by the words of all passages of substance. A section is on the phase whose rules know the concepts of
its heading best; each concept counts 1 / (number of phases that use it), so that words that every phase uses decide
nothing. A heading that points to no single phase takes that of the section around it; the document's title gives none.
A passage can count for several phases, so the shares need not add up to 1. Checklists look at the whole document
from one side and get no share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import fsum

from reviewer.model.document import SUBSTANCE, Document, Lines, Passage
from reviewer.model.grade import Verdict
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

_WORD = re.compile(r"\w\S*")
"""A word is what stands between blanks and has a letter or digit in it."""


def word_shares(subject: Subject, rubric: Rubric, verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Shares of the words of substance, 0 to 1, by phase id; empty where the document has no such words."""
    document = subject.document
    words = {p.index: _words(document.text(p)) for p in document.passages if p.standing in SUBSTANCE}
    whole = sum(words.values())
    if not whole:
        return {}
    on_phase = _phase_of_sections(subject, rubric)
    cited = _cited_lines(rubric, verdicts)
    counted: Counter[str] = Counter()
    for passage in document.passages:
        if passage.index in words:
            for phase in _phases_of(passage, on_phase, cited):
                counted[phase] += words[passage.index]
    return {phase.id: counted[phase.id] / whole for phase in rubric.phases if not phase.checklist}


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _phases_of(passage: Passage, on_phase: Mapping[int, str], cited: Mapping[int, set[str]]) -> set[str]:
    phases = set().union(*(cited.get(line, ()) for line in range(passage.lines[0], passage.lines[1] + 1)))
    if passage.section in on_phase:
        phases.add(on_phase[passage.section])
    return phases


def _cited_lines(rubric: Rubric, verdicts: Iterable[Verdict]) -> dict[int, set[str]]:
    """The phases that cite a line."""
    phase_of = {criterion.id: criterion.phase for criterion in rubric.criteria}
    cited: dict[int, set[str]] = defaultdict(set)
    for verdict in verdicts:
        for lines in {item.lines for item in verdict.evidence}:
            _add(cited, lines, phase_of[verdict.criterion])
    return cited


def _add(cited: dict[int, set[str]], lines: Lines, phase: str) -> None:
    for line in range(lines[0], lines[1] + 1):
        cited[line].add(phase)


def _phase_of_sections(subject: Subject, rubric: Rubric) -> dict[int, str]:
    """The phase that each section is on, by section index; sections on none are left out."""
    named: dict[int, set[str]] = defaultdict(set)
    for mention in subject.facts.mentions:
        if mention.standing == "heading":
            named[mention.section].update(mention.concepts)
    weights = _concept_weights(_Same(rubric))
    title = _title_section(subject.document)
    found: dict[int, str] = {}
    for section in subject.document.sections:
        own = _best(named.get(section.index, set()), weights) if section.index != title else None
        around = found.get(section.parent) if section.parent is not None else None
        if phase := own or around:
            found[section.index] = phase
    return found


class _Same:
    """A rubric as a key that is equal to itself only: comparing two would take longer than what is kept saves."""

    __slots__ = ("rubric",)

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric

    def __hash__(self) -> int:
        return id(self.rubric)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rubric is self.rubric


@lru_cache(maxsize=8)
def _concept_weights(same: _Same) -> dict[str, dict[str, float]]:
    """By concept: what a mention of it says for each phase whose rules use it. Made once for a rubric."""
    rubric = same.rubric
    users: dict[str, set[str]] = defaultdict(set)
    steps = {phase.id for phase in rubric.phases if not phase.checklist}
    for criterion in rubric.criteria:
        if criterion.phase in steps:
            for rule in criterion.rules.values():
                for concept in rule.concepts():
                    users[concept].add(criterion.phase)
    return {concept: dict.fromkeys(phases, 1 / len(phases)) for concept, phases in users.items()}


def _best(concepts: Iterable[str], weights: Mapping[str, Mapping[str, float]]) -> str | None:
    """The one phase that these concepts say most for; None where they name none or two equally."""
    votes: dict[str, list[float]] = defaultdict(list)
    for concept in concepts:
        for phase, weight in weights.get(concept, {}).items():
            votes[phase].append(weight)
    ranked = sorted(((fsum(given), phase) for phase, given in votes.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _title_section(document: Document) -> int | None:
    """The section whose heading is the document's title: the first one, where no other has its rank or a higher one."""
    headed = [section for section in document.sections if section.level]
    if not headed or any(section.level <= headed[0].level for section in headed[1:]):
        return None
    return headed[0].index
