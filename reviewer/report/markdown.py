"""The format `markdown`: a review to paste into a pull request or to hand back, with the quotes and their lines.

Every word of the document stands in a code span or is escaped: nothing in it can become a link, a picture, a mention
or HTML. Given the Document, the review also tells section by section what each earned.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reviewer.model.document import Document
from reviewer.model.review import EstimateItem, GradeItem, PhaseScore, Review
from reviewer.report import sums, wording
from reviewer.report.escape import code, html
from reviewer.report.escape import markdown as safe
from reviewer.report.look import Look

_QUOTE_CHARS = 120
"""Longer quotes are cut: with a hundred criteria the page must stay below the 65,536 characters of a comment."""
_ADVICE_CHARS = 600


def render(review: Review, document: Document | None, look: Look) -> str:  # noqa: ARG001 - the reader's page sets the width
    """The review as GitHub-flavoured Markdown."""
    phases = {phase.id: phase for phase in review.phases}
    parts = [*_header(review), *_steps(review), *_phases(review), *_findings(review), *_sums(review)]
    for phase_id, grades in wording.by_phase(review):
        parts += _phase(phases[phase_id], grades)
    if document is not None:
        parts += _sections(review, document)
    return "\n".join(parts)


def _header(review: Review) -> Iterator[str]:
    yield f"## {safe(review.document.name)}: {safe(wording.headline(review))}"
    yield ""
    if doubt := wording.doubt(review):
        yield f"**{doubt}**"
        yield ""
    yield safe(wording.circumstances(review))
    yield ""
    yield from _list(safe(note) for note in (*review.notes, *wording.spent(review)))


def _steps(review: Review) -> Iterator[str]:
    steps = wording.top_steps(review)
    if not steps:
        return
    yield "### What lifts the score most"
    yield ""
    for number, step in enumerate(steps, start=1):
        what = f"**{step.gain:+.1f} {safe(step.title or step.criterion)}** ({code(step.criterion)})"
        yield f"{number}. {what}: {_advice(step.step)}"
    yield ""


def _advice(text: str) -> str:
    return safe(text if len(text) <= _ADVICE_CHARS else f"{text[:_ADVICE_CHARS]}…")


def _phases(review: Review) -> Iterator[str]:
    rows = [
        (
            safe(phase.title),
            wording.points(phase.score),
            wording.percent(phase.coverage),
            "" if phase.word_share is None else wording.percent(phase.word_share),
            str(phase.minutes or ""),
        )
        for phase in review.phases
    ]
    yield "### Phases"
    yield ""
    yield from _table(("Phase", "Score", "Assessed", "Share of words", "Minutes"), rows)


def _findings(review: Review) -> Iterator[str]:
    if not review.findings:
        return
    rows = [
        (
            f"accepted: {safe(finding.suppressed)}" if finding.suppressed else finding.severity,
            wording.at_lines(finding.lines),
            safe(finding.message),
            code(finding.rule, cell=True),
        )
        for finding in review.findings[: wording.FINDINGS_SHOWN]
    ]
    yield "### Findings"
    yield ""
    yield from _table(("", "Where", "What", "Rule"), rows)
    yield from _list(wording.unshown(review))


def _sums(review: Review) -> Iterator[str]:
    """The sums of the document, re-done: folded away where all come out."""
    if not review.estimates:
        return
    folded = all(one.verdict == "right" for one in review.estimates)
    summary = sums.summary(review.estimates)
    yield f"<details><summary>Sums re-done: {summary}</summary>" if folded else f"### Sums re-done: {summary}"
    yield ""
    yield from _sums_table(review.estimates)
    if folded:
        yield "</details>"
        yield ""


def sums_page(estimates: Sequence[EstimateItem]) -> str:
    """The sums alone: a summary and, where there are any, the table."""
    if not estimates:
        return "No sums were found: no stated result follows from figures written in the text."
    return "\n".join([f"**{sums.summary(estimates)}**", "", *_sums_table(estimates)])


def _sums_table(estimates: Sequence[EstimateItem]) -> Iterator[str]:
    """The sums as a table: verdict, lines, what is stated, what comes out, and how."""
    rows = [
        (row.verdict, _short(row.lines), safe(row.stated), safe(row.comes_to), _operation(row))
        for row in sums.rows(estimates)[: sums.SHOWN]
    ]
    yield from _table(("", "Lines", "Stated", "Re-computed", "How"), rows)
    yield from _list(sums.unshown(estimates))


def _operation(row: sums.SumRow) -> str:
    source = f" ({row.source})" if row.source else ""
    return f"{code(row.operation, _QUOTE_CHARS, cell=True)}{source}"


def _phase(phase: PhaseScore, grades: list[GradeItem]) -> Iterator[str]:
    yield f"<details><summary>{html(phase.title)}: {wording.points(phase.score)}</summary>"
    yield ""
    found = wording.rewarded(grades)
    if found:
        yield from _table(("Criterion", "Level", "Where", "Quote"), map(_found_row, found))
    asides = [f"**{safe(level)}**: {_titles(missing)}" for level, missing in wording.unrewarded(grades).items()]
    asides += [
        f"{status}: {_titles(others)} ({safe(why)})" for (status, why), others in wording.set_aside(grades).items()
    ]
    asides += [f"{code(grade.criterion)}: {safe(grade.disagreement)}" for grade in grades if grade.disagreement]
    yield from _list(asides)
    yield "</details>"
    yield ""


def _found_row(grade: GradeItem) -> tuple[str, ...]:
    first = grade.evidence[0]
    level = f"{grade.level} by {grade.decided_by}" if grade.llm else grade.level or ""
    where = ", ".join(dict.fromkeys(_short(item.lines) for item in grade.evidence))
    return safe(grade.title), safe(level), where, code(first.quote, _QUOTE_CHARS, cell=True)


def _short(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}–{lines[1]}"


def _titles(grades: Iterable[GradeItem]) -> str:
    return "; ".join(safe(grade.title) for grade in grades)


def _sections(review: Review, document: Document) -> Iterator[str]:
    """Which criteria each section of the document earned."""
    rows = []
    for index, earned in sorted(_earned(review, document).items()):
        section = document.sections[index]
        titles = "; ".join(f"{safe(grade.title)} ({safe(grade.level or '')})" for grade in earned)
        rows.append((_short(section.own_lines), safe(section.title) or "(opening)", titles))
    if rows:
        yield "<details><summary>Section by section</summary>"
        yield ""
        yield from _table(("Lines", "Section", "What it shows"), rows)
        yield "</details>"
        yield ""


def _earned(review: Review, document: Document) -> dict[int, list[GradeItem]]:
    """The criteria whose quotes begin in a section, by the section's index."""
    starts = [section.own_lines[0] for section in document.sections]
    found: dict[int, list[GradeItem]] = {}
    for grade in wording.rewarded(review.grades):
        for index in {bisect_right(starts, item.lines[0]) - 1 for item in grade.evidence}:
            found.setdefault(index, []).append(grade)
    return found


def _list(items: Iterable[str]) -> Iterator[str]:
    listed = [f"- {item}" for item in items]
    if listed:
        yield from listed
        yield ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
