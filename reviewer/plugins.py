"""Everything that is found through entry points. In: a group and a name. Out: the object behind it.

The built-ins are declared in the package's own metadata and come through here like anyone else's. A plug-in that cannot
be loaded is an error only for the one who asks for it by name; `list_plugins` lists all of them with their state.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from reviewer.errors import PluginError

Group = Literal["reviewer.rubrics", "reviewer.operators", "reviewer.findings", "reviewer.reports"]
GROUPS: tuple[Group, ...] = ("reviewer.rubrics", "reviewer.operators", "reviewer.findings", "reviewer.reports")

_Table = Mapping[Group, Mapping[str, tuple[EntryPoint, ...]]]


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point. `target` is what it points at; `reason` says why it is broken, None where it is not."""

    group: Group
    name: str
    target: str
    distribution: str
    version: str
    state: Literal["ok", "broken"]
    reason: str | None = None

    @property
    def ok(self) -> bool:
        return self.state == "ok"


def names(group: Group) -> tuple[str, ...]:
    """The names registered in a group, sorted; nothing is loaded."""
    return tuple(sorted(_table()[group]))


def load(group: Group, name: str) -> Any:
    """The object behind one entry point.

    Raises PluginError: `plugin.unknown` (with the near matches as its hint), `plugin.ambiguous` if two distributions
    claim the name, `plugin.broken` if it cannot be imported.
    """
    found = _table()[group].get(name, ())
    if not found:
        raise PluginError(
            f"nothing is registered as {name!r} in {group}", code="plugin.unknown", hint=_near(group, name)
        )
    if len(found) > 1:
        owners = ", ".join(_owner(entry) for entry in found)
        message = f"{name!r} is registered more than once in {group}: by {owners}"
        raise PluginError(
            message, code="plugin.ambiguous", where=_where(found[0]), hint="uninstall all but one of them"
        )
    return _import(found[0])


def list_plugins(group: Group | None = None) -> tuple[Plugin, ...]:
    """Every registered plug-in of one group or of all, sorted; each one is loaded to tell whether it works."""
    groups = GROUPS if group is None else (group,)
    return tuple(_describe(one, entry) for one in groups for name in names(one) for entry in _table()[one][name])


def distribution_of(group: Group, name: str) -> str:
    """The name and version of the distribution that registers `name`, "" if there is none."""
    found = _table()[group].get(name, ())
    return _owner(found[0]) if found else ""


def _table() -> _Table:
    return _read_table(tuple(sys.path))


@lru_cache(maxsize=4)
def _read_table(path: tuple[str, ...]) -> _Table:  # noqa: ARG001 - the path is the cache's key: it decides what is installed
    everything = entry_points()
    table: dict[Group, dict[str, tuple[EntryPoint, ...]]] = {}
    for group in GROUPS:
        found: dict[str, tuple[EntryPoint, ...]] = {}
        for entry in everything.select(group=group):
            found[entry.name] = (*found.get(entry.name, ()), entry)
        table[group] = found
    return table


def _import(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as cause:  # whatever foreign code raises while it is imported is reported as its own fault
        raise PluginError(
            f"the plug-in {entry.name!r} of {_owner(entry)} cannot be loaded: {type(cause).__name__}: {cause}",
            code="plugin.broken",
            where=_where(entry),
            hint=f"repair or uninstall {_owner(entry)}",
        ) from cause


def _describe(group: Group, entry: EntryPoint) -> Plugin:
    reason: str | None = None
    try:
        load(group, entry.name)
    except PluginError as error:
        reason = error.message
    distribution = entry.dist
    return Plugin(
        group=group,
        name=entry.name,
        target=entry.value,
        distribution=distribution.name if distribution else "",
        version=distribution.version if distribution else "",
        state="ok" if reason is None else "broken",
        reason=reason,
    )


def _owner(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unnamed distribution"


def _where(entry: EntryPoint) -> str:
    return f"{entry.group}: {entry.name} = {entry.value}"


def _near(group: Group, name: str) -> str:
    near = get_close_matches(name, names(group), n=3)
    if near:
        return "did you mean " + " or ".join(repr(one) for one in near) + "?"
    return f"registered are: {', '.join(names(group)) or 'none'}"
