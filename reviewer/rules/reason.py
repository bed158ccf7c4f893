"""What a rule found, in one sentence for a reader."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.model.grade import Evidence
from reviewer.model.rubric import Criterion

_MOST_NAMED = 3
"""More finds than this are not listed one by one."""


def reason_for(found: Sequence[str], evidence: Sequence[Evidence]) -> str:
    """ "Found 'token bucket' with a number on line 40." from what the match names and where its quotes stand."""
    named = _without_repeats(found)[:_MOST_NAMED]
    what = _listed(named) if named else "what was asked for"
    return f"Found {what}{_where(evidence)}."


def _without_repeats(found: Sequence[str]) -> list[str]:
    """Each find once, and none that another one tells as a part of it ("'a' with 'b'" tells "'b'")."""
    named = list(dict.fromkeys(found))
    return [one for one in named if not any(one != other and one in other for other in named)]


def nothing_for(criterion: Criterion) -> str:
    """The sentence for a criterion whose rules found nothing."""
    return f"Nothing found on {_inside_sentence(criterion.title)}."


def _where(evidence: Sequence[Evidence]) -> str:
    lines = sorted({item.lines[0] for item in evidence})
    if not lines:
        return ""
    return f" on line {lines[0]}" if len(lines) == 1 else f" on lines {_listed([str(line) for line in lines])}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _inside_sentence(title: str) -> str:
    """A title as it reads in the middle of a sentence: "Rate limiting" → "rate limiting", "CDN" stays."""
    plain_word = title[1:2].islower()
    return title[:1].lower() + title[1:] if plain_word else title
