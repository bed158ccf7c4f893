"""The form of replies. In: the schema in a prompt's front matter and what it leaves open. Out: a strict JSON Schema;
of a reply's text, the objects in it.

A reply counts only if the whole of it is one JSON object; nothing is ever fished out of prose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.judge.ladder import without_fence

NOT_APPLICABLE = "not_applicable"
"""The outcome that a judge may give beside the levels of the scale."""


class SaidVerdict(BaseModel):
    """One verdict as a model wrote it; nothing in it has been checked against the document."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    criterion: str
    reason: str
    quotes: list[str]
    level: str
    step: str = ""


class SaidRisk(BaseModel):
    """One risk as a model wrote it."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    why: str
    quote: str
    title: str
    consequence: str
    mitigation: str


def filled(schema: Any, values: Mapping[str, Any]) -> Any:
    """The schema with each `$name` in it replaced by the value of that name."""
    if isinstance(schema, dict):
        return {key: filled(value, values) for key, value in schema.items()}
    if isinstance(schema, list):
        return [filled(value, values) for value in schema]
    return values[schema[1:]] if isinstance(schema, str) and schema.startswith("$") else schema


def parsed_list(text: str, key: str) -> list[Any] | None:
    """The list under `key` of a reply that is one JSON object from end to end; None if it is not."""
    try:
        found = json.loads(without_fence(text), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError):
        return None
    value = found.get(key) if isinstance(found, dict) else None
    return value if isinstance(value, list) else None


def said_verdict(value: Any) -> SaidVerdict | None:
    """A verdict if the value has its form."""
    try:
        return SaidVerdict.model_validate(value)
    except ValidationError:
        return None


def said_risk(value: Any) -> SaidRisk | None:
    """A risk if the value has its form."""
    try:
        return SaidRisk.model_validate(value)
    except ValidationError:
        return None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; which of two equal ones was meant cannot be told."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
