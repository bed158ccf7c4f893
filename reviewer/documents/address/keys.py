"""Keys: a few words and a text in, where the text has one of them out, in one pass that costs next to nothing.

What an expression cannot do without is looked for here first: most documents hold none of it.
"""

from __future__ import annotations

from functools import cached_property

from ahocorasick_rs import AhoCorasick

_FEW = 6
"""So many words are sooner looked for one by one."""


class Keys:
    """Words to look for as they are, inside of other words too; ready when the first text comes."""

    def __init__(self, *words: str) -> None:
        self._words = words

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words, store_patterns=False)

    def within(self, text: str) -> bool:
        """Whether a text has one of the words."""
        if len(self._words) <= _FEW:
            return any(word in text for word in self._words)
        return bool(self._automaton.find_matches_as_indexes(text))

    def starts(self, text: str) -> list[int]:
        """Where the words begin, in the order of the text; of two that overlap the one that ends first."""
        return [start for _, start, _ in self._automaton.find_matches_as_indexes(text)]
