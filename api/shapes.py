"""What travels over HTTP beside Reviews and problems: bodies of requests and small answers, each with an example."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from api import examples
from reviewer.agreement.compare import Comparison
from reviewer.model.review import Review
from reviewer.model.subject import Kind
from reviewer.store.records import Status

NO_NUL = r"^[^\x00]*$"
Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=1_000, pattern=NO_NUL)]
Filled = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
"""A field of a form; left empty it counts as left out."""
Question = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=NO_NUL)]


def _from_text(value: Any) -> Any:
    """A field of a form is text; there a mapping is JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise ValueError("is no JSON") from error


NotApplicable = Annotated[dict[Word, Reason], BeforeValidator(_from_text)]


def _example(value: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"example": value})


class ReviewOrder(BaseModel):
    """A document and how it is to be reviewed. What is left out has the default of the service or of the rubric."""

    model_config = _example(examples.ORDER)

    text: str = Field(min_length=1, description="The document: Markdown, plain text or HTML.")
    name: Name | None = Field(default=None, description="Its file name, shown in reports; the suffix tells the format.")
    rubric: Word | None = Field(default=None, description="The id of a rubric of `GET /v1/rubrics`.")
    profile: Word | None = Field(default=None, description="Whom to measure against, for example `senior`.")
    kind: Kind | None = Field(default=None, description="What the document is; guessed if not given.")
    model: Word | None = Field(
        default=None, description="One of the service's language models, PROVIDER:NAME, or `rules` for none."
    )
    question: Question | None = Field(default=None, description="The task that the document answers.")
    only: list[Word] = Field(default_factory=list, max_length=500, description="Grade these criteria or phases only.")
    skip: list[Word] = Field(default_factory=list, max_length=500, description="Leave out these criteria or phases.")
    not_applicable: NotApplicable = Field(
        default_factory=dict, max_length=500, description="Criteria that do not apply to this document, with reasons."
    )


class ReviewForm(BaseModel):
    """The same with the document as a file: .md, .txt, .html, .docx or .pdf."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(min_length=1, json_schema_extra={"format": "binary"})
    name: Name = ""
    rubric: Filled = ""
    profile: Filled = ""
    kind: Kind | Literal[""] = ""
    model: Filled = ""
    question: Question = ""
    only: list[Word] = Field(default_factory=list, max_length=500)
    skip: list[Word] = Field(default_factory=list, max_length=500)
    not_applicable: str = Field(default="", description="The same as JSON: {criterion: reason}.")


class FactsOrder(BaseModel):
    """A document whose facts are wanted; `rubric` is whose vocabulary is used."""

    model_config = _example(examples.FACTS_ORDER)

    text: str = Field(min_length=1)
    name: Name | None = None
    rubric: Word | None = None


class FactsForm(BaseModel):
    """The same with the document as a file."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(min_length=1, json_schema_extra={"format": "binary"})
    name: Name = ""
    rubric: Filled = ""


class ReviewTicket(BaseModel):
    """The receipt of a review: it is stored and reaches an end, whatever happens to the service."""

    model_config = ConfigDict(json_schema_extra={"example": examples.TICKET})

    id: str
    status: Status


class ReviewRow(BaseModel):
    """One line of a list of reviews. `findings` counts them; what only a finished review has is null before."""

    id: str
    name: str
    status: Status
    created_at: datetime
    finished_at: datetime | None
    score: float | None
    band: str | None
    rubric: str
    profile: str | None
    kind: str | None
    model: str | None
    findings: int | None
    previous: str | None


class ReviewPage(BaseModel):
    """Some reviews, the newest first. `next_cursor` gives the next page; it is null where there is no more."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REVIEWS})

    items: list[ReviewRow]
    next_cursor: str | None


class DocumentText(BaseModel):
    """A document as it was read: lines and quotes of its review are lines and quotes of `text`."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DOCUMENT})

    text: str
    name: str
    line_count: int
    sha256: str


class ReviewedDraft(BaseModel):
    """One of two reviews that are compared."""

    id: str
    name: str
    score: float | None
    band: str | None


class DraftComparison(Comparison):
    """What changed from the earlier review to the later one."""

    model_config = ConfigDict(json_schema_extra={"example": examples.COMPARISON})

    before: ReviewedDraft
    after: ReviewedDraft


class RerunOrder(BaseModel):
    """How to review the same document again. `model` is as in the first review if it is not given."""

    model_config = _example(examples.RERUN)

    model: Word | None = None


class ErasedItem(BaseModel):
    """What was removed, in rows, and a sentence for each thing that remains."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ERASED})

    id: str
    documents: int
    reviews: int
    replies: int
    remains: list[str]


class OverrideOrder(BaseModel):
    """What a person decides on one criterion: a level of the rubric's scale, and why."""

    model_config = _example(examples.OVERRIDE_ORDER)

    level: Word
    note: Annotated[str, StringConstraints(max_length=4_000, pattern=NO_NUL)] = ""


class OverrideItem(BaseModel):
    """A decision of a person on one criterion of a document. It holds for every review of the same bytes.

    `points` is what it alone changes in the review's score; null where there is no score.
    """

    model_config = ConfigDict(json_schema_extra={"example": examples.OVERRIDE})

    criterion: str
    level: str
    note: str
    by: str
    at: datetime
    points: float | None


class OverrideList(BaseModel):
    """All decisions of people on one document."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [examples.OVERRIDE]}})

    items: list[OverrideItem]


class DecisionItem(OverrideItem):
    """A decision with the document that it is about. `review` is the newest finished review of the same bytes, `graded`
    the level that it gave; both are null where there is none any more, as `points` is then."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECISION})

    name: str | None
    sha256: str
    rubric: str
    review: str | None
    graded: str | None


class DecisionList(BaseModel):
    """All decisions of people in a tenant, by document."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [examples.DECISION]}})

    items: list[DecisionItem]


class CorrectedSums(BaseModel):
    """Score, coverage, bounds and band with people's levels in place of those of the review."""

    score: float | None
    coverage: float
    bounds: tuple[float, float]
    band: str | None


class ReviewView(Review):
    """A Review, and beside it what people decided on its document, if anything."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REVIEW})

    overrides: list[OverrideItem] = Field(default_factory=list)
    corrected: CorrectedSums | None = None


class RubricRow(BaseModel):
    """An installed rubric. `broken` says why it cannot be used, null where it can."""

    id: str
    version: str
    title: str
    criteria: int
    broken: str | None


class RubricList(BaseModel):
    """The installed rubrics, the service's default and the language models that an order may name."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RUBRICS})

    items: list[RubricRow]
    default: str
    models: list[str]


class LevelItem(BaseModel):
    id: str
    credit: float


class PhaseItem(BaseModel):
    id: str
    title: str
    weight: float
    minutes: int | None
    checklist: bool


class ProfileItem(BaseModel):
    id: str
    title: str
    kinds: list[str]


class CriterionItem(BaseModel):
    id: str
    phase: str
    title: str
    ask: str
    levels: dict[str, str]
    weight: float
    bonus: bool
    why: str
    advice: str
    probe: str


class RubricItem(BaseModel):
    """A rubric as a reader needs it: scale (worst first), phases, profiles, criteria."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RUBRIC})

    id: str
    version: str
    hash: str
    title: str
    scale: list[LevelItem]
    phases: list[PhaseItem]
    profiles: list[ProfileItem]
    default_profile: str
    criteria: list[CriterionItem]


PackFile = Annotated[str, StringConstraints(pattern=r"^(vocabulary/)?[a-z0-9_]{1,60}\.yaml$")]


class RubricFiles(BaseModel):
    """The YAML files of a rubric pack by name: `rubric.yaml`, a file for each phase, `vocabulary/*.yaml`."""

    model_config = _example(examples.RUBRIC_FILES)

    files: dict[PackFile, str] = Field(min_length=1, max_length=40, json_schema_extra={"additionalProperties": False})


class RubricProblem(BaseModel):
    """One thing that is wrong in a pack, and where."""

    severity: Literal["error", "warning"]
    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str | None


class RubricReport(BaseModel):
    """Whether a pack can be used, and all that is wrong with it."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RUBRIC_REPORT})

    valid: bool
    problems: list[RubricProblem]


class Health(BaseModel):
    """`status` is `ok` or `failing`; `wrong` says what is wrong, by part."""

    model_config = ConfigDict(json_schema_extra={"example": examples.HEALTH})

    status: Literal["ok", "failing"]
    version: str
    wrong: dict[str, str]


ORDERS: tuple[type[BaseModel], ...] = (
    ReviewOrder,
    ReviewForm,
    FactsOrder,
    FactsForm,
    RerunOrder,
    OverrideOrder,
    RubricFiles,
)
"""What comes in."""

ANSWERS: tuple[type[BaseModel], ...] = (
    ReviewView,
    ReviewTicket,
    ReviewPage,
    DocumentText,
    DraftComparison,
    ErasedItem,
    OverrideItem,
    OverrideList,
    RubricList,
    RubricItem,
    RubricReport,
    Health,
)
"""What goes out."""
