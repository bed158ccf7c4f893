"""Methods and paths of HTTP operations: pieces of text go in, methods and paths come out."""

from __future__ import annotations

import re

METHOD = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"
_HOST = (
    r"(?:https?://|wss?://)[^\s/`'\"<>|,()]{0,200}|(?:[\w-]+\.)+(?:com|io|net|org|dev|app|co|example|"
    r"local|internal)(?::\d+)?|localhost(?::[\w{}<>]+)?|\{\{?\w+\}\}?"
)
_SEGMENT = (
    r"/(?:\{[^{}\s]{1,60}\}|<[^<>\n]{1,60}>|\[[^\[\]\s]{1,60}\]|\([\w:]{1,60}\)|"
    r"[^\s/`'\"|<>{}\[\](),;?#\\]|\\[_{}<>*])*"
)
PATH = (
    rf"(?:(?:(?<![\w.-])(?:{_HOST}))?(?:{_SEGMENT}){{1,24}}|(?:apis?|rest|"
    rf"v\d+)(?:{_SEGMENT}){{1,24}})(?:[?#][^\s`'\"|]{{0,400}})?"
)

_PATH = re.compile(PATH)
_HOST_PART = re.compile(rf"(?:{_HOST})(?=/)")
_QUERY = re.compile(r"[?#].*")
_NO_PATH = re.compile(
    r"/(?:s|sec|secs|second|seconds|day|days|month|hour|hr|h|min|minute|ms|week|year|user|request|req|"
    r"node|server|gb|tb|mb|kb|call|item|http|https|tcp|post|put|get|delete|patch|or|and)"
    r"[.,:;]?$|/(?:etc|var|usr|opt|home|tmp|dev|proc|bin|mnt|root|lib|sys|srv)(?:/|$)|.*\.(?:go|py|"
    r"java|js|ts|tsx|md|png|jpg|jpeg|svg|gif|c|cc|cpp|h|rs|rb|sh|toml|lock|pdf|drawio)$",
    re.I,
)
_LETTER = re.compile(r"[A-Za-z{<:]")


def path_of(text: str) -> str | None:
    """The path in what was matched as one: without host, query and trailing marks; None where it cannot be one."""
    text = _QUERY.sub("", text.replace("\\", ""))
    host = _HOST_PART.match(text)
    path = text[host.end() :] if host else text
    path = path.rstrip(".,:;!*_'\"") if path != "/" else path
    if path == "/":
        return path
    if len(path) < 2 or not _LETTER.search(path) or _NO_PATH.match(path) or "//" in path:
        return None
    return path


def find_path(text: str, start: int = 0) -> tuple[str, int] | None:
    """The first path at or after `start` with the position after it."""
    for found in _PATH.finditer(text, start):
        path = path_of(found.group())
        if path:
            return path, found.end()
    return None
