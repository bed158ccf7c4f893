"""Calls of curl: lines go in, the operations they call and the numbers of their lines come out."""

from __future__ import annotations

import re

from reviewer.facts.operations_path import METHOD, path_of
from reviewer.facts.operations_rank import SHOWN, Found
from reviewer.facts.source_line import SourceLine

_CURL = re.compile(r"^[\s$>`*#-]{0,20}curl\s")
_METHOD = re.compile(rf"(?:-X\s?|--request[ =])[\"']?(?P<method>{METHOD})\b")
_BODY = re.compile(r"\s(?:-d|--data(?:-\w+)?|-F|--form|--json)\b")
_URL = re.compile(
    r"(?<![\w/])[\"'<]?(?P<url>(?:https?://|[\w-]+\.[\w.-]+(?::\d+)?/|localhost|\$\w+/|/)(?:<\w{1,60}>|[^\s\"'`>])*)"
)
_QUOTED = re.compile(
    r"(?:-d|--data(?:-\w+)?|-F|--form|--json|-H|--header|-u|--user|-o)\s+(?:\"(?:[^\"\\]|\\.)*\"?|"
    r"'[^']*'?|\{[^{}]*\}?|\S+)"
)
_ADDRESS = re.compile(r"\s*[\"'<]?https?://")
_MOST_LINES = 25


def curl_calls(lines: list[SourceLine]) -> tuple[list[Found], set[int]]:
    """The operations called, and the numbers of the lines the calls take up."""
    found: list[Found] = []
    used: set[int] = set()
    for index, line in enumerate(lines):
        if line.number in used or "curl" not in line.text or not _CURL.match(line.text):
            continue
        call, numbers = _whole(lines, index)
        operation = _operation(call, line.number)
        if operation is not None:
            found.append(operation)
            used |= numbers
    return found, used


def _whole(lines: list[SourceLine], start: int) -> tuple[str, set[int]]:
    """A call with its continuation lines, the lines of a quoted body, and an address left alone in the next line."""
    parts: list[str] = []
    numbers: set[int] = set()
    quotes, goes_on = 0, True
    for line in lines[start : start + _MOST_LINES]:
        if not goes_on and not _ADDRESS.match(line.text):
            break
        parts.append(line.text.rstrip().removesuffix("\\"))
        numbers.add(line.number)
        quotes += line.text.count("'")
        goes_on = quotes % 2 == 1 or line.text.rstrip().endswith("\\")
    return " ".join(parts), numbers


def _operation(call: str, line: int) -> Found | None:
    bare = _QUOTED.sub(" ", call)
    method = _METHOD.search(call)
    for url in _URL.finditer(bare):
        path = path_of(url["url"])
        if path:
            return Found(line, method["method"] if method else ("POST" if _BODY.search(call) else "GET"), path, SHOWN)
    return None
