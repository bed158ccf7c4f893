"""A Document's Facts in, text out: the public JSON, or tables to read. Also the JSON Schema of the former."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from reviewer.model.document import Document
from reviewer.model.facts import Facts
from reviewer.model.review import EstimateItem, LineRange
from reviewer.report.look import Look

FactsFormat = Literal["terminal", "json"]


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class NodeItem(_Item):
    id: str
    label: str
    kind: str
    replicas: int | str | None


class ArchitectureItem(_Item):
    """A diagram as a graph; `edges` and `spofs` are labels of its nodes."""

    lines: LineRange
    kind: str
    nodes: list[NodeItem]
    edges: list[tuple[str, str]]
    spofs: list[str]


class OperationItem(_Item):
    line: int
    method: str | None
    path_or_name: str


class TableItem(_Item):
    line: int
    name: str
    fields: list[str]
    keys: list[str]


class ClaimItem(_Item):
    lines: LineRange
    text: str
    kind: str


class UnreadItem(_Item):
    lines: LineRange
    why: str


class MentionItem(_Item):
    """One place that names a concept of the rubric's vocabulary."""

    concepts: list[str]
    form: str
    lines: LineRange
    standing: str = Field(serialization_alias="in")
    stance: str


class QuantityItem(_Item):
    """A number with its unit; `value` (and a range's `high`) in the base unit of its dimension, `stated` in `unit`."""

    lines: LineRange
    text: str
    value: float
    high: float | None
    stated: float
    unit: str
    dimension: str


class DocumentItem(_Item):
    name: str
    sha256: str
    line_count: int


class FactsReport(_Item):
    """What was read out of one document. Every list is present, empty where nothing was found."""

    schema_version: Literal["1"] = "1"
    document: DocumentItem
    estimates: list[EstimateItem]
    architecture: list[ArchitectureItem]
    operations: list[OperationItem]
    schema_: list[TableItem] = Field(serialization_alias="schema", validation_alias="schema")
    claims: list[ClaimItem]
    unread: list[UnreadItem]
    mentions: list[MentionItem]
    quantities: list[QuantityItem]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `render_facts(…, format="json")` gives."""
    return FactsReport.model_json_schema(mode="serialization")


def facts_report(document: Document, facts: Facts) -> FactsReport:
    """The facts in their public shape."""
    named = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
    return FactsReport.model_validate({"document": document, **named})


def render_facts(
    document: Document,
    facts: Facts,
    format: FactsFormat = "terminal",  # noqa: A002 - the word of the command line
    look: Look | None = None,
) -> str:
    """The facts as text, without a line break at its end."""
    if format == "json":
        return facts_report(document, facts).model_dump_json(indent=2, by_alias=True)
    from reviewer.report.facts_page import render

    return render(document, facts, look or Look())
