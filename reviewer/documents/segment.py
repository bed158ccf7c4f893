"""Whether the lines of a block are one wrapped text or notes of their own: line spans in, groups of spans out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reviewer.documents.lines import Span

_ARROW = re.compile(r"->|=>|→|⇒|<-|~=")
_NOTE = re.compile(r"(?:->|=>|→|⇒|[-*+•–—] |\(?(?:\d{1,2}|[a-z])\) |[a-z]\. |[`\w./-]{1,24}\s?:\s|[`\w ]{1,24} [=~≈] )")
_SUM = re.compile(r"\s[=~≈]\s*[\d~(]")
_STOPS = (".", "?", "!", "。", "！", "？", "…", ".)", '."', ".”", ".*", ".**")
_NARROWEST_WRAP = 50
_USUAL_WRAP = 72
_FULL_SHARE = 0.6
_LONG_LINE = 60
_LEAST_BROKEN = 40
"""Where authors break lines by sense, a clause shorter than this is rather a note of its own."""


def segments(source: str, spans: Sequence[Span]) -> list[list[Span]]:
    """Group the lines of a paragraph: lines of one group are one text that the author's editor wrapped."""
    if len(spans) == 1:
        return [list(spans)]
    texts = [source[start:end] for start, end in spans]
    wrapped = _is_wrapped(texts)
    closed = texts[-1].endswith(_STOPS)
    groups = [[spans[0]]]
    for (before, here), span in zip(pairwise(texts), spans[1:], strict=True):
        if not _hard_break(source, groups[-1][-1][1]) and _joins(before, here, wrapped=wrapped, closed=closed):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _is_wrapped(texts: Sequence[str]) -> bool:
    """Greedy filling leaves a trace: the next line's first word would not have fitted on the line before."""
    width = max(map(len, texts))
    if width < _NARROWEST_WRAP:
        return False
    if 2 * sum(1 for text in texts if _ARROW.search(text) or _NOTE.match(text) or _SUM.search(text)) >= len(texts):
        return False
    pairs = list(pairwise(texts))
    full = sum(1 for before, here in pairs if len(before) + 1 + len(here.split(None, 1)[0]) > width)
    if texts[-1].endswith(_STOPS):
        return full >= _FULL_SHARE * len(pairs)
    lower = sum(1 for here in texts[1:] if here[:1].islower())
    return full == len(pairs) and (len(pairs) > 2 or (width >= _USUAL_WRAP and lower == len(pairs)))


def _joins(before: str, here: str, *, wrapped: bool, closed: bool) -> bool:
    if before.endswith((":", "：")) or _ARROW.match(here):
        return False
    if wrapped:
        return True
    if _NOTE.match(here) or before.endswith((*_STOPS, ";")):
        return False
    if _ARROW.search(before) or _ARROW.search(here):
        return False
    if closed and len(before) >= _LONG_LINE:
        return True
    return len(before) >= _LEAST_BROKEN and here[:1].islower() and (closed or before.endswith((",", "(", "-")))


def _hard_break(source: str, end: int) -> bool:
    """Two spaces, a backslash or a `<br>` at the end of a line are the author's own break."""
    return (
        source.startswith("  ", end)
        or source[end - 1] == "\\"
        or source[max(0, end - 6) : end].lower().endswith(("<br>", "<br/>", "<br />"))
    )
