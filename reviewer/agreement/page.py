"""Figures in, lines of text out: the figures by name, then the criteria with the least agreement."""

from __future__ import annotations

from dataclasses import fields

from reviewer.agreement.figures import CriterionFigures, Figures


def render(figures: Figures, worst: int = 0) -> str:
    """One figure a line, with three decimals; `worst` criteria below them, the least accurate first."""
    names = [item.name for item in fields(figures) if item.name != "criteria"]
    lines = [f"{name:13s} {_number(getattr(figures, name))}" for name in names]
    rows = sorted(figures.criteria.items(), key=lambda item: item[1].accuracy)
    return "\n".join([*lines, *(_row(criterion, row) for criterion, row in rows[:worst])])


def _row(criterion: str, row: CriterionFigures) -> str:
    kappa = "–" if row.qwk is None else f"{row.qwk:.2f}"
    return f"  {criterion:34s} accuracy {row.accuracy:.2f} shift {row.shift:+.2f} qwk {kappa}"


def _number(value: float | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
