"""What editors need to help with packs. In: the registered operators. Out: a JSON Schema of the files of a pack.

The schema accepts a file of any kind. It is more lenient than loading: a pack that lies over another one may leave out
nearly everything, so only ids are required.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from reviewer.errors import PluginError
from reviewer.operators import Operator, operator_class, operator_names
from reviewer.operators.operator import RULE_FORMAT
from reviewer.rubric.compile_rule import USE
from reviewer.rubric.overlay import REMOVE
from reviewer.rubric.schema import ConceptEntry, PhaseFile, RubricFile

_RULE = {"$ref": "#/$defs/rule"}
_REMOVABLE = ("CriterionEntry", "PhaseEntry", "ProfileEntry", "ConceptEntry")
_FILES: dict[str, Any] = {"rubric": RubricFile, "phase": PhaseFile, "vocabulary": dict[str, ConceptEntry]}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the files of a pack; `$defs` has one entry for each kind of file."""
    definitions: dict[str, Any] = {}
    for name, shape in _FILES.items():
        schema = TypeAdapter(shape).json_schema(by_alias=True)
        definitions |= schema.pop("$defs", {})
        definitions[name] = schema
    definitions["fragments"] = {"type": "object", "additionalProperties": _RULE}
    _loosen(definitions)
    rules = [_rule_schema(operator, definitions) for operator in _operators()]
    use = {"type": "object", "properties": {USE: {"type": "string"}}, "required": [USE], "additionalProperties": False}
    definitions["rule"] = {"oneOf": [*rules, use]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rubric pack",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in (*_FILES, "fragments")],
        "$defs": _with_rules(definitions),
    }


def _operators() -> list[type[Operator]]:
    """The operators that can be loaded; an editor is no place to learn of a broken plug-in."""
    found: list[type[Operator]] = []
    for name in operator_names():
        try:
            found.append(operator_class(name))
        except PluginError:
            continue
    return found


def _rule_schema(operator: type[Operator], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of `name: parameters`, shorthand included."""
    schema = operator.model_json_schema(by_alias=True)
    definitions |= schema.pop("$defs", {})
    alternatives = [schema]
    if operator.shorthand is not None:
        field = operator.model_fields[operator.shorthand]
        bare = schema["properties"][field.alias or operator.shorthand]
        alternatives = [bare] if field.annotation is Operator else [bare, schema]
    return {
        "type": "object",
        "properties": {operator.name: {"anyOf": alternatives}},
        "required": [operator.name],
        "additionalProperties": False,
    }


def _loosen(definitions: dict[str, Any]) -> None:
    """What a pack that lies over another one may leave out or remove."""
    for name in (*_REMOVABLE, "rubric"):
        schema = definitions[name]
        schema["required"] = [key for key in schema.get("required", ()) if key == "id"]
        if name in _REMOVABLE:
            schema["properties"][REMOVE] = {"const": True}
    bare = definitions["ConceptEntry"]["properties"]["forms"]
    definitions["vocabulary"]["additionalProperties"] = {"anyOf": [{"$ref": "#/$defs/ConceptEntry"}, bare]}


def _with_rules(schema: Any) -> Any:
    """The schema with a reference to any rule in the places that are marked for one."""
    if isinstance(schema, dict):
        if schema.get("format") == RULE_FORMAT:
            return _RULE
        return {key: _with_rules(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_with_rules(value) for value in schema]
    return schema
