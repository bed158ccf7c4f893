"""The name of a table that is told beside it: headings and lead-ins go in, the name comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.facts.schema_field import plain

_THING = (
    r"(?:tables?|collections?|schemas?|entit(?:y|ies)|models?|records?|documents?|objects?|structs?|"
    r"structure|rows?|columns?|data ?models?|index|store|version|format|message|event|"
    r"info(?:rmation)?|metadata|data)"
)
_QUOTED_THING = re.compile(rf"[`*\"“]{{1,3}}(?P<name>[A-Za-z_][\w. -]{{0,50}})[`*\"”]{{1,3}}\s+{_THING}\b", re.I)
_THING_QUOTED = re.compile(
    rf"\b{_THING}\s*[:=–-]?\s*(?:named |called |"
    rf"is )?[`*\"“]{{1,3}}(?P<name>[A-Za-z_][\w. -]{{0,50}})[`*\"”]{{1,3}}",
    re.I,
)
_NAMED_THING = re.compile(
    r"\b(?:tables?|collections?|entity|model|schema|class|struct)\s*(?:[:=–-]\s*|named |called |"
    r"for (?:the |each |a |an )?)(?P<name>[A-Za-z_]\w*(?: [A-Z]\w*){0,2})",
    re.I,
)
_WORD_THING = re.compile(
    r"\b(?P<name>[A-Za-z]\w*(?:[ _-][A-Za-z]\w*)?)[ _-](?:table|collection|entity|schema|model|struct|"
    r"record|document)\b",
    re.I,
)
_ONLY_QUOTED = re.compile(r"[`*]{1,3}(?P<name>[A-Za-z_]\w*)[`*]{1,3}")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)]|[ivx]{1,4}[.)])\s+", re.I)
_FILLER = re.compile(
    r"^(?:here(?:'s|’s| is| are)|below (?:is|are)|this is|we (?:have|need|store|use|propose))\s+", re.I
)
_TAIL = re.compile(
    rf"\s*(?:\([^)]*\)|\[[^\]]*\]|\b(?:{_THING}|tables?|fields?|columns?|attributes?|properties|"
    rf"definition|layout|design|has|contains|with|stores?|consists? of)\s*[:.]?)$",
    re.I,
)
_GENERIC = re.compile(
    r"redis|s3|kafka|elasticsearch|hot|cold|"
    r"data|database|databases|db|dbs|table|tables|schema|schemas|model|models|design|entity|entities|"
    r"storage|store|sql|nosql|high|low|level|detailed|relational|the|our|a|an|and|of|for|following|"
    r"these|this|main|core|key|define|definition|definitions|basic|simple|proposed|example|examples|"
    r"column|columns|field|fields|structure|structures|record|records|collection|collections|object|"
    r"objects|domain|er|class|classes|diagram|system|application|overview|logical|physical|api|"
    r"document|documents|type|types|first|second|third|here|all|each|new|format|some|postgresql|"
    r"postgres|mysql|mongodb|cassandra|dynamodb|redis|rdbms|metadata|layer|could|would|will|like|"
    r"looks|such|list|\d+"
)
_NOT_A_TABLE = re.compile(
    r"\b(?:params?|parameters?|inputs?|returns?|response|request|requirements?|functional|goals?|api|"
    r"apis|pros|cons|advantages?|disadvantages?|notes?|steps?|features?|components?|services?|flow|"
    r"why|how|what|which|"
    r"considerations?|sharding|index(?:es|ing)?|caching|replication|partition(?:ing)?|references?|"
    r"options?|estimat\w+|total|assumptions?|actors?|relationships?|queries|trade-?offs?|scal\w+|"
    r"approach(?:es)?|keys?|"
    r"constraints?|examples?|values?|status(?:es)?|types?|ttl|patterns?|reads?|writes?|tools?|stack|databases?|"
    r"caches?|queues?|headers?|attributes?|columns?|fields?|properties)\b",
    re.I,
)
_SIGNS = re.compile(r"^[^\w`*\"“(\[]+")
_LABELLED = re.compile(r"[*_`]{0,3}[A-Z][\w ]{1,30}[*_`]{0,3}:[*_`]{0,3} +\S")
_NAMING = re.compile(rf"[*_`]*(?:\w+ )?(?:{_THING}|name)(?: \d{{1,2}})?[*_`]*:", re.I)
_BRACKETED = re.compile(r"\([^()]*\)")
_LONGEST_TITLE = 5
_LONGEST_NAME = 40


def told_name(leads: Sequence[str]) -> str | None:
    """The name of the table that headings and lead-ins speak of, nearest first; None where they name none."""
    for lead in [lead for lead in leads if not _is_remark(lead)][:3]:
        text = lead.strip()
        name = _in_sentence(text) if len(_BRACKETED.sub("", text).split()) > _LONGEST_TITLE else _in_title(text)
        if name:
            return name
    return None


def _is_remark(lead: str) -> bool:
    """Whether it is a label with what it says ("Document ID: generated"), other than that of a table."""
    return _LABELLED.match(lead) is not None and _NAMING.match(lead) is None


def title_name(title: str) -> str | None:
    """The name in a heading or label such as "3.1 Users table:"; None where it is generic ("Database schema")."""
    return _in_title(title)


def _in_sentence(text: str) -> str | None:
    for pattern in (_QUOTED_THING, _THING_QUOTED, _NAMED_THING, _WORD_THING):
        for found in pattern.finditer(text):
            name = plain(found["name"])
            if not is_generic(name):
                return name
    only = _ONLY_QUOTED.findall(text)
    return only[0] if len(only) == 1 and not is_generic(only[0]) else None


def _in_title(text: str) -> str | None:
    text = _SIGNS.sub("", text)
    quoted = (
        _QUOTED_THING.search(text)
        or _THING_QUOTED.search(text)
        or re.fullmatch(r".{0,12}?`(?P<name>\w+)`.{0,30}", text)
    )
    if quoted and not is_generic(quoted["name"]):
        return plain(quoted["name"])
    if _is_remark(text):
        return None
    name = plain(_FILLER.sub("", _NUMBER.sub("", text)))
    labelled = re.match(r"(?:table|collection|entity|model|schema|class)\s*[:–-]?\s+(?P<name>\w[\w ]*)$", name, re.I)
    if labelled and not is_generic(labelled["name"]):
        return labelled["name"]
    for _ in range(3):
        shorter = _TAIL.sub("", name).strip(" :-–")
        if shorter and not is_generic(shorter):
            name = shorter
    if len(name) > _LONGEST_NAME or len(name.split()) > 4 or is_generic(name) or _NOT_A_TABLE.search(name):
        return None
    return name


def is_generic(name: str) -> bool:
    """Whether a name says only that there is data: "Database schema", "the following tables"."""
    words = [word for word in re.split(r"[\s_/&,-]+", name.lower()) if word]
    return not words or all(_GENERIC.fullmatch(word) for word in words)


def entity_of_key(field: str) -> str | None:
    """ "filter" for "filter_id": the thing a first column is the id of."""
    found = re.fullmatch(r"(?P<name>[A-Za-z]\w*?)(?:_id|Id|ID)", field)
    return found["name"] if found and len(found["name"]) > 2 else None
