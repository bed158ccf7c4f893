"""What is extracted from a document: mentions, quantities, estimates, architecture, operations, schema, claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from reviewer.model.document import Lines, Standing, Unread

Stance = Literal["asserted", "negated", "out_of_scope", "rejected", "question"]
"""How the author stands to what is mentioned: proposes or describes it, denies it ("no cache"), puts it out of scope,
names it as an alternative that is not taken, or only asks."""

Dimension = Literal[
    "count",
    "users",
    "rate",
    "size",
    "bandwidth",
    "time",
    "percent",
    "ratio",
    "money",
    "length",
    "power",
    "factor",
    "growth",
]

NodeKind = Literal[
    "client",
    "gateway",
    "load_balancer",
    "cdn",
    "service",
    "database",
    "cache",
    "queue",
    "blob_store",
    "worker",
    "external",
    "other",
]

DiagramKind = Literal[
    "mermaid-flowchart", "mermaid-sequence", "mermaid-c4", "mermaid-architecture", "plantuml", "dot", "ascii"
]

EstimateVerdict = Literal["right", "wrong", "unchecked"]


class Mention(NamedTuple):
    """One place that names concepts; `passage` is the index of the passage it stands in.

    `concepts` are those that the form names and then the broader ones that these count as ("redis" is a cache).
    A document has thousands of mentions, and a named tuple is made in a quarter of a frozen dataclass's time.
    """

    concepts: tuple[str, ...]
    form: str
    start: int
    end: int
    lines: Lines
    passage: int
    section: int
    standing: Standing
    stance: Stance = "asserted"

    @property
    def negated(self) -> bool:
        return self.stance == "negated"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    `value` is in the base unit of `dimension` (B, B/s, s, 1/s, a share of 1 for percent), `unit` the unit as a
    canonical string ("GB", "1/s", "ms", "user"), `stated` the number as written in that unit. `high` is set for
    ranges (10–20 ms), in base units.
    """

    value: float
    unit: str
    stated: float
    dimension: Dimension
    text: str
    start: int
    end: int
    lines: Lines
    passage: int
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit, as `{"value", "unit"}` in JSON."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class EstimateInput:
    """A figure that a sum uses, as written; `start` is its offset in the source, -1 where that is unknown."""

    lines: Lines
    value: float
    unit: str
    start: int = -1


@dataclass(frozen=True, slots=True)
class Estimate:
    """A stated result with what comes out when the sum is re-done; `expected` is in the unit of `stated`.

    `start` is the offset of the result in the source, -1 where that is unknown.
    """

    lines: Lines
    text: str
    stated: Amount
    expected: Amount | None
    verdict: EstimateVerdict
    inputs: tuple[EstimateInput, ...] = ()
    operation: str = ""
    start: int = -1


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: str
    kind: NodeKind = "other"
    replicas: int | str | None = None


@dataclass(frozen=True, slots=True)
class Architecture:
    """A diagram as a graph. Edges are pairs of labels in the direction of the request or data flow."""

    lines: Lines
    kind: DiagramKind
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]
    spofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an API. `method` is an HTTP method, "RPC", or None where none is told."""

    line: int
    method: str | None
    path_or_name: str


@dataclass(frozen=True, slots=True)
class SchemaTable:
    line: int
    name: str
    fields: tuple[str, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable statement about the system as a whole, such as "99.9 % available"."""

    lines: Lines
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`hollow` are the indexes of passages that only look like substance; no rule is earned with them."""

    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    architecture: tuple[Architecture, ...] = ()
    operations: tuple[Operation, ...] = ()
    schema: tuple[SchemaTable, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread: tuple[Unread, ...] = ()
    hollow: frozenset[int] = frozenset()
