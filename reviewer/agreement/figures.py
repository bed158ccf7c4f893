"""Reference labels and grades in, figures of their agreement out.

Levels count by their rank on the scale. Silence earns nothing: where the reference has a level, a grade that is absent,
not assessed or not applicable counts as the level farthest from it. Where the reference says not applicable, the pair
counts for `na_f1` only. A reference of `not_assessed` is no reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from reviewer.agreement.labels import NA, NOT_ASSESSED, Label, LabelsOf
from reviewer.model.review import LineRange

LEVELS = ("missing", "partial", "met")

LINE_SLACK = 2
"""A cited line counts as found if a reference line stands within this many lines of it, and the other way round."""
_MOST_LINES = 5000
"""A single range is counted up to this many lines, so that a label cannot exhaust memory."""

Pair = tuple[int, int]
"""Ranks of the reference's level and of the grade's."""


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """One criterion over all documents. `qwk` is None where the reference never varies."""

    qwk: float | None
    accuracy: float
    shift: float


@dataclass(frozen=True, slots=True)
class Figures:
    """How far grades are from reference labels. None where a figure is undefined.

    qwk         quadratic weighted kappa over all pairs of document and criterion
    qwk_within  the same inside one criterion, averaged over the criteria whose reference varies
    macro_f1    mean F1 of the levels;  accuracy  exact agreement
    shift       mean grade − mean reference, in levels, where both graded: above 0 is lenient
    doc_rho     Spearman's correlation of the documents' mean levels
    na_f1       F1 of "not applicable";  false_na  share of pairs with a level that were graded not applicable
    evidence    mean F1 of the cited lines against the reference's, where both credited something
    """

    documents: int
    pairs: int
    absent: int
    not_assessed: int
    qwk: float | None
    qwk_within: float | None
    macro_f1: float
    accuracy: float | None
    shift: float | None
    doc_rho: float | None
    na_f1: float
    false_na: float | None
    evidence: float | None
    criteria: Mapping[str, CriterionFigures]


@dataclass(slots=True)
class _Count:
    """What is collected while walking the reference."""

    by_criterion: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    by_document: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    shifts: list[int] = field(default_factory=list)
    evidence: list[float] = field(default_factory=list)
    absent: int = 0
    not_assessed: int = 0
    na_both: int = 0
    na_only_graded: int = 0
    na_only_reference: int = 0

    @property
    def pairs(self) -> list[Pair]:
        return [pair for pairs in self.by_document.values() for pair in pairs]


def figures(reference: LabelsOf, grades: LabelsOf, levels: Sequence[str] = LEVELS) -> Figures:
    """The figures over every label of `reference`; `levels` is the scale, worst first."""
    rank = {level: index for index, level in enumerate(levels)}
    count = _Count()
    for document, labels in reference.items():
        for criterion, label in labels.items():
            _add(count, document, label, grades.get(document, {}).get(criterion), rank)
    pairs = count.pairs
    within = {
        criterion: qwk(found) for criterion, found in count.by_criterion.items() if len({a for a, _ in found}) > 1
    }
    varied = [kappa for kappa in within.values() if kappa is not None]
    return Figures(
        documents=len(count.by_document),
        pairs=len(pairs),
        absent=count.absent,
        not_assessed=count.not_assessed,
        qwk=qwk(pairs),
        qwk_within=_mean(varied),
        macro_f1=_macro_f1(pairs, len(levels)),
        accuracy=_mean([float(a == b) for a, b in pairs]),
        shift=_mean(count.shifts),
        doc_rho=_doc_rho(count.by_document),
        na_f1=_f1(count.na_both, count.na_only_graded, count.na_only_reference),
        false_na=count.na_only_graded / len(pairs) if pairs else None,
        evidence=_mean(count.evidence),
        criteria={c: _criterion(found, within.get(c)) for c, found in count.by_criterion.items()},
    )


def _add(count: _Count, document: str, label: Label, grade: Label | None, rank: Mapping[str, int]) -> None:
    """Counts one pair of reference label and grade."""
    given = grade.level if grade is not None else "absent"
    count.absent += given == "absent"
    count.not_assessed += given == NOT_ASSESSED
    if label.level == NA:
        count.na_both += given == NA
        count.na_only_reference += given != NA
        return
    if label.level not in rank:
        return
    count.na_only_graded += given == NA
    wanted = rank[label.level]
    top = len(rank) - 1
    got = rank.get(given, top if wanted < top / 2 else 0)
    count.by_criterion[label.criterion].append((wanted, got))
    count.by_document[document].append((wanted, got))
    if grade is not None and given in rank:
        count.shifts.append(got - wanted)
        if wanted and got:
            count.evidence.append(line_f1(label.lines, grade.lines))


def _criterion(pairs: Sequence[Pair], kappa: float | None) -> CriterionFigures:
    accuracy = fsum(a == b for a, b in pairs) / len(pairs)
    return CriterionFigures(qwk=kappa, accuracy=accuracy, shift=fsum(b - a for a, b in pairs) / len(pairs))


def qwk(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa with quadratic weights; None where chance alone would explain everything.

    J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968). The number of levels cancels out.
    """
    if not pairs:
        return None
    reference: dict[int, int] = defaultdict(int)
    given: dict[int, int] = defaultdict(int)
    for a, b in pairs:
        reference[a] += 1
        given[b] += 1
    observed = sum((a - b) ** 2 for a, b in pairs)
    expected = sum((a - b) ** 2 * m * n for a, m in reference.items() for b, n in given.items()) / len(pairs)
    return 1 - observed / expected if expected else None


def line_f1(reference: Sequence[LineRange], cited: Sequence[LineRange]) -> float:
    """F1 of cited lines against reference lines, with LINE_SLACK; 0 where either side has none."""
    wanted, got = _spread(reference), _spread(cited)
    if not wanted or not got:
        return 0.0
    precision = sum(_near(line, wanted) for line in got) / len(got)
    recall = sum(_near(line, got) for line in wanted) / len(wanted)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _spread(ranges: Sequence[LineRange]) -> set[int]:
    return {line for first, last in ranges for line in range(first, min(last, first + _MOST_LINES) + 1)}


def _near(line: int, others: set[int]) -> bool:
    return any(line + step in others for step in range(-LINE_SLACK, LINE_SLACK + 1))


def _macro_f1(pairs: Sequence[Pair], levels: int) -> float:
    scores = []
    for level in range(levels):
        both = sum(a == b == level for a, b in pairs)
        given = sum(b == level for _, b in pairs)
        wanted = sum(a == level for a, _ in pairs)
        scores.append(_f1(both, given - both, wanted - both))
    return fsum(scores) / levels


def _f1(both: int, only_given: int, only_wanted: int) -> float:
    return 2 * both / (2 * both + only_given + only_wanted) if both else 0.0


def _doc_rho(by_document: Mapping[str, Sequence[Pair]]) -> float | None:
    """Spearman's correlation of the documents' means; None for fewer than three documents or without any spread."""
    if len(by_document) < 3:
        return None
    wanted = [fsum(a for a, _ in pairs) / len(pairs) for pairs in by_document.values()]
    given = [fsum(b for _, b in pairs) / len(pairs) for pairs in by_document.values()]
    return _correlation(_ranks(wanted), _ranks(given))


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0; equal values share the mean of their ranks."""
    below = sorted(values)
    first = {value: index for index, value in reversed(list(enumerate(below)))}
    last = {value: index for index, value in enumerate(below)}
    return [(first[value] + last[value]) / 2 for value in values]


def _correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    from statistics import StatisticsError, correlation

    try:
        return correlation(xs, ys)
    except StatisticsError:
        return None


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None
