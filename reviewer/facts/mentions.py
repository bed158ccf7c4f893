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
    place = (-1, -1)
    passage: Passage | None = None
    for start, end, concepts, form in matcher.match(words):
        if (start, end) != place:
            place = (start, end)
            passage = places.passage_at(start, end)
            if passage is not None:
                stance = stances.of(start, passage)
                lines = passage.lines if passage.lines[0] == passage.lines[1] else document.lines_of(start, end)
        if passage is not None:
            where = (passage.index, passage.section, passage.standing)
            mentions.append(Mention(concepts, form, start, end, lines, *where, stance))
    return tuple(mentions)
