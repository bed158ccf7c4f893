"""Figures of agreement: hand-computed cases, and the published reference where it stands beside the checkout."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.agreement import Label, figures, read_labels, write_labels
from reviewer.agreement.figures import line_f1, qwk

BESIDE = Path(__file__).resolve().parents[3] / "shared"
LEVELS = ("missing", "partial", "met")


def labels(*rows: tuple[str, str] | tuple[str, str, list[tuple[int, int]]]) -> dict[str, Label]:
    return {row[0]: Label(criterion=row[0], level=row[1], lines=row[2] if len(row) > 2 else []) for row in rows}


def test_perfect_agreement() -> None:
    same = {
        "d1": labels(("a", "met", [(1, 2)]), ("b", "missing")),
        "d2": labels(("a", "missing"), ("b", "partial", [(5, 5)])),
    }
    result = figures(same, same)
    assert (result.qwk, result.qwk_within, result.accuracy, result.shift, result.evidence) == (1.0, 1.0, 1.0, 0.0, 1.0)
    assert (result.documents, result.pairs, result.macro_f1) == (2, 4, 1.0)
    assert result.doc_rho is None


def test_kappa_by_hand() -> None:
    # Σd² observed is 1; by chance, over the margins (2, 1, 1) and (1, 2, 1), it is 20/4.
    pairs = [(0, 0), (0, 1), (1, 1), (2, 2)]
    margins = [(0, 2), (1, 1), (2, 1)], [(0, 1), (1, 2), (2, 1)]
    expected = sum((a - b) ** 2 * m * n for a, m in margins[0] for b, n in margins[1]) / 4
    assert expected == 20 / 4
    assert qwk(pairs) == pytest.approx(1 - 1 / 5)
    assert qwk([]) is None
    assert qwk([(1, 1), (1, 1)]) is None


def test_silence_earns_nothing() -> None:
    reference = {"d": labels(("a", "missing"), ("b", "partial"), ("c", "met"), ("d", "met"))}
    grades = {"d": labels(("a", "not_assessed"), ("b", "na"), ("c", "not_assessed"))}
    result = figures(reference, grades)
    assert (result.accuracy, result.absent, result.not_assessed, result.shift) == (0.0, 1, 2, None)
    assert result.false_na == 0.25
    assert result.criteria["b"].shift == -1.0
    assert result.criteria["a"].shift == 2.0


def test_not_applicable_counts_apart() -> None:
    reference = {"d": labels(("a", "na"), ("b", "na"), ("c", "met"))}
    grades = {"d": labels(("a", "na"), ("b", "met"), ("c", "na"))}
    result = figures(reference, grades)
    assert result.pairs == 1
    assert result.na_f1 == 0.5


def test_macro_f1_and_shift_by_hand() -> None:
    reference = {"d": labels(("a", "met"), ("b", "met"), ("c", "missing"))}
    grades = {"d": labels(("a", "met"), ("b", "partial"), ("c", "missing"))}
    result = figures(reference, grades)
    assert result.macro_f1 == pytest.approx((1 + 0 + 2 / 3) / 3)
    assert result.shift == pytest.approx(-1 / 3)


def test_ranking_of_documents() -> None:
    reference = {"x": labels(("a", "missing")), "y": labels(("a", "partial")), "z": labels(("a", "met"))}
    grades = {"x": labels(("a", "met")), "y": labels(("a", "partial")), "z": labels(("a", "missing"))}
    assert figures(reference, grades).doc_rho == pytest.approx(-1.0)
    flat = {name: labels(("a", "met")) for name in "xyz"}
    assert figures(reference, flat).doc_rho is None


@pytest.mark.parametrize(
    ("reference", "cited", "f1"),
    [
        ([(10, 10)], [(12, 12)], 1.0),
        ([(10, 10)], [(13, 13)], 0.0),
        ([(1, 10)], [(1, 1)], 2 * 1.0 * 0.3 / 1.3),
        ([(5, 5)], [(5, 5), (50, 50)], 2 * 0.5 / 1.5),
        ([], [(1, 1)], 0.0),
        ([(1, 1)], [], 0.0),
    ],
)
def test_line_f1(reference, cited, f1) -> None:
    assert line_f1(reference, cited) == pytest.approx(f1)


def test_an_endless_range_does_not_exhaust_memory() -> None:
    assert line_f1([(1, 10**12)], [(1, 1)]) < 0.01


def test_other_scales() -> None:
    reference = {"d": labels(("a", "0"), ("b", "4"))}
    result = figures(reference, {"d": labels(("a", "4"), ("b", "not_assessed"))}, levels=("0", "1", "2", "3", "4"))
    assert result.qwk == -1.0


def random_grades(reference, seed: int):
    dice = random.Random(seed)
    grades = {}
    for document, rows in reference.items():
        kept = [row for row in rows.values() if dice.random() > 0.05]
        grades[document] = {
            row.criterion: Label(
                criterion=row.criterion,
                level=row.level if dice.random() < 0.5 else dice.choice([*LEVELS, "na", "not_assessed"]),
                lines=[(first, first + dice.randrange(4)) for first in dice.sample(range(1, 80), dice.randrange(3))],
            )
            for row in kept
        }
    return grades


@pytest.mark.skipif(not (BESIDE / "gold/labels").is_dir(), reason="no reference set beside the checkout")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_equal_to_the_published_figures_on_random_grades(tmp_path, seed) -> None:
    reference = read_labels(BESIDE / "gold/labels")
    grades = random_grades(reference, seed)
    for document, rows in grades.items():
        write_labels(tmp_path, document, rows.values())
    command = [sys.executable, BESIDE / "tools/score_gold.py", BESIDE / "gold/labels", tmp_path, "--json"]
    published = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = figures(reference, read_labels(tmp_path))
    for name, value in published.items():
        if name != "criteria":
            assert getattr(ours, name) == pytest.approx(value), name
    assert set(ours.criteria) == set(published["criteria"])
    for criterion, row in published["criteria"].items():
        mine = ours.criteria[criterion]
        assert {"qwk": mine.qwk, "accuracy": mine.accuracy, "shift": mine.shift} == pytest.approx(row)
