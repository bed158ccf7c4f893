"""A profile and the counted scores of a kind in, a picture (SVG) out: a histogram over the bands and their edges."""

from __future__ import annotations

from html import escape

from scoring_tables import KIND_TITLES, Measured

from reviewer.model.rubric import Band, Profile

WIDTH, HEIGHT = 760, 330
LEFT, RIGHT, TOP, BOTTOM = 44, 20, 104, 46
SHADES = ("#f3d9d4", "#f7e4d3", "#f8efd2", "#eef3d6", "#dceed9", "#c8e4cf")
"""Backgrounds of the bands from worst to best; fewer bands take them from both ends."""


def plot(kind: str, profile: Profile, measured: Measured) -> str:
    """The picture for the documents of one kind."""
    counts = measured.histogram[kind]
    bands = list(reversed(profile.schemes["answer" if kind == "answer" else "design_doc"].bands))
    title = f"Scores of {sum(counts)} {KIND_TITLES[kind]}, profile {measured.profile}"
    told = ", ".join(
        f"{count} from {start * measured.bin_width} to {(start + 1) * measured.bin_width}"
        for start, count in enumerate(counts)
        if count
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'role="img" aria-labelledby="title told" font-family="sans-serif" font-size="12" fill="#222">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">Documents by score: {escape(told)}.</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
        *_bands(bands),
        *_grid(max(counts)),
        *_bars(counts, measured.bin_width),
        *_axis(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(points: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * points / 100, 1)


def _y(count: float, highest: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / highest, 1)


def _bands(bands: list[Band]) -> list[str]:
    """Shades with a name above each, and a line with its score at each edge."""
    parts = []
    ends = [*(band.at_least for band in bands[1:]), 100.0]
    for position, (band, end) in enumerate(zip(bands, ends, strict=True)):
        shade = SHADES[round(position * (len(SHADES) - 1) / max(1, len(bands) - 1))]
        start, width = _x(band.at_least), round(_x(end) - _x(band.at_least), 1)
        middle = round(start + width / 2, 1)
        parts.append(f'<rect x="{start}" y="{TOP}" width="{width}" height="{HEIGHT - TOP - BOTTOM}" fill="{shade}"/>')
        parts.append(
            f'<text x="{middle}" y="{TOP - 8}" transform="rotate(-32 {middle} {TOP - 8})">{escape(band.id)}</text>'
        )
        if position:
            parts += _edge(start, band.at_least)
    return parts


def _edge(x: float, points: float) -> list[str]:
    """The line between two bands with the score that it stands for."""
    bottom = HEIGHT - BOTTOM
    return [
        f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}" stroke="#666" stroke-dasharray="4 3"/>',
        f'<text x="{x}" y="{bottom + 30}" text-anchor="middle" font-weight="bold">{points:g}</text>',
    ]


def _grid(highest: int) -> list[str]:
    """A line at each whole count."""
    parts = []
    for count in range(1, highest + 1):
        height = _y(count, highest)
        parts.append(
            f'<line x1="{LEFT}" y1="{height}" x2="{WIDTH - RIGHT}" y2="{height}" stroke="#fff" stroke-width="0.7"/>'
        )
        parts.append(f'<text x="{LEFT - 6}" y="{height + 4}" text-anchor="end">{count}</text>')
    return parts


def _bars(counts: list[int], bin_width: int) -> list[str]:
    highest = max(counts)
    width = round(_x(bin_width) - _x(0) - 3, 1)
    return [
        f'<rect x="{_x(position * bin_width) + 1.5}" y="{_y(count, highest)}" width="{width}" '
        f'height="{round(HEIGHT - BOTTOM - _y(count, highest), 1)}" fill="#3b6ea5"/>'
        for position, count in enumerate(counts)
        if count
    ]


def _axis() -> list[str]:
    """The axis of scores with a mark at each ten."""
    bottom = HEIGHT - BOTTOM
    parts = [f'<line x1="{LEFT}" y1="{bottom}" x2="{WIDTH - RIGHT}" y2="{bottom}" stroke="#222"/>']
    parts += [
        f'<text x="{_x(points)}" y="{bottom + 15}" text-anchor="middle" fill="#555">{points}</text>'
        for points in range(0, 101, 10)
    ]
    return parts
