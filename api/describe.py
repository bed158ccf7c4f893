"""The API's description. In: routes. Out: what they declare beside their models, and the whole OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api import examples
from api.problems import MEDIA_TYPE, Problem
from api.shapes import FactsForm, FactsOrder, ReviewForm, ReviewOrder, ReviewTicket, ReviewView
from reviewer import __version__
from reviewer.report.facts import json_schema as facts_schema

Responses = dict[int | str, dict[str, Any]]

_REF = "#/components/schemas/{model}"
_ALWAYS = (401, 403, 421, 422, 429)
_ABOUT = """\
Hand in a system-design document, get it back graded criterion by criterion with the sentence that earned each grade.

Errors are problems (RFC 9457) with a stable `code`. Where there are API keys, send `Authorization: Bearer KEY`.
"""


def refusals(*further: int, always: tuple[int, ...] = _ALWAYS) -> Responses:
    """The problems that an operation may answer with: those of every operation, and `further` ones."""
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}, "example": examples.PROBLEM}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content} for status in sorted({*always, *further})
    }


def answers(
    status: int, description: str, model: str, example: Any, headers: dict[str, str] | None = None
) -> Responses:
    """A JSON answer of a status, whose schema is a component of the description."""
    content = {"application/json": {"schema": {"$ref": _REF.format(model=model)}, "example": example}}
    described = {
        name: {"description": text, "schema": {"type": "string"}, "required": True}
        for name, text in (headers or {}).items()
    }
    return {status: {"description": description, "content": content, "headers": described}}


def body_of(order: str, form: str, example: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """A request body that is JSON, or a form with a file."""
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": _REF.format(model=order)}, "example": example},
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
        components |= _extra_components()
        app.openapi_schema = schema
    return app.openapi_schema


def _extra_components() -> dict[str, Any]:
    """The models that no handler names in its signature, with the parts that they are made of."""
    template = _REF
    _, own = models_json_schema(
        [(model, "serialization") for model in (Problem, ReviewView, ReviewTicket)]
        + [(model, "validation") for model in (ReviewOrder, ReviewForm, FactsOrder, FactsForm)],
        ref_template=template,
    )
    facts = facts_schema()
    parts: dict[str, Any] = facts.pop("$defs", {})
    moved = _moved({"Facts": facts, **{f"Facts{name}": part for name, part in parts.items()}})
    return {**own["$defs"], **moved}


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
