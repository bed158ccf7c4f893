"""The API's description. In: routes. Out: what they declare beside their models, and the whole OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import batch_shapes, examples, shapes
from api.problems import MEDIA_TYPE, Problem
from reviewer import __version__
from reviewer.report.facts import json_schema as facts_schema

Responses = dict[int | str, dict[str, Any]]

_REF = "#/components/schemas/{model}"
_ALWAYS = (401, 403, 421, 422, 429)
_ANSWERS: tuple[type[BaseModel], ...] = (Problem, *shapes.ANSWERS, *batch_shapes.ANSWERS)
_ABOUT = """\
Hand in a system-design document, get it back graded criterion by criterion with the sentence that earned each grade.

Errors are problems (RFC 9457) with a stable `code`. Where there are API keys, send `Authorization: Bearer KEY`; this
description then says so for each operation.
"""


def refusals(*further: int, always: tuple[int, ...] = _ALWAYS) -> Responses:
    """The problems that an operation may answer with: those of every operation, and `further` ones."""
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content} for status in sorted({*always, *further})
    }


def answers(status: int, description: str, model: str, headers: dict[str, str] | None = None) -> Responses:
    """A JSON answer of a status, whose schema and example are those of a component."""
    content = {"application/json": {"schema": {"$ref": _REF.format(model=model)}}}
    described = {
        name: {"description": text, "schema": {"type": "string"}, "required": True}
        for name, text in (headers or {}).items()
    }
    return {status: {"description": description, "content": content, "headers": described}}


def body_of(order: str, form: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A request body that is JSON, or a form with a file."""
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": _REF.format(model=order)}},
                "multipart/form-data": {"schema": {"$ref": _REF.format(model=form)}, "example": fields},
            },
        }
    }


def header(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    """A request header that a handler reads by itself."""
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": schema,
        "example": example,
    }


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole document, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(title="Design Reviewer", version=__version__, description=_ABOUT, routes=app.routes)
        components = schema.setdefault("components", {}).setdefault("schemas", {})
        components.pop("HTTPValidationError", None)
        components.pop("ValidationError", None)
        components |= _components()
        _with_examples(schema, components)
        app.openapi_schema = schema
    return app.openapi_schema


def without_keys(description: dict[str, Any]) -> dict[str, Any]:
    """The description of a service that asks for no key: nothing answers 401 or 403 for want of one."""
    paths = {
        path: {method: {part: said for part, said in one.items() if part != "security"} for method, one in item.items()}
        for path, item in description["paths"].items()
    }
    components = {part: said for part, said in description["components"].items() if part != "securitySchemes"}
    return {**description, "paths": paths, "components": components}


def _components() -> dict[str, Any]:
    """All our models with the parts that they are made of. The framework's own schemas of them lack every null of an
    example, and lack those that no handler names in its signature."""
    _, going_out = models_json_schema([(model, "serialization") for model in _ANSWERS], ref_template=_REF)
    _, coming_in = models_json_schema(
        [(model, "validation") for model in (*shapes.ORDERS, *batch_shapes.ORDERS)], ref_template=_REF
    )
    facts = {**facts_schema(), "example": examples.FACTS}
    parts: dict[str, Any] = facts.pop("$defs", {})
    moved = _moved({"Facts": facts, **{f"Facts{name}": part for name, part in parts.items()}})
    return {**coming_in["$defs"], **going_out["$defs"], **moved}


def _with_examples(schema: dict[str, Any], components: dict[str, Any]) -> None:
    """Gives every JSON body the example of its component, whole."""
    for item in schema["paths"].values():
        for operation in item.values():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for media, content in (pair for body in bodies for pair in body.get("content", {}).items()):
                name = _component(content.get("schema", {}))
                if "json" in media and "example" in components.get(name, {}):
                    content["example"] = components[name]["example"]


def _component(schema: dict[str, Any]) -> str:
    """The name of the component that a schema refers to, also where there may be nothing instead."""
    refs = [one["$ref"] for one in (schema, *schema.get("anyOf", [])) if "$ref" in one]
    return str(refs[0]).rsplit("/", 1)[-1] if refs else ""


def _moved(value: Any) -> Any:
    """The schema of facts with its parts as components of their own names."""
    if isinstance(value, dict):
        return {
            key: f"#/components/schemas/Facts{part.removeprefix('#/$defs/')}" if key == "$ref" else _moved(part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_moved(part) for part in value]
    return value
