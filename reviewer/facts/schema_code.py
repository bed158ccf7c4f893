"""Records in code: the lines of one code block go in, the types that describe stored data come out.

Go, Rust and C structs, TypeScript interfaces and types, proto messages, Java, Kotlin, C#, Python and Prisma classes,
plain `Name { field: type }` blocks, and JSON records. Requests, responses and classes that do something are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reviewer.facts.schema_field import TYPE, Field, says_key
from reviewer.facts.schema_name import told_name
from reviewer.facts.schema_rank import SHOWN, TYPED, Found
from reviewer.facts.source_line import SourceLine

_HEAD = re.compile(
    r"^\s*(?:export\s+|public\s+|pub\s+|abstract\s+|final\s+|sealed\s+|"
    r"@\w+\s+)*(?:type\s+(?P<go>\w+)\s+struct|(?:data\s+|case\s+|inner\s+)?(?P<what>struct|message|"
    r"interface|class|record|type|model|entity|table|collection|Table|schema)"
    r"\s+[\"`]?(?P<name>[A-Za-z_][\w.]*)[\"`]?)(?P<after>[^{(;]*?)(?P<open>[{(]|:\s*$|$)"
)
_PLAIN_HEAD = re.compile(r"^\s*`?(?P<name>[A-Z]\w*|[a-z]\w*_\w+|[a-z]+s)`?\s*(?:[:=]|:=)?\s*[{(]\s*$")
_NOT_STORED = re.compile(
    r"(?:Requests?|Responses?|Req|Resp|Reply|Params?|Options|Props|Config|Exception|Error|Service|"
    r"Handler|Controller|Client|Server|Manager|Factory|Repository|Provider|Impl|Test|Query|Mutation|"
    r"Subscription|Args)$"
)
_FUNCTION = re.compile(r"\w\s*\([^)]*\)\s*(?:\{|=>|:\s*\w|->|throws\b)|\bfunc\b|\bdef\b|\bfn\b|=>|\breturn\b")
_PROTO = re.compile(
    r"^\s*(?:repeated\s+|optional\s+|required\s+)?(?:map\s*<[^<>]{1,80}>|[\w.]+)\s+(?P<name>\w+)\s*=\s*\d+"
)
_THRIFT = re.compile(r"^\s*\d+\s*:\s*(?:optional\s+|required\s+)?[\w.<>, ]{1,80}\s(?P<name>\w+)\s*[;,=]?")
_COLON = re.compile(
    r"^\s*(?:(?:public|private|protected|readonly|pub(?:\(crate\))?|val|var|let|const|"
    r"static)\s+)*[\"'`]?(?P<name>[A-Za-z_$][\w$.-]*)[\"'`]?\s*[?!]?\s*:\s*(?P<type>\S.*)$"
)
_TYPE_FIRST = re.compile(
    r"^(?:(?:public|private|protected|final|static|readonly|const|unsigned|volatile) )*"
    r"(?P<type>[A-Za-z_][\w.]*(?:<[^<>]{1,80}(?:<[^<>]{1,40}>)?[^<>]{0,40}>)?(?:\[\])*[*&?]?) \*?(?P<name>[a-zA-Z_]\w*)"
    r"(?:\[\w*\])? ?(?:=[^=].*)?[;,]? ?(?:\{ ?get;.*)?$"
)
_NAME_FIRST = re.compile(
    r"^\s*(?P<name>[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s+(?P<type>[*\[\]\w.<>{}()]+)(?P<rest>.*)$"
)
_COLUMN_CALL = re.compile(
    r"^\s*(?P<name>[A-Za-z_]\w*)\s*=\s*(?:\w+\.)?(?:Column|mapped_column|\w+Field|ForeignKey|"
    r"relationship|Field)\("
)
_BARE_NAME = re.compile(
    r"^\s*[\"'`]?(?P<name>[A-Za-z_]\w*)[\"'`]?\s*(?:\((?:PK|FK)[^)]*\))?\s*[,;]?\s*(?:(?://|#|--).*)?$"
)
_IGNORED = re.compile(r"^\s*(?://|/\*|\*|#|--|@|\.\.\.|…|\[\.\.\.\]|\}|option\b|reserved\b|oneof\b|indexes\b|Note\b)")
_JSON_KEY = re.compile(r"^\s*\"?(?P<name>[A-Za-z_]\w*)\"?\s*:")
_JSON_START = re.compile(r"^\s*(?:[\w.]{1,60}\s*[:=]\s*)?[\[{]\s*[{]?\s*$|^\s*\{\s*\"?\w+\"?\s*:")
_MONGOOSE = re.compile(
    r"^\s*(?:export\s+)?(?:const|let|var)\s+(?P<name>\w+?)_?(?:[Ss]chema)?\s*=\s*(?:new\s+)?(?:\w+\.)?Schema\(\{\s*$"
)
_GRAPHQL_TYPE = re.compile(r"^\s*type\s+(?P<name>[A-Z]\w*)\s*(?:implements [\w& ]{1,80})?(?:@\w+\s*)*\{\s*$")
_ONLY_SENT = re.compile(r"(?:Connection|Edge|Payload|Input|PageInfo)$")
_GRAPHQL_ID = re.compile(r"^\s*id\s*:\s*ID!")
_GO = frozenset({"go", "golang"})
_JSON = frozenset({"json", "json5", "jsonc", "bson", "", "text", "js", "javascript", "bash", "sh", "shell"})


def typed_records(lines: list[SourceLine]) -> Iterator[Found]:
    """The types of a block. Outside sections about data the whole block must be types."""
    topics = lines[0].setting.topics
    if "data" not in topics:
        entities = list(_graphql_entities(lines))
        yield from entities
        if entities or not _only_types(lines, topics):
            return
    for line, name, body in _types(lines, lambda line: _head_name(line, line.block.info)):
        fields = _fields(line.text, body)
        if fields and not _NOT_STORED.search(name):
            yield Found(line.number, name, tuple(fields), TYPED)


def _graphql_entities(lines: list[SourceLine]) -> Iterator[Found]:
    """The types of a GraphQL schema that have an id, wherever it stands; what only answers is none."""
    for line, name, body in _types(lines, _graphql_name):
        fields = _fields(line.text, body) if any(_GRAPHQL_ID.match(text) for text in body) else []
        if len(fields) > 1 and not (_NOT_STORED.search(name) or _ONLY_SENT.search(name)):
            yield Found(line.number, name, tuple(fields), TYPED)


def _types(
    lines: list[SourceLine], name_of: Callable[[SourceLine], str | None]
) -> Iterator[tuple[SourceLine, str, list[str]]]:
    """The first line, name and body of each type; `name_of` is the name that a line begins a type of, if it does."""
    index = 0
    while index < len(lines):
        line = lines[index]
        name = name_of(line)
        body, end = _body(lines, index) if name is not None else ([], index)
        if name is not None:
            yield line, name, body
        index = max(end, index + 1)


def _graphql_name(line: SourceLine) -> str | None:
    head = _GRAPHQL_TYPE.match(line.text)
    return head["name"] if head else None


def _only_types(lines: list[SourceLine], topics: frozenset[str]) -> bool:
    filled = [line.text for line in lines if line.text.strip()]
    if "api" in topics or any(
        _FUNCTION.search(text) or text.lstrip().startswith(("service ", "rpc ")) for text in filled
    ):
        return False
    return any(_head_name(line, line.block.info) for line in lines[:12])


def _head_name(line: SourceLine, info: str) -> str | None:
    schema = _MONGOOSE.match(line.text)
    if schema:
        return schema["name"]
    found = _HEAD.match(line.text)
    if found and (found["open"] or line.text.rstrip().endswith("{")):
        if found["what"] == "type" and "=" not in found["after"] and info not in ("graphql", "gql", ""):
            return None
        return found["go"] or found["name"]
    plain = _PLAIN_HEAD.match(line.text) if info in ("", "text", "txt", "plain", "dbml") else None
    return plain["name"] if plain else None


def _body(lines: list[SourceLine], start: int) -> tuple[list[str], int]:
    """The lines at the first level inside a type and the index after it."""
    head = lines[start].text
    if head.rstrip().endswith(":"):
        return _indented(lines, start)
    body: list[str] = []
    depth, index = 0, start
    opener, closer = ("(", ")") if "{" not in head and "(" in head else ("{", "}")
    while index < len(lines):
        text = lines[index].text.split("//")[0]
        if index > start and depth == 1:
            body.append(lines[index].text)
        depth += text.count(opener) - text.count(closer)
        index += 1
        if depth <= 0 and (opener in head or index > start + 1):
            break
    return body, index


def _indented(lines: list[SourceLine], start: int) -> tuple[list[str], int]:
    indent = len(lines[start].text) - len(lines[start].text.lstrip())
    index = start + 1
    while index < len(lines) and (
        not lines[index].text.strip() or len(lines[index].text) - len(lines[index].text.lstrip()) > indent
    ):
        index += 1
    return [line.text for line in lines[start + 1 : index]], index


def _fields(head: str, body: list[str]) -> list[Field]:
    """The fields of a body; empty where it holds functions."""
    one_line = re.search(r"[{(](?P<body>[^{}]*)[)}]\s*;?\s*$", head)
    if one_line and not body:
        body = re.split(r"[;,]", one_line["body"])
    if any(
        re.search(
            r"^\s*(?:async\s+)?(?:def|func|fn|function|constructor|get|"
            r"set)?\s*\w+\([^)]*\)\s*(?::\s*[\w<>\[\]| ]+)?\s*[{:]\s*$|\breturn\b",
            text,
        )
        for text in body
    ):
        return []
    found: dict[str, Field] = {}
    for text in body:
        if not text.strip() or (_IGNORED.match(text) and not _THRIFT.match(text)):
            continue
        for name in _names(text):
            found.setdefault(name, Field(name, says_key(text) or "@id" in text or "[pk" in text.lower()))
    return list(found.values())


def _names(text: str) -> list[str]:
    """The field names that one line declares."""
    text = " ".join(text.split("//")[0].split())
    for pattern in (_PROTO, _THRIFT, _COLUMN_CALL, _COLON):
        found = pattern.match(text)
        if found:
            return [found["name"]]
    first = _NAME_FIRST.match(text)
    second = _TYPE_FIRST.match(text)
    if second and (first is None or _is_type_first(second)):
        return [second["name"]]
    if first:
        return [name.strip() for name in first["name"].split(",")]
    bare = _BARE_NAME.match(text)
    return [bare["name"]] if bare else []


def _is_type_first(found: re.Match[str]) -> bool:
    """`String name;` rather than `Name string`: the second word is no type, or the line ends with a semicolon."""
    if found.group().split("//")[0].rstrip().endswith((";", "}")):
        return True
    return re.fullmatch(TYPE, found["type"], re.I) is not None and re.fullmatch(TYPE, found["name"], re.I) is None


def json_records(lines: list[SourceLine]) -> Iterator[Found]:
    """A JSON record as an example of what is stored, in sections about data only."""
    setting = lines[0].setting
    info = lines[0].block.info.split(" ")[0]
    if "data" not in setting.topics or "api" in setting.topics or info not in _JSON:
        return
    start = next(
        (
            index
            for index, line in enumerate(lines)
            if line.text.strip() and not line.text.lstrip().startswith(("//", "#"))
        ),
        None,
    )
    if start is None or not _JSON_START.match(lines[start].text):
        return
    names = _first_level(lines[start:])
    name = told_name(setting.leads)
    if name and len(names) >= 2:
        yield Found(lines[start].number, name, tuple(Field(field) for field in names), SHOWN)


def _first_level(lines: list[SourceLine]) -> list[str]:
    """The keys of the outermost object."""
    names: dict[str, None] = {}
    depth, level = 0, 0
    for line in lines:
        text = line.text
        if not level and "{" in text:
            level = depth + text.split("{")[0].count("[") + 1
            depth += 0
        key = _JSON_KEY.match(text) or (
            re.search(r"\{\s*\"?(?P<name>[A-Za-z_]\w*)\"?\s*:", text) if depth < level else None
        )
        if key and (depth == level or depth < level):
            names[key["name"]] = None
        depth += text.count("{") + text.count("[") - text.count("}") - text.count("]")
        if level and depth < level and names:
            break
    return list(names)
