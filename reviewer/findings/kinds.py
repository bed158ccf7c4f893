"""Which kinds of finding there are. Out: the kinds behind the entry points, and their manual pages."""

from __future__ import annotations

import inspect
import sys
from typing import cast

from reviewer import plugins
from reviewer.errors import PluginError
from reviewer.model.finding import FindingKind

GROUP: plugins.Group = "reviewer.findings"


def kinds() -> tuple[tuple[FindingKind, ...], tuple[PluginError, ...]]:
    """All kinds that can be loaded, by name, and one error for each that cannot.

    No rubric needs a kind of finding, so a broken one is told and stops nothing.
    """
    loaded: list[FindingKind] = []
    broken: list[PluginError] = []
    for name in plugins.names(GROUP):
        try:
            loaded.append(_kind(name))
        except PluginError as error:
            broken.append(error)
    return tuple(loaded), tuple(broken)


def manual(kind: FindingKind) -> str:
    """A kind's manual page: the docstring of its module."""
    return inspect.getdoc(sys.modules[type(kind).__module__]) or ""


def _kind(name: str) -> FindingKind:
    found = plugins.load(GROUP, name)
    if not callable(getattr(found, "find", None)) or not hasattr(found, "severity") or not hasattr(found, "id"):
        raise PluginError(
            f"{name!r} is no kind of finding: it needs `id`, `severity` and `find(subject)`",
            code="plugin.wrong_kind",
            where=f"{GROUP}: {name}",
        )
    return cast(FindingKind, found)
