"""Grades on their way to a verdict: what the rules say, what a judge says, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reviewer.model.document import Lines

NotAssessed = Literal["llm_error", "reply", "budget", "unsupported", "language", "plugin"]
"""Why a grader gave no grade: the call failed, the reply could not be used, money or time ran out, its quotes are not
in the document or the rubric has no rule for it, the rules do not know the language, a plug-in failed."""

Status = Literal["graded", "not_applicable", "not_assessed"]
DecidedBy = Literal["rules", "llm", "both"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A contiguous piece of the source that supports a grade; `status` tells whether folding was needed to find it."""

    lines: Lines
    quote: str
    status: Literal["exact", "normalised"] = "exact"


@dataclass(frozen=True, slots=True)
class Grade:
    """One grader's outcome for one criterion. `level` is None unless graded; `why` says why it is not."""

    criterion: str
    status: Status
    level: str | None = None
    why: str | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleGrade(Grade):
    """What the rules say."""


@dataclass(frozen=True, slots=True)
class LLMGrade(Grade):
    """What the judge says. `confidence` is the share of votes for the level; `step` is the next step it proposes.

    `swayed_to` is what it says where it also sees the text that addresses it, if that is something else: a level or
    `not_applicable`.
    """

    confidence: float | None = None
    step: str = ""
    prompt: str = ""
    model: str = ""
    swayed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict(Grade):
    """The decided outcome of a criterion with what each grader said.

    `disagreement` is a sentence, None where they agree.
    """

    decided_by: DecidedBy | None = None
    rules: RuleGrade | None = None
    llm: LLMGrade | None = None
    disagreement: str | None = None
    step: str = field(default="")
