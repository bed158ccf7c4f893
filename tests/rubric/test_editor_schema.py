"""The JSON Schema for editors knows every operator and every kind of file, and refers to nothing that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewer.operators import operator_class, operator_names
from reviewer.rubric import json_schema


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def test_every_reference_leads_somewhere() -> None:
    schema = json_schema()
    assert {ref.removeprefix("#/$defs/") for ref in references(schema)} <= set(schema["$defs"])


def test_every_operator_is_a_rule() -> None:
    rules = json_schema()["$defs"]["rule"]["oneOf"]
    named = {rule["required"][0]: rule["properties"] for rule in rules}
    assert set(named) == {*operator_names(), "use"}
    assert set(named["quantity"]["quantity"]["anyOf"][1]["properties"]) == {
        field.alias or name for name, field in operator_class("quantity").model_fields.items()
    }


def test_nested_rules_are_any_rule() -> None:
    definitions = json_schema()["$defs"]
    (negation,) = [rule for rule in definitions["rule"]["oneOf"] if rule["required"] == ["not"]]
    assert negation["properties"]["not"]["anyOf"] == [{"$ref": "#/$defs/rule"}]
    assert definitions["CriterionEntry"]["properties"]["rules"]["additionalProperties"] == {"$ref": "#/$defs/rule"}
    assert definitions["fragments"]["additionalProperties"] == {"$ref": "#/$defs/rule"}


def test_an_overlay_may_leave_out_everything_but_ids() -> None:
    definitions = json_schema()["$defs"]
    assert definitions["CriterionEntry"]["required"] == ["id"]
    assert definitions["CriterionEntry"]["properties"]["remove"] == {"const": True}
    assert definitions["rubric"]["required"] == ["id"]
    assert {schema["$ref"] for schema in json_schema()["anyOf"]} == {
        "#/$defs/rubric",
        "#/$defs/phase",
        "#/$defs/vocabulary",
        "#/$defs/fragments",
    }
