"""How a name may be spelled: what comes in is one form of a vocabulary, what goes out are its spellings as words.

A spelling is text as `words.Words.text` holds it: lower-case words with single blanks between them.
"""

from __future__ import annotations

from reviewer.facts.words import fold, word_set

_PREFIXES = ("auto", "micro", "multi", "geo", "anti", "cross", "inter", "fail", "pre", "non", "semi", "web", "load")
"""First parts that authors write apart, hyphened or in one word alike."""

_SMALL = word_set("a an and as at be by every for if in into is it may no not of on or per so the to")
"""First words that never grow together with the next one ("so that", "in order to")."""

_VOWELS = frozenset("aeiou")

_SPELLINGS = (("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("izer", "iser"))
"""American and British endings."""


def spellings(form: str, *, plural: bool) -> list[str]:
    """All spellings of `form`: apart and in one word, with both endings of "-ize", and if asked in such plurals as
    add more than an ending ("proxies", "points of failure"); `plural_ending` is for the others."""
    words = fold(form)
    if not any(word[0].isalnum() for word in words):
        return []
    found = [" ".join(words)]
    if len(words) == 1:
        if words[0].startswith(_PREFIXES):
            found += _parted(words[0])
    elif len(words) <= 3 and words[0] not in _SMALL:
        found += _joined(words)
    if plural and (found[0].endswith(("y", "ex", "ix")) or "of" in words):
        found += [more for spelling in found for more in _plurals(spelling)]
    if "iz" in found[0]:
        found += _british(found)
    return found


def plural_ending(form: str) -> str:
    """What a form takes in the plural: "s", "es", or nothing where it has none of these."""
    if not form[-1:].isalpha():
        return ""
    if form.endswith(("ss", "us", "x", "z", "ch", "sh")):
        return "es"
    return "" if form.endswith("s") or _ends_in_ies(form) else "s"


def _joined(words: tuple[str, ...]) -> list[str]:
    """ "load balancer" in one word, as diagrams and camel case have it."""
    joined = "".join(words)
    return [joined] if len(joined) >= 6 and joined.isalpha() else []


def _parted(word: str) -> list[str]:
    """ "autoscaling" in two words."""
    return [
        f"{prefix} {word[len(prefix) :]}"
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) >= len(prefix) + 4
    ]


def _plurals(spelling: str) -> list[str]:
    """The last word in "-ies" or "-ices", and the head of "single point of failure" in any plural."""
    found = []
    if _ends_in_ies(spelling):
        found.append(f"{spelling[:-1]}ies")
    elif spelling.endswith(("ex", "ix")):
        found.append(f"{spelling[:-2]}ices")
    head, of, rest = spelling.partition(" of ")
    if of:
        heads = f"{head[:-1]}ies" if _ends_in_ies(head) else head + plural_ending(head)
        found.append(f"{heads}{of}{rest}")
    return found


def _ends_in_ies(name: str) -> bool:
    return name.endswith("y") and name[-2:-1] not in _VOWELS


def _british(found: list[str]) -> list[str]:
    return [
        spelling.replace(american, british)
        for spelling in found
        for american, british in _SPELLINGS
        if american in spelling
    ]
