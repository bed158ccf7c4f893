"""PlantUML sequence diagrams: lines with white space collapsed go in, a graph of who calls whom comes out."""

from __future__ import annotations

import re

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean
from reviewer.documents.diagrams.message import Message, calls

_DECLARED = re.compile(
    r"(?:create )?(?P<kind>participant|actor|boundary|control|entity|database|collections|"
    r"queue) (?P<first>\"[^\"]*\"|\S+)(?: as (?P<second>\"[^\"]*\"|\S+))?",
    re.I,
)
_ARROW = re.compile(
    r"(?P<left><{1,2})?(?P<line>-{1,2})(?:\[[^\]]{0,80}\])?(?P<more>-?)(?:(?P<right>>{1,2}|"
    r"[\\/]{1,2})|(?(left)|(?!)))[ox]?(?= |\"|\w|:|\[|$)"
)
_LIFE = re.compile(r" ?(?:\+\+|--|\*\*|!!)?(?: ?#\w+)?$")
_SHAPES = {"database": "cylinder", "collections": "cylinder"}


def parse(lines: list[str]) -> Graph | None:
    builder = GraphBuilder()
    messages: list[Message] = []
    for line in lines:
        declared = _DECLARED.match(line)
        if declared:
            _declare(declared, builder)
        else:
            message = _read_message(line, builder)
            if message:
                messages.append(message)
    for message in messages:
        builder.node(message.source)
        builder.node(message.target)
    for call in calls(messages, builder.queues()):
        builder.link(call.source, call.target, clean(call.text), dashed=call.dashed)
    return builder.build("plantuml")


def _declare(found: re.Match[str], builder: GraphBuilder) -> None:
    first, second = clean(found["first"]), clean(found["second"] or found["first"])
    node_id, label = (first, second) if (found["second"] or "").startswith('"') else (second, first)
    kind = found["kind"].lower()
    builder.node(node_id, label, _SHAPES.get(kind, kind))


def _read_message(line: str, builder: GraphBuilder) -> Message | None:
    arrow = _ARROW.search(line)
    if arrow is None:
        return None
    before, after = line[: arrow.start()].strip(), line[arrow.end() :]
    name, _, text = after.partition(":") if not after.lstrip().startswith('"') else _quoted(after)
    source, target = builder.resolve(clean(before)), builder.resolve(clean(_LIFE.sub("", name.strip())))
    if not source or not target or source in "[?" or target in "]?":
        return None
    if arrow["left"] and not arrow["right"]:
        source, target = target, source
    dashed = len(arrow["line"] + arrow["more"]) > 1
    return Message(source, target, text.strip(), dashed)


def _quoted(text: str) -> tuple[str, str, str]:
    """Split `"Name" ++ : text` at the colon after the closing quote."""
    close = text.find('"', text.index('"') + 1)
    name, colon, rest = text[close + 1 :].partition(":")
    return text[: close + 1] + name, colon, rest
