"""PlantUML: the text of one block goes in, its graph comes out, None for kinds that draw no architecture.

Component, deployment and use-case diagrams, sequence diagrams and C4 macros are read; class, state, activity, Gantt,
mind-map, JSON and other kinds are not.
"""

from __future__ import annotations

import re

from reviewer.documents.diagrams import c4, plantuml_component, plantuml_sequence
from reviewer.documents.diagrams.graph import Graph

_START = re.compile(r"^[ \t]*@start(?P<kind>\w+)", re.M)
_SEQUENCE = re.compile(
    r"(?:participant|autonumber|activate|deactivate|return|alt|opt|loop|par|create|destroy|group|"
    r"ref over|hnote|rnote)\b|==.+==$|\.\.\.$",
    re.I,
)
_PART = re.compile(
    r"(?:component|node|card|cloud|rectangle|package|folder|frame|artifact|storage|stack|agent|file|"
    r"hexagon|container)\b(?! ?(?:[-=]|<-))|\[[^\]*]|together\b",
    re.I,
)
_OTHER = re.compile(
    r"(?:abstract|class|enum|annotation|struct|state|start|stop|partition|swimlane|usecase|object|"
    r"map)\b(?! *->)|\[\*\]|:[^:]*;$"
    r"|(?:interface|entity) .*\{|\|[^|]+\|$",
    re.I,
)
_SHARED = re.compile(r"(?:actor|boundary|control|entity|database|collections|queue)\b", re.I)
_CALL = re.compile(r"<?-{1,2}(?:>>?|\\\\|//)?")
_SKIPPED = (
    (re.compile(r"/'"), re.compile(r"'/")),
    (re.compile(r"[hr]?note\b[^:]*$", re.I), re.compile(r"^ ?end ?[hr]?note\b", re.I)),
    (re.compile(r"legend\b", re.I), re.compile(r"^ ?end ?legend\b", re.I)),
    (re.compile(r"title$", re.I), re.compile(r"^ ?end ?title\b", re.I)),
    (re.compile(r"(?:skinparam|<style>).*(?:\{|>)$", re.I), re.compile(r"\}|</style>")),
)
_LONGEST_LINE = 2000


def starts(text: str) -> bool:
    return _START.search(text) is not None


def parse(text: str) -> Graph | None:
    """The graph of a PlantUML text; None where it is no PlantUML or draws no architecture."""
    start = _START.search(text)
    if start and start["kind"].lower() not in ("uml", "c4", "component", "deployment"):
        return None
    lines = _lines(text)
    if c4.has_macros(lines):
        return c4.parse(lines, "plantuml", plantuml_component.read_link)
    if any(_OTHER.match(line) for line in lines):
        return None
    return plantuml_sequence.parse(lines) if _is_sequence(lines) else plantuml_component.parse(lines)


def _lines(text: str) -> list[str]:
    """Lines with white space collapsed, without comments, notes, styles, preprocessor lines and the block's frame."""
    found: list[str] = []
    until: re.Pattern[str] | None = None
    for raw in text.splitlines():
        line = " ".join(raw.split())[:_LONGEST_LINE]
        if until is not None:
            until = None if until.search(line) else until
            continue
        until = next((end for start, end in _SKIPPED if start.match(line)), None)
        if until is not None:
            until = None if until.search(line, 2) else until
        elif line and not line.startswith(("'", "!", "@")):
            found.append(line)
    return found


def _is_sequence(lines: list[str]) -> bool:
    if any(_PART.match(line) for line in lines):
        return False
    if any(_SEQUENCE.match(line) for line in lines):
        return True
    arrows = sum("->" in line or "<-" in line for line in lines)
    return arrows > 0 and sum(":" in line for line in lines if "->" in line or "<-" in line) * 2 > arrows
