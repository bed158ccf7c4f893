"""Entries out of nodes. In: a node and the pydantic model it must fit. Out: the entry, or problems."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reviewer.operators.parameter import DIMENSIONS, UNKNOWN_CONCEPT, UNKNOWN_DIMENSION
from reviewer.rubric.problem import Problems, near
from reviewer.rubric.tree import Node

Model = TypeVar("Model", bound=BaseModel)


def validated(
    model: type[Model],
    node: Node,
    problems: Problems,
    *,
    data: Any = None,
    concepts: frozenset[str] | None = None,
) -> Model | None:
    """The entry that `node` describes; None after noting what is wrong with it.

    `data` replaces the node's plain value where parts of it are compiled already; a key of it that the node lacks
    stands for the node itself. `concepts` are those that concept ids must be among.
    """
    value = node.plain() if data is None else data
    try:
        return model.model_validate(value, by_alias=True, by_name=False, context={"concepts": concepts})
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in sorted(details, key=lambda one: one["type"] != "extra_forbidden"):  # the slip first
            _note(model, node, detail, problems, concepts or frozenset())
        return None


def _note(
    model: type[BaseModel], node: Node, detail: ErrorDetails, problems: Problems, concepts: frozenset[str]
) -> None:
    """One of pydantic's errors as a problem at its place."""
    path = [step for step in detail["loc"] if step != "[key]"]
    last = str(path[-1]) if path else ""
    if detail["type"] == "extra_forbidden":
        holder = _at(node, path[:-1])
        problems.unknown(holder.key_place(last), "key", last, fields_at(model, path[:-1]))
    elif detail["type"] == "missing":
        problems.error(_at(node, path[:-1]).place, f"`{last}` is missing", code="rubric.missing")
    elif detail["type"] == UNKNOWN_CONCEPT:
        problems.unknown(_at(node, path).place, "concept", str(detail["ctx"]["value"]), concepts)
    elif detail["type"] == UNKNOWN_DIMENSION:
        problems.unknown(_at(node, path).place, "dimension", str(detail["ctx"]["value"]), DIMENSIONS)
    elif detail["loc"] and detail["loc"][-1] == "[key]":
        place = _at(node, path[:-1]).key_place(last)
        problems.error(place, f"`{last}` cannot stand here", code="rubric.value", hint=_expected(detail))
    else:
        _note_value(node, path, detail, problems)


def _note_value(node: Node, path: list[int | str], detail: ErrorDetails, problems: Problems) -> None:
    """An error about a value: what was expected there and, for a mistyped word, the nearest one allowed."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    message = f"`{name}`: {_lower(detail['msg'])}" if name else detail["msg"]
    hint = _expected(detail)
    if hint and name:
        message = f"`{name}` cannot be `{detail['input']}`"
    if detail["type"] == "string_type" and isinstance(detail["input"], int | float):
        hint = "put it in quotes"
    problems.error(_at(node, path).place, message, code="rubric.value", hint=hint)


def _expected(detail: ErrorDetails) -> str | None:
    """The words that may stand where a word stands that may not."""
    if detail["type"] != "literal_error":
        return None
    words = str(detail["ctx"]["expected"]).replace(" or ", ", ").split(", ")
    return near(str(detail["input"]), [word.strip("'") for word in words])


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _at(node: Node, path: list[int | str]) -> Node:
    """The node at a path of pydantic's; steps that name no part of the file, as a shorthand's do, are passed over."""
    for step in path:
        if isinstance(step, str) and step in node.mapping:
            node = node.mapping[step]
        elif isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def fields_at(model: type[BaseModel], path: list[int | str]) -> list[str]:
    """The keys that the model allows at a path."""
    annotation: Any = model
    for step in path:
        annotation = _step(annotation, step)
    found = _model_in(annotation)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _step(annotation: Any, step: int | str) -> Any:
    """The annotation of what stands at `step` below something annotated so."""
    found = _model_in(annotation)
    if found is not None and isinstance(step, str):
        return next(
            (field.annotation for name, field in found.model_fields.items() if step in (name, field.alias)), Any
        )
    for part in _parts(annotation):
        origin, arguments = get_origin(part), get_args(part)
        if isinstance(step, int) and origin in (tuple, list) and arguments:
            return arguments[0]
        if isinstance(step, str) and origin in (dict, Mapping) and arguments:
            return arguments[1]
    return Any


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation names, also inside Annotated or an optional."""
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _parts(annotation: Any) -> list[Any]:
    """The alternatives of an annotation without Annotated."""
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [part for one in get_args(annotation) for part in _parts(one)]
    return [annotation]
