"""What the files of a pack may say, one frozen pydantic model for each kind of entry.

In: plain data of a YAML file, overlays merged. Out: entries, or pydantic's errors, which `validate.py` gives places.
A field typed `RuleSource` holds a rule as written, of which `compile_rule.py` makes an operator.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from reviewer.model.subject import Kind
from reviewer.operators.operator import RULE_FORMAT
from reviewer.operators.parameter import Listed, Some

_ID = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
_DOTTED_ID = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"

PackId = Annotated[str, Field(pattern=_ID, max_length=80)]
WordId = Annotated[str, Field(pattern=_DOTTED_ID, max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=4_000)]
Weight = Annotated[float, Field(ge=0, le=1_000, allow_inf_nan=False)]
RuleSource = Annotated[Any, WithJsonSchema({"format": RULE_FORMAT})]


class Entry(BaseModel):
    """An entry of a pack file; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScaleEntry(Entry):
    """One level of the scale; worst first. `needs_evidence` defaults to true for all but the lowest."""

    id: WordId
    credit: Annotated[float, Field(ge=0, le=1)]
    needs_evidence: bool | None = None


class PhaseEntry(Entry):
    """A phase or checklist. `minutes` is the time the framework gives it."""

    id: WordId
    title: Text
    weight: Weight = 1.0
    minutes: Annotated[int, Field(ge=0)] | None = None
    checklist: bool = False


class BandEntry(Entry):
    """A verdict on the whole document and the score (0 to 100) it takes; best first."""

    id: Text
    at_least: Annotated[float, Field(ge=0, le=100)]


class CapEntry(Entry):
    """If every one of the criteria is at or below `level`, the band is at most `band`."""

    criteria: Some[WordId]
    level: WordId
    band: Text
    why: Text


class SchemeEntry(Entry):
    """How one kind of document is judged under a profile; `accept` is the lowest band that passes."""

    accept: Text | None = None
    bands: Annotated[tuple[BandEntry, ...], Field(min_length=1)]
    caps: tuple[CapEntry, ...] = ()
    phase_weights: dict[str, Weight] = Field(default_factory=dict)
    criterion_weights: dict[str, Weight] = Field(default_factory=dict)


class ProfileEntry(Entry):
    """Whom a document is measured against."""

    title: Text
    kinds: Annotated[dict[Kind, SchemeEntry], Field(min_length=1)]


class RubricFile(Entry):
    """`rubric.yaml`: what a pack is, its scale, phases and profiles.

    `extends` names the pack that this one is laid over, `vocabulary` packs whose concepts its rules may use besides.
    """

    id: PackId
    title: Text
    version: Text
    languages: Some[Text] = ("en",)
    extends: Text | None = None
    vocabulary: Listed[Text] = ()
    scale: Annotated[tuple[ScaleEntry, ...], Field(min_length=2)]
    phases: Annotated[tuple[PhaseEntry, ...], Field(min_length=1)]
    conventions: Listed[Text] = ()
    profiles: Annotated[dict[WordId, ProfileEntry], Field(min_length=1)]
    default_profile: WordId


class ExampleEntry(Entry):
    """A short document and the level the rules must give it; `not_applicable` where the criterion must not apply."""

    level: WordId
    text: Annotated[str, Field(min_length=1, max_length=50_000)]
    note: str = ""


class AppliesEntry(Entry):
    """When a criterion applies, and the reason shown where it does not."""

    when: RuleSource
    otherwise: Text


class CriterionEntry(Entry):
    """One question put to a design."""

    id: WordId
    title: Text
    ask: Text
    levels: Annotated[dict[str, Text], Field(min_length=1)]
    applies: AppliesEntry | None = None
    conventions: Listed[Text] = ()
    weight: Weight = 1.0
    bonus: bool = False
    needs_evidence: bool = True
    why: str = ""
    advice: str = ""
    probe: str = ""
    source: str = ""
    rules: dict[str, RuleSource] = Field(default_factory=dict)
    examples: tuple[ExampleEntry, ...] = ()


class PhaseFile(Entry):
    """Any other file at the top of a pack: the criteria of one phase or checklist."""

    phase: WordId
    criteria: tuple[CriterionEntry, ...]


class ConceptEntry(Entry):
    """The forms that name a concept; a bare list stands for `forms`."""

    forms: tuple[Text, ...] = ()
    exact: Listed[Text] = ()
    never: Listed[Text] = ()
    kinds: Listed[WordId] = ()
