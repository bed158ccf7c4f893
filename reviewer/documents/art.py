"""What a block of fixed-width text is: a diagram (and in which language), code, or prose that was only indented."""

from __future__ import annotations

import re
from collections.abc import Sequence

DIAGRAM_LANGUAGES: dict[str, str] = {
    "mermaid": "mermaid",
    "mmd": "mermaid",
    "plantuml": "plantuml",
    "puml": "plantuml",
    "uml": "plantuml",
    "dot": "dot",
    "graphviz": "dot",
    "gv": "dot",
    "d2": "d2",
}
"""Fence labels of diagrams, with the name the diagram readers know them by."""

_UNLABELLED = frozenset(
    {"", "text", "txt", "plain", "plaintext", "plain_text", "ascii", "asciiart", "ascii-art", "none", "diagram"}
)
_HEADS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?:graph|flowchart)\s+(?:TB|TD|BT|RL|LR)\b|(?:sequenceDiagram|stateDiagram|classDiagram|erDiagram)\b"
        ),
        "mermaid",
    ),
    (re.compile(r"(?:C4(?:Context|Container|Component|Dynamic|Deployment)|architecture-beta|block-beta)\b"), "mermaid"),
    (re.compile(r"@startuml\b"), "plantuml"),
    (re.compile(r"(?:strict\s+)?(?:di)?graph\s+(?:\w+\s*)?\{"), "dot"),
)
_CORNER = re.compile(r"[┌┐└┘╔╗╚╝╭╮╰╯┏┓┗┛]")
_TREE = re.compile(r"[├└│]")
_BOX_EDGE = re.compile(r"\+[-=]{2}|[-=]{2}\+")
_ARROW = re.compile(r"<[-=]+>?|(?<![-=<])[-=]+>|[→←↔⟶▶◀▼▲↓↑]")
_LONG_ARROW = re.compile(r"<[-=]{2,}>?|(?<![-=<])[-=]{2,}>")
_RULED = re.compile(r"[+|].*[+|]")
_PRINTED_RULE = re.compile(r"\+[-=]+\+[-=+]+")
_LONE = re.compile(r"[\s|vV^/\\↓↑▼▲│]+")
_FILE = re.compile(r"/\s*(?:#.*)?$|\.\w{1,5}\s*(?:#.*)?$")
_CODE_END = (";", "{", "}", "(", "},", ");", "];", ",", "})", "*/", "[", "]")
_CODE_START = re.compile(
    r"(?://|/\*|#include|import |from \w+ import|package |def |class |func |function |public |private |return\b"
    r"|(?:if|for|while) ?\(|const |let |var |SELECT |INSERT |UPDATE |DELETE FROM|CREATE |ALTER |\$ |curl |kubectl "
    r"|docker |apiVersion:|@\w+\(|\"\w+\" ?:)"
)
_CODE_LINE = re.compile(r"\w+\([^()]*\)\s*[;:{]?$|^\w+\s*[:+]?=\s*\S+|^[\w-]+:\s*\S*$")


def diagram_language(info: str, texts: Sequence[str]) -> str | None:
    """The language of a diagram in a fence labelled `info`: "mermaid", "plantuml", "dot", "d2", "" for drawn
    characters, None where the fence holds no diagram."""
    if info in DIAGRAM_LANGUAGES:
        return DIAGRAM_LANGUAGES[info]
    if info in _UNLABELLED:
        head = next((text.strip() for text in texts if text.strip()), "")
        for pattern, language in _HEADS:
            if pattern.match(head):
                return language
        return "" if is_drawing(texts) else None
    return "" if sum(map(len, map(_CORNER.findall, texts))) >= 4 else None


def is_drawing(texts: Sequence[str]) -> bool:
    """Whether lines draw boxes and arrows with characters; folder trees and tables that a database printed do not."""
    text = "\n".join(texts)
    if len(_CORNER.findall(text)) >= 4 and not _is_folder_tree(texts):
        return True
    edges = sum(1 for line in texts if _BOX_EDGE.search(line))
    if edges >= 2:
        return not _is_printed_table(texts)
    if _TREE.search(text):
        return len(_ARROW.findall(text)) >= 1 or not _is_folder_tree(texts)
    return _has_arrows(texts)


def is_sketch(texts: Sequence[str]) -> bool:
    """Whether lines outside any fence draw a diagram: boxes, or long arrows chained on one line."""
    text = "\n".join(texts)
    if "--" not in text and "==" not in text and not _CORNER.search(text):
        return False
    if len(_CORNER.findall(text)) >= 4 or sum(1 for line in texts if _BOX_EDGE.search(line)) >= 2:
        return is_drawing(texts)
    return any(len(_LONG_ARROW.findall(line)) >= 2 for line in texts)


def _has_arrows(texts: Sequence[str]) -> bool:
    """Arrows between words over several lines, or chained on one, in lines too short and bare to be code."""
    used = [line for line in texts if line.strip()]
    arrows = [len(_ARROW.findall(line)) for line in used]
    lone = sum(1 for line in used if _LONE.fullmatch(line))
    codelike = sum(1 for line in used if line.rstrip().endswith((";", "{", "}", ");")))
    if codelike * 4 > len(used):
        return False
    return lone >= 2 or (sum(arrows) >= 1 and lone >= 1) or max(arrows, default=0) >= 2


def _is_folder_tree(texts: Sequence[str]) -> bool:
    branches = [line for line in texts if _TREE.search(line) and line.strip(" │|")]
    files = sum(1 for line in branches if _FILE.search(line))
    return "┌" not in "".join(texts) and bool(branches) and files * 3 >= len(branches)


def _is_printed_table(texts: Sequence[str]) -> bool:
    used = [line.strip() for line in texts if line.strip()]
    rules = {line for line in used if line.startswith("+")}
    ruled = len(rules) == 1 and _PRINTED_RULE.fullmatch(next(iter(rules)))
    return bool(ruled) and all(_RULED.fullmatch(line) for line in used)


def is_code(texts: Sequence[str]) -> bool:
    """Whether most lines look like a program, a query or a configuration rather than notes."""
    used = [line.strip() for line in texts if line.strip()]
    marks = sum(
        1
        for line in used
        if line.endswith(_CODE_END) or _CODE_START.match(line) or (len(line) < 300 and _CODE_LINE.search(line))
    )
    return bool(used) and marks * 2 > len(used)
