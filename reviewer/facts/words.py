"""A text as words: what comes in is source text, what goes out is its words with their places in it.

Markdown marks, markup and addresses of links vanish, so that "**load**\\n balancer" reads as two words side by side.
Hyphens, underscores, slashes and dots inside a compound part words ("auto-scaling", "node.js" are two words each);
other punctuation stays as a word of its own, since no name and no clause reaches across it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import accumulate

from reviewer.facts.separators import with_points

_LETTER = r"[^\W_]"

_WORD = re.compile(
    # One class stands first, as that is searched for fastest; what follows looks back at it.
    r"""[^\s_*`\#~<>/"&%$@^\\'’](?:"""
    rf"(?<={_LETTER}){_LETTER}*(?:['’](?:t|re|ve|ll|d|m)(?!{_LETTER})|\+\+|\#(?!{_LETTER}))?"
    r"|(?<=[,;:!?()\[\]{}|=+→⇒←…—])"
    rf"|(?<=\.)(?!{_LETTER})|(?<=-)(?:-*>|-+)|(?<=\s[-–])(?=\s))"
)

_MARKUP = re.compile(
    r"https?://[^\s)>\]]+"  # bare addresses
    r"|\]\([^()\s]*\)?"  # targets of links and images
    r"|</?(?:br|b|i|u|s|em|strong|code|p|div|span|a|img|sup|sub|small|kbd|pre|details|summary|font|center)\b[^<>\n]*>"
    r"|&[a-z]{2,8};|&#[0-9]{1,6};"
    r"|'s\b|’s\b"  # a possessive does not hide the word that owns
)

_WIDE = str.maketrans("，；：。、（）％＝～", ",;:.,()%=~")
"""Signs of Chinese and Japanese texts, and what they are here."""

_WIDE_SIGN = re.compile("[，；：。、（）％＝～]")

_CAMEL = re.compile(r"[A-Z](?:(?<=[a-z0-9][A-Z])|[A-Z][a-z]{2})")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+")

BARRIERS = frozenset(",;:!?()[]{}|=+→⇒←…—.-–")
"""First characters of words that are punctuation."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, lower case, with their half-open places in the source.

    `plain` is the source with markup and addresses of links blanked, and its numbers and signs as English writes them,
    character for character.
    `text` holds the words with one blank before, between and after them; word `i` begins at `offsets[i]` in it.
    """

    source: str
    plain: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    text: str
    offsets: list[int]

    def index_at(self, offset: int) -> int:
        """The index of the first word that begins at or after a source offset."""
        return bisect_right(self.starts, offset - 1)

    def index_around(self, offset: int) -> int:
        """The index of the last word that begins at or before a source offset, -1 where there is none."""
        return bisect_right(self.starts, offset) - 1


def word_set(words: str) -> frozenset[str]:
    """A table of words written as one text."""
    return frozenset(words.split())


def read_words(source: str) -> Words:
    """The words of `source`. Linear in its length."""
    plain = _MARKUP.sub(_blank, source.replace("İ", "I"))
    if not plain.isascii() and _WIDE_SIGN.search(plain):
        plain = plain.translate(_WIDE)
    plain = with_points(plain)
    spans = [match.span() for match in _WORD.finditer(plain)]
    lower = plain.lower().replace("’", "'")
    if len(lower) == len(plain) and "Σ" not in plain:
        words = [lower[start:end] for start, end in spans]
    else:  # the lower case of some letters is longer, or depends on what stands beside them
        words = [plain[start:end].lower().replace("’", "'") for start, end in spans]
    return _words(source, plain, words, spans)


def fold(text: str) -> tuple[str, ...]:
    """The words of a short text, such as a form of a vocabulary, as `read_words` would give them."""
    lowered = text.lower()
    if lowered.replace(" ", "").isalnum():
        return tuple(lowered.split())
    return tuple(read_words(text).words)


def by_first_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """A table of phrases by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(map(fold, phrases), key=len, reverse=True):
        table.setdefault(phrase[0], []).append(phrase)
    return table


def take_apart(words: Words, whole: Container[str]) -> Words:
    """The words in camel case taken apart ("userCache" is "user", "cache"), with a barrier after each.

    Words of `whole` are names as they are ("NoSQL") and stay out, as do words with other letters than those of English.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    done = -1
    for match in _CAMEL.finditer(words.plain):
        index = bisect_right(words.starts, match.start()) - 1
        if index <= done or match.start() >= words.ends[index] or words.words[index] in whole:
            continue
        done = index
        humps = list(_HUMP.finditer(words.source, words.starts[index], words.ends[index]))
        if sum(hump.end() - hump.start() for hump in humps) < words.ends[index] - words.starts[index]:
            continue  # letters that no hump has would be lost
        parts += [hump[0].lower() for hump in humps] + ["|"]
        spans += [hump.span() for hump in humps] + [(words.ends[index], words.ends[index])]
    return _words(words.source, words.plain, parts, spans)


def _words(source: str, plain: str, words: list[str], spans: list[tuple[int, int]]) -> Words:
    return Words(
        source=source,
        plain=plain,
        words=words,
        starts=[start for start, _ in spans],
        ends=[end for _, end in spans],
        text=f" {' '.join(words)} ",
        offsets=list(accumulate([len(word) + 1 for word in words], initial=1))[:-1],
    )


def _blank(match: re.Match[str]) -> str:
    """As many blanks; a superscript becomes the power that it is, so that 10<sup>9</sup> stays a number."""
    return "^".rjust(len(match[0])) if match[0] == "<sup>" else " " * len(match[0])
