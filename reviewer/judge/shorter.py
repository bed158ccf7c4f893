"""A shorter call. In: a request that was too long for its model. Out: the same call with an excerpt of the document.

How long a prompt may be is not known before a provider refuses one, so the second try takes half the room of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.judge.requests import opening, requests, risk_request
from reviewer.model.document import Lines
from reviewer.model.judgement import JudgeOptions, Request
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

_MOST_RANGES = 6


@dataclass(frozen=True, slots=True)
class Shorter:
    """A request, and the ranges of lines that it does not show."""

    request: Request
    left_out: tuple[Lines, ...]


def shorter(request: Request, subject: Subject, rubric: Rubric, options: JudgeOptions) -> Shorter | None:
    """The request in half the room; None if hardly a line of the document would be left in it."""
    size_chars = sum(len(message.text) for message in request.messages)
    less = replace(options, max_input_chars=size_chars // 2)
    criteria = [rubric.criterion(one) for one in request.criteria]
    left_out = opening(subject, rubric, less, criteria or None).left_out
    hidden = sum(last - first + 1 for first, last in left_out)
    if not left_out or hidden >= subject.document.line_count:
        return None
    if not criteria:
        return Shorter(risk_request(subject, rubric, less), left_out)
    (made,) = requests(subject, rubric, less, request.criteria, request.vote)
    return Shorter(made, left_out)


def told(lines: Sequence[Lines]) -> str:
    """Ranges of lines in words, "line 3" or "lines 3-5, 9", the first few of many."""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in lines[:_MOST_RANGES]]
    more = f" and {len(lines) - _MOST_RANGES} more ranges" if len(lines) > _MOST_RANGES else ""
    one = len(lines) == 1 and lines[0][0] == lines[0][1]
    return f"{'line' if one else 'lines'} {', '.join(parts)}{more}"
