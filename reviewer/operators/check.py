"""`check`: a function that a plug-in brings decides.

The function is an entry point of the group `reviewer.operators` with the signature `(subject, params) -> Match`. It is
looked up when a rubric that names it is loaded.

Parameters:
    name: the name the function is registered under (a bare name stands for this).
    with: a mapping that is handed to the function as it stands.

Traps:
    Prefer an operator class of your own if the function takes parameters: those are checked when a rubric is loaded.
    Concepts that the function looks for are not known to lint.

Examples: []
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from pydantic import Field

from reviewer.model.rule import Match
from reviewer.model.subject import Subject
from reviewer.operators.operator import Operator
from reviewer.operators.registry import CheckFunction, check_function


class Check(Operator):
    """A function that a plug-in brings decides; see the module's page."""

    name: ClassVar[str] = "check"
    shorthand: ClassVar[str | None] = "called"

    called: str = Field(alias="name", min_length=1)
    params: Mapping[str, Any] = Field(default_factory=dict, alias="with")

    @cached_property
    def function(self) -> CheckFunction:
        """The function; PluginError if there is none or it cannot be loaded."""
        return check_function(self.called)

    def prepare(self) -> None:
        _ = self.function

    def match(self, subject: Subject) -> Match:
        return self.function(subject, self.params)
