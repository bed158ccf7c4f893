"""Mentions of a document: its words and a vocabulary come in, the places that name a concept go out."""

from __future__ import annotations

from reviewer.facts.matcher import match
from reviewer.facts.places import Places
from reviewer.facts.stance import Stances
from reviewer.facts.words import Words
from reviewer.model.document import Document, Passage
from reviewer.model.facts import Mention
from reviewer.model.vocabulary import Vocabulary


def find_mentions(document: Document, vocabulary: Vocabulary, words: Words, places: Places) -> tuple[Mention, ...]:
    """Every place of a passage that names a concept, in the order of the text, with the author's stance to it."""
    stances = Stances(document, words, places)
    mentions = []
    place = (-1, -1)
    passage: Passage | None = None
    for start, end, concept, form in match(words, vocabulary):
        if (start, end) != place:
            place = (start, end)
            passage = places.passage_at(start, end)
            stance = stances.of(start, passage) if passage is not None else "asserted"
        if passage is None:
            continue
        first, last = passage.lines
        mentions.append(
            Mention(
                concept=concept,
                form=form,
                start=start,
                end=end,
                lines=passage.lines if first == last else document.lines_of(start, end),
                passage=passage.index,
                section=passage.section,
                standing=passage.standing,
                stance=stance,
            )
        )
    return tuple(mentions)
