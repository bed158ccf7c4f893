"""The result: everything a reader or a program needs to know of one review, readable without the document.

Frozen pydantic models whose JSON is the public format (`reviewer schema review`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reviewer.model.facts import EstimateVerdict
from reviewer.model.finding import Severity
from reviewer.model.grade import DecidedBy, Status
from reviewer.model.subject import Kind

LineRange = tuple[int, int]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class DocumentInfo(_Frozen):
    """The reviewed document. `kind_guessed` is true where the caller did not say the kind; `path` is the file as it
    was named, where it was one."""

    name: str
    path: str | None = None
    sha256: str
    line_count: int
    language: str
    kind: Kind
    kind_guessed: bool = False
    words: int = 0


class RubricInfo(_Frozen):
    id: str
    version: str
    hash: str
    title: str = ""


class PhaseScore(_Frozen):
    """A phase's score 0–100 (null where nothing was assessed), its share of assessed weight, and the pacing:
    the framework's minutes beside the share of the document's words that stand under its topics."""

    id: str
    title: str
    score: float | None
    coverage: float
    weight: float
    minutes: int | None = None
    word_share: float | None = None


class EvidenceItem(_Frozen):
    lines: LineRange
    quote: str
    status: Literal["exact", "normalised"]


class RulesSaid(_Frozen):
    """What the rules said; `level` is null where they gave no grade, for the reason `why`."""

    level: str | None
    lines: list[LineRange] = Field(default_factory=list)
    why: str | None = None


class LLMSaid(_Frozen):
    level: str | None
    confidence: float | None = None
    why: str | None = None
    reason: str = ""


class MadeBy(_Frozen):
    engine: str
    prompt: str | None = None
    model: str | None = None


class GradeItem(_Frozen):
    """The outcome of one criterion. `gain` is what the next level would add to the score, 0–100."""

    criterion: str
    phase: str
    title: str
    status: Status
    level: str | None
    weight: float = 1.0
    gain: float = 0.0
    bonus: bool = False
    decided_by: DecidedBy | None = None
    why: str | None = None
    reason: str = ""
    advice: str = ""
    probe: str = ""
    evidence: list[EvidenceItem] = Field(default_factory=list)
    rules: RulesSaid | None = None
    llm: LLMSaid | None = None
    disagreement: str | None = None
    made_by: MadeBy


class LiftItem(_Frozen):
    """A step that lifts the score: reaching `next_level` on `criterion` adds `gain` points."""

    criterion: str
    title: str = ""
    gain: float
    next_level: str
    step: str


class FindingItem(_Frozen):
    rule: str
    severity: Severity
    message: str
    lines: LineRange
    fingerprint: str
    suppressed: str | None = None


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


class AmountItem(_Item):
    value: float
    unit: str


class InputItem(_Item):
    lines: LineRange
    value: float
    unit: str


class EstimateItem(_Item):
    """A stated result and what comes out when the sum is re-done, both in the unit of `stated`."""

    lines: LineRange
    text: str
    stated: AmountItem
    expected: AmountItem | None
    verdict: EstimateVerdict
    inputs: list[InputItem]
    operation: str


class Usage(_Frozen):
    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    replies_reused: int = 0


class Review(_Frozen):
    """One review. `bounds` holds the score with everything not assessed at worst and at best; `estimates` are the
    sums of the document, re-done."""

    schema_version: Literal["1"] = "1"
    document: DocumentInfo
    rubric: RubricInfo
    profile: str
    score: float | None
    coverage: float
    bounds: tuple[float, float]
    band: str | None
    supports: str | None
    phases: list[PhaseScore]
    grades: list[GradeItem]
    lift: list[LiftItem]
    findings: list[FindingItem]
    estimates: list[EstimateItem] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    usage: Usage = Usage()
    created_at: datetime
