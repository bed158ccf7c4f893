"""Names of tables and fields: pieces of text go in, plain names come out, with whether a field is a key."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPE = (
    r"(?:n?(?:var)?char(?:acter)?(?: varying)?\d*|(?:tiny|medium|long)?text|u?int(?:eger)?\d*|"
    r"big ?int|small ?int|tiny ?int|(?:big|small)?serial|uuid|guid|time ?uuid|bool(?:ean)?|"
    r"date(?: ?time)?\d*|time"
    r"|time ?stamp(?:tz)?|float\d*|double(?: precision)?|decimal|numeric|real|number|str(?:ing)?|"
    r"json[b]?|(?:tiny|medium|long)?blob|bytes?|bytea|(?:var)?binary|enum|array|list|map|set|"
    r"object(?:_?id)?|geography"
    r"|geometry|geo(?:hash|point)|point|long|short|money|inet|counter|any|vector|bit|currency|"
    r"interval|hash ?map|dict)"
)
_TYPE = re.compile(rf"{TYPE}\b(?:\s?\(\s?[\w, ]{{1,40}}\)|\s?<[^<>]{{1,40}}>|\s?\[\]|\s?\[\d*\])?", re.I)
_KEY = re.compile(
    r"\b(?:PK|FK|primary[ _-]?key|foreign[ _-]?key|(?:partition|sharding|shard|clustering|sort|hash|"
    r"row|range|composite|document)[ _-]?key|references)\b",
    re.I,
)
_KEY_MARK = re.compile(r"^(?:\(?\s*(?:PK|FK|PRIMARY KEY|FOREIGN KEY)\s*[):,]?\s+)|^🔑\s*", re.I)
_MARKS = re.compile(r"[`*~]|^_+(?=\w)(?=[^_]*_$)")
_CUT = re.compile(r"\s*(?:[(\[{<:;=|]|=>|->|→|—|–|\s-\s|\s-$|//|--|#|,|&\w+;).*$", re.S)
_ARTICLE = re.compile(r"^(?:the|a|an|our|each|every|this|one|new)\s+", re.I)
_OPTIONAL = re.compile(r"^optional(?:ly)?\s+(?=`?[a-z]+_)")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*(?:\.\w+)*\??$")
_NO_FIELD = frozenset(
    {
        "etc",
        "and",
        "or",
        "...",
        "example",
        "index",
        "indexes",
        "indices",
        "primary key",
        "foreign key",
        "unique",
        "others",
        "so on",
    }
)
_MOST_WORDS = 4
_LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    is_key: bool = False


def is_type(text: str) -> bool:
    """Whether a text begins with the name of a data type."""
    return _TYPE.match(text.strip().strip("`*")) is not None


def says_key(text: str) -> bool:
    """Whether a text says that something is a primary, foreign or partition key."""
    return _KEY.search(text) is not None


def field_of(text: str, detail: str = "") -> Field | None:
    """A field from what names it ("PK id: int", "`user_id` (FK)", "Name (256 bytes)"); None where it names none."""
    text = " ".join(text[:_LONGEST_TEXT].split())
    marked = _KEY_MARK.match(text)
    bare = _OPTIONAL.sub("", text[marked.end() :] if marked else text, count=1)
    name = _CUT.sub("", _MARKS.sub("", bare)).strip(" .\"'?!&")
    typed = name.split(" ")
    if len(typed) > 1 and is_type(" ".join(typed[1:])) and not typed[1].istitle() and _IDENTIFIER.match(typed[0]):
        name = typed[0]
    elif len(typed) > 1 and is_type(typed[0]) and len(typed) == 2 and _IDENTIFIER.match(typed[1]) and "_" in typed[1]:
        name = typed[1]
    words = name.split(" ")
    if (
        not name
        or len(words) > _MOST_WORDS
        or len(name) > 60
        or name.lower() in _NO_FIELD
        or _is_sum(name, bare)
        or not any(char.isalpha() for char in name)
    ):
        return None
    if says_key(name):
        words = [
            word for word in words if not re.fullmatch(r"(?:PK|FK|PK/FK|primary|foreign|partition|key)", word, re.I)
        ]
        name = " ".join(words) or name
    return Field(name, marked is not None or says_key(bare) or says_key(detail))


def _is_sum(name: str, text: str) -> bool:
    """A line such as "Total: 264 bytes", which adds up the others; `total` and "Total: decimal" are fields."""
    rest = text.partition(name)[2].strip(" :-`*")
    return name in ("Total", "TOTAL", "Sum", "Subtotal", "Total Size", "Total size") and not is_type(rest)


def is_identifier(name: str) -> bool:
    """One word as a program would have it."""
    return _IDENTIFIER.match(name) is not None


def plain(text: str) -> str:
    """A name without Markdown marks, articles and trailing punctuation."""
    words = " ".join(re.sub(r"[`*\"“”]|\\", "", text[:_LONGEST_TEXT]).split())
    return _ARTICLE.sub("", words.strip(" :.-–—#")).strip()


def unique(fields: list[Field]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of fields and of keys, each once and in order."""
    names = tuple(dict.fromkeys(field.name for field in fields))
    return names, tuple(dict.fromkeys(field.name for field in fields if field.is_key))


def split_commas(text: str) -> list[str]:
    """The parts of a list with commas, stripped; commas in round brackets do not part."""
    parts: list[str] = []
    depth, start = 0, 0
    for index, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    return [part for part in [*parts, text[start:].strip()] if part]
