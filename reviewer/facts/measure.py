"""What a number measures or counts: what comes in is a number among words, what goes out is the unit that follows it.

"10 KB", "86400sec", "200 *average* read requests per second", "2 PB of stored content per month", "10-node cluster",
"$5", "0.02$ per GB", "3x", "four nines".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewer.facts.numbers import Number
from reviewer.facts.units import ADVERBS, MEASURES, PER, TIMES, Unit, as_bits, measure_named, noun_named, per, singular
from reviewer.facts.words import BARRIERS, Words, word_set

_PERCENT = re.compile(r"[ \u00a0]?\\?%(?![0-9A-Za-z])")
_MONEY_AFTER = re.compile(r" ?([$€£₹])(?![0-9])")
_LATEX = re.compile(r"(?:\\space\b|\\[ ,;:!]|\\(?:text|textbf|mathrm|mathit|rm)\{ ?|[ ~${}]){1,8}")
_DURATION = re.compile(
    r"[0-9]{1,4}d ?[0-9]{1,2}h\b|[0-9]{1,4}h ?[0-9]{1,2}m(?: ?[0-9]{1,2}s)?\b|[0-9]{1,4}m ?[0-9]{1,2}s\b"
)
_DURATION_PART = re.compile(r"([0-9]+)([dhms])")
_DURATION_UNITS = {letter: TIMES.get(letter, TIMES["min"]) for letter in "dhms"}
_OTHER_SIGNS = frozenset("<>^@&%\\#")

_TIME_OF_NO_BLANKS = re.compile(
    r" ?(?:[个個ヶか](?=月))?(秒|分钟|分鐘|小时|小時|時間|天|日(?![目間本期])|周|週|年|년|개월|(?<=[个個ヶか])月)"
)
_FIRST_YEAR = 1000

_SINGLE = frozenset("shdwyB")
"""Units of one letter; all but "s" and "B" must touch their number."""

_TOUCHING = frozenset(("w", "d", "h", "y", "mo", "W", "kms", "mps"))

_NO_NOUN = word_set(
    """
    per a an each every and or of in on at to for from by with is are was were be will would can could should may
    that which who than as if when then the this these those it its we our they so but because while since until
    after before during within into over under between not no has have had do does did also only about percentile vs
    via where
    """
)
"""Words that end the noun phrase after a number."""

_NOT_WORKING = frozenset(("multi", "last", "first", "next", "full", "half", "mid"))
"""Before a hyphen and a time these name nothing that works: "multi-day", "last-minute"."""

_NO_PERIOD = _NO_NOUN - {"of", "in", "for", "by", "on", "from", "to", "the", "per", "a", "an", "each", "every"}

_NOT_PLURAL = word_set(
    """
    always across towards besides perhaps sometimes this has was plus versus less thus does gives makes takes means
    works needs runs uses allows becomes goes gets sends requires returns stores exists comes keeps contains handles
    reads says lets seems yes previous various appears reaches fails starts begins finishes receives creates deletes
    applies provides includes supports waits tries leaves enters arrives crashes joins consists maps happens holds
    access success process status bias basis analysis class loss hours minutes seconds days weeks months years
    series news lens focus bonus
    """
)
"""Words that end in "s" and count nothing."""

_PER = PER | {"в"}

_COMPARED = word_set("the more higher larger greater faster slower bigger as average avg peak normal that smaller")
"""After "5 times", these make it a factor."""

_GROWING = word_set("grow grows growing growth increase increases churn yoy mom")

_LAST_OF_RADIO = 6
"""Up to here a number with a G is a kind of mobile network."""

_MULTIPLIED = re.compile(r" ?\*(?!\*) |\*(?=[A-Za-z])| ×(?: |(?=[A-Za-z]))")
"""What follows a number that multiplies a name: "2 * QPS"."""

_LONGEST_PHRASE = 6
_LONGEST_FORMULA = 400
_PREFIXES = frozenset(("kilo", "mega", "giga", "tera", "peta"))


class Measure(NamedTuple):
    """A unit with where its name ends in the source. `value` replaces the number's where the words mean another."""

    unit: Unit
    end: int
    value: float | None = None


class Tail:
    """The words after a number, up to the end of its passage."""

    def __init__(self, words: Words, first: int, last: int, start: int) -> None:
        self.words = words
        self.first = first
        self.last = last
        self.start = start

    def word(self, index: int) -> str:
        """The word at `index`, empty behind the end, at a number and at punctuation."""
        if index >= self.last:
            return ""
        word = self.words.words[index]
        return "" if word[0] in BARRIERS or word[0].isdigit() else word

    def gap(self, index: int) -> str:
        """What stands between the word at `index` and what precedes it."""
        before = self.words.ends[index - 1] if index > self.first else self.start
        return self.words.plain[before : self.words.starts[index]]

    def slashed(self, index: int) -> bool:
        return index < self.last and self.gap(index).strip(" *_`$") == "/"

    def written(self, index: int) -> str:
        return self.words.source[self.words.starts[index] : self.words.ends[index]]

    def end(self, index: int) -> int:
        return self.words.ends[index]


def read_duration(text: str, start: int) -> tuple[float, Unit, int] | None:
    """A duration in several units ("1h30m"): its number in the first of them, that unit, and where it ends."""
    duration = _DURATION.match(text, start)
    if duration is None:
        return None
    parts = [(float(count), _DURATION_UNITS[letter]) for count, letter in _DURATION_PART.findall(duration[0])]
    unit = parts[0][1]
    return sum(count * part.factor for count, part in parts) / unit.factor, unit, duration.end()


def read_measure(words: Words, number: Number, last: int, *, loose: bool) -> Measure | None:
    """The unit of `number`, None where it has none. `last` is the word after its passage.

    With `loose`, any plural may be what is counted ("200 widgets"); without, only the things a design is made of.
    """
    text = words.plain
    if percent := _PERCENT.match(text, number.end):
        return _percent(words, percent.end(), last)
    if text[number.end : number.end + 1] == "×" and not text[number.end + 1 : number.end + 3].strip()[:1].isdigit():
        return Measure(Unit("x", "factor"), number.end + 1)
    if (money := _MONEY_AFTER.match(text, number.end)) and not _closes_formula(text, number.start, money.end()):
        return _with_period(words, MEASURES[money[1]], money.end(), last, "")
    if number.run:
        return _touching(words, number, last)
    if not text[number.end : number.end + 2].isascii() and (time := _without_blanks(text, number)):
        return time
    at = number.end + 1 if text[number.end : number.end + 1] == "+" else number.end
    if "\\" in text[at : at + 2] and (latex := _LATEX.match(text, at)):
        at = latex.end()
    if _MULTIPLIED.match(text, at) and text[number.start - 1 : number.start] != "*":
        return None
    tail = Tail(words, words.index_at(at), last, at)
    if tail.first < last and words.words[tail.first] in ("nines", "9s") and 1 <= number.value <= 15:
        return Measure(MEASURES["%"], tail.end(tail.first), value=100 - 10 ** (2 - number.value))
    if not tail.word(tail.first) or not _OTHER_SIGNS.isdisjoint(tail.gap(tail.first)):
        return None
    return _worked(tail) or _named(tail) or _counted(tail, plain=number.plain, loose=loose)


def _worked(tail: Tail) -> Measure | None:
    """A length of time that several work for together: "46,080 GPU-hours", "800 task-min/day"."""
    if not _is_worked(tail, tail.first) or tail.gap(tail.first).strip(" *_`"):
        return None
    unit, behind = TIMES[tail.word(tail.first + 1)], tail.first + 2
    period = _period(tail, behind, 1)
    return Measure(per(unit, *period[:2]), period[2]) if period else Measure(unit, tail.end(tail.first + 1))


def _is_worked(tail: Tail, at: int) -> bool:
    """Whether a noun and a time stand there with a hyphen between them: "GPU-hours", but not "kilowatt-hours"."""
    noun, time = tail.word(at), tail.word(at + 1)
    known = noun.isalpha() and len(noun) > 1 and noun not in MEASURES and noun not in _NO_NOUN | _NOT_WORKING
    return known and len(time) > 1 and time in TIMES and tail.gap(at + 1) == "-"


def _without_blanks(text: str, number: Number) -> Measure | None:
    """The length of time in a script without blanks: "7年", "30 天"; "2024年" is a date and "第3天" one of several."""
    found = _TIME_OF_NO_BLANKS.match(text, number.end)
    dated = found is not None and found[1] == "年" and number.value >= _FIRST_YEAR
    if found is None or dated or text[number.start - 1 : number.start] in ("第", "月"):
        return None
    return Measure(TIMES[found[1]], found.end())


def _closes_formula(text: str, start: int, end: int) -> bool:
    """Whether the "$" before `end` closes a formula that another one opened on the same line."""
    if text[end : end + 1] == "$" or "$" in text[max(0, start - 24) : start]:
        return True
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_FORMULA) : start]
    return "\\" in line and line.count("$") % 2 == 1


def _touching(words: Words, number: Number, last: int) -> Measure | None:
    """Letters that touch the number: "10KB", "24h", "3x", "365days"."""
    end = number.end + len(number.run)
    if number.run in ("x", "X"):
        following = words.plain[end : end + 3].lstrip(" ")
        return None if following[:1].isdigit() else Measure(Unit("x", "factor"), end)
    unit = measure_named("GB" if number.run == "G" and number.value > _LAST_OF_RADIO else number.run)
    if unit is not None:
        return _with_period(words, unit, end, last, number.run)
    noun = noun_named(number.run.lower()) if len(number.run) > 2 else None
    if noun is None or words.plain[end : end + 1].isdigit():
        return None
    tail = Tail(words, words.index_at(end), last, end)
    period = _period(tail, tail.first, 4)
    return Measure(per(noun, *period[:2]), period[2]) if period else Measure(noun, end)


def _with_period(words: Words, unit: Unit, end: int, last: int, name: str) -> Measure:
    tail = Tail(words, words.index_at(end), last, end)
    period = _period(tail, tail.first, _LONGEST_PHRASE) if unit.dimension in ("size", "money") else None
    if period is None:
        return Measure(unit, end)
    time, count, period_end = period
    if time.name == "s":
        unit = as_bits(unit, name)
    return Measure(per(unit, time, count), period_end)


def _percent(words: Words, end: int, last: int) -> Measure:
    """A percent; told per time, or of growth by an adverb of time, it is a growth."""
    tail = Tail(words, words.index_at(end), last, end)
    unit = MEASURES["%"]
    period = _period(tail, tail.first, 1)
    if period is not None:
        return Measure(per(unit, *period[:2]), period[2])
    around = words.words[max(0, tail.first - 6) : min(tail.first + 4, last)]
    for index in range(tail.first, min(tail.first + 2, last)):
        word = tail.word(index)
        if (word in ADVERBS or word in ("yoy", "mom")) and not _GROWING.isdisjoint(around):
            return Measure(per(unit, TIMES[ADVERBS.get(word, "month" if word == "mom" else "year")]), tail.end(index))
    if tail.word(tail.first) in ("year", "month") and tail.word(tail.first + 1) == "over":
        return Measure(per(unit, TIMES[tail.word(tail.first)]), tail.end(min(tail.first + 2, last - 1)))
    return Measure(unit, end)


def _named(tail: Tail) -> Measure | None:
    """A measuring unit after a blank or hyphen: "10 ms", "64-bit", "35,000/second"."""
    name = tail.written(tail.first)
    if tail.slashed(tail.first):
        period = _period(tail, tail.first, 1)
        return Measure(per(Unit("", "count"), *period[:2]), period[2]) if period else None
    if name in ("x", "X"):
        multiplies = tail.first + 1 < tail.last and not tail.word(tail.first + 1)
        return None if multiplies else Measure(Unit("x", "factor"), tail.end(tail.first))
    if name.lower() == "times" and tail.word(tail.first + 1) in _COMPARED:
        return Measure(Unit("x", "factor"), tail.end(tail.first))
    if name in _TOUCHING or (len(name) == 1 and name not in "sB"):
        return None
    unit = measure_named(name)
    if unit is None and name.lower() in _PREFIXES and (unit := measure_named(name + tail.word(tail.first + 1))):
        return _with_period(tail.words, unit, tail.end(tail.first + 1), tail.last, name)  # "10 giga bytes"
    if unit is None:
        return None
    if unit.dimension == "percent":
        return _percent(tail.words, tail.end(tail.first), tail.last)
    return _with_period(tail.words, unit, tail.end(tail.first), tail.last, name)


def _counted(tail: Tail, *, plain: bool, loose: bool) -> Measure | None:
    """A noun phrase: what it counts, and per what time."""
    first = tail.first + 2 if (tail.word(tail.first), tail.word(tail.first + 1)) == ("or", "more") else tail.first
    head, unit = _head(tail, first, loose=loose)
    gap = tail.gap(tail.first)
    if gap.strip() == "-" or "\n" in gap:
        head, unit = first, noun_named(tail.word(first))
    if unit is None:
        reach = 1 if plain and not _is_slashed(tail, first) else 3
        period = _period(tail, first, 1) or _period(tail, first, reach)
        return Measure(per(Unit("", "count"), *period[:2]), period[2]) if period else None
    if unit.dimension == "rate":
        return Measure(unit, tail.end(head))
    daily = next((ADVERBS[tail.word(at)] for at in range(first, head) if tail.word(at) in ADVERBS), None)
    if daily is not None and unit.dimension != "users":
        return Measure(per(unit, TIMES[daily]), tail.end(head))
    period = _period(tail, head + 1, 4)
    return Measure(per(unit, *period[:2]), period[2]) if period else Measure(unit, tail.end(head))


def _is_slashed(tail: Tail, at: int) -> bool:
    """Whether a noun and a time stand there with a stroke between them: "83,333 notif/sec"."""
    noun, time = tail.word(at), tail.word(at + 1)
    return noun.isalpha() and len(noun) > 2 and len(time) > 1 and time in TIMES and tail.slashed(at + 1)


def _head(tail: Tail, first: int, *, loose: bool) -> tuple[int, Unit | None]:
    """The head of a noun phrase: its first plural, else the last thing it names, as in "status change / day"."""
    known: tuple[int, Unit | None] = (first, None)
    for index in range(first, min(first + _LONGEST_PHRASE, tail.last)):
        word = tail.word(index)
        if not word or word in _NO_NOUN or (index > first and tail.slashed(index)):
            break
        if word[0] == "x" and word[1:2].isdigit():
            break  # "4 x 10^4 x300 bytes"
        if word == "times" and index + 1 < tail.last and tail.words.words[index + 1][0].isdigit():
            break
        unit = noun_named(word) or (MEASURES[word] if word in MEASURES and MEASURES[word].dimension == "rate" else None)
        if unit is None and word in _NOT_PLURAL:
            break
        if unit is not None and (unit.dimension != "count" or singular(word) != word):
            return index, unit
        if unit is not None and index <= first + 3:
            known = index, unit
        elif word == "active" and tail.word(index - 1) in ADVERBS and tail.word(index + 1) not in ("users", "user"):
            known = index, noun_named("user")
        elif loose and index <= first + 2 and _is_plural(word) and known[1] is None:
            if tail.written(index)[0].isupper() and _is_plural(tail.word(index + 1)):
                continue
            return index, Unit(singular(word), "count")
        elif _is_plural(word):
            break
    return known


def _is_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and word.isalpha()
        and not word.endswith(("ss", "us", "is", "ous"))
        and word not in _NOT_PLURAL
    )


def _period(tail: Tail, at: int, reach: int) -> tuple[Unit, float, int] | None:
    """The time that a quantity is told by, within `reach` words from `at`: unit, how many of it, where it ends."""
    for index in range(at, min(at + reach, tail.last)):
        word = tail.word(index)
        if not word:
            return None
        if tail.slashed(index) and _divides(tail, index + 1):
            return None  # "20 billion views / seconds in a day" divides by a number
        if tail.slashed(index) and (word in TIMES or word == "m") and tail.written(index) != "W":  # "R/W" is no week
            return TIMES.get(word, TIMES["min"]), 1.0, tail.end(index)
        if word in _PER or (word in ("a", "an", "p") and index == at):
            told = _time_after(tail, index + 1)
            if told is not None:
                return told
        elif word in ADVERBS and index == at:
            return TIMES[ADVERBS[word]], 1.0, tail.end(index)
        elif word in _NO_PERIOD:
            return None
    return None


def _divides(tail: Tail, at: int) -> bool:
    """Whether the words at `at` tell how many of a time another one has: "in a day"."""
    return tail.word(at) in ("in", "per") and tail.word(at + 1) in ("a", "an", "one") and tail.word(at + 2) in TIMES


def _time_after(tail: Tail, index: int) -> tuple[Unit, float, int] | None:
    """ "second", "5 minutes"."""
    count = 1.0
    if index < tail.last and (digits := tail.words.words[index]).isdigit() and len(digits) < 4:
        count, index = float(digits) or 1.0, index + 1
    word = tail.word(index)
    if _is_worked(tail, index):
        return TIMES[tail.word(index + 1)], count, tail.end(index + 1)
    return (TIMES[word], count, tail.end(index)) if word in TIMES else None
