"""What the chat tools answer, as data: each model is the structured output of a tool and its schema."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from reviewer.model.review import EstimateItem, FindingItem, Review


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


_FIELDS: dict[str, Any] = {
    "id": (str, ...),
    "status": (Literal["done", "running"], ...),
    **{
        name: (one.annotation | None, None)  # type: ignore[operator]
        for name, one in Review.model_fields.items()
    },
}

ReviewAnswer = create_model(
    "ReviewAnswer",
    __base__=_Answer,
    __doc__="A Review with its id once `status` is `done`; before that the id alone.",
    **_FIELDS,
)
"""All fields of a Review, none of them required, since a review under way has only an id."""


class FindingsAnswer(_Answer):
    id: str
    findings: list[FindingItem]


class ExampleAnswer(_Answer):
    level: str
    text: str
    note: str = ""


class CriterionAnswer(_Answer):
    """One criterion; `levels` maps each level to what earns it."""

    criterion: str
    phase: str
    title: str
    ask: str
    levels: dict[str, str]
    why: str = ""
    advice: str = ""
    probe: str = ""
    examples: list[ExampleAnswer] = Field(default_factory=list)


class EstimatesAnswer(_Answer):
    """Every sum that was found, re-computed; `expected` is in the unit of `stated`."""

    estimates: list[EstimateItem]


class RubricAnswer(_Answer):
    id: str
    version: str
    title: str
    criteria: int
    profiles: list[str]


class RubricsAnswer(_Answer):
    rubrics: list[RubricAnswer]
