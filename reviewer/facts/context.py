"""What a number means by what stands around it: labels before it, table headers above it, letters of two meanings.

What comes in is a number among words; what goes out is the unit that a label gives it ("QPS: 10k", "| Storage (GB) |"),
or whether "5m" are minutes and "100B" bytes.
"""

from __future__ import annotations

import re

from reviewer.facts.measure import Measure
from reviewer.facts.numbers import Number
from reviewer.facts.units import MEASURES, TIMES, Unit, as_bits, measure_named, noun_named, per, singular
from reviewer.facts.words import Words, read_words, word_set

_BETWEEN = word_set(
    """
    : = | ( ) → is are of was be about around approximately approx roughly to up at least most the target limit
    total estimated expected value under than less more over below -> --> - — –
    """
)
"""Words between a label and its number."""

_LABELLED = frozenset(("users", "dau", "mau", "wau"))
"""Nouns that label the number after them ("DAU: 100M")."""

_TIMED = word_set(
    """
    timeout timeouts ttl every interval window for within after last past expire expires expiry retention latency
    delay cooldown under duration period each wait waits spent lease heartbeat
    """
)
"""Near "5m", these make it minutes."""

_SIZED = word_set(
    """
    size sized byte bytes kb mb payload header metadata record row entry field key hash id timestamp each
    """
)
"""Near "100B", these make it bytes."""

_COUNTING = word_set("number count num total quantity")

_MEMORY = word_set("memory mem heap ram xmx maxmemory")

_SIZE_TERM = re.compile(r"[0-9] ?(?:[KMGTPkmgtp]i?[Bb]|bytes?|Bytes?)\b")
_AVAILABLE = word_set("availability available uptime sla slo slas slos durability durable reliability")

_REACH = 6
_AROUND = 24
_SUM = 200
"""How far to look for a label (words), for company (words), for the other terms of a sum (characters)."""


def words_around(words: Words, start: int, first: int, last: int) -> list[str]:
    """The words near `start` within the passage `first:last`."""
    at = words.index_at(start)
    return words.words[max(first, at - _AROUND) : min(last, at + _AROUND)]


_PHRASE = 3
_ACTIVE = frozenset(("dau", "mau", "wau"))
_COUNT = Unit("", "count")


def labelled(words: Words, number: Number, first: int) -> Measure | None:
    """The unit that a label before the number gives it, within its passage, which begins at the word `first`."""
    at = words.index_at(number.start) - 1
    stop = max(first, at - _REACH)
    bracketed = False
    while at >= stop and words.words[at] in _BETWEEN:
        bracketed = bracketed or words.words[at] == ")"
        at -= 1
    if at < stop:
        return None
    if at == words.index_at(number.start) - 1:
        told = at > first and words.words[at - 1][-1:].isdigit()  # "10M DAU 5 posts"
        active = words.words[at] in _ACTIVE and number.scale and not told
        return Measure(noun_named(words.words[at]) or _COUNT, number.end) if active else None
    unit = _label(words, first, at, bracketed=bracketed)
    if unit is not None and unit.dimension == "bandwidth" and _MULTIPLIED.match(words.plain, number.end):
        return None  # "bytes/day = 4 × 86400 / 8": the label is that of the result
    return Measure(unit, number.end) if unit is not None else None


_MULTIPLIED = re.compile(r" {0,2}[×*·÷/] ?[0-9(]")


def _label(words: Words, first: int, at: int, *, bracketed: bool) -> Unit | None:
    """The unit of the label whose last word is at `at`: "QPS", "DAU", "requests per second", "(GB)", "in ms"."""
    word = words.words[at]
    before = words.words[at - 1] if at > first else ""
    slashed = at > first and "/" in words.plain[words.ends[at - 1] : words.starts[at]]
    told = any(one[-1:].isdigit() for one in words.words[max(first, at - _PHRASE) : at])  # "10 games per day: 50 * 10"
    if word in TIMES and (before == "per" or slashed) and not told:
        return per(_measured_before(words, first, at - 1 if slashed else at - 2), TIMES[word])
    if word in MEASURES and MEASURES[word].dimension == "rate":
        return MEASURES[word]
    if word in _LABELLED:
        return noun_named(word)
    behind_number = at - 2 >= first and words.words[at - 2][-1:].isdigit()  # "10^3 (KB) = …" tells its own unit
    if (bracketed and before == "(" and not behind_number) or before == "in":
        return measure_named(words.source[words.starts[at] : words.ends[at]])
    return None


def _measured_before(words: Words, first: int, at: int) -> Unit:
    """What a label tells per time: "Mbit/s", "TB per day"; a count where it names no measure."""
    name = words.source[words.starts[at] : words.ends[at]] if at >= first else ""
    unit = measure_named(name) if len(name) > 1 else None
    return as_bits(unit, name) if unit is not None and unit.dimension == "size" else Unit("", "count")


def header_unit(header: str) -> Unit | None:
    """The unit that a table's header cell gives to the bare numbers below it: "QPS", "Latency (ms)", "Requests/s"."""
    words = read_words(f"{header}: ")
    last = len(words.words) - 2
    bracketed = last > 0 and words.words[last] == ")"
    at = last - 1 if bracketed else last
    if at > 2 and words.words[at - 1] == "per" and words.words[at] not in TIMES:
        at -= 2
    label = _label(words, 0, at, bracketed=bracketed) if at >= 0 else None
    return label or (_last_word(words, at) if at > 0 else None) or _counted(words.words)


def _last_word(words: Words, at: int) -> Unit | None:
    """The unit that ends a header: "p99 ms", "Size KB"; a header that ends in "month" counts none."""
    unit = measure_named(words.source[words.starts[at] : words.ends[at]]) if len(words.words[at]) > 1 else None
    short = unit is not None and (unit.dimension == "size" or (unit.dimension == "time" and unit.factor <= 1))
    return unit if short else None


def _counted(header: list[str]) -> Unit | None:
    """What a header counts: "Servers", "Number of nodes", "Shard count"."""
    told = not _COUNTING.isdisjoint(header)
    for word in header:
        unit = noun_named(word)
        if unit is not None and (told or singular(word) != word):
            return unit
    return None


def means_minutes(words: Words, number: Number, last: int) -> bool:
    """Whether "5m" are five minutes; near nothing that says so, it is five million."""
    at = words.index_at(number.start)
    around = words.words[max(0, at - 4) : min(at + 3, last)]
    return number.value <= 1440e6 and not _TIMED.isdisjoint(around)


def means_milli(words: Words, number: Number, first: int) -> bool:
    """Whether "50m" is a share of a processor, in thousandths."""
    at = words.index_at(number.start)
    return "cpu" in words.words[max(first, at - 4) : at]


def means_memory(words: Words, number: Number, first: int) -> bool:
    """Whether "512m" are megabytes."""
    at = words.index_at(number.start)
    return not _MEMORY.isdisjoint(words.words[max(first, at - 4) : at])


_LARGEST_PART = 65_536
_PART = re.compile(
    r" (?:(?:avg|average|mean|max) )?(?:key|value|header|overhead|payload|metadata|body|id|uuid|timestamp|hash|"
    r"checksum|pointer|offset|name|title|url|text|caption|content|flag|field|string|index|entry|padding|signature|nonce|prefix|"
    r"suffix)\b(?! [a-z]+s\b)"
)
"""A part of a record, as it stands behind its size in bytes."""


def _bytes_of_a_part(number: Number) -> int | None:
    """The bytes that a number of billions ("50 B") may be instead; None where no part of a record has so many."""
    stated = number.value / 1e9
    return int(stated) if stated == int(stated) and stated <= _LARGEST_PART else None


def is_of_a_record(text: str, number: Number) -> bool:
    """Whether "50 B key" is the size of a record's part: many of them would stand in the plural."""
    return _bytes_of_a_part(number) is not None and _PART.match(text, number.end) is not None


def means_bytes(words: Words, number: Number, first: int, last: int) -> bool:
    """Whether "100B" are a hundred bytes and not a hundred billion, judged by the sum it stands in.

    A factor of another size is a count; a factor of a sum whose result is a size is itself a size.
    """
    stated = _bytes_of_a_part(number)
    if stated is None:
        return False
    start, end = words.starts[first], words.ends[last - 1]
    left, _, right = words.plain[number.end : min(end, number.end + _SUM)].partition("=")
    before = words.plain[max(start, number.start - _SUM) : number.start].rpartition("=")[2]
    if "*" in before + left or "×" in before + left or " x " in before + left:
        return not _SIZE_TERM.search(before) and not _SIZE_TERM.search(left)
    if (
        words.plain[number.end - 2] == " "
        or not _SIZED.isdisjoint(words_around(words, number.start, first, last))
        or _SIZE_TERM.search(right)
    ):
        return True
    return stated >= 8 and stated & (stated - 1) == 0


def means_percent(words: Words, number: Number, first: int, last: int) -> bool:
    """Whether a bare "99.95" is an availability."""
    return (
        99 < number.value < 100
        and not number.scale
        and not _AVAILABLE.isdisjoint(words_around(words, number.start, first, last))
    )
