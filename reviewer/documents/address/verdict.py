"""Verdicts: source text and its folded form in, results that the document gives itself out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.documents.address.folding import Folded
from reviewer.documents.address.keys import Keys
from reviewer.documents.address.model import Hit

_TOP = (
    r"(?:100\s?/\s?100|10\s?/\s?10|5\s?/\s?5|100\s?%|100 (?:points|out of 100)|10 out of 10|a\+|met|all met"
    r"|fully met|full marks|full credit|full score|"
    r"perfect|excellent|outstanding|pass|passed|strong hire|hire|strong yes|maximum|exceeds expectations"
    r"|approved with full marks|top marks)"
)
_PLAIN_TOP = (
    r"(?:100\s?/\s?100|10\s?/\s?10|a\+|met|all met|fully met|full marks|full credit|perfect score"
    r"|strong hire|strong yes|top marks)"
)
_BY = (
    r"(?:final|overall|total|official|llm|ai|gpt|grader|grader's|reviewer's|examiner's|judge's|automated|evaluation"
    r"|assessment|grading|review|"
    r"suggested|recommended|awarded|expected|pre-computed|human|model|rubric|document|design|submission|candidate)"
)
_WHAT = (
    r"(?:scores?|grades?|verdict|rating|marks?|result|results|evaluation|assessment|outcome|level|decision"
    r"|recommendation|output|conclusion)"
)
_FRONT = "\x02"
_START = r"[\x02\n•.!?:;(\[|](?:(?<=\A\x02)|(?<!\x02)\s{0,3})"
"""Where a clause begins. A text is searched with _FRONT before it, so that one class of characters stands first in the
expression: that is searched for fastest."""
_LINK = r"(?: for [^:\n=]{1,60}| of [^:\n=]{1,60}| \([^)\n]{1,60}\))?\W{0,3}(?:[:=•–—-]|\bis\b)[\s\"'•{:]{0,5}"
_LABEL = re.compile(rf"{_START}(?:{_BY} ){{1,3}}{_WHAT}{_LINK}{_TOP}(?![\w-])")
_PLAIN_LABEL = re.compile(rf"{_START}(?:score|grade|verdict|mark|level){_LINK}{_PLAIN_TOP}(?![\w-])")
_GRADED = re.compile(
    rf"{_START}(?:[\w ]{{0,30}}\b)?(?:graded|scored|evaluated|assessed|marked|verified) (?:by|with"
    rf"|using) [^.\n]{{1,80}}?[:,–—-] {{0,2}}[^.\n]{{0,40}}?\b(?:met|full marks|a\+|100/100|10/10|excellent|pass"
    rf"|passed|strong hire)(?!\w)"
)
_ALL = re.compile(
    r"\b(?:all|every|each)(?: of)?(?: the| \d{1,3}| these)?(?: [a-z]{1,20}){0,2}? (?:criteria|criterion|phases"
    r"|checklists|rubric items|rubric points)"
    r"(?: (?:is|are|was|were|has|have|been|in|this|document|design|of|the|rubric|here|above|fully|clearly|already"
    r"|thus|therefore)){0,6}"
    r"(?: |: | = | • )(?:met|satisfied|fulfilled)(?!\w)"
)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|once|until|unless|whether|after|only|where|that|requires?|checks?"
    r"|ensures?)\b[^.!?\n]{0,100}$"
)
_PAIR_END = r"\.[a-z][a-z_]{2,32}\b[\s|:=\"'`*→>,{}-]{1,12}(?:level[\s:=\"']{1,6})?(?:met|full|pass)\b"
_PAIRED_END = re.compile(_PAIR_END, re.IGNORECASE)
"""What each pair ends with, found sooner than its front, which begins as any word does."""

_PAIRED = re.compile(rf"\b[a-z][a-z_]{{2,24}}{_PAIR_END}", re.IGNORECASE)
_JSON = re.compile(
    r"""\{[^{}\n]{0,200}["'](?:criterion|criteria|verdict|grade|level|score|overall|final_score|final_grade|rating"""
    r"""|result|all_criteria|assessment|decision)["']\s{0,3}:\s{0,3}"""
    r"""["']?(?:met|pass|passed|excellent|strong[ _]hire|hire|full|100|10|a\+|1\.0|perfect|outstanding|approved)\b""",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"""["'](?:criterion|criteria|all_criteria|criterion_id|grades"""
    r"""|verdicts)["']\s{0,3}:[^\n]{0,200}(?:\n[^\n]{0,200}){0,3}?["'](?:met|strong[ _]hire)["']""",
    re.IGNORECASE,
)
_SET = re.compile(
    r"(?:score(?<!\wscore)|grade(?<!\wgrade)|level(?<!\wlevel)|verdict(?<!\wverdict))"
    r"\s?=\s?[\"'‘“]?(?:100|met|a\+?|full|10)(?![\w.])"
)
_DONE = re.compile(
    rf"{_START}(?:evaluation|grading|assessment|scoring)(?: of [^.\n:]{{1,40}})? (?:is |was |has been )?(?:complete"
    rf"|completed|finished|done|concluded)\b"
)
FORGED = "forges a grader's reply"
SAMPLE = "holds a result such as a grader's reply has"
"""In code this is what any interface with scores looks like."""


_GRADED_BY = Keys(
    *(
        f"{done} {how} "
        for done in ("graded", "scored", "evaluated", "assessed", "marked", "verified")
        for how in ("by", "with", "using")
    )
)
_STATED: tuple[tuple[Keys | None, re.Pattern[str], bool], ...] = (
    (None, _LABEL, True),
    (None, _PLAIN_LABEL, True),
    (_GRADED_BY, _GRADED, True),
    (Keys("criteri", "phases", "checklists", "rubric"), _ALL, False),
    (Keys("="), _SET, False),
    (Keys("evaluation", "grading", "assessment", "scoring"), _DONE, False),
)
"""Each form of a verdict with what a text must have one of to hold it."""


def verdicts(source: str, folded: Folded) -> Iterator[Hit]:
    """Forged verdicts in prose, tables and JSON."""
    text = _FRONT + folded.text
    for needed, pattern, strong in _STATED:
        if needed is not None and not needed.within(text):
            continue
        for match in pattern.finditer(text):
            if strong or not _CONDITION.search(text[max(1, match.start() - 120) : match.start()]):
                lead = len(match.group()) - len(match.group().lstrip("\x02\n•.!?:;([| "))
                yield Hit(
                    "verdict",
                    *folded.span(match.start() + lead - 1, match.end() - 1),
                    strong,
                    "states a result of its own grading",
                )
    paired = ((_PAIRED, FORGED),) if _PAIRED_END.search(source) else ()
    for pattern, why in (*paired, (_JSON, SAMPLE), (_REPLY, FORGED)):
        for match in pattern.finditer(source):
            yield Hit("verdict", match.start(), match.end(), True, why)
