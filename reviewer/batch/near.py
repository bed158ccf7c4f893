"""Answers that are nearly the same. In: texts, one by one. Out: pairs, with the share of what they have in common.

Each text leaves a sketch of fixed size: the smallest hash of its sequences of five words in each of 128 buckets. Two
sketches agree in about as many buckets as the texts have sequences in common. Only texts that agree in all buckets of
a band are compared, so that the work stays linear; nothing is compared text by text.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

BUCKETS = 128
_EMPTY = 0xFFFFFFFF
_WORDS = 5
_BAND = 4
"""Buckets in a band: with 32 bands of four, a pair that shares 60 % is met with 99 %, one of 20 % with 5 %."""

_MOST_IN_A_BAND = 40
"""Of more texts that agree in a band each is compared with its next ones only: they are all of one origin anyway."""

ALIKE = 0.6
"""The share of common word sequences from which a pair is reported. Answers to one question written apart reach 0.1."""

_WORD = re.compile(r"\w+")
Sketch = bytes
"""The buckets one after the other, four bytes each: ten thousand of them fit into 5 MB."""

_FORM = struct.Struct(f"<{BUCKETS}I")
_NOTHING = b"\xff" * 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers and the share, 0 to 1, of the word sequences of both that stand in both."""

    first: str
    second: str
    share: float


def sketch(text: str) -> Sketch:
    """The sketch of a text; all empty for one of fewer than five words."""
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text.casefold())]
    joined, checksum = b" ".join(words), zlib.crc32
    starts = [0, *accumulate([len(word) + 1 for word in words])]
    buckets = [_EMPTY] * BUCKETS
    for start, after in zip(starts, starts[_WORDS:], strict=False):
        # A checksum's bits are not mixed well enough to be taken apart as they are.
        value = checksum(joined[start : after - 1]) * 0x9E3779B1 & _EMPTY
        low = value << 7 & _EMPTY
        if low < buckets[value >> 25]:
            buckets[value >> 25] = low
    return _FORM.pack(*buckets)


def packed(buckets: Sketch) -> str:
    return base64.b64encode(buckets).decode()


def unpacked(text: str) -> Sketch:
    return base64.b64decode(text)


def share(one: Sketch, other: Sketch) -> float:
    """The estimated share of common sequences, 0 to 1."""
    buckets = zip(_FORM.unpack(one), _FORM.unpack(other), strict=True)
    filled = [(a, b) for a, b in buckets if a != _EMPTY or b != _EMPTY]
    return sum(a == b for a, b in filled) / len(filled) if filled else 0.0


def near_pairs(sketches: Mapping[str, Sketch], least: float = ALIKE) -> list[Pair]:
    """The pairs that share at least `least`, the most alike first; the order of the answers changes nothing."""
    found = {pair: share(sketches[pair[0]], sketches[pair[1]]) for pair in set(_candidates(sketches))}
    pairs = [Pair(*pair, round(alike, 2)) for pair, alike in found.items() if alike >= least]
    return sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second))


def _candidates(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    for at in range(0, 4 * BUCKETS, 4 * _BAND):
        alike: dict[Sketch, list[str]] = defaultdict(list)
        for name in sorted(sketches):
            band = sketches[name][at : at + 4 * _BAND]
            if band.count(_NOTHING) <= _BAND // 2:
                alike[band].append(name)
        for names in alike.values():
            yield from _pairs(names)


def _pairs(names: list[str]) -> Iterable[tuple[str, str]]:
    reach = len(names) if len(names) <= _MOST_IN_A_BAND else 2
    for index, first in enumerate(names):
        for second in names[index + 1 : index + 1 + reach]:
            yield first, second
