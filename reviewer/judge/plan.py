"""What a review would take. In: a Subject, a Rubric, JudgeOptions, what is known, a price. Out: a Plan, without a call.

Tokens are estimated from characters, as a range that holds for English text with the tokenizers in use: 3 to 5
characters a token. The lower cost assumes that the provider has the shared beginning in its cache from the second call
on, the upper one that it never has and that every reply is long.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from reviewer.judge.kept import VerdictStore
from reviewer.judge.prices import Price
from reviewer.judge.shorter import told
from reviewer.judge.views import views
from reviewer.model.judgement import CallUsage, JudgeOptions, Request
from reviewer.model.rubric import Rubric
from reviewer.model.subject import Subject

Range = tuple[int, int]

_TOKEN_CHARS = (5, 3)
_VERDICT_TOKENS = (70, 220)
"""What one verdict takes: a short reason and quote, or everything at the schema's limits."""

_RISK_TOKENS = (300, 900)


@dataclass(frozen=True, slots=True)
class Plan:
    """Calls to make and verdicts that are there already; tokens and cost in USD as (low, high), before any re-ask."""

    calls: int
    verdicts: int
    verdicts_known: int
    document_chars: int
    prompt_chars: int
    shared_chars: int
    input_tokens: Range
    output_tokens: Range
    cost_usd: tuple[float, float] | None
    notes: tuple[str, ...] = ()

    @property
    def shared_share(self) -> float:
        """The part of the prompt text that a provider can have in its prefix cache, 0 to 1."""
        return self.shared_chars / self.prompt_chars if self.prompt_chars else 0.0


def plan(
    subject: Subject,
    rubric: Rubric,
    ids: frozenset[str],
    options: JudgeOptions,
    price: Price | None = None,
    known: Collection[str] = (),
) -> Plan:
    """What `judge` would send. `known` are the keys, of verdicts and of calls, that the replies table has."""
    keys = 0
    by_view: list[list[Request]] = []
    notes = _covered_notes(subject)
    for view in views(subject, rubric, ids, options):
        mine = view.keys()
        grading = view.calls({ballot for ballot, key in mine.items() if key not in known})
        by_view.append([call for call in (*grading, *view.risk_calls()) if call.key not in known])
        notes += view.left_out_notes(grading)
        keys += len(mine)
    low, high = (_usage(by_view, bound) for bound in (0, 1))
    wanted = [call for calls in by_view for call in calls]
    return Plan(
        calls=len(wanted),
        verdicts=keys,
        verdicts_known=keys - sum(len(call.criteria) for call in wanted),
        document_chars=len(subject.document.source),
        prompt_chars=sum(_prompt_chars(call) for call in wanted),
        shared_chars=sum(call.prefix_chars for call in wanted),
        input_tokens=(low.input_tokens, high.input_tokens),
        output_tokens=(low.output_tokens, high.output_tokens),
        cost_usd=None if price is None else (price.cost(low), price.cost(high)),
        notes=tuple(dict.fromkeys(notes)),
    )


def known_keys(
    subject: Subject, rubric: Rubric, ids: frozenset[str], options: JudgeOptions, replies: VerdictStore | None
) -> frozenset[str]:
    """The keys that a review needs and that the replies table has, for `plan`. Raises WorkError `store.*`."""
    if replies is None:
        return frozenset()
    known: frozenset[str] = frozenset()
    for view in views(subject, rubric, ids, options):
        keys = view.keys()
        verdicts = replies.find(keys.values())
        calls = view.calls({ballot for ballot, key in keys.items() if key not in verdicts})
        known |= frozenset(verdicts) | frozenset(replies.find(call.key for call in (*calls, *view.risk_calls())))
    return known


def _covered_notes(subject: Subject) -> list[str]:
    """That a document is graded twice, and why."""
    if not subject.covered:
        return []
    lines = told(subject.covered)
    if subject.cleared is None:
        return [f"Text that addresses the grader ({lines}) is all there is: the judge is not asked."]
    return [f"Text that addresses the grader ({lines}): graded with it covered, and once more with it in view."]


def _usage(by_view: list[list[Request]], bound: int) -> CallUsage:
    """Tokens of the calls of each view at the lower (0) or upper (1) bound."""
    token_chars = _TOKEN_CHARS[bound]
    shared = sum(call.prefix_chars for calls in by_view for call in calls[1:]) if bound == 0 else 0
    calls = [call for calls in by_view for call in calls]
    return CallUsage(
        input_tokens=sum(_prompt_chars(call) + len(json.dumps(call.schema)) for call in calls) // token_chars,
        cached_tokens=shared // token_chars,
        output_tokens=sum(
            _VERDICT_TOKENS[bound] * len(call.criteria) if call.criteria else _RISK_TOKENS[bound] for call in calls
        ),
        calls=len(calls),
    )


def _prompt_chars(call: Request) -> int:
    return sum(len(message.text) for message in call.messages)
