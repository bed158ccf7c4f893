"""Operations in code: the lines of one code block go in, what it defines as an interface comes out.

Service definitions (proto, Thrift), GraphQL types, OpenAPI, HTTP routes, and interfaces under an API heading. Functions
and classes that implement something are no operations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reviewer.facts.operations_path import path_of
from reviewer.facts.operations_rank import WIRED, Found
from reviewer.facts.source_line import SourceLine

_RPC = re.compile(r"^\s*rpc\s+(?P<name>\w+)\s*\(")
_PROTO_HTTP = re.compile(r"\b(?P<method>get|post|put|patch|delete)\s*:\s*\"(?P<path>/[^\"]{1,300})\"")
_SERVICE = re.compile(r"^\s*service\s+\w+(?:\s+extends\s+[\w.]+)?\s*\{?\s*$")
_THRIFT = re.compile(
    r"^\s*(?:oneway\s+)?(?:void|bool|byte|i16|i32|i64|double|string|binary|list<.{1,60}>|map<.{1,60}>|"
    r"set<.{1,60}>|[A-Z]\w*)\s+(?P<name>\w+)\s*\(\s*(?:\d+\s*:|\))"
)
_GRAPHQL_TYPE = re.compile(r"^\s*(?:extend\s+)?(?:type\s+(?:Query|Mutation|Subscription)\b|schema\b).*\{")
_GRAPHQL_FIELD = re.compile(r"^\s*(?P<name>[a-z]\w*)\s*(?:\([^)]*\)?)?\s*(?::|$)")
_GRAPHQL_CALL = re.compile(r"^\s*(?:query|mutation|subscription)\b[^{]{0,200}\{\s*(?P<name>[a-z]\w*)?")
_OPENAPI_PATH = re.compile(r"^(?P<indent>\s*)[\"']?(?P<path>/[^\s:\"']*(?::[^\s:\"']+)*)[\"']?\s*:\s*\{?\s*$")
_OPENAPI_METHOD = re.compile(
    r"^(?P<indent>\s*)[\"']?(?P<method>get|post|put|patch|delete|head|"
    r"options)[\"']?\s*:\s*(?:\{\s*)?(?:#.*)?$",
    re.I,
)
_ROUTE = re.compile(
    r"(?:\b(?:app|router|api|server|r|e|mux|route|routes|Route|fastify|http)\.(?P<verb>get|post|put|"
    r"patch|delete|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete)\(\s*|@(?P<mapped>Get|Post|Put|"
    r"Patch|Delete)(?:Mapping)?"
    r"\(\s*(?:(?:value|path)\s*=\s*)?|@(?:\w+\.)?(?P<decorated>get|post|put|patch|"
    r"delete)\(\s*)[\"'](?P<path>/[^\"']{0,200})[\"']"
)
_INTERFACE = re.compile(
    r"^\s*(?:export\s+|public\s+)?(?:type\s+(?P<go>\w+)\s+interface|interface\s+\w+[^{]{0,120}|"
    r"(?:pub\s+)?trait\s+\w+[^{]{0,120}|protocol\s+\w+[^{]{0,120})\s*\{"
)
_MEMBER = re.compile(
    r"^\s*(?:public\s+|abstract\s+|async\s+|fn\s+|func\s+|def\s+|"
    r"readonly\s+)*(?:[\w<>\[\],.? ]{1,80}\s)?(?P<name>[A-Za-z_]\w*)\s*(?:<[^()]{0,60}>)?\("
)
_NO_NAME = frozenset(
    {"if", "for", "while", "switch", "return", "func", "function", "constructor", "catch", "new", "map", "chan"}
)
_GO_METHODS = frozenset({"go", "golang", ""})


def code_operations(lines: list[SourceLine]) -> Iterator[Found]:
    """What a block defines; a block is read in each notation that it may be written in."""
    text = "\n".join(line.text for line in lines)
    for sign, reader in _READERS:
        if sign in text:
            yield from reader(lines)
    if "api" in lines[0].setting.topics and ("interface" in text or "trait " in text or "protocol " in text):
        yield from _interface(lines)


def _rpcs(lines: list[SourceLine]) -> Iterator[Found]:
    for line in lines:
        found = _RPC.match(line.text)
        if found:
            yield Found(line.number, "RPC", found["name"])
        option = _PROTO_HTTP.search(line.text)
        path = path_of(option["path"]) if option else None
        if option and path:
            yield Found(line.number, option["method"].upper(), path)


def _thrift(lines: list[SourceLine]) -> Iterator[Found]:
    inside = False
    for line in lines:
        if _SERVICE.match(line.text):
            inside = True
        elif inside and line.text.strip().startswith("}"):
            inside = False
        elif inside:
            found = _THRIFT.match(line.text)
            if found:
                yield Found(line.number, "RPC", found["name"])


def _graphql(lines: list[SourceLine]) -> Iterator[Found]:
    depth = 0
    for line in lines:
        if _GRAPHQL_TYPE.match(line.text) and depth == 0:
            depth = 1
            continue
        field = _GRAPHQL_FIELD.match(line.text) if depth == 1 else None
        if field:
            yield Found(line.number, "RPC", field["name"])
        if depth:
            depth = max(
                0, depth + line.text.count("{") + line.text.count("(") - line.text.count("}") - line.text.count(")")
            )


def _graphql_calls(lines: list[SourceLine]) -> Iterator[Found]:
    for index, line in enumerate(lines):
        call = _GRAPHQL_CALL.match(line.text)
        if call is None:
            continue
        following = _GRAPHQL_FIELD.match(lines[index + 1].text.split("{")[0]) if index + 1 < len(lines) else None
        name = call["name"] or (following["name"] if following else None)
        if name:
            yield Found(line.number, "RPC", name)


def _open_api(lines: list[SourceLine]) -> Iterator[Found]:
    path, indent = "", 0
    for line in lines:
        found = _OPENAPI_PATH.match(line.text)
        if found:
            path, indent = path_of(found["path"]) or "", len(found["indent"])
            continue
        method = _OPENAPI_METHOD.match(line.text)
        if method and path and len(method["indent"]) > indent:
            yield Found(line.number, method["method"].upper(), path)


def _routes(lines: list[SourceLine]) -> Iterator[Found]:
    for line in lines:
        for found in _ROUTE.finditer(line.text):
            path = path_of(found["path"])
            method = found["verb"] or found["mapped"] or found["decorated"]
            if path:
                yield Found(line.number, method.upper(), path, WIRED)


def _interface(lines: list[SourceLine]) -> Iterator[Found]:
    """The methods of interfaces; members that are functions with a body stand in implementations and do not match."""
    depth = 0
    for line in lines:
        opened = _INTERFACE.match(line.text)
        if opened and depth == 0:
            depth = 1
            continue
        member = _MEMBER.match(line.text) if depth == 1 else None
        if member and member["name"] not in _NO_NAME:
            yield Found(line.number, "RPC", member["name"])
        if depth:
            depth = max(0, depth + line.text.count("{") - line.text.count("}"))


_READERS: tuple[tuple[str, Callable[[list[SourceLine]], Iterator[Found]]], ...] = (
    ("rpc ", _rpcs),
    ("service ", _thrift),
    ("Query", _graphql),
    ("Mutation", _graphql),
    ("query", _graphql_calls),
    ("mutation", _graphql_calls),
    ("/", _open_api),
    ("(", _routes),
)
