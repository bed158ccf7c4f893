"""Which operators and check functions there are. In: a name as it stands in a rubric. Out: the class or function.

Both kinds are entry points of `reviewer.operators`: a subclass of Operator is an operator, any other callable a
function for the operator `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from reviewer import plugins
from reviewer.errors import PluginError
from reviewer.model.rule import Match
from reviewer.model.subject import Subject
from reviewer.operators.operator import Operator

CheckFunction = Callable[[Subject, Mapping[str, Any]], Match]

GROUP: plugins.Group = "reviewer.operators"


def operator_names() -> tuple[str, ...]:
    """Everything registered as an operator or a check function, sorted; nothing is loaded."""
    return plugins.names(GROUP)


def operator_class(name: str) -> type[Operator]:
    """The operator called `name` in rubrics. Raises PluginError, `plugin.wrong_kind` if `name` is a check function."""
    found = plugins.load(GROUP, name)
    if not (isinstance(found, type) and issubclass(found, Operator)):
        raise PluginError(
            f"{name!r} is no operator",
            code="plugin.wrong_kind",
            where=f"{GROUP}: {name}",
            hint=f"a function is called by `check: {{name: {name}}}`" if callable(found) else None,
        )
    if found.name != name:
        message = f"the operator registered as {name!r} calls itself {found.name!r}"
        raise PluginError(message, code="plugin.wrong_kind", where=f"{GROUP}: {name}", hint="make the two names equal")
    return found


def check_function(name: str) -> CheckFunction:
    """The function behind `check: {name: …}`. Raises PluginError, `plugin.wrong_kind` if `name` is an operator."""
    found = plugins.load(GROUP, name)
    if not callable(found) or isinstance(found, type):
        message = f"{name!r} is no check function"
        raise PluginError(message, code="plugin.wrong_kind", where=f"{GROUP}: {name}")
    return cast(CheckFunction, found)
