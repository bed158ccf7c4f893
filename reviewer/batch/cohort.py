"""The class as a whole. In: rows one by one. Out: figures of the scores, of each criterion, and the answers to look at.

Of each row only what the figures need is kept, a few hundred bytes, so that ten thousand rows fit into little memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, pstdev, quantiles

from reviewer.batch.grade import NOT_APPLICABLE, NOT_ASSESSED
from reviewer.batch.near import Sketch, unpacked
from reviewer.batch.rows import Row
from reviewer.model.rubric import Rubric

_FENCE = 1.5
"""Tukey's fence: this many times the distance of the quartiles below the first or above the third."""

_LEAST_FOR_FENCES = 8
_SHORT = 0.3
"""An answer of less than this share of the median length is short."""

_TRUSTED_COVERAGE = 0.8
BINS = 20


@dataclass(frozen=True, slots=True)
class Pupil:
    """What is kept of a graded row."""

    id: str
    author: str
    score: float | None
    band: str
    levels: str
    apart: tuple[int, ...]
    coverage: float
    words: int
    language: str
    tricked: bool
    wrong_sums: int
    expected: tuple[int, int]
    """Expected points found, and how many could be looked for."""
    question: str


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """One criterion over the class: how many have each rank, how many do not count, the mean credit 0 to 1.

    `left` is what the class leaves there: points of 100 that an answer of mean credit does not get, by the weights of
    the profile; 0 for a bonus. `not_assessed` counts only answers of which something could be assessed.
    """

    index: int
    ranks: tuple[int, ...]
    not_applicable: int
    not_assessed: int
    credit: float | None
    apart: int
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of a group."""

    count: int
    mean: float
    median: float
    low: float
    high: float
    deviation: float


@dataclass(slots=True)
class Cohort:
    """Collects rows; the figures are asked for afterwards."""

    rubric: Rubric
    weights: Mapping[str, float] = field(default_factory=dict)
    """Points of 100 that each criterion is worth."""
    pupils: list[Pupil] = field(default_factory=list)
    sketches: dict[str, Sketch] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    not_graded: list[tuple[str, str, str, str]] = field(default_factory=list)
    points: dict[str, list[list[int]]] = field(default_factory=dict)
    severities: list[Mapping[str, int]] = field(default_factory=list)
    cost_usd: float | None = None
    calls: int = 0
    judged: int = 0
    stale: int = 0
    overridden: int = 0

    def add(self, row: Row) -> None:
        """Takes one row in."""
        self.statuses[row.status] += 1
        self.stale += row.stale
        self.overridden += len(row.overridden)
        if not row.has_review:
            self.not_graded.append((row.place.id, row.place.author, row.status, row.error))
            return
        data = row.data
        self.sketches[row.place.id] = unpacked(data["sketch"])
        self.severities.append(data["severities"])
        self.calls += data["calls"]
        self.judged += data["judged"]
        if data["cost_usd"] is not None:
            self.cost_usd = (self.cost_usd or 0.0) + data["cost_usd"]
        looked_for = [line for line in data["points"] if line is not None]
        if row.place.question.id and len(data["points"]) == len(row.place.question.expected):
            self.points.setdefault(row.place.question.id, []).append(
                [-1 if one is None else one for one in data["points"]]
            )
        if len(data["levels"]) != len(self.rubric.criteria):
            return  # graded under an earlier rubric with other criteria: it stands in the tables alone
        self.pupils.append(
            Pupil(
                row.place.id,
                row.place.author,
                data["score"],
                data["band"] or "",
                data["levels"],
                tuple(data["apart"]),
                data["coverage"],
                data["words"],
                data["language"],
                data["tricked"],
                data["wrong_sums"],
                (sum(line > 0 for line in looked_for), len(looked_for)),
                row.place.question.id or row.place.question.ask,
            )
        )

    def ranked(self) -> list[Pupil]:
        """The graded answers, the best first; equal ones in order of their ids."""
        return sorted(self.pupils, key=lambda one: (-1.0 if one.score is None else -one.score, one.id))

    def scores(self) -> list[float]:
        return [one.score for one in self.pupils if one.score is not None]

    def spread(self) -> Spread | None:
        return spread(self.scores())

    def by_question(self) -> list[tuple[str, Spread]]:
        """The scores by question, where there are several."""
        groups: dict[str, list[float]] = defaultdict(list)
        for one in self.pupils:
            if one.score is not None:
                groups[one.question].append(one.score)
        made = [(question, spread(scores)) for question, scores in sorted(groups.items())]
        return [(question, found) for question, found in made if found is not None] if len(made) > 1 else []

    def bins(self) -> list[int]:
        """How many scores fall into each of twenty equal parts of 0–100."""
        found = [0] * BINS
        for score in self.scores():
            found[min(BINS - 1, int(score * BINS / 100))] += 1
        return found

    def bands(self) -> list[tuple[str, int]]:
        """How many answers reach each band, the most frequent first."""
        return Counter(one.band for one in self.pupils if one.band).most_common()

    def criteria(self) -> list[CriterionFigures]:
        """The figures of every criterion, in rubric order."""
        apart = Counter(index for one in self.pupils for index in one.apart)
        worth = [level.credit for level in self.rubric.scale]
        found = []
        for index in range(len(self.rubric.criteria)):
            counts = Counter(one.levels[index] for one in self.pupils)
            ranks = tuple(counts[str(rank)] for rank in range(len(worth)))
            graded = sum(ranks)
            credit = sum(n * credit for n, credit in zip(ranks, worth, strict=True)) / graded if graded else None
            left = 0.0 if credit is None else self.weights.get(self.rubric.criteria[index].id, 0.0) * (1 - credit)
            not_assessed = sum(one.levels[index] == NOT_ASSESSED for one in self.pupils if one.coverage)
            found.append(
                CriterionFigures(index, ranks, counts[NOT_APPLICABLE], not_assessed, credit, apart[index], left)
            )
        return found

    def to_look_at(self) -> list[tuple[Pupil, list[str]]]:
        """Answers that a person should read, with the reasons."""
        fences = _fences(self.scores())
        lengths = [one.words for one in self.pupils]
        usual = median(lengths) if lengths else 0
        found = ((one, list(self._reasons(one, fences, usual))) for one in self.ranked())
        return [(one, reasons) for one, reasons in found if reasons]

    def unread(self) -> list[tuple[Pupil, str]]:
        """Answers that were assessed in part or not at all, the least first, with how much of each."""
        partly = sorted((one for one in self.pupils if one.coverage < 1), key=lambda one: (one.coverage, one.id))
        return [(one, f"{one.coverage:.0%}") for one in partly]

    def _reasons(self, one: Pupil, fences: tuple[float, float] | None, usual_words: float) -> Iterator[str]:
        if one.tricked:
            yield "its text addresses the grader"
        if one.language not in self.rubric.languages:
            yield f"its language is {one.language or 'unknown'}, which the rules do not read"
        if one.expected[1] and not one.expected[0]:
            yield "it touches none of the points that its question expects: it may be off topic"
        if one.wrong_sums:
            yield f"{one.wrong_sums} of its sums {'does' if one.wrong_sums == 1 else 'do'} not come out"
        if fences is not None and one.score is not None and not fences[0] <= one.score <= fences[1]:
            yield f"its score is far {'below' if one.score < fences[0] else 'above'} the others"
        if usual_words and one.words < _SHORT * usual_words:
            yield f"it has {one.words} words, others {usual_words:.0f}"
        if one.coverage < _TRUSTED_COVERAGE:
            yield f"only {one.coverage:.0%} of it could be assessed"


def weights_of(rubric: Rubric, profile_id: str) -> dict[str, float]:
    """Points of 100 that each criterion is worth for an answer under this profile; a bonus is worth none."""
    scheme = rubric.profile(profile_id).schemes.get("answer")
    phases = {phase.id: phase.weight for phase in rubric.phases}
    phases.update(scheme.phase_weights if scheme else {})
    own = scheme.criterion_weights if scheme else {}
    weights = {one.id: 0.0 if one.bonus else own.get(one.id, one.weight) for one in rubric.criteria}
    sums = {phase: sum(weights[one.id] for one in rubric.criteria if one.phase == phase) for phase in phases}
    whole = sum(weight for phase, weight in phases.items() if sums[phase]) or 1.0
    return {
        one.id: 100 * phases[one.phase] / whole * weights[one.id] / sums[one.phase]
        for one in rubric.criteria
        if sums[one.phase]
    }


def spread(scores: Sequence[float]) -> Spread | None:
    """The figures of some scores, None of none."""
    if not scores:
        return None
    return Spread(len(scores), fmean(scores), median(scores), min(scores), max(scores), pstdev(scores))


def _fences(scores: Sequence[float]) -> tuple[float, float] | None:
    """Between which scores an answer is no outlier; None for a class that is too small to say."""
    if len(scores) < _LEAST_FOR_FENCES:
        return None
    first, _, third = quantiles(scores, n=4, method="inclusive")
    reach = _FENCE * (third - first)
    return first - reach, third + reach
