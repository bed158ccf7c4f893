"""Mentions of a document: its words and a vocabulary come in, the places that name a concept go out."""

from __future__ import annotations

from reviewer.facts.matcher import compile_matcher
from reviewer.facts.places import Places
from reviewer.facts.stance import Stances
from reviewer.facts.words import Words
from reviewer.model.document import Document, Passage
from reviewer.model.facts import Mention
from reviewer.model.vocabulary import Vocabulary


def find_mentions(document: Document, vocabulary: Vocabulary, words: Words, places: Places) -> tuple[Mention, ...]:
    """Every place of a passage that names a concept, in the order of the text, with the author's stance to it."""
    matcher = compile_matcher(vocabulary)
    stances = Stances(document, words, places)
    mentions: list[Mention] = []
    begun, ended = -1, -1
    passage: Passage | None = None
    # What `Mention(...)` does, without a call in between: a document has thousands.
    made, add = tuple.__new__, mentions.append
    for start, end, concepts, form in matcher.match(words):
        if start != begun or end != ended:
            begun, ended = start, end
            passage = places.passage_at(start, end)
            if passage is not None:
                index, section, standing, lines = passage.index, passage.section, passage.standing, passage.lines
                stance = stances.of(start, passage)
                if lines[0] != lines[1]:
                    lines = document.lines_of(start, end)
        if passage is not None:
            add(made(Mention, (concepts, form, start, end, lines, index, section, standing, stance)))
    return tuple(mentions)
