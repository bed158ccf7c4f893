"""Numbers in words: words and the place of the first come in, the number and the place behind it go out.

"twenty-three thousand", "two hundred and seventy-six", "three point two", "a million two hundred thousand".
"""

from __future__ import annotations

from reviewer.facts.numbers import SCALE_WORDS, WORDS
from reviewer.facts.words import Words

_HUNDRED, _TEN = 100, 10
_MOST_WORDS = 12


def read_spelled(words: Words, index: int, last: int) -> tuple[float, int]:
    """The number that begins with the word at `index`, which is one of a number; `last` is the word after its passage.

    "thousand" and the like count once where nothing stands before them: "a thousand".
    """
    reader = _Reader(words, index, min(last, index + _MOST_WORDS))
    reader.read()
    return reader.total + reader.current, reader.at


class _Reader:
    def __init__(self, words: Words, first: int, last: int) -> None:
        self._words = words
        self._first = first
        self._last = last
        self.at = first
        self.total = 0.0
        self.current = 0.0
        self._least = float("inf")

    def read(self) -> None:
        while self._follows(self.at):
            word = self._words.words[self.at]
            if word in SCALE_WORDS:
                if not self._scale(SCALE_WORDS[word]):
                    return
            elif word == "and":
                if not self._joins():
                    return
            elif word == "point":
                if not self._fraction():
                    return
                continue
            elif not self._add(WORDS.get(word)):
                return
            self.at += 1

    def _follows(self, at: int) -> bool:
        """Whether the word at `at` stands right behind the one before it, with a blank or a hyphen between."""
        if at >= self._last:
            return False
        between = self._words.plain[self._words.ends[at - 1] : self._words.starts[at]] if at > self._first else ""
        return not between.strip(" -\n")

    def _add(self, value: float | None) -> bool:
        """Take in ones, teens and tens where they may go on with what stands before."""
        if value is None or value >= _HUNDRED:
            return False
        rest = self.current % _HUNDRED
        begins = (
            self.at == self._first or (self.current == 0 and value >= 1) or (rest == 0 and self.current >= _HUNDRED)
        )
        if not begins and not (rest >= 2 * _TEN and rest % _TEN == 0 and 1 <= value < _TEN):
            return False
        self.current += value
        return True

    def _scale(self, scale: float) -> bool:
        if scale == _HUNDRED:
            if self.current >= _HUNDRED:
                return False
            self.current = (self.current or 1.0) * scale
            return True
        if self.current == 0 and self.total:
            self.total *= scale  # "a thousand million"
            return True
        if scale >= self._least:
            return False
        self.total += (self.current or 1.0) * scale
        self.current, self._least = 0.0, scale
        return True

    def _joins(self) -> bool:
        """Whether "and" stands within a number: "two hundred and seventy", not "two servers and three disks"."""
        before = self._words.words[self.at - 1]
        value = WORDS.get(self._words.words[self.at + 1]) if self.at + 1 < self._last else None
        return before in SCALE_WORDS and value is not None and 1 <= value < _HUNDRED and self._follows(self.at + 1)

    def _fraction(self) -> bool:
        """Take in the digits behind a point, if there are any: "three point two five"."""
        at, part = self.at + 1, 0.1
        while self._follows(at) and 0 < WORDS.get(self._words.words[at], 0.0) < _TEN and part > 1e-4:
            value = float(WORDS[self._words.words[at]])
            if not value.is_integer():
                break
            self.current += value * part
            at, part = at + 1, part / _TEN
        if at == self.at + 1:
            return False
        self.at = at
        return True
