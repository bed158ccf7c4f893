"""Operations written as functions: lines go in, signatures and bare names that are proposed as an API come out.

`createURL(api_dev_key, long_url)` counts where the text speaks of an API or calls that name an endpoint, or anywhere
where it is a line of its own with parameters that only a public interface has. A bare name counts under an API heading
where it stands in a list of such names, or where the line after it introduces its parameters, and anywhere behind the
label "gRPC:".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.facts.operations_rank import Found
from reviewer.facts.source_line import SourceLine

_VERBS = re.compile(
    r"get|create|add|delete|remove|update|put|post|list|search|find|fetch|send|upload|download|read|"
    r"write|set|insert|register|login|logout|signup|book|reserve|cancel|submit|join|leave|follow|"
    r"unfollow|like|unlike|comment|share|subscribe|unsubscribe|publish|poll|push|pop|enqueue|dequeue|"
    r"ack|nack|schedule|start|stop|pause|resume|trigger|retry|check|validate|verify|generate|shorten|"
    r"redirect|resolve|view|edit|save|load|stream|play|rate|review|pay|charge|refund|transfer|deposit|"
    r"withdraw|place|match|request|accept|reject|rank|suggest|autocomplete|increment|decrement|"
    r"consume|produce|commit|query|lookup|translate|convert|notify|block|mute|open|close|lock|unlock|"
    r"acquire|release|watch|invoke|report|sync|crawl|index|process|register|track|expand|retrieve|"
    r"store|report|make|authenticate|authorize|confirm|complete|allocate|assign|apply|tweet|retweet|"
    r"message|chat|call|ride|drive|rent|return"
)
_MARKS = r"[\s>*+•-]{0,40}(?:\d{1,3}[.)]\s{1,4}|[a-z]\)\s{1,4})?[`*_]{0,6}"
_TYPE = (
    r"(?:(?:public|static|async|def|func|fn|function|void|int|long|bool|boolean|string|String|float|"
    r"list|json|JSON|[A-Z]\w{1,40}(?:<[\w, <>\[\]]{1,60}>)?(?:\[\])?)\s{1,4}){0,3}"
)
_LABEL = r"(?:[A-Za-z][\w ]{1,40}[`*_]{0,3}\s?[:–—-][`*_]{0,3}\s{1,4}[`*_]{0,3})?"
_SIGNATURE = re.compile(
    rf"^{_MARKS}{_LABEL}(?P<type>{_TYPE})(?P<name>[A-Za-z_]\w{{2,60}})"
    rf"\((?P<arguments>[^()]*(?:\([^()]*\)[^()]*){{0,6}})(?P<close>\))?(?P<after>.*)$"
)
_ARGUMENT = re.compile(r"[\s`*_\[{.]{0,12}[A-Za-z_][\w.?:\[\]<>=\"'|\s/*&{}-]{0,80}$")
_AFTER = re.compile(r"\s*(?:$|[-–—:{;`*,#/]|=>|->|→|returns?\b|throws?\b|[A-Za-z_<>\[\]?]{1,40}\s*[;{]?$)")
_PUBLIC = re.compile(
    r"\b(?:api_?(?:dev_?)?key|dev_?key|auth_?token|access_?token|user_?token|page_?token|api_?token)\b", re.I
)
_CALL_CASE = re.compile(r"[a-z0-9][A-Z]|[A-Z][a-z]+[A-Z]|[A-Za-z]_[A-Za-z]")
_NAME = re.compile(rf"^{_MARKS}(?P<name>[A-Za-z_]\w{{2,60}})(?:\(\))?[`*_]{{0,6}}\s*(?P<rest>[:–—(-].*|->.*)?$")
_PARAMETERS = re.compile(
    r"^[\s>*_`+-]{0,40}(?:(?:input|request|query|body)\s)?(?:params?|parameters?|inputs?|arguments?|"
    r"args|request)[\s*_`]{0,6}:?[\s*_`]{0,6}$",
    re.I,
)
_NOT_LISTED = re.compile(
    r"\b(?:params?|parameters?|inputs?|arguments?|args|returns?|response|request|body|headers?|"
    r"fields?|payload|attributes|columns|schema|errors?|codes?|where|examples?|description|notes?|"
    r"method|path|url|auth\w*)\b",
    re.I,
)
_FIELDS = re.compile(r"\b(?:fields|param(?:eter)?s|arguments|attributes|headers|columns|properties|payload)\b", re.I)
_VALUE_NAME = re.compile(
    r"(?:_|(?<=[a-z]))(?:ids?|count|url|at|by|key|type|name|date|time|token|status|code|size|limit)$", re.I
)
_CODE = re.compile(r"\b(?:return|import|const|let|var|new|await|self|this|class|if|for|while|throw|try)\b[ (.{]")
_BODY = re.compile(r"\{\s*$|\}\s*;?\s*$|=>|\s=\s|^\s*[@#]|:\s*$")
_NAMESPACE = re.compile(r"^[a-z]{2,12}_(?=[a-z]+[A-Z])")
_RESULT = re.compile(r"\s*(?:=>|->|→)\s*\S")
_PROSE = frozenset({"paragraph", "item", "heading"})
_LABELLED = re.compile(
    rf"^{_MARKS}g?RPC[`*_]{{0,3}}\s?[:–-][`*_]{{0,3}}\s{{1,4}}[`*_]{{0,3}}(?P<name>[A-Z][A-Za-z0-9]{{2,60}})\b"
)
_TOLD = re.compile(
    r"[`*_]{1,3}(?P<name>[A-Za-z]\w{2,60})(?:\(\))?[`*_]{1,3}\s+(?:api\s+)?(?:end ?-?point|rpc|api call|"
    r"(?:api )?method|mutation|query)s?\b"
)
_NO_NAME = frozenset(
    {
        "if",
        "for",
        "while",
        "switch",
        "return",
        "hash",
        "log",
        "min",
        "max",
        "avg",
        "sum",
        "count",
        "ceil",
        "floor",
        "len",
        "print",
        "sizeof",
        "mod",
        "md5",
        "base62",
        "base64",
        "sha256",
    }
)
_MOST_LINES = 14
_MOST_WORDS = 6  # in one argument
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "pseudo", "pseudocode", "api"})


def labelled_calls(lines: list[SourceLine]) -> Iterator[Found]:
    """`gRPC: PlaceBid - place a bid` at the start of a line."""
    for line in lines:
        found = _LABELLED.match(line.text) if "RPC" in line.text and line.block.kind in _PROSE else None
        if found:
            yield Found(line.number, "RPC", found["name"])


def _told_endpoints(lines: list[SourceLine]) -> frozenset[str]:
    """The names that prose calls an endpoint: "calls the `GetChannel` endpoint"."""
    return frozenset(
        found["name"]
        for line in lines
        if line.block.kind in _PROSE
        for found in _TOLD.finditer(line.text)
        if _CALL_CASE.search(found["name"])
    )


def signatures(lines: list[SourceLine]) -> Iterator[Found]:
    """Lines that are a function signature, also one over several lines.

    Where one of the names that prose calls an endpoint has its signature in a block of nothing else, the other blocks
    of nothing but signatures count too.
    """
    code, told = _implementing_blocks(lines), _told_endpoints(lines)
    bare: list[Found] = []
    only = _signature_blocks(lines) if told else frozenset()
    for index, line in enumerate(lines):
        if "(" not in line.text or line.block.index in code or line.block.kind in ("heading", "table"):
            continue
        whole = line.text if ")" in line.text else _joined(lines, index)
        found = _SIGNATURE.match(whole)
        if not found or not found["close"]:
            continue
        operation = Found(line.number, "RPC", found["name"])
        if _is_operation(found, line, told):
            yield operation
        if line.block.index in only and _CALL_CASE.search(found["name"]):
            bare.append(operation)
    if any(one.name in told for one in bare):
        yield from (one for one in bare if one.name not in told)


def _signature_blocks(lines: list[SourceLine]) -> frozenset[int]:
    """Blocks of code in which each line is a signature or tells its result."""
    found: dict[int, bool] = {}
    for line in lines:
        if line.block.kind == "code" and line.text.strip():
            fits = _SIGNATURE.match(line.text) is not None or _RESULT.match(line.text) is not None
            found[line.block.index] = fits and found.get(line.block.index, True)
    return frozenset(index for index, fits in found.items() if fits)


def _implementing_blocks(lines: list[SourceLine]) -> set[int]:
    """Code blocks with statements or bodies: their functions implement something."""
    found: set[int] = set()
    for line in lines:
        if line.block.kind in ("code", "diagram") and line.block.index not in found:
            is_plain = line.block.info.split(" ")[0] in _PLAIN
            if _CODE.search(line.text) or (not is_plain and _BODY.search(line.text) and not _RESULT.match(line.text)):
                found.add(line.block.index)
    return found


def _joined(lines: list[SourceLine], start: int) -> str:
    """A signature whose bracket closes in a later line; it may go on in the next block."""
    parts: list[str] = []
    for line in lines[start : start + _MOST_LINES]:
        parts.append(line.text.strip())
        if ")" in line.text or line.text.strip() == "" or line.block.section != lines[start].block.section:
            break
    return " ".join(parts)


def _is_operation(found: re.Match[str], line: SourceLine, told: frozenset[str]) -> bool:
    name, arguments = found["name"], found["arguments"]
    if name.lower() in _NO_NAME or not _AFTER.match(found["after"]):
        return False
    parts = [part for part in arguments.split(",") if part.strip()]
    if not all(_ARGUMENT.match(part) and len(part.split()) <= _MOST_WORDS for part in parts):
        return False
    if _PUBLIC.search(arguments) or name in told:
        return True
    if "api" not in line.setting.topics or _lists_parameters(line):
        return False
    return bool(_CALL_CASE.search(name)) or _starts_with_verb(name) or bool(_CALL_CASE.search(arguments))


def _lists_parameters(line: SourceLine) -> bool:
    """Whether the lead-in is "Parameters:" or the like, so that what follows belongs to an operation."""
    lead = line.setting.leads[0] if line.setting.leads else ""
    is_label = len(lead.split()) <= 2 and _NOT_LISTED.search(lead) is not None
    return is_label or (lead.rstrip("*_ ").endswith(":") and _FIELDS.search(lead) is not None)


def _starts_with_verb(name: str) -> bool:
    """Whether the first word is a verb, or the first behind a namespace: `wallet_getPermissions`."""
    bare = _NAMESPACE.sub("", name)
    first = re.split(r"(?<=[a-z0-9])(?=[A-Z])|_", bare, maxsplit=1)[0]
    return _VERBS.fullmatch(first.lower()) is not None


def named_calls(lines: list[SourceLine]) -> Iterator[Found]:
    """Bare names under an API heading."""
    filled = [
        line
        for line in lines
        if line.text.strip()
        and "api" in line.setting.topics
        and line.block.kind in ("paragraph", "item", "heading", "code", "diagram")
    ]
    for line, following in zip(filled, [*filled[1:], None], strict=False):
        if len(line.text) > 160 or line.block.kind in ("code", "diagram"):
            continue
        found = _NAME.match(line.text)
        if found is None:
            continue
        has_parameters = following is not None and _PARAMETERS.match(following.text) is not None
        if (has_parameters and not _NOT_LISTED.match(found["name"])) or _is_listed(line, found):
            yield Found(line.number, "RPC", found["name"])


def _is_listed(line: SourceLine, found: re.Match[str]) -> bool:
    """An item that is a name in camel or snake case beginning with a verb, not one of a list of parameters."""
    if line.block.kind != "item" or _lists_parameters(line):
        return False
    name = found["name"]
    return bool(_CALL_CASE.search(name)) and _starts_with_verb(name) and _VALUE_NAME.search(name) is None
