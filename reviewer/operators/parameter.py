"""The types of parameters that several operators take.

Concept ids are checked against the vocabulary when the validation context holds one (`{"concepts": frozenset}`), so
that a loader learns of an unknown one together with its position. A single value stands for a list of one.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from reviewer.model.facts import Dimension

Window = Literal["passage", "near", "section"]
"""How far company may stand: in the passage itself, in its leads and its neighbours, or anywhere in its section."""

Place = Literal["prose", "list", "table", "code", "diagram"]

NUMBER = "number"
SENTENCE = "sentence"
"""Company that is no concept: a figure, or being said in a sentence."""

DIMENSIONS: frozenset[str] = frozenset(get_args(Dimension))
UNKNOWN_CONCEPT = "unknown_concept"
UNKNOWN_DIMENSION = "unknown_dimension"


def _known_concept(value: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("concepts")
    if known is not None and value not in known:
        raise PydanticCustomError(UNKNOWN_CONCEPT, "the vocabulary has no concept `{value}`", {"value": value})
    return value


def _known_company(value: str, info: ValidationInfo) -> str:
    head, colon, dimension = value.partition(":")
    if value == SENTENCE:
        return value
    if head != NUMBER:
        return _known_concept(value, info)
    if colon and dimension not in DIMENSIONS:
        raise PydanticCustomError(UNKNOWN_DIMENSION, "there is no dimension `{value}`", {"value": dimension})
    return value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


class _BareValue:
    """Lets a bare value stand for a list of one, in validation and in JSON Schema."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_as_list, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        array = handler(schema)
        return {"anyOf": [array["items"], array]}


_Item = TypeVar("_Item")

Listed = Annotated[tuple[_Item, ...], _BareValue()]
Some = Annotated[tuple[_Item, ...], Field(min_length=1), _BareValue()]
"""A list that must not be empty."""

ConceptId = Annotated[str, AfterValidator(_known_concept)]
CompanyId = Annotated[str, AfterValidator(_known_company)]
Concepts = Listed[ConceptId]
SomeConcepts = Some[ConceptId]
Companies = Listed[CompanyId]
"""Concept ids, `number`, `number:<dimension>`, or `sentence`."""

AtLeast = Annotated[int, Field(ge=1)]


def concepts_in(*lists: tuple[str, ...]) -> frozenset[str]:
    """The concept ids among `lists`, leaving out `number` and `number:<dimension>`."""
    return frozenset(one for ids in lists for one in ids if one.partition(":")[0] not in (NUMBER, SENTENCE))
