"""Text of a template that was never replaced: one text, or the texts of one section, in; whether it is that, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

PLACEHOLDER_HINTS = (
    "todo", "tbd", "tba", "fixme", "lorem ipsum", "n/a", "insert ", "placeholder", " here", "coming soon", "to be ",
    "wip", "not applicable", "xxx",
)  # fmt: skip
"""Lower-case strings one of which stands in every placeholder without brackets."""

INSTRUCTION_HINTS = (
    "describe", "explain", "outline", "summari", "discuss", "elaborate", "list ", "provide", "define", "specify",
    "identify", "this section", "what ", "why ", "how ", "which ", "who ", "this is where", "briefly", "document ",
)  # fmt: skip
"""Lower-case strings one of which stands in every instruction that makes a section a template."""

_LONGEST = 400
_LABEL = r"(?:[\w /()-]{1,40}[:：][\s*]*)?"
_EMPTY = re.compile(
    _LABEL + r"[\s\W_]*(?:todo|tbd|tba|fixme|n/a|not applicable|wip|xxx+|coming soon|placeholder|to be "
    r"(?:determined|defined|decided|written|added|done|completed|filled|discussed|announced)[\w ]{0,20})[\s\W_]*",
    re.IGNORECASE,
)
_OPEN_TASK = re.compile(r"[\s\W_]*(?:TODO|TBD|FIXME)\b")
_LOREM = re.compile(r"lorem ipsum", re.IGNORECASE)
_FILL = re.compile(
    r"\W*(?:please )?(?:describe|insert|add|write|put|enter|fill in|paste|list|replace|your) [^.!?\n]{0,80}\bhere\b\W*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"<[A-Za-z][^<>|=/]{2,160}>|\[[^\[\]|]{2,160}\](?!\()|\{\{[^{}]{1,80}\}\}")
_BRACKET_WORDS = re.compile(
    r"\W*(?:describe|insert|add|your|fill|names?|date|links?|todo|tbd|placeholder|title|authors?|e\.g\.|list|provide"
    r"|enter|explain|what|how|why|the|a|an|optional|project|service|feature|team|reviewer|owner|briefly|short|yyyy"
    r"|version|number|replace)\b",
    re.IGNORECASE,
)
_ITALIC = re.compile(r"^[ \t]*([_*])(?![_*\s])[^_*\n]{8,400}(?<!\s)\1[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"\w{2,}")

_ASK = re.compile(
    r"\W*(?:please )?(?:briefly )?(?:describe|explain|outline|summari[sz]e|discuss|elaborate|identify|specify"
    r"|list (?:the|any|all|out)|provide (?:a|an|any|the|some)|define (?:the|what|any|your)"
    r"|document (?:the|any|how|what)|use this section|in this section,? (?:describe|explain|list|you)|this is where"
    r"|this section (?:should|must|may|can|is (?:for|where|intended|optional|required))"
    r"|(?:what|why|how|which|who) [^.!]*\?)",
    re.IGNORECASE,
)
_ASK_FURTHER = re.compile(
    r"\W*(?:(?:this|these|those|that|it|they) (?:can|do(?:es)? not|should|may|might|is not|are not)|e\.g\."
    r"|for example|for instance|if (?:there|applicable|you|any|possible|not)|(?:is|are|does|do|will|should|can|could"
    r"|have|has|where|when|include|consider|keep|and|or|mention|add) |make sure|try to|be (?:as|specific|concise)"
    r"|optional|note that you|think about|remember)",
    re.IGNORECASE,
)
_QUESTION_TITLES = re.compile(
    r"question|clarif|unresolved|open (?:issue|point)|faq|q&a|frage|вопрос|问题|質問", re.IGNORECASE
)


def is_placeholder(text: str) -> bool:
    """Whether a text says only that something is to be written: "TBD", "Owner: N/A", "Describe the flow here"."""
    if len(text) > _LONGEST:
        return bool(_LOREM.search(text))
    return bool(_EMPTY.fullmatch(text) or _OPEN_TASK.match(text) or _FILL.fullmatch(text) or _LOREM.search(text))


def is_bracketed(text: str) -> bool:
    """Whether nothing but bracketed placeholders, and perhaps a label before them, is there: "Team: <your team>"."""
    if len(text) > _LONGEST or "://" in text or "`" in text:
        return False
    brackets = _BRACKETS.findall(text)
    rest = re.sub(_LABEL, "", _BRACKETS.sub("", text), count=1)
    told = any(bracket[0] == "<" or _BRACKET_WORDS.match(bracket) for bracket in brackets)
    return told and not _WORD.search(rest)


def italic_lines(source: str) -> list[tuple[int, int]]:
    """The ranges of lines that are italic throughout, as many templates have their hints."""
    return [found.span() for found in _ITALIC.finditer(source)]


def asks(text: str) -> bool:
    """Whether a sentence tells the author what to write, or asks for it."""
    return _ASK.match(text) is not None


def only_asks(texts: Sequence[str], title: str) -> bool:
    """Whether all texts of a section instruct or ask. Questions alone must be several, and not a list of open ones."""
    if _QUESTION_TITLES.search(title):
        return False
    questions = sum(1 for text in texts if text.rstrip("*_ )").endswith("?"))
    if questions == len(texts) and sum(1 for text in texts if asks(text)) < 2:
        return False
    return all(asks(text) or _ASK_FURTHER.match(text) or text.rstrip("*_ )").endswith("?") for text in texts)
