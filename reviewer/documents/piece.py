"""The intermediate form between the readers of a format and the builders of a Document: a flat list of pieces."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.documents.lines import Span
from reviewer.model.document import BlockKind, Standing

PROSE: frozenset[BlockKind] = frozenset({"paragraph", "item", "quote"})
"""Kinds whose text is split into sentences."""

BY_FORM = "by form"
"""The `info` of a heading that only its form tells ("Features:"), not a mark."""


@dataclass(slots=True, eq=False)
class Piece:
    """One block before its passages are cut.

    `first` and `last` are 0-based lines, markers and fences included. `spans` are the pieces of text on those lines,
    one per line, without markers. `parent` is the item or the shallower line this stands under. `title` says that it
    names what follows although it is no heading (bold alone, "a) Client"). `size` is the number of items of its list.
    """

    kind: BlockKind
    first: int
    last: int
    spans: list[Span]
    depth: int = 0
    ordered: bool = False
    info: str = ""
    level: int = 0
    parent: Piece | None = None
    title: bool = False
    size: int = 0
    standing: Standing | None = None
    passages: list[int] = field(default_factory=list)
