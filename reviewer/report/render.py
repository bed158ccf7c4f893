"""A Review and the name of a format in, the rendered text out. Formats are entry points of `reviewer.reports`.

A format is a callable `(review, document, look) -> str`; the document is None where only the Review was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from reviewer import plugins
from reviewer.errors import PluginError
from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.report.format import Format, Renderer
from reviewer.report.look import Look

GROUP: plugins.Group = "reviewer.reports"


def formats() -> tuple[str, ...]:
    """The names of all formats, sorted; nothing is loaded."""
    return plugins.names(GROUP)


def render(
    review: Review,
    document: Document | None = None,
    *,
    format: str = "terminal",  # noqa: A002 - the word of the command line
    look: Look | None = None,
) -> str:
    """The review as text, without a line break at its end.

    Raises PluginError: `plugin.unknown` for a format that nobody registers, `plugin.wrong_kind` for one that is no
    callable, `plugin.broken` for one that cannot be loaded.
    """
    return _renderer(format)(review, document, look or Look()).rstrip("\n")


def render_all(
    results: Sequence[tuple[Review, Document | None]],
    *,
    format: str = "terminal",  # noqa: A002 - the word of the command line
    look: Look | None = None,
) -> str:
    """Several reviews as one text: one array or log where the format has such, else one after the other.

    Raises as `render` does.
    """
    renderer = _renderer(format)
    if isinstance(renderer, Format):
        return renderer.together([review for review, _ in results])
    apart = "\n" if format == "github" else "\n\n"
    return apart.join(renderer(review, document, look or Look()).rstrip("\n") for review, document in results)


def _renderer(name: str) -> Renderer:
    found = plugins.load(GROUP, name)
    if not callable(found):
        raise PluginError(f"{name!r} is no report", code="plugin.wrong_kind", where=f"{GROUP}: {name}")
    return cast(Renderer, found)
