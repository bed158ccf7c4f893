"""Sentences: a span of prose in, the spans of its sentences out, in linear time.

A boundary is `.`, `?`, `!` or `…` with closing quotes and white space after it, unless what stands before is an
abbreviation, an initial or the number of a list item; the full-width marks of Chinese and Japanese need no space.
"""

from __future__ import annotations

import re

from reviewer.documents.lines import Span

_CANDIDATE = re.compile(r"[.?!…][\"')\]»”’*_`]{0,4}\s|[。！？]+[」』”’）)]{0,2}")
_GAP = re.compile(r"[\s>]*")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“*_`]+\Z")
_ABBREVIATIONS = frozenset({
    "e.g", "i.e", "eg", "ie", "vs", "cf", "ca", "approx", "incl", "excl", "resp", "aka", "a.k.a", "al", "dr", "mr",
    "mrs", "ms", "prof", "inc", "ltd", "corp", "st", "viz", "w.r.t", "esp", "z.b", "d.h", "u.a", "bzw", "ggf",
    "evtl", "inkl", "sog", "zzgl", "p.ex", "par.ex", "ej", "p.ej", "sr", "sra", "т.е", "т.к", "т.н", "напр", "см",
    "рис", "стр", "тыс", "млн", "млрд", "гг",
})  # fmt: skip
_BEFORE_NUMBER = frozenset({
    "no", "nr", "nos", "fig", "figs", "eq", "sec", "ch", "vol", "p", "pp", "art", "v", "ver", "ref", "min", "max",
})  # fmt: skip
_LOOK_BACK = 24


def sentences(source: str, start: int, end: int) -> list[Span]:
    """The sentences of `source[start:end]`, trimmed, in order, none empty."""
    found: list[Span] = []
    begin = start
    for match in _CANDIDATE.finditer(source, start, end):
        at = match.start()
        gap = _GAP.match(source, match.end(), end)
        follow = gap.end() if gap else match.end()
        if follow >= end:
            break
        if source[at] in ".…" and not _ends_sentence(source, begin, at, follow):
            continue
        found.append((begin, _trim_end(source, begin, match.end())))
        begin = follow
    found.append((begin, _trim_end(source, begin, end)))
    return [span for span in found if span[1] > span[0]]


def _ends_sentence(source: str, begin: int, at: int, follow: int) -> bool:
    following = source[follow]
    if following.islower() or following in ",;:)]}":
        return False
    before = _WORD_BEFORE.search(source[max(begin, at - _LOOK_BACK) : at])
    word = before.group() if before else ""
    if len(word) == 1 and word.isalpha() and word.isupper() and following.isupper():
        return False
    if word.isdigit() and len(word) <= 2 and at - len(word) == begin:
        return False
    folded = word.lower()
    return folded not in _ABBREVIATIONS and not (folded in _BEFORE_NUMBER and following.isdigit())


def _trim_end(source: str, start: int, end: int) -> int:
    while end > start and source[end - 1].isspace():
        end -= 1
    return end
