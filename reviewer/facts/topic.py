"""What a block is about, by the headings and lead-ins above it: a document goes in, topics by block come out.

Two topics matter to the readers of operations and schema: "api" (the interface that the design offers) and "data"
(what it stores).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reviewer.model.document import Document

Topic = Literal["api", "data"]

_API = re.compile(
    r"\b(?:apis?|end ?-?points?|interfaces?|routes?|rpcs?|grpc|rest(?:ful)?|graphql|web ?socket|"
    r"service definitions?|proto(?:buf| ?buffers?)?|operations|swagger|open ?api|"
    r"methods)\b(?!\s*(?:gateways?|"
    r"servers?|keys?|layer|rate|limit\w*|throttl\w*|clients?|security|auth\w*|latency|calls?|traffic|"
    r"requests?|tier|nodes?|hosts?|monitor\w*|metrics|version\w*|cost\w*|response times?|errors?))",
    re.I,
)
_DATA = re.compile(
    r"\b(?:data ?-?(?:models?|bases?|schemas?|design|structures?|types?|definitions?|entities|"
    r"formats?|layout)|db(?:s| (?:design|schema|model|tables?))?|schemas?|tables?|entit(?:y|ies)|"
    r"models?|collections?"
    r"|storage (?:schema|model|design|format)|structs?|proto(?:buf| ?buffers?)?|records?|columns?|"
    r"object models?|domain|erd?|ddl|documents?|sql|nosql|fields|row structure)\b"
    r"(?!\s*(?:gateways?|choice|selection|sharding|partition\w*|scaling|replication|index\w*|servers?|"
    r"layer|size|calls?))",
    re.I,
)
_DATA_TITLE = re.compile(
    r"^[\W\d]*(?:(?:the )?data|storage|data (?:storage|stores?|layer)|data and (?:storage|stores?)|storage and data|"
    r"persistence|(?:what|data) (?:we|is|to be) stored?|what is (?:stored|kept))[\W\d]*$",
    re.I,
)
"""Titles that are about data as a whole; within a longer title these words say little."""
_SURELY_DATA = re.compile(
    r"\b(?:tables?|schemas?|collections?|data ?models?|entit(?:y|ies)|structs?|data ?structures?|columns)\b", re.I
)
_NO_API = re.compile(r"\b(?:why|how (?:do|does|can|to)|comparison|trade-?offs?|versus|vs\.?|pros|cons)\b", re.I)
_REMARK = re.compile(r"[\s>*_`]{0,6}(?:note|notice|tip|hint|warning|caution|important|purpose)[*_`]{0,3}\s?:", re.I)
_LONGEST_LEAD = 160
_LONGEST_TITLE = 8  # words; a longer lead-in is a sentence


@dataclass(frozen=True, slots=True)
class Setting:
    """What leads to a block: `leads` are the texts of headings and lead-ins, nearest first."""

    topics: frozenset[Topic]
    leads: tuple[str, ...]


_NOWHERE = Setting(frozenset(), ())


class Settings:
    """The settings of all blocks of a document; each lead is looked at once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._first: dict[int, tuple[int, ...]] = {}
        for passage in document.passages:
            self._first.setdefault(passage.block, passage.leads)
        self._topics: dict[int, frozenset[Topic]] = {}
        self._by_leads: dict[tuple[int, ...], Setting] = {}

    def of(self, block: int) -> Setting:
        """The setting of a block by its index."""
        leads = self._first.get(block)
        if not leads:
            return self._of_section(block)
        known = self._by_leads.get(leads)
        if known is None:
            topics: frozenset[Topic] = frozenset().union(*map(self._topics_of, leads))
            known = self._by_leads[leads] = Setting(topics, tuple(map(self._text, leads)))
        return known

    def _of_section(self, block: int) -> Setting:
        """The setting of a block without passages: that of its headings."""
        section = self._document.sections[self._document.blocks[block].section]
        titles: list[str] = []
        while section.level:
            titles.append(section.title)
            if section.parent is None:
                break
            section = self._document.sections[section.parent]
        if not titles:
            return _NOWHERE
        return Setting(frozenset(topic for title in titles for topic in topics_of(title)), tuple(titles))

    def _topics_of(self, lead: int) -> frozenset[Topic]:
        known = self._topics.get(lead)
        if known is None:
            known = self._topics[lead] = topics_of(self._text(lead))
        return known

    def _text(self, lead: int) -> str:
        passage = self._document.passages[lead]
        return self._document.source[passage.start : min(passage.end, passage.start + _LONGEST_LEAD)]


def topics_of(title: str) -> frozenset[Topic]:
    """The topics that a heading or lead-in names; a remark names none."""
    if _REMARK.match(title):
        return frozenset()
    found: set[Topic] = set()
    if _API.search(title) and not _NO_API.search(title):
        found.add("api")
    if (_DATA if len(title.split()) <= _LONGEST_TITLE else _SURELY_DATA).search(title) or _DATA_TITLE.match(title):
        found.add("data")
    return frozenset(found)
