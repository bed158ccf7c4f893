"""HTTP operations in lines of text: lines go in, methods with their paths come out, with or without each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reviewer.facts.operations_path import METHOD, PATH, path_of
from reviewer.facts.operations_rank import LISTED, WIRED, Found
from reviewer.facts.source_line import SourceLine

_LINK = r"[\s`*_:|\]\[()\"'~>–—-]{1,12}"
_METHOD_PATH = re.compile(
    rf"(?<![\w/.-])(?P<methods>{METHOD}(?:\s?[/,|&]\s?{METHOD})*)(?:\s(?:request|call)s?(?:\sto)?|\sto|"
    rf"\sURL|\sendpoint)?{_LINK}(?P<path>{PATH})"
)
_PATH_METHOD = re.compile(
    rf"(?<![\w/.<-])(?P<path>{PATH}){_LINK}(?:via |using |with |"
    rf"method[: ]+)?(?P<methods>{METHOD})\b(?!\s?[`*:|]*\s*/)"
)
_HAS_METHOD = re.compile(rf"(?<![\w/.-]){METHOD}\b")
_MARKS = r"[\s>*+•|#-]{0,40}(?:\d{1,3}[.)]\s)?[\s`*_\[\"']{0,8}"
_ONLY_METHOD = re.compile(
    rf"{_MARKS}(?:(?:http\s)?(?:method|verb|"
    rf"type)[`*_\"]{{0,3}}\s?[:=–-]\s?)?[\s`*_\"]{{0,6}}(?P<method>(?-i:{METHOD}))"
    rf"[\s`*_:\]\"',]{{0,8}}$",
    re.I,
)
_ONLY_PATH = re.compile(
    rf"{_MARKS}(?:(?:url|uri|path|end ?-?point|route|resource|http|api|request)(?:\s(?:url|"
    rf"path))?[`*_\"]{{0,3}}\s?[:=–-](?!//)\s?)?[\s`*_\"]{{0,6}}(?P<path>{PATH})(?P<rest>.*)$",
    re.I,
)
_LABELLED_PATH = re.compile(
    r"(?:url|uri|path|end ?-?point|route|resource|api)(?:\s(?:url|path))?[`*_\"]{0,3}\s?[:=]", re.I
)
_SOCKET = re.compile(rf"{_MARKS}(?:web ?sockets?|wss?)[`*_:]{{0,4}}\s{{1,4}}[`*_\"]{{0,3}}(?P<path>{PATH})", re.I)
_INLINE_PATH = re.compile(rf"`(?P<path>/(?:apis?|v\d+|rest)(?:{PATH}))`")
_HANDED_ON = re.compile(r"(?:redirect\w*|forward\w*|prox(?:y|ies|ied)|rewrit\w+)\s+(?:\w+\s+){0,2}[`*\"']*$", re.I)
_LOG_ENTRY = re.compile(r"[\"'\]]\s*(?:GET|POST|PUT|DELETE|PATCH|HEAD) \S+ HTTP/\d|HTTP/\d(?:\.\d)?\"? \d{3}\b")
_COMMENT = re.compile(r"\s*(?://|--)\s")
_REACH = 4  # filled lines between a method and its path
_LONGEST_METHOD_LINE = 120


def http_lines(lines: list[SourceLine]) -> Iterator[Found]:
    """Operations that stand in one line."""
    for line in lines:
        if "/" in line.text and not _LOG_ENTRY.search(line.text):
            yield from _in_line(line)


def _in_line(line: SourceLine) -> Iterator[Found]:
    if not _HAS_METHOD.search(line.text):
        yield from _without_method(line)
        return
    rank = WIRED if line.block.kind == "code" and _COMMENT.match(line.text) else LISTED
    met = False
    for found in _METHOD_PATH.finditer(line.text):
        path = path_of(found["path"])
        if (
            path
            and _is_offered(line, found)
            and not _HANDED_ON.search(line.text, max(0, found.start() - 40), found.start())
        ):
            met = True
            yield from (Found(line.number, method, path, rank) for method in re.findall(METHOD, found["methods"]))
    if not met:
        for found in _PATH_METHOD.finditer(line.text):
            path = path_of(found["path"])
            if path and path != "/":
                yield Found(line.number, found["methods"], path, rank)


def _is_offered(line: SourceLine, found: re.Match[str]) -> bool:
    """In a sentence, a path must start with a slash or look like one of an API; "GET /" needs code marks."""
    if found["path"] != "/":
        return True
    return line.block.kind == "code" or "`" in found.group()


def _without_method(line: SourceLine) -> Iterator[Found]:
    """A path alone: of a WebSocket, at the start of a line under an API heading, or an API's path as inline code."""
    socket = _SOCKET.match(line.text)
    if socket and (path := path_of(socket["path"])):
        yield Found(line.number, None, path)
        return
    if "api" in line.setting.topics and line.block.kind != "heading":
        found = _ONLY_PATH.match(line.text)
        if found and (line.block.kind != "paragraph" or not found["rest"].strip(" `*:")):
            path = path_of(found["path"])
            if path and found["path"].startswith(("/", "http")) and path != "/":
                yield Found(line.number, None, path)
                return
    if line.block.kind in ("paragraph", "item"):
        for inline in _INLINE_PATH.finditer(line.text):
            path = path_of(inline["path"])
            if path:
                yield Found(line.number, None, path)


def http_pairs(lines: list[SourceLine]) -> Iterator[Found]:
    """A method alone in one line with its path alone in one of the next, or labelled in one of those before."""
    filled = [line for line in lines if line.text.strip()]
    used: set[int] = set()
    for index, line in enumerate(filled):
        method = _ONLY_METHOD.match(line.text) if len(line.text) < _LONGEST_METHOD_LINE else None
        if method is None:
            continue
        before = _nearest(filled[max(0, index - _REACH) : index][::-1], line, _labelled_path)
        after = _nearest(filled[index + 1 : index + 1 + _REACH], line, _path_alone)
        path = (
            before
            if before and before[0] not in used and (after is None or line.number - before[0] <= after[0] - line.number)
            else after
        )
        if path is not None:
            used.add(path[0])
            yield Found(path[0], method["method"], path[1])


def _nearest(
    near: list[SourceLine], line: SourceLine, read: Callable[[SourceLine], tuple[int, str] | None]
) -> tuple[int, str] | None:
    """The first of some lines in the same section that `read` finds a path in."""
    return next((path for other in near if other.block.section == line.block.section and (path := read(other))), None)


def _path_alone(line: SourceLine) -> tuple[int, str] | None:
    found = _ONLY_PATH.match(line.text) if "/" in line.text else None
    path = path_of(found["path"]) if found and not found["rest"].strip(" `*_\"',") else None
    return (line.number, path) if path and path != "/" else None


def _labelled_path(line: SourceLine) -> tuple[int, str] | None:
    """A path behind a label, or alone in a heading."""
    return _path_alone(line) if line.block.kind == "heading" or _LABELLED_PATH.search(line.text) else None
