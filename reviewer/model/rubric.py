"""A rubric as loaded: scale, criteria with their rules, phases, profiles, kinds and vocabulary.

Made by `reviewer.rubric.load` from a folder of YAML files; everything here is plain, frozen data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.model.rule import Rule
from reviewer.model.subject import Kind
from reviewer.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the scale, worst first. `credit` is the share of the criterion's weight it earns, 0 to 1."""

    id: str
    credit: float
    needs_evidence: bool = True


@dataclass(frozen=True, slots=True)
class Applies:
    """When a criterion applies: if `when` does not hold, it is `not_applicable` for the reason `otherwise`."""

    when: Rule
    otherwise: str


@dataclass(frozen=True, slots=True)
class Example:
    """A short document and the level that the rules must give it. Run by `reviewer rubric test`."""

    level: str
    text: str
    note: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was defined: a file of the pack, 1-based line and column."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question put to a design.

    `levels` maps a level id to what earns it, in words; `rules` maps a level id to the rule that earns it (the highest
    level whose rule holds is the grade; the lowest level needs no rule). `bonus` criteria can raise a phase and never
    lower it.
    """

    id: str
    phase: str
    title: str
    ask: str
    levels: Mapping[str, str]
    rules: Mapping[str, Rule]
    applies: Applies | None = None
    conventions: tuple[str, ...] = ()
    weight: float = 1.0
    bonus: bool = False
    needs_evidence: bool = True
    why: str = ""
    advice: str = ""
    probe: str = ""
    source: str = ""
    examples: tuple[Example, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase or checklist. `minutes` is the time the framework gives it, None where it gives none."""

    id: str
    title: str
    weight: float
    minutes: int | None = None
    checklist: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A verdict on the whole document: the first band, best first, whose `at_least` (0–100) the score reaches."""

    id: str
    at_least: float


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling on the band: if every criterion of `criteria` is at or below `level`, the band is at most `band`."""

    criteria: tuple[str, ...]
    level: str
    band: str
    why: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one kind of document is judged under one profile: weights by phase, bands best first, caps.

    `accept` is the lowest band with which a document of this kind passes under this profile ("hire", "ready"); with
    None the profile never counts as supported.
    """

    bands: tuple[Band, ...]
    caps: tuple[Cap, ...] = ()
    phase_weights: Mapping[str, float] = field(default_factory=dict)
    criterion_weights: Mapping[str, float] = field(default_factory=dict)
    accept: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Whom the document is measured against (junior, mid, senior, staff): one scheme for each kind of document."""

    id: str
    title: str
    schemes: Mapping[Kind, Scheme]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric ready for use.

    `hash` is the SHA-256 of the pack's effective content; `languages` are those that the rules can read.
    """

    id: str
    title: str
    version: str
    hash: str
    scale: tuple[Level, ...]
    phases: tuple[Phase, ...]
    criteria: tuple[Criterion, ...]
    profiles: tuple[Profile, ...]
    default_profile: str
    vocabulary: Vocabulary
    languages: tuple[str, ...] = ("en",)
    conventions: tuple[str, ...] = ()

    @property
    def lowest(self) -> Level:
        return self.scale[0]

    @property
    def highest(self) -> Level:
        return self.scale[-1]

    def level(self, level_id: str) -> Level:
        """The level with this id; KeyError if the scale has none."""
        for level in self.scale:
            if level.id == level_id:
                return level
        raise KeyError(level_id)

    def rank(self, level_id: str) -> int:
        """The position of a level on the scale, 0 for the lowest; KeyError if the scale has none."""
        return self.scale.index(self.level(level_id))

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id; KeyError if there is none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def profile(self, profile_id: str) -> Profile:
        """The profile with this id; KeyError if there is none."""
        for profile in self.profiles:
            if profile.id == profile_id:
                return profile
        raise KeyError(profile_id)

    def phase(self, phase_id: str) -> Phase:
        """The phase with this id; KeyError if there is none."""
        for phase in self.phases:
            if phase.id == phase_id:
                return phase
        raise KeyError(phase_id)
