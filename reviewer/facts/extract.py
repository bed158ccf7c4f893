"""Facts of a document: what comes in is a document and a vocabulary, what goes out is everything that rules ask for."""

from __future__ import annotations

from reviewer.facts.architecture import read_architecture
from reviewer.facts.estimates import find_estimates
from reviewer.facts.hollow import hollow_passages
from reviewer.facts.mentions import find_mentions
from reviewer.facts.operations import read_operations
from reviewer.facts.places import Places
from reviewer.facts.quantities import find_quantities
from reviewer.facts.schema import read_schema
from reviewer.facts.source_line import sources_of
from reviewer.facts.words import read_words
from reviewer.model.document import Document
from reviewer.model.facts import Facts
from reviewer.model.vocabulary import Vocabulary


def extract(document: Document, vocabulary: Vocabulary) -> Facts:
    """The facts of `document`, read with the names of `vocabulary`. Pure, and linear in the document's length."""
    words = read_words(document.source)
    sources = sources_of(document)
    places = Places(document)
    mentions = find_mentions(document, vocabulary, words, places)
    quantities = find_quantities(document, words, places)
    return Facts(
        mentions=mentions,
        quantities=quantities,
        estimates=find_estimates(document, words, quantities),
        architecture=read_architecture(document),
        operations=read_operations(document, sources),
        schema=read_schema(document, sources),
        unread=document.unread,
        hollow=hollow_passages(document, words, mentions),
    )
