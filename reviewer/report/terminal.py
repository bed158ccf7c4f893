"""The format `terminal`: a page to read. The verdict first, then what to do, then phase by phase what was found where.

Everything that comes from the document or the rubric goes through `Text`, which knows no markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.model.document import Document
from reviewer.model.review import FindingItem, GradeItem, PhaseScore, Review
from reviewer.report import page, wording
from reviewer.report.escape import one_line
from reviewer.report.look import Look

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_GOOD, _FAIR = 75.0, 50.0
"""From these scores on a figure is shown green, or yellow; below, red."""
_SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_NARROW = 72
"""Below this many columns titles get less room."""


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - quotes travel in the review
    """The review as a page of `look.width` columns."""
    return page.printed(_parts(review, look), look)


def _parts(review: Review, look: Look) -> list[RenderableType]:
    parts: list[RenderableType] = _header(review)
    if review.lift:
        parts += ["", page.title("What lifts the score most"), _steps(review)]
    parts += ["", page.title("Phases"), _phases(review, look)]
    if review.findings:
        parts += ["", page.title("Findings"), _findings(review)]
    phases = {phase.id: phase for phase in review.phases}
    columns = _columns(review, look)
    for phase_id, grades in wording.by_phase(review):
        parts += ["", _phase_title(phases[phase_id]), *_phase(grades, columns)]
    return parts


def _header(review: Review) -> list[RenderableType]:
    doubt = wording.doubt(review)
    return [
        page.title(review.document.name),
        page.text(wording.headline(review), f"bold {_style(review.score)}"),
        *([page.text(doubt, "yellow")] if doubt else []),
        page.text(wording.circumstances(review), "dim"),
        *(page.text(note, "dim") for note in (*review.notes, *wording.spent(review))),
    ]


def _steps(review: Review) -> RenderableType:
    grid = page.grid(None, None)
    for step in wording.top_steps(review):
        title = page.title(f"{step.title or step.criterion} ({step.criterion})")
        grid.add_row(page.text(f"{step.gain:+.1f}", "bold green"), title)
        grid.add_row(page.text(""), page.text(step.step))
    return grid


def _phases(review: Review, look: Look) -> RenderableType:
    roomy = look.width >= _NARROW
    grid = page.grid(None, None, 5, None if roomy else 0, flexible=0)
    for phase in review.phases:
        bar = page.text(_bar(phase.score, look), _style(phase.score))
        score = page.text(wording.points(phase.score), _style(phase.score))
        score.justify = "right"
        grid.add_row(page.text(phase.title), bar, score, page.text(_pacing(phase) if roomy else "", "dim"))
    return grid


def _pacing(phase: PhaseScore) -> str:
    """ "11 % of the words, 10 min, 50 % assessed": what is known of it."""
    parts = [f"{wording.percent(phase.word_share)} of the words"] if phase.word_share is not None else []
    parts += [f"{phase.minutes} min"] if phase.minutes else []
    parts += [f"{wording.percent(phase.coverage)} assessed"] if 0 < phase.coverage < 1 else []
    return ", ".join(parts)


def _findings(review: Review) -> RenderableType:
    grid = page.grid(None, None, None)
    for finding in review.findings[: wording.FINDINGS_SHOWN]:
        where = page.text(wording.at_lines(finding.lines), "dim")
        grid.add_row(_severity(finding), where, _finding(finding))
    for sentence in wording.unshown(review):
        grid.add_row(page.text(""), page.text(""), page.text(sentence, "dim"))
    return grid


def _severity(finding: FindingItem) -> Text:
    if finding.suppressed:
        return page.text("accepted", "dim")
    return page.text(finding.severity, _SEVERITY_STYLES[finding.severity])


def _finding(finding: FindingItem) -> Text:
    text = page.text(finding.message)
    text.append(f" {one_line(finding.rule)}", style="dim")
    if finding.suppressed:
        text.append(f" (accepted: {one_line(finding.suppressed)})", style="dim")
    return text


def _phase_title(phase: PhaseScore) -> Text:
    title = page.title(phase.title)
    title.append(f"  {wording.points(phase.score)}", style=_style(phase.score))
    return title


def _phase(grades: list[GradeItem], columns: tuple[int, ...]) -> list[RenderableType]:
    """What was found, with its lines and quotes; then what is missing; then what does not count."""
    parts: list[RenderableType] = []
    found = wording.rewarded(grades)
    if found:
        grid = page.grid(*columns, None)
        for grade in found:
            _add_found(grid, grade)
        parts.append(grid)
    for level, missing in wording.unrewarded(grades).items():
        parts.append(_labelled(level, missing, "", "red"))
    for (status, why), others in wording.set_aside(grades).items():
        parts.append(_labelled(status, others, f" ({why})", "dim"))
    parts += [
        page.text(f"{grade.title}: {grade.disagreement}", "magenta")
        for grade in grades
        if grade.disagreement and not grade.evidence
    ]
    return parts


def _columns(review: Review, look: Look) -> tuple[int, ...]:
    """The widths of the columns for levels, titles and lines, the same in every phase."""
    found = wording.rewarded(review.grades)
    level = max((len(_level(grade)) for grade in found), default=0)
    title = max((len(grade.title) for grade in found), default=0)
    lines = max((len(wording.at_lines(grade.evidence[0].lines)) for grade in found), default=0)
    return level, min(title, 24 if look.width < _NARROW else 38), lines


def _level(grade: GradeItem) -> str:
    return f"{grade.level} by {grade.decided_by}" if grade.llm else grade.level or ""


def _add_found(grid: Table, grade: GradeItem) -> None:
    first = grade.evidence[0]
    quote = page.text(f"“{one_line(first.quote)}”")
    quote.no_wrap, quote.overflow = True, "ellipsis"
    level = page.text(_level(grade), "yellow" if grade.gain else "green")
    grid.add_row(level, page.text(grade.title), page.text(wording.at_lines(first.lines), "dim"), quote)
    if grade.disagreement:
        grid.add_row(page.text(""), page.text(""), page.text(""), page.text(grade.disagreement, "magenta"))


def _labelled(label: str, grades: list[GradeItem], remark: str, style: str) -> Text:
    line = page.text(label, style)
    line.append(f": {one_line(' · '.join(grade.title for grade in grades))}")
    line.append(one_line(remark) and f" {one_line(remark)}", style="dim")
    return line


def _bar(score: float | None, look: Look) -> str:
    """A bar; plain characters where colours are off, since the output then often is no terminal."""
    full, empty = ("█", "░") if look.color else ("#", ".")
    cells = 16 if look.width >= _NARROW else 8
    filled = round((score or 0.0) / 100 * cells)
    return full * filled + empty * (cells - filled)


def _style(score: float | None) -> str:
    if score is None:
        return "dim"
    return "green" if score >= _GOOD else "yellow" if score >= _FAIR else "red"
