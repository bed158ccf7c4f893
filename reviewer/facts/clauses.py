"""What a clause denies: what comes in are words, what goes out is the stance of each word that a cue reaches.

A cue ("no", "instead of", "is not needed") reaches the noun phrase after it or the subject before it and stops where
the clause does, so that "no downtime thanks to the load balancer" leaves the load balancer alone. Where it is unclear
whether a word is reached, it is not: a design is not to lose a part for a clumsy sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reviewer.facts.words import BARRIERS, fold, word_set
from reviewer.model.facts import Stance

_Reach = Literal["phrase", "verb", "next", "nothing", "rejected", "over", "scope", "dropped", "label"]

_CUES: dict[_Reach, tuple[str, ...]] = {
    # The noun phrase that follows is denied.
    "phrase": (
        "no", "without", "lack of", "lacks", "lacking", "absence of", "neither", "nor", "avoid", "avoids", "avoiding",
        "no need for", "no need of", "no need to use", "no need to have",
        "no need to add", "free of", "removes the need for", "remove the need for", "eliminates the need for",
        "eliminate the need for",
    ),
    # A verb follows: what it takes is denied if the verb means having or using.
    "verb": (
        "not", "never", "cannot", "can't", "don't", "doesn't", "didn't", "won't", "wouldn't", "shouldn't", "mustn't",
        "needn't", "isn't", "aren't", "wasn't", "weren't", "couldn't", "haven't", "hasn't", "dont", "doesnt", "wont",
        "no need to", "no longer", "refrain from",
    ),
    "next": ("non",),
    # Words that look like a denial and are none.
    "nothing": (
        "not only", "not just", "not merely", "not simply", "not solely", "not limited to", "not without", "not unlike",
        "no matter", "no doubt", "no less than", "no fewer than", "no more than", "no later than", "no sooner",
        "no one", "no other", "no two", "not to mention", "not until", "not least", "if not", "or not", "why not",
        "can't wait", "cannot do without", "can't do without", "not null", "not equal", "not exceed", "not more than",
        "not less than", "not sure", "not clear", "don't know", "do not know", "doesn't matter", "does not matter",
    ),
    # The noun phrase that follows is what was not taken.
    "rejected": (
        "instead of", "rather than", "as opposed to", "in place of", "in lieu of", "unlike", "decided against",
        "decide against", "opted against", "chose not to use", "we rejected", "we discarded", "we dismissed",
        "we ruled out", "as an alternative to", "instead of using", "rather than using",
    ),
    "over": ("over",),
    "scope": (
        "excluding", "we exclude", "we ignore", "we will ignore", "we'll ignore", "we can ignore", "we are ignoring",
        "ignoring", "we skip", "we will skip", "we'll skip", "we leave out", "leaving out", "we omit",
    ),
    # The subject before it is what was not taken.
    "dropped": (
        "was rejected", "were rejected", "was discarded", "were discarded", "was dismissed", "were dismissed",
        "was ruled out", "were ruled out", "been rejected", "been ruled out", "rejected because", "rejected due",
        "is overkill", "are overkill", "is an overkill", "would be overkill", "would be an overkill",
    ),
    "label": (
        "out of scope", "outside of scope", "outside the scope", "outside of the scope", "beyond the scope",
        "beyond scope", "not in scope", "not part of the scope", "non goal", "non goals", "not covered", "not included",
        "not a goal",
    ),
}  # fmt: skip

_COVERING = word_set("cover covers covering discuss address addressing tackle consider include describe")
"""Verbs that, denied, put what follows out of scope ("we will not cover billing")."""

_HAVING = word_set(
    """
    use uses used using need needs needed needing require requires required requiring have has having had include
    includes including support supports supporting want wants wanting provide provides offer offers guarantee
    guarantees guaranteeing ensure ensures implement implements implementing introduce introduces introducing add
    adds adding adopt adopts choose chose chosen pick employ employs deploy deploys build building enforce enforces
    contain contains keep keeps maintain maintains make makes perform performs apply applies enable enables define
    defines specify specifies mention mentions describe describes address addresses cover covers consider considers
    discuss discusses tackle rely relies depend depends opt expect expects assume assumes account worry care deal
    involve involves come comes achieve achieves allow allows see handle handles run running do doing store
    """
)
"""Verbs whose object is what the clause denies: having, using, providing."""

_FILLERS = word_set(
    """
    a an the any our its their his her your some such to be been being have going want plan planning intend try
    really yet currently actually ever even also always still then necessarily much many too very more single longer
    at all
    """
)
"""Words between a denied verb and its object, and before it."""

_DETERMINERS = word_set("a an the any our its their his her your some such this these those")

_BEING = word_set("is are was were be been being isn't aren't wasn't weren't")

_PARTICLES = frozenset(
    {("need", "for"), ("rely", "on"), ("relies", "on"), ("depend", "on"), ("depends", "on"), ("opt", "for")}
    | {("worry", "about"), ("care", "about"), ("deal", "with"), ("come", "with"), ("comes", "with"), ("go", "into")}
    | {("account", "for"), ("dive", "into"), ("go", "with"), ("go", "for"), ("support", "for"), ("plan", "for")}
    | {("plan", "to"), ("want", "to"), ("need", "to"), ("have", "to"), ("going", "to"), ("intend", "to"), ("try", "to")}
    | {("notion", "of"), ("use", "of"), ("at", "all")}
)
"""Pairs whose second word does not end the reach of a cue."""

_STOPS = word_set(
    """
    in on at by for from to with within into onto upon thanks because if when until unless as via through that which
    who whom where whose but while so due during after before between against over under per than since whereas
    although though however hence thus therefore about across among behind except besides is are was were will would
    can could should may might must do does did has we i they it you
    """
)
"""Words that end a noun phrase or a clause."""

_RESUMING = word_set(
    """
    we it they i you this that then there use uses using add adds has have is are will can instead only so also
    therefore thus all each every our the store stores keep keeps allows makes let lets
    """
)
"""Words that, after "and", begin something new."""

_SUBJECT_STOPS = word_set(
    """
    but because so while if when that which where since whereas although though however thus therefore hence then we
    i they you it there is are was were has have had do does did will would can could should may might must use uses
    using used means
    """
)
"""Words that, read backwards, end the subject of a clause."""

_AUXILIARIES = _BEING | word_set("will would should do does has have probably")

_BEFORE_LABEL = _AUXILIARIES | word_set("considered a an also explicitly currently as this")
"""Between a subject and "out of scope"."""

_UNNEEDED = word_set(
    """
    needed required necessary used supported included provided available implemented planned present allowed desired
    wanted applicable relevant essential critical
    """
)
"""After "is not": the subject is denied."""

_UNFIT = word_set("option suitable ideal viable feasible appropriate recommended worth justified")
_GOOD = word_set("good right best great")
_FIT = word_set("fit choice option idea solution candidate match")
"""After "is not": the subject is an alternative that is not taken."""

_CHOOSING = word_set(
    """
    choose chose chosen choosing chooses prefer prefers preferred preferring pick picks picked picking favor favors
    favored favour favours favoured select selected selecting opt opted why advantage advantages
    """
)

_LONGEST_REACH = 12
_LONGEST_LIST = 48
"""Words that a noun phrase and a list of them have at most; they also bound what hostile text costs."""


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], _Reach]]]:
    """The cues by their first word, the longest first."""
    cues = [(fold(text), reach) for reach, texts in _CUES.items() for text in texts]
    found: dict[str, list[tuple[tuple[str, ...], _Reach]]] = {}
    for cue, reach in sorted(cues, key=lambda pair: -len(pair[0])):
        found.setdefault(cue[0], []).append((cue, reach))
    return found


_PHRASES = _by_first_word()


def find_cues(words: list[str]) -> Iterator[tuple[int, int, _Reach]]:
    """The cues in order, the longest at each place, as half-open ranges of words."""
    free_from = 0
    for index in [index for index, word in enumerate(words) if word in _PHRASES]:
        if index < free_from:
            continue
        for cue, reach in _PHRASES[words[index]]:
            if tuple(words[index : index + len(cue)]) == cue:
                free_from = index + len(cue)
                yield index, free_from, reach
                break


def reached(words: list[str], first: int, last: int, cue: tuple[int, int, _Reach]) -> Iterator[tuple[int, Stance]]:
    """The words that a cue reaches within the passage `first:last` (half open), each with its stance."""
    start, end, reach = cue
    if reach == "phrase":
        if words[start] == "without" and _is_needed(words, first, start, end, last):
            return
        yield from _mark(_phrase(words, end, last, gerunds=words[start] != "no"), "negated")
    elif reach == "next":
        yield from _mark(range(end, min(end + 1, last)), "negated")
    elif reach == "rejected" or (reach == "over" and _chooses(words, first, start)):
        yield from _mark(_phrase(words, end, last, gerunds=True), "rejected")
    elif reach == "scope":
        yield from _mark(_phrase(words, end, last, gerunds=False), "out_of_scope")
    elif reach == "dropped":
        yield from _mark(_subject(words, first, start), "rejected")
    elif reach == "label":
        yield from _labelled(words, first, last, start, end)
    elif reach == "verb":
        yield from _denied(words, first, last, start, end)


def _mark(indexes: Iterator[int] | range, stance: Stance) -> Iterator[tuple[int, Stance]]:
    for index in indexes:
        yield index, stance


def _denied(words: list[str], first: int, last: int, start: int, end: int) -> Iterator[tuple[int, Stance]]:
    """After "not": the object of a verb of having, the complement of "is", or the one verb itself; or the subject."""
    at = end
    while at < last and (words[at] in _FILLERS or words[at].endswith("ly")) and words[at] not in BARRIERS:
        at += 1
    if at >= last:
        return
    rest = words[at : at + 2]
    if rest[0] in _UNNEEDED:
        yield from _mark(_subject(words, first, start), "negated")
    elif rest[0] in _UNFIT or (rest[0] in _GOOD and rest[-1] in _FIT):
        yield from _mark(_subject(words, first, start), "rejected")
    elif rest[0] in _COVERING or rest in (["go", "into"], ["dive", "into"]):
        yield from _mark(_phrase(words, at + 1, last, gerunds=False), "out_of_scope")
    elif rest[0] in _HAVING:
        yield from _mark(_phrase(words, at, last, gerunds=True), "negated")
    elif words[end] in _DETERMINERS or words[end - 1] in _BEING or (start > first and words[start - 1] in _BEING):
        yield from _mark(_phrase(words, end, last, gerunds=True), "negated")
    elif rest[0][0] not in BARRIERS and rest[0] not in _STOPS:
        yield from _mark(range(end, at + 1), "negated")


def _phrase(words: list[str], at: int, last: int, *, gerunds: bool) -> Iterator[int]:
    """The words of a noun phrase from `at` on. With `gerunds`, one that means neither having nor using ends it:
    "without affecting the load balancer" says nothing against the load balancer."""
    before = ""
    for index in range(at, min(at + _LONGEST_REACH, last)):
        word = words[index]
        if word[0] in BARRIERS and not (word == "," and _is_list(words, index + 1, last)):
            return
        if word in _STOPS and (before, word) not in _PARTICLES:
            return
        if word == "and" and index + 1 < last and words[index + 1] in _RESUMING:
            return
        yield index
        if gerunds and word.endswith("ing") and word not in _HAVING:
            return
        before = word


def _is_list(words: list[str], at: int, last: int) -> bool:
    """Whether "or" closes a list of short items from `at` on, as in "no cache, queue or index"."""
    length = 0
    for word in words[at : min(at + _LONGEST_REACH, last)]:
        if word in ("or", "nor"):
            return True
        length = 0 if word == "," else length + 1
        if length > 3 or word in _STOPS or (word[0] in BARRIERS and word != ","):
            return False
    return False


def _subject(words: list[str], first: int, start: int) -> Iterator[int]:
    """The words of the subject that ends before `start`, read backwards, with the items of a list it closes."""
    at = start - 1
    while at >= first and words[at] in _AUXILIARIES:
        at -= 1
    nearest = True
    first = max(first, at - _LONGEST_LIST)
    while at >= first:
        item, at, whole = _item_before(words, first, at, nearest=nearest)
        if not (whole or nearest):
            return
        yield from item
        if not whole:
            return
        nearest = False


def _item_before(words: list[str], first: int, at: int, *, nearest: bool) -> tuple[list[int], int, bool]:
    """The words up to the comma or start before `at`, where to go on, and whether nothing but an item stood there."""
    item: list[int] = []
    while at >= first and words[at] != ",":
        word = words[at]
        ends = word[0] in BARRIERS or word in _SUBJECT_STOPS or (word in _STOPS and not nearest)
        if ends or len(item) >= (_LONGEST_REACH if nearest else 4):
            return item, at, False
        item.append(at)
        at -= 1
    return item, at - 1, True


def _labelled(words: list[str], first: int, last: int, start: int, end: int) -> Iterator[tuple[int, Stance]]:
    """ "Out of scope: billing, search" up to the end of the passage, or "billing and search are out of scope"."""
    if end < last and words[end][0] in ":-–—":
        yield from _mark(range(end + 1, min(end + _LONGEST_LIST, last)), "out_of_scope")
    elif start > first and words[start - 1][0] in ":-–—(|":
        yield from _mark(range(max(first, start - _LONGEST_LIST), start), "out_of_scope")
    elif start > first:
        at = start
        while at > first and words[at - 1] in _BEFORE_LABEL:
            at -= 1
        if at < start:
            yield from _mark(_subject(words, first, at), "out_of_scope")


def _chooses(words: list[str], first: int, start: int) -> bool:
    return any(word in _CHOOSING for word in words[max(first, start - 10) : start])


def _is_needed(words: list[str], first: int, start: int, end: int, last: int) -> bool:
    """ "Fails without a cache", "without a cache the database would drown": the author wants it."""
    before = words[max(first, start - _LONGEST_LIST) : start]
    denied_before = any(reach in ("verb", "phrase") for _, _, reach in find_cues(before))
    return denied_before or any(word in ("would", "might") for word in words[end : min(end + _LONGEST_LIST, last)])
