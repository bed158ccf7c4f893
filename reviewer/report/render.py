"""A Review and the name of a format in, the rendered text out. Formats are entry points of `reviewer.reports`.

A format is a callable `(review, document, look) -> str`; the document is None where only the Review was kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from reviewer import plugins
from reviewer.errors import PluginError
from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.report.look import Look

Renderer = Callable[[Review, Document | None, Look], str]

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
    renderer = plugins.load(GROUP, format)
    if not callable(renderer):
        raise PluginError(f"{format!r} is no report", code="plugin.wrong_kind", where=f"{GROUP}: {format}")
    return cast(Renderer, renderer)(review, document, look or Look()).rstrip("\n")
