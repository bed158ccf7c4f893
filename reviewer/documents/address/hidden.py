"""Hidden text: source text in, comments, invisible markup and invisible characters that speak to the grader out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.address.folding import fold
from reviewer.documents.address.model import Hit
from reviewer.documents.address.orders import orders
from reviewer.documents.address.verdict import verdicts

_SILENT_LINE = re.compile(
    r"^[ \t]{0,3}\[(?://|comment|_|#|-)[^\]\n]{0,40}\]:[^\n]{0,2000}", re.IGNORECASE | re.MULTILINE
)
_UNSEEN = re.compile(
    r"<(?P<tag>[A-Za-z][\w-]{0,20})\s[^<>]{0,400}?(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}[01](?:\.0)?(?:px|pt|em|rem)?\s{0,3}[;\"']"
    r"|opacity\s{0,3}:\s{0,3}0(?:\.0\d?)?\s{0,3}[;\"']|[^-]color\s{0,3}[:=]\s{0,3}[\"']?(?:#fff(?:fff)?\b|white|transparent)|(?<=\s)hidden(?=[\s>=/])|(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{3,})[^<>]{0,400}>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"<[A-Za-z][\w-]{0,20}\s[^<>]{0,300}?\b(?:alt|title|aria-label|content|placeholder|value|data-[\w-]{1,30})\s{0,3}=\s{0,3}(?:\"([^\"<>]{12,600})\"|'([^'<>]{12,600})')",
    re.IGNORECASE,
)
_LISTENER = re.compile(
    r"\b(?:ai|llm|gpt|chatgpt|claude|gemini|language model|graders?|evaluators?|examiners?|assessors?|autograder)\b"
)
_ASKED = re.compile(
    r"\b(?:you|your|please|must|score|grade|rate|rating|marks?|met|ignore|full|credit|pass|positive|generous)\b"
)
_TAGS = re.compile("[\U000e0020-\U000e007f]+")
_SELECTORS = re.compile("[\U000e0100-\U000e01ef\ufe00-\ufe0f]{4,}")
_RUN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e\u3164\uffa0\u034f\u206a-\u206f]{6,}")
_INSIDE = re.compile("(?<=[A-Za-z])[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{1,5}(?=[A-Za-z])")
_SHAPELESS = re.compile(
    "[\U000e0020-\U000e007f\U000e0100-\U000e01ef\ufe00-\ufe0f\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0]"
)
"""All characters that the expressions here ask for: most texts have none."""

_OVERRIDE = re.compile("[\u202d\u202e]")
_EMBEDDING = re.compile("[\u202a\u202b\u2066-\u2068]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MOST_INSIDE = 3
_HIDDEN_CHARS = 2000
_LEAST_WORDS = 3


def hidden(source: str) -> Iterator[Hit]:
    """Hidden text and what it does."""
    yield from _comments(source)
    yield from _markup(source)
    yield from _characters(source)


def addresses_grader(text: str) -> bool:
    """Whether text that no reader sees is meant for a grader: a lower bar than for text that everybody sees."""
    folded = fold(text)
    words = folded.text
    return (
        (bool(_LISTENER.search(words)) and bool(_ASKED.search(words)))
        or any(True for _ in orders(words))
        or any(True for _ in verdicts(text, folded))
    )


def _comments(source: str) -> Iterator[Hit]:
    at = source.find("<!--")
    while at >= 0:
        end = source.find("-->", at + 4)
        stop = len(source) if end < 0 else end + 3
        if addresses_grader(source[at + 4 : stop - 3 if end >= 0 else stop]):
            yield Hit("hidden", at, stop, True, "addresses the grader in a comment that readers do not see")
        at = source.find("<!--", stop)
    for match in _SILENT_LINE.finditer(source):
        if addresses_grader(match.group()):
            yield Hit(
                "hidden", match.start(), match.end(), True, "addresses the grader in a comment that readers do not see"
            )


def _markup(source: str) -> Iterator[Hit]:
    for match in _UNSEEN.finditer(source):
        close = source.find(f"</{match['tag']}", match.end(), match.end() + _HIDDEN_CHARS)
        end = min(len(source), match.end() + _HIDDEN_CHARS) if close < 0 else close
        text = source[match.end() : end]
        if len(fold(text).text.split()) >= _LEAST_WORDS:
            yield Hit("hidden", match.start(), end, addresses_grader(text), "is styled so that readers do not see it")
    for match in _ATTRIBUTE.finditer(source):
        if any(order.strong for order in orders(fold(match.group(1) or match.group(2)).text)):
            yield Hit(
                "hidden",
                match.start(),
                match.end(),
                True,
                "addresses the grader in an attribute that readers do not see",
            )


def _characters(source: str) -> Iterator[Hit]:
    if source.isascii() or not _SHAPELESS.search(source):
        return
    for match in _TAGS.finditer(source):
        if not source.startswith("\U0001f3f4", max(0, match.start() - 1)) or match.end() - match.start() > 8:
            yield Hit("hidden", match.start(), match.end(), True, "is written in invisible tag characters")
    for pattern in (_RUN, _SELECTORS):
        for match in pattern.finditer(source):
            yield Hit(
                "hidden",
                match.start(),
                match.end(),
                True,
                "is a run of invisible characters, which can carry a message",
            )
    inside = list(_INSIDE.finditer(source))
    for match in inside:
        if len(inside) >= _MOST_INSIDE:
            yield Hit("hidden", match.start(), match.end(), False, "splits words with invisible characters")
    for match in _OVERRIDE.finditer(source):
        yield Hit("hidden", match.start(), match.end(), True, "turns the order of the letters that readers see")
    for match in _EMBEDDING.finditer(source):
        if not _RIGHT_TO_LEFT.search(source, max(0, match.start() - 200), match.end() + 200):
            yield Hit("hidden", match.start(), match.end(), False, "holds direction marks in text that needs none")
