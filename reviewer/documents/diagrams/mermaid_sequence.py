"""Mermaid sequence diagrams: the lines after the heading go in, a graph of who calls whom comes out.

White space in the lines is collapsed.
"""

from __future__ import annotations

import re

from reviewer.documents.diagrams.graph import Graph, GraphBuilder
from reviewer.documents.diagrams.label import clean
from reviewer.documents.diagrams.message import Message, calls

_PARTICIPANT = re.compile(r"(?:create )?(?P<kind>participant|actor) (?P<rest>.+)$", re.I)
_ALIAS = re.compile(r" as ", re.I)
_TYPE = re.compile(r"@\{[^}]*?[\"']?type[\"']?\s*:\s*[\"']?(\w+)[^}]*\}")
_ARROW = re.compile(r"(?:<<)?--?(?:>>|>)")
_OTHER_ARROW = re.compile(r"--?[x)](?=[\s+-]|\w)")
_IGNORED = re.compile(
    r"(?:note|loop|alt|else|opt|par|and|critical|option|break|rect|end|activate|deactivate|autonumber|"
    r"title|box|links?|destroy|properties)\b|%%",
    re.I,
)


def parse(lines: list[str]) -> Graph | None:
    builder = GraphBuilder()
    messages: list[Message] = []
    for raw in lines:
        line = raw.rstrip(";")
        declared = _PARTICIPANT.match(line)
        if declared:
            _declare(declared, builder)
        elif line and not _IGNORED.match(line):
            message = _read_message(line)
            if message:
                messages.append(message)
    for message in messages:
        builder.node(message.source)
        builder.node(message.target)
    for call in calls(messages, builder.queues()):
        builder.link(call.source, call.target, clean(call.text), dashed=call.dashed)
    return builder.build("mermaid-sequence")


def _declare(found: re.Match[str], builder: GraphBuilder) -> None:
    typed = _TYPE.search(found["rest"])
    rest = _TYPE.sub("", found["rest"]) if typed else found["rest"]
    parts = _ALIAS.split(rest, maxsplit=1)
    shape = typed.group(1).lower() if typed else found["kind"].lower()
    builder.node(parts[0].strip(), clean(parts[-1]), shape)


def _read_message(line: str) -> Message | None:
    arrow = _ARROW.search(line) or _OTHER_ARROW.search(line)
    if arrow is None:
        return None
    target, _, text = line[arrow.end() :].partition(":")
    source, target = line[: arrow.start()].strip(), target.strip().lstrip("+-").strip()
    if not source or not target:
        return None
    dashed = arrow.group().lstrip("<").startswith("--")
    return Message(source, target, text.strip(), dashed)
