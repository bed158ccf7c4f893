"""A rubric's own words in a document: a Document and a Rubric in, the passages that repeat the rubric out.

Whoever hands in the questions, the advice or the examples of the rubric has not designed anything. A passage repeats
the rubric if most of its words stand in it in runs of RUN words; a list of the criteria's titles repeats it as well. A
sentence or two may agree by chance, so that less than LEAST_PASSAGES of them are let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reviewer.model.document import SUBSTANCE, Document
from reviewer.model.rubric import Criterion, Rubric

RUN = 5
"""Words in a row that two authors hardly choose alike."""
LEAST_WORDS = 6
"""Shorter passages may agree by chance."""
MOST_REPEATED = 0.6
"""The share of a passage's words from which on it repeats the rubric."""
LEAST_PASSAGES = 5
"""Fewer passages that repeat the rubric are a coincidence."""
MOST_TITLES = 10
"""So many passages that are nothing but a title are the rubric's table of contents."""

_WORD = re.compile(r"[^\W_]+")

Run = tuple[str, ...]


def echoes(document: Document, rubric: Rubric) -> frozenset[int]:
    """The indexes of the passages that repeat the rubric."""
    runs, titles = _runs_and_titles(_Key(rubric))
    repeated: set[int] = set()
    titled: set[int] = set()
    for passage in document.passages:
        if passage.standing in SUBSTANCE:
            words = _words(document.text(passage))
            if words in titles:
                titled.add(passage.index)
            if len(words) >= LEAST_WORDS and _share(words, runs) >= MOST_REPEATED:
                repeated.add(passage.index)
    found = titled if len(titled) >= MOST_TITLES else set()
    return frozenset(found | repeated if len(repeated) >= LEAST_PASSAGES else found)


class _Key:
    """A rubric that compares by its hash and its criteria (it may be a part of the whole), so that what is made of it
    is made once."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.same = (rubric.hash, *(criterion.id for criterion in rubric.criteria))

    def __hash__(self) -> int:
        return hash(self.same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.same == self.same


@lru_cache(maxsize=8)
def _runs_and_titles(key: _Key) -> tuple[frozenset[Run], frozenset[Run]]:
    rubric = key.rubric
    texts = [*rubric.conventions, *(text for one in rubric.criteria for text in _texts(one))]
    titles = [*(phase.title for phase in rubric.phases), *(criterion.title for criterion in rubric.criteria)]
    return frozenset(run for text in texts for run in _runs(_words(text))), frozenset(map(_words, titles))


def _texts(criterion: Criterion) -> Iterator[str]:
    yield from (criterion.ask, criterion.why, criterion.advice, criterion.probe)
    yield from criterion.levels.values()
    yield from criterion.conventions
    yield from (example.text for example in criterion.examples)


def _words(text: str) -> Run:
    return tuple(_WORD.findall(text.lower()))


def _runs(words: Run) -> Iterator[Run]:
    return zip(*[words[at:] for at in range(RUN)], strict=False)


def _share(words: Run, runs: frozenset[Run]) -> float:
    """The share of the words that stand in a run of the rubric."""
    if runs.isdisjoint(_runs(words)):
        return 0.0
    found = bytearray(len(words))
    for start, run in enumerate(_runs(words)):
        if run in runs:
            found[start : start + RUN] = b"\1" * RUN
    return sum(found) / len(words)
