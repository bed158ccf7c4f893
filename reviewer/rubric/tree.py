"""YAML with positions. In: the bytes of a file. Out: a tree of nodes that know their file, line and column.

Reads the core schema of YAML 1.2 (`no` and `on` are words), one document to a file, no tags, no merge keys. The builder
works on events with its own stack, so hostile nesting, aliases that multiply and endless files are refused cheaply.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import yaml
from yaml import events

from reviewer.errors import RubricError
from reviewer.model.rubric import Place

MAX_FILE_BYTES = 2_000_000
MAX_NODES = 100_000
"""Nodes of one file with its aliases written out; the largest file of a large pack has a few thousand."""
MAX_DEPTH = 60

Scalar = None | bool | int | float | str

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?")


Mark = tuple[str, int, int]
"""File, line and column; made into a Place only where one is shown."""


_NO_KEYS: dict[str, Mark] = {}


class Node:
    """A value with its place. `keys` holds the marks of the keys of a mapping."""

    __slots__ = ("keys", "mark", "value")

    def __init__(
        self, value: Scalar | dict[str, Node] | list[Node], mark: Mark, keys: dict[str, Mark] = _NO_KEYS
    ) -> None:
        self.value = value
        self.mark = mark
        self.keys = keys

    @property
    def place(self) -> Place:
        return Place(*self.mark)

    @property
    def mapping(self) -> dict[str, Node]:
        """The entries of a mapping; nothing for any other node."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The items of a list; nothing for any other node."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The text of a string; "" for any other node."""
        return self.value if isinstance(self.value, str) else ""

    def place_of(self, *path: int | str) -> Place:
        """The place of what stands at `path`, or of the deepest node on the way to it."""
        node = self
        for step in path:
            if isinstance(step, str) and step in node.mapping:
                node = node.mapping[step]
            elif isinstance(step, int) and step < len(node.items):
                node = node.items[step]
        return node.place

    def key_place(self, key: str) -> Place:
        """The place of a mapping's key; the place of the node if it has no such key."""
        return Place(*self.keys.get(key, self.mark))

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_tree(path: Path) -> Node:
    """The tree of a YAML file.

    Raises RubricError with the place: `rubric.not_found`, `rubric.too_large`, `rubric.yaml`, `rubric.duplicate`.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as cause:
        message = f"cannot read the file: {cause.strerror or cause}"
        raise RubricError(message, code="rubric.not_found", where=str(path)) from cause
    return parse_tree(data, str(path))


def parse_tree(data: bytes, file: str) -> Node:
    """The tree of YAML text; an empty file is an empty mapping. Raises RubricError as `read_tree` does."""
    if len(data) > MAX_FILE_BYTES:
        message = f"the file is larger than {MAX_FILE_BYTES:,} bytes"
        raise RubricError(message, code="rubric.too_large", where=file)
    builder = _Builder(file)
    try:
        loader = _LOADER(data.decode("utf-8-sig"))
        while builder.take(loader.get_event()):
            pass
    except UnicodeDecodeError as cause:
        raise RubricError("the file is not UTF-8", code="rubric.yaml", where=file) from cause
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        where = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        raise RubricError(cause.problem or "no YAML", code="rubric.yaml", where=str(where)) from cause
    except yaml.YAMLError as cause:
        message = " ".join(str(cause).split())
        raise RubricError(message, code="rubric.yaml", where=f"{file}:1:1") from cause
    return builder.root or Node({}, (file, 1, 1))


class _Open:
    """A container that is being filled; `key` is the key of a mapping that waits for its value."""

    __slots__ = ("anchor", "entries", "items", "key", "node", "nodes_before")

    def __init__(self, node: Node, anchor: str | None, nodes_before: int) -> None:
        self.node = node
        self.anchor = anchor
        self.nodes_before = nodes_before
        self.entries = node.value if isinstance(node.value, dict) else None
        self.items = node.value if isinstance(node.value, list) else None
        self.key: str | None = None


class _Builder:
    """Builds the tree from the events of one file."""

    def __init__(self, file: str) -> None:
        self.root: Node | None = None
        self._file = file
        self._stack: list[_Open] = []
        self._top: _Open | None = None
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._nodes = 0

    def take(self, event: events.Event) -> bool:
        """Adds one event to the tree; false at the end of the file."""
        kind = type(event)
        if kind is events.ScalarEvent:
            self._scalar(cast(events.ScalarEvent, event))
        elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
            self._open(cast(events.CollectionStartEvent, event))
        elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
            self._close()
        elif kind is events.AliasEvent:
            self._alias(cast(events.AliasEvent, event))
        elif kind is events.DocumentStartEvent and self.root is not None:
            self._refuse(event, "a second YAML document in one file", "rubric.yaml")
        return kind is not events.StreamEndEvent

    def _scalar(self, event: events.ScalarEvent) -> None:
        if event.tag is not None:
            self._refuse(event, f"tags such as `{event.tag}` are not supported", "rubric.yaml")
        top = self._top
        if top is not None and top.entries is not None and top.key is None:
            self._key(top, event)
            return
        value: Scalar = event.value
        if event.implicit[0] and not event.style:
            value = _resolve(event.value)
        node = Node(value, self._mark(event))
        self._put(node, event, 1)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1)

    def _key(self, top: _Open, event: events.ScalarEvent) -> None:
        key = event.value
        if key in top.node.keys:
            message = f"the key `{key}` stands twice (first on line {top.node.keys[key][1]})"
            self._refuse(event, message, "rubric.duplicate")
        top.key = key
        top.node.keys[key] = self._mark(event)

    def _open(self, event: events.CollectionStartEvent) -> None:
        if event.tag is not None:
            self._refuse(event, f"tags such as `{event.tag}` are not supported", "rubric.yaml")
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels", "rubric.too_large")
        value: dict[str, Node] | list[Node] = {} if isinstance(event, events.MappingStartEvent) else []
        node = Node(value, self._mark(event), {})
        before = self._nodes
        self._put(node, event, 1)
        self._top = _Open(node, event.anchor, before)
        self._stack.append(self._top)

    def _close(self) -> None:
        closed = self._stack.pop()
        self._top = self._stack[-1] if self._stack else None
        if closed.anchor is not None:
            self._anchors[closed.anchor] = (closed.node, self._nodes - closed.nodes_before)

    def _alias(self, event: events.AliasEvent) -> None:
        found = self._anchors.get(event.anchor or "")
        if found is None:
            self._refuse(event, f"`*{event.anchor}` refers to nothing, or to what it stands in", "rubric.yaml")
        else:
            self._put(found[0], event, found[1])

    def _put(self, node: Node, event: events.Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            self._refuse(event, f"more than {MAX_NODES:,} nodes with aliases written out", "rubric.too_large")
        top = self._top
        if top is None:
            self.root = node
        elif top.items is not None:
            top.items.append(node)
        elif top.key is None or top.entries is None:
            self._refuse(event, "a key must be a word, not a list, a mapping or an alias", "rubric.yaml")
        else:
            top.entries[top.key] = node
            top.key = None

    def _mark(self, event: events.Event) -> Mark:
        start = event.start_mark
        return (self._file, start.line + 1, start.column + 1) if start else (self._file, 1, 1)

    def _refuse(self, event: events.Event, message: str, code: str) -> None:
        raise RubricError(message, code=code, where=str(Place(*self._mark(event))))


def _resolve(text: str) -> Scalar:
    """The value of a plain scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
