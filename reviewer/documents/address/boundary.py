"""Boundaries: source text in, forged ends of the document, role marks and control tokens of chat formats out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.address.model import Hit

_TOKEN = re.compile(
    r"<\|[A-Za-z_]{2,24}\|>|\[/?INST\]|<</?SYS>>|</?(?:start|end)_of_turn>|</?(?:tool_call|function_call|think"
    r"|thinking)>"
    r"|</?(?:system|system_prompt|instructions?|untrusted[\w-]{0,20}|user_input|system[-_]\w{2,20})>"
    r"|</[a-z]{1,20}[_-](?:document|submission|answer|input|prompt|text|data)>|</(?:document|submission|answer|prompt|student_answer|candidate_answer|design|design_document|text_to_grade"
    r"|data)>",
    re.IGNORECASE,
)
_NAMED = (
    r"(?:documents?|data|submission|input|prompt|system(?:[ _-]prompt)?|instructions?|answer|context|content"
    r"|user[ _-]input|text|design|candidate|untrusted[ _-]\w{1,12}|trusted[ _-]\w{1,12}|grading|review|transcript)"
)
_EDGE = re.compile(
    rf"^[ \t>]{{0,8}}[-=#*<\[~_/(]{{2,40}}[ \t]?(?:(?:begin|start|end|eof"
    rf"|new)[ _-](?:of[ _-])?(?:the[ _-])?(?:\w{{1,12}}[ _-])?{_NAMED}|(?:system|admin|developer)[ _-](?:message"
    rf"|prompt|instructions?|override|note|update))\b[^\n]{{0,60}}",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_EDGES = ("END", "BEGIN")
_BARE_EDGE = re.compile(
    rf"^[ \t>]{{0,8}}(?:END"
    rf"|BEGIN)[ _-](?:OF[ _-])?(?:THE[ _-])?(?:[A-Z]{{1,12}}[ _-])?(?i:{_NAMED})\b(?:[ \t.:]{{0,4}}$|[.:][ \t])",
    re.MULTILINE,
)
_ROLE = re.compile(
    r"^[ \t>]{0,8}(?:#{1,6}[ \t]{1,4}(?:system|assistant|human|instructions?|developer|response)(?:[ _](?:message"
    r"|prompt|note|override|update))?[ \t]{0,4}:[ \t]{0,4}(?=$|[^\n])"
    r"|[*_\[(<]{0,3}(?:system|admin(?:istrator)?|developer|root|operator)[ _](?:message|note|notice|override"
    r"|update|alert|instructions?|command|directive)[*_\])>]{0,3}[ \t]{0,2}[:\])-]"
    r"|[*_]{0,2}\[{1,2}[ \t]?(?:system|admin|assistant|developer|operator)[ \t]?\]{1,2})",
    re.IGNORECASE | re.MULTILINE,
)
_SHOUT = re.compile(r"^[ \t>]{0,8}[*_]{0,2}(?:SYSTEM|ASSISTANT|ADMIN|DEVELOPER)[*_]{0,2}:[*_]{0,2}[ \t]", re.MULTILINE)
_SHOUTED = ("SYSTEM", "ASSISTANT", "ADMIN", "DEVELOPER")
_TURN = re.compile(
    r"^[ \t>]{0,8}[*_]{0,2}(human|user|assistant|system|ai|grader)[*_]{0,2}:[*_]{0,2}[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE = re.compile(
    r"""["']role["']\s{0,4}:\s{0,4}["'](?:system|assistant|developer|user)["']\s{0,4},\s{0,4}["']content["']""",
    re.IGNORECASE,
)
_LEAK = re.compile(
    r"!\[[^\]\n]{0,200}\]\([^)\s{\[<$%]{0,300}[{\[<$%](?:%7b)?[^)\n]{0,80}(?:prompt|secret|conversation|context|rubric"
    r"|history|api.?key|instructions|grade|score|data)[^)\n]{0,200}\)",
    re.IGNORECASE,
)
_TURN_REPLIES = frozenset({"assistant", "ai", "grader"})
_NEAR_CHARACTERS = 1500


def boundaries(source: str) -> Iterator[Hit]:
    """Forged boundaries. What only opens or ends a text at the very end of the document is none."""
    for match in _TOKEN.finditer(source):
        yield Hit("boundary", match.start(), match.end(), True, "forges a control token of a chat format")
    bare = (_BARE_EDGE,) if any(word in source for word in _BARE_EDGES) else ()
    for pattern in (_EDGE, *bare):
        for match in pattern.finditer(source):
            if source[match.end() : match.end() + 400].strip(" \t\r\n-=#*_~>"):
                yield Hit("boundary", match.start(), match.end(), True, "forges the edge of the document")
    for match in _ROLE.finditer(source):
        yield Hit("boundary", match.start(), match.end(), True, "forges a role in a conversation")
    for match in _SHOUT.finditer(source) if any(word in source for word in _SHOUTED) else ():
        yield Hit("boundary", match.start(), match.end(), False, "forges a role in a conversation")
    for match in _MESSAGE.finditer(source):
        yield Hit("boundary", match.start(), match.end(), True, "forges a message of a conversation")
    for match in _LEAK.finditer(source):
        yield Hit("instruction", match.start(), match.end(), True, "asks to send what the grader knows to an address")
    yield from _turns(source)


def _turns(source: str) -> Iterator[Hit]:
    """A question with its answer, as in a transcript: "Human: …" and then "Assistant: …"."""
    asked: re.Match[str] | None = None
    for match in _TURN.finditer(source):
        who = match.group(1).lower()
        if who in _TURN_REPLIES and asked and match.start() - asked.start() <= _NEAR_CHARACTERS:
            for turn in (asked, match):
                end = source.find("\n", turn.end())
                yield Hit("boundary", turn.start(), len(source) if end < 0 else end, False, "forges a conversation")
        asked = match if who in ("human", "user", "system") else None
