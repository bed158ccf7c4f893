"""What every operator is: a frozen set of parameters that can be matched against a Subject.

A subclass sets `name` (the key that rubric files use) and, if a bare value makes sense, `shorthand` (the field which
takes it), declares its parameters as pydantic fields and implements `match`. A field typed `Operator`, or holding some,
is a nested rule: whoever loads a rubric compiles it before the field is filled.
"""

from __future__ import annotations

from abc import abstractmethod
from inspect import isabstract
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from reviewer.model.rule import Match
from reviewer.model.subject import Subject

RULE_FORMAT = "rule"
"""The `format` that stands in an operator's JSON Schema where any rule may stand."""


class Operator(BaseModel):
    """One operator with its parameters; implements `reviewer.model.rule.Rule`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    name: ClassVar[str]
    shorthand: ClassVar[str | None] = None

    @abstractmethod
    def match(self, subject: Subject) -> Match:
        """Whether the rule holds for the subject, with what supports it, strongest first."""

    def concepts(self) -> frozenset[str]:
        """The concepts the rule asks for, nested rules included."""
        return frozenset()

    def prepare(self) -> None:
        """Looks up what the rule needs beyond its parameters, when a rubric is loaded. Raises PluginError."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls) if isabstract(cls) else handler(source)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"format": RULE_FORMAT} if isabstract(cls) else handler(schema)
