"""Figures of a class in, SVG out: the distribution of the scores and the heat map. Without a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from reviewer.batch.cohort import Pupil
from reviewer.batch.grade import NOT_APPLICABLE, NOT_ASSESSED
from reviewer.model.rubric import Rubric

MOST_ROWS = 150
"""Rows of the heat map: a page with more is slow to open and no one reads it."""

_CELL, _ROW = 9, 14
_LABEL = 206
_HEAD = 118
_LABEL_CHARS = 24
_LETTER = 6.0
"""How wide a letter of a slanted name is, across; generous, since fonts differ."""

Link = Callable[[str], str | None]
"""Where an answer's feedback is, None if there is none."""


def distribution(bins: Sequence[int], mean: float, median: float) -> Markup:
    """A histogram of scores of 0–100."""
    width, height, left, base = 654, 200, 34, 168
    across = width - left - 20
    step = across / len(bins)
    most = max([*bins, 1])
    parts = [f'<line class="rule" x1="{left}" y1="{base}" x2="{left + across}" y2="{base}"/>']
    span = 100 // len(bins)
    for index, count in enumerate(bins):
        tall = count * (base - 36) / most
        x: float = left + index * step
        if count:
            parts.append(
                f'<rect class="bar" x="{x + 1:.1f}" y="{base - tall:.1f}" width="{step - 2:.1f}" height="{tall:.1f}">'
                f"<title>{count} from {index * span} to {(index + 1) * span}</title></rect>"
                f'<text x="{x + step / 2:.1f}" y="{base - tall - 4:.1f}" text-anchor="middle">{count}</text>'
            )
    for score in range(0, 101, 10):
        x = left + score * across / 100
        parts.append(f'<text class="quiet" x="{x:.1f}" y="{base + 16}" text-anchor="middle">{score}</text>')
    x = left + median * across / 100
    parts.append(
        f'<line x1="{x:.1f}" y1="10" x2="{x:.1f}" y2="{base}" stroke="currentColor" stroke-dasharray="3 3"/>'
        f'<text x="{x + 4:.1f}" y="14">median {median:.1f}</text>'
    )
    label = f"Distribution of scores: mean {mean:.1f}, median {median:.1f}."
    return _svg(width, height, label, parts)


def heat_map(pupils: Sequence[Pupil], rubric: Rubric, link: Link) -> Markup:
    """Answers (rows, the best first) by criteria (columns in rubric order, grouped by phase)."""
    places = _columns(rubric)
    width = _LABEL + max(places[-1] + _CELL, _heads_end(rubric, places))
    height = _HEAD + len(pupils) * _ROW + 6
    parts = [*_heads(rubric, places), *_cells(pupils, rubric, places)]
    parts += [_row_label(one, index, link) for index, one in enumerate(pupils)]
    label = f"Levels of {len(pupils)} answers under {len(rubric.criteria)} criteria; grades.csv has them as text."
    return _svg(width, height, label, parts)


def shown_rows(pupils: Sequence[Pupil]) -> list[Pupil]:
    """All, or as many as the heat map holds, evenly spread over the ranks with the first and the last."""
    if len(pupils) <= MOST_ROWS:
        return list(pupils)
    step = (len(pupils) - 1) / (MOST_ROWS - 1)
    return [pupils[round(index * step)] for index in range(MOST_ROWS)]


def share_bar(ranks: Sequence[int]) -> Markup:
    """How many have each level, as one bar from the lowest to the highest."""
    width, height, total = 180, 12, sum(ranks) or 1
    parts, x = [], 0.0
    for rank, count in enumerate(ranks):
        part = count * width / total
        parts.append(
            f'<rect class="{_class(str(rank), len(ranks))}" x="{x:.1f}" y="0" width="{part:.1f}" height="{height}"/>'
        )
        x += part
    return _svg(width, height, ", ".join(str(count) for count in ranks), parts)


def _columns(rubric: Rubric) -> list[int]:
    """The x of every criterion; a gap stands before each phase."""
    places, x, phase = [], 0, ""
    for criterion in rubric.criteria:
        x += 4 if phase and criterion.phase != phase else 0
        phase = criterion.phase
        places.append(x)
        x += _CELL
    return places


def _heads(rubric: Rubric, places: Sequence[int]) -> list[str]:
    """The phases' names over their columns, slanted, and a strip per criterion that names it when pointed at."""
    parts = []
    for criterion, x in zip(rubric.criteria, places, strict=True):
        parts.append(
            f'<rect class="ln" x="{_LABEL + x}" y="{_HEAD - 10}" width="{_CELL - 1}" height="6">'
            f"<title>{escape(criterion.title)} ({escape(criterion.id)})</title></rect>"
        )
    for phase, x in _firsts(rubric, places).items():
        title = escape(_short(rubric.phase(phase).title))
        at = f"{_LABEL + x + 4} {_HEAD - 14}"
        parts.append(f'<text transform="translate({at}) rotate(-40)">{title}</text>')
    return parts


def _firsts(rubric: Rubric, places: Sequence[int]) -> dict[str, int]:
    """The x of the first criterion of each phase."""
    firsts: dict[str, int] = {}
    for criterion, x in zip(rubric.criteria, places, strict=True):
        firsts.setdefault(criterion.phase, x)
    return firsts


def _heads_end(rubric: Rubric, places: Sequence[int]) -> int:
    """How far to the right the slanted names reach."""
    firsts = _firsts(rubric, places)
    return max(x + 10 + int(len(_short(rubric.phase(phase).title)) * _LETTER) for phase, x in firsts.items())


def _cells(pupils: Sequence[Pupil], rubric: Rubric, places: Sequence[int]) -> list[str]:
    """One path for each colour: neighbours of one level are one rectangle."""
    paths: dict[str, list[str]] = {}
    ranks = len(rubric.scale)
    for index, pupil in enumerate(pupils):
        y = _HEAD + index * _ROW
        marks = list(zip(pupil.levels, places, (one.phase for one in rubric.criteria), strict=True))
        for (letter, _), run in groupby(marks, key=lambda mark: (mark[0], mark[2])):
            cells = list(run)
            x, wide = _LABEL + cells[0][1], cells[-1][1] - cells[0][1] + _CELL - 1
            paths.setdefault(_class(letter, ranks), []).append(f"M{x} {y}h{wide}v{_ROW - 2}h-{wide}z")
    return [f'<path class="{name}" d="{"".join(found)}"/>' for name, found in sorted(paths.items())]


def _row_label(pupil: Pupil, index: int, link: Link) -> str:
    y = _HEAD + index * _ROW + _ROW - 4
    name = escape(_short(pupil.author or pupil.id))
    score = "–" if pupil.score is None else f"{pupil.score:.0f}"
    text = f'<text x="{_LABEL - 34}" y="{y}" text-anchor="end">{name}</text>'
    target = link(pupil.id)
    if target is not None:
        text = f'<a href="{escape(target)}">{text}</a>'
    return f'{text}<text class="quiet" x="{_LABEL - 6}" y="{y}" text-anchor="end">{score}</text>'


def _class(letter: str, ranks: int) -> str:
    """The colour of a level: lowest, between, highest; not applicable; not assessed."""
    if letter in (NOT_APPLICABLE, NOT_ASSESSED):
        return "ln" if letter == NOT_APPLICABLE else "lo"
    rank = int(letter)
    return "l0" if rank == 0 else "l2" if rank == ranks - 1 else "l1"


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_CHARS else f"{text[: _LABEL_CHARS - 1]}…"


def _svg(width: float, height: float, label: str, parts: Sequence[str]) -> Markup:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    head = f'<svg {size} role="img" aria-label="{escape(label)}">'
    return Markup(f"{head}{''.join(parts)}</svg>")  # noqa: S704 - every text in the parts went through escape
