"""Graphviz: the text of one block goes in, its graph comes out, None where it is no directed or undirected graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean

_START = re.compile(r"(?:strict )?(?:di)?graph(?: (?:\"[^\"]{0,100}\"|[\w.-]{1,100}))? ?\{", re.I)
_HEAD_LENGTH = 1000
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|^[ \t]*#[^\n]*)|\"(?P<quoted>(?:[^\"\\]|"
    r"\\.)*)\"?|(?P<edge>->|--)|(?P<mark>[{}\[\];,=:<>])"
    r"|(?P<word>[^\s{}\[\];,=:<>\"-]+(?:-(?![->])[^\s{}\[\];,=:<>\"-]+)*)",
    re.M | re.S,
)
_RECORD = re.compile(r"<[^<>|{}]{0,60}>|[{}]")
_SHAPES = {"cylinder": "cylinder", "folder": "folder", "actor": "actor", "cloud": "cloud", "queue": "queue"}
_DEEPEST = 40
_LABEL_REACH = 200  # tokens after a cluster's brace within which its label is looked for


def starts(text: str) -> bool:
    return _START.match(" ".join(text[:_HEAD_LENGTH].split())) is not None


def parse(text: str) -> Graph | None:
    """The graph of a Graphviz text; None where it is none."""
    if not starts(text):
        return None
    return _Reader(text, text.index("{") + 1).read()


class _Reader:
    """Reads statements from a list of (kind, text) tokens."""

    def __init__(self, text: str, position: int) -> None:
        self._tokens = list(_tokens(text, position))
        self._at = 0
        self._builder = GraphBuilder()
        self._default_shape = ""

    def read(self) -> Graph | None:
        self._statements(0)
        return self._builder.build("dot")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _statements(self, depth: int) -> list[str]:
        """Everything up to the closing brace; returns the ids of the nodes that stand there."""
        met: list[str] = []
        while self._peek()[0] != "end":
            kind, text = self._peek()
            if text == "}" and kind == "mark":
                self._at += 1
                break
            if kind == "mark" and text != "{":
                self._at += 1
            else:
                met += self._chain(depth)
        return met

    def _chain(self, depth: int) -> list[str]:
        """`a -> {b c} -> d [label="x"]`, a node with attributes, a subgraph or an assignment."""
        ends = [self._operand(depth)]
        directed = True
        while self._peek()[0] == "edge":
            directed = self._next()[1] == "->"
            ends.append(self._operand(depth))
        attributes = self._attributes()
        if len(ends) == 1:
            if attributes and len(ends[0]) == 1:
                self._label(ends[0][0], attributes)
            return ends[0]
        dashed = attributes.get("style", "") in ("dashed", "dotted")
        backward, both = attributes.get("dir") == "back", attributes.get("dir") == "both" or not directed
        for sources, targets in pairwise(ends):
            for source, target in ((s, t) for s in sources[:60] for t in targets[:60]):
                first, second = (target, source) if backward else (source, target)
                self._builder.link(first, second, clean(attributes.get("label", "")), dashed=dashed, both=both)
        return [node for end in ends for node in end]

    def _operand(self, depth: int) -> list[str]:
        kind, text = self._peek()
        if kind == "mark" and text == "{":
            return self._subgraph("", depth)
        if kind not in ("name", "quoted"):
            self._at += kind not in ("end", "edge") and text != "}"
            return []
        self._at += 1
        if kind == "name" and text.lower() == "subgraph":
            name = self._next()[1] if self._peek()[0] in ("name", "quoted") else ""
            return self._subgraph(name, depth)
        if kind == "name" and text.lower() in ("graph", "node", "edge"):
            self._defaults(text.lower())
            return []
        if self._peek() == ("mark", "="):
            self._at += 2  # an attribute of the graph itself
            return []
        self._port()
        return [self._builder.node(text, "", self._default_shape)]

    def _port(self) -> None:
        while self._peek() == ("mark", ":"):
            self._at += 2

    def _subgraph(self, name: str, depth: int) -> list[str]:
        if self._peek() != ("mark", "{"):
            return []
        self._at += 1
        if depth > _DEEPEST:
            return []
        is_cluster = name.lower().startswith("cluster")
        if is_cluster:
            self._builder.open_group(name, clean(self._cluster_label()))
        met = self._statements(depth + 1)
        if is_cluster:
            self._builder.close_group()
        return met

    def _cluster_label(self) -> str:
        """The value of the first `label = …` that stands in this cluster itself."""
        inside_attributes = False
        for index in range(self._at, min(len(self._tokens) - 2, self._at + _LABEL_REACH)):
            token = self._tokens[index]
            if token[0] == "mark" and token[1] in "[]":
                inside_attributes = token[1] == "["
            elif token[1] == "label" and not inside_attributes:
                return self._tokens[index + 2][1]
            elif token[0] == "mark" and token[1] in "{}":
                break
        return ""

    def _defaults(self, what: str) -> None:
        attributes = self._attributes()
        if what == "node":
            self._default_shape = _SHAPES.get(attributes.get("shape", "").lower(), "")

    def _attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._peek() == ("mark", "["):
            self._at += 1
            while self._peek()[0] != "end" and self._next_is_attribute(found):
                pass
        return found

    def _next_is_attribute(self, found: dict[str, str]) -> bool:
        """Read one `name=value`; False at the closing bracket."""
        kind, text = self._next()
        if kind == "mark" and text == "]":
            return False
        if kind in ("name", "quoted") and self._peek() == ("mark", "="):
            self._at += 1
            found[text.lower()] = self._next()[1]
        return True

    def _label(self, node: str, attributes: dict[str, str]) -> None:
        label = clean(_RECORD.sub(" ", attributes.get("label", "")).replace("|", " "))
        self._builder.node(node, label, _SHAPES.get(attributes.get("shape", "").lower(), ""))


def _tokens(text: str, position: int) -> Iterator[tuple[str, str]]:
    """(kind, text) with kind name, quoted, edge or mark; an HTML label `<…>` is one quoted token."""
    depth, html = 0, 0
    for found in _TOKEN.finditer(text, position):
        mark = found["mark"]
        if mark == "<" and (depth or text[max(0, found.start() - 3) : found.start()].rstrip().endswith("=")):
            html = found.end() if not depth else html
            depth += 1
        elif mark == ">" and depth:
            depth -= 1
            if not depth:
                yield "quoted", text[html : found.start()]
        elif not depth and found["quoted"] is not None:
            yield "quoted", found["quoted"]
        elif not depth and found["edge"]:
            yield "edge", found["edge"]
        elif not depth and mark:
            yield "mark", mark
        elif not depth and found["word"]:
            yield "name", found["word"]
