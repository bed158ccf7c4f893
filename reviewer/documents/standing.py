"""Text that is no substance: passage drafts in, their standing set to `template` or `link_list` where that is so.

Candidates are found by plain substring search over the whole source, so a document without placeholders and links costs
next to nothing; only passages with a candidate are looked at closely.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reviewer.documents.mark import plain
from reviewer.documents.passage import PassageDraft
from reviewer.documents.section import SectionDraft
from reviewer.model.document import SUBSTANCE

_PLACEHOLDER_HINTS = (
    "todo", "tbd", "tba", "fixme", "lorem ipsum", "n/a", "insert ", "placeholder", " here", "coming soon", "to be ", "wip",
    "[your", "<your", "[describe", "[add", "[fill", "[name", "[date", "[link", "not applicable", "xxx",
)  # fmt: skip
_LINK_HINTS = ("](", "://", "][", "www.", "![", "<img")
_INSTRUCTION_HINTS = (
    "describe", "explain", "outline", "summari", "discuss", "elaborate", "list ", "provide", "define", "specify", "identify",
    "this section", "what ", "why ", "how ", "which ", "who ", "this is where", "briefly", "document ",
)  # fmt: skip

_LABEL = r"(?:[\w /()-]{1,40}[:：][\s*]*)?"
_EMPTY = re.compile(
    _LABEL + r"[\s\W_]*(?:todo|tbd|tba|fixme|n/a|not applicable|wip|xxx+|coming soon|placeholder"
    r"|to be (?:determined|defined|decided|written|added|done|completed|filled|discussed|announced)[\w ]{0,20})[\s\W_]*",
    re.IGNORECASE,
)
_OPEN_TASK = re.compile(r"[\s\W_]*(?:TODO|TBD|FIXME)\b(?!s\b)")
_LOREM = re.compile(r"lorem ipsum", re.IGNORECASE)
_FILL = re.compile(
    r"\W*(?:please )?(?:describe|insert|add|write|put|enter|fill in|paste|list|replace|your) [^.!?\n]{0,80}\bhere\b\W*", re.IGNORECASE
)
_BRACKETS = re.compile(r"<[A-Za-z][^<>|]{2,160}>|\[[^\[\]|]{2,160}\](?!\()|\{\{[^{}]{1,80}\}\}")
_BRACKET_WORDS = re.compile(
    r"\W*(?:describe|insert|add|your|fill|name|names|date|link|links|todo|tbd|placeholder|title|author|authors|e\.g\.|list|provide|enter|explain"
    r"|what|how|why|the|a|an|optional|project|service|feature|team|reviewer|owner|briefly|short|yyyy|version|number|replace)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\[!\[[^\[\]]*\]\([^()]*\)\]\([^()]*\)|!?\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\]|:\s*\S+)"
    r"|<?(?:https?|ftp)://[^\s<>]+>?|www\.[^\s<>]+|<img\b[^<>]*>|</?a\b[^<>]*>",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\b(?:see|also|source|sources|main|link|links|ref|reference|read|more|via|from|and|or|by|here|blog|video|paper|issue|pr|the)\b", re.IGNORECASE)
_WORD = re.compile(r"\w{2,}")
_LINK_TITLES = re.compile(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:useful|further|additional|related|external|recommended|more|other|helpful) )*"
    r"(?:references?|readings?|read more|resources|links?|bibliography|see also|sources|credits|citations?|materials?|articles?"
    r"|literatur|quellen|referencias|références|ссылки|参考(?:资料|文献|链接)?)"
    r"(?:\W+(?:and|&) (?:\w+ )?(?:references?|readings?|resources|links?|sources|credits))?\W*",
    re.IGNORECASE,
)
_CONTENTS_TITLES = re.compile(r"\W*(?:table of )?contents\W*|\W*toc\W*|\W*agenda\W*|\W*inhalt(?:sverzeichnis)?\W*|\W*目录\W*|\W*目次\W*|\W*содержание\W*", re.IGNORECASE)

_ASK = re.compile(
    r"\W*(?:please )?(?:briefly )?(?:describe|explain|outline|summari[sz]e|discuss|elaborate|identify|specify|list (?:the|any|all|out)"
    r"|provide (?:a|an|any|the|some)|define (?:the|what|any|your)|document (?:the|any|how|what)|use this section|in this section,? (?:describe|explain|list|you)"
    r"|this section (?:should|must|may|can|is (?:for|where|intended|optional|required))|this is where|what [^.!]*\?|why [^.!]*\?|how [^.!]*\?|which [^.!]*\?|who [^.!]*\?)",
    re.IGNORECASE,
)
_ASK_TAIL = re.compile(
    r"\W*(?:(?:this|these|those|that|it|they) (?:can|do(?:es)? not|should|may|might|is not|are not)|e\.g\.|for example|for instance|if (?:there|applicable|you|any|possible|not)|is |are |does |do "
    r"|will |should |can |could |have |has |where |when |include |consider |make sure|try to|keep |be (?:as|specific|concise)|optional|note that you|think about|remember|and |or |mention |add )",
    re.IGNORECASE,
)
_LEAST_CONTENTS = 4
"""Three items may well be goals that have a section each; four that repeat the headings are a table of contents."""

_QUESTION_TITLES = re.compile(r"question|clarif|unresolved|open (?:issue|point)|faq|q&a|frage|вопрос|问题|質問", re.IGNORECASE)


def settle_standing(source: str, drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft]) -> None:
    """Set the standing of every draft that is a placeholder, an instruction, or nothing but links."""
    lower = source.lower()
    if len(lower) != len(source):
        lower = source.translate(_ASCII_LOWER)
    starts = [draft.start for draft in drafts]
    for index in _candidates(lower, drafts, starts, _PLACEHOLDER_HINTS):
        _mark(drafts[index], "template", _is_placeholder(source[drafts[index].start : drafts[index].end]))
    for index in _bracketed(source, drafts, starts):
        _mark(drafts[index], "template", _is_bracketed(source[drafts[index].start : drafts[index].end]))
    linked = _candidates(lower, drafts, starts, _LINK_HINTS)
    for index in linked:
        _mark(drafts[index], "link_list", _is_links(source[drafts[index].start : drafts[index].end]))
    _link_sections(drafts, sections, set(linked))
    _contents(source, drafts, sections)
    asked = _candidates(lower, drafts, starts, _INSTRUCTION_HINTS)
    _instructions(source, drafts, sections, asked)


_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _mark(draft: PassageDraft, standing: str, holds: bool) -> None:
    if holds and draft.standing in SUBSTANCE and draft.standing not in ("code", "diagram"):
        draft.standing = "template" if standing == "template" else "link_list"


def _candidates(lower: str, drafts: Sequence[PassageDraft], starts: list[int], hints: Iterable[str]) -> list[int]:
    """Indexes of the passages that contain one of the hints, rising."""
    found: set[int] = set()
    for hint in hints:
        at = lower.find(hint)
        while at >= 0:
            index = bisect_right(starts, at) - 1
            follow = at + 1
            if index >= 0 and at < drafts[index].end:
                found.add(index)
                follow = max(follow, drafts[index].end)
            at = lower.find(hint, follow)
    return sorted(found)


def _bracketed(source: str, drafts: Sequence[PassageDraft], starts: list[int]) -> list[int]:
    return [index for index in _candidates(source, drafts, starts, ("<", "[", "{{")) if source[drafts[index].end - 1] in ">]})*_.:"]


def _is_placeholder(text: str) -> bool:
    if len(text) > 400:
        return bool(_LOREM.search(text))
    return bool(_EMPTY.fullmatch(text) or _OPEN_TASK.match(text) or _FILL.fullmatch(text) or _LOREM.search(text))


def _is_bracketed(text: str) -> bool:
    """Whether nothing but bracketed placeholders, and perhaps a label before them, is there."""
    if len(text) > 400 or "://" in text or "`" in text:
        return False
    brackets = _BRACKETS.findall(text)
    rest = re.sub(_LABEL, "", _BRACKETS.sub("", text), count=1)
    return bool(brackets) and not _WORD.search(rest) and any(_BRACKET_WORDS.match(bracket) for bracket in brackets)


def _is_links(text: str) -> bool:
    rest = _LINK.sub(" ", text)
    return rest != text and not _WORD.search(_FILLER.sub(" ", plain(rest)) if len(rest) < 200 else rest)


def _link_sections(drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft], linked: set[int]) -> None:
    """In "References" and the like, where every other passage has a link, all of it is a list of links."""
    named = {section.index for section in sections if len(section.title) < 80 and _LINK_TITLES.fullmatch(section.title)}
    for indexes in _by_section(drafts, named).values():
        if 2 * sum(1 for index in indexes if index in linked) >= len(indexes):
            for index in indexes:
                _mark(drafts[index], "link_list", True)


def _contents(source: str, drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft]) -> None:
    """Lists that repeat the headings are a table of contents."""
    titles = {section.title.casefold().strip(" :#.") for section in sections if section.title}
    if len(titles) < _LEAST_CONTENTS:
        return
    contents = {section.index for section in sections if _CONTENTS_TITLES.fullmatch(section.title)}
    run: list[int] = []
    for index, draft in enumerate(drafts):
        if draft.standing == "list" and run and drafts[run[-1]].section == draft.section:
            run.append(index)
            continue
        _mark_contents(source, drafts, run, titles, contents)
        run = [index] if draft.standing == "list" else []
    _mark_contents(source, drafts, run, titles, contents)


def _mark_contents(
    source: str, drafts: Sequence[PassageDraft], run: Sequence[int], titles: set[str], contents: set[int]
) -> None:
    if len(run) < _LEAST_CONTENTS:
        return
    texts = [source[drafts[index].start : drafts[index].end] for index in run]
    repeats = sum(1 for text in texts if len(text) < 120 and plain(text).casefold().strip(" :#.") in titles)
    if repeats >= 0.8 * len(run) or (repeats and drafts[run[0]].section in contents):
        for index in run:
            _mark(drafts[index], "link_list", True)


def _instructions(
    source: str, drafts: Sequence[PassageDraft], sections: Sequence[SectionDraft], asked: Sequence[int]
) -> None:
    """A section that only tells the author what to write is a template; one answer in it makes all of it text."""
    strong: dict[int, int] = defaultdict(int)
    for index in asked:
        draft = drafts[index]
        if draft.standing == "prose" and _ASK.match(source, draft.start, draft.end):
            strong[draft.section] += 1
    named = {section for section in strong if section and not _QUESTION_TITLES.search(sections[section].title)}
    for section, indexes in _by_section(drafts, named).items():
        texts = [source[drafts[index].start : drafts[index].end] for index in indexes]
        only_questions = all(text.rstrip("*_ ").endswith("?") for text in texts)
        if only_questions and strong[section] < 2:
            continue
        if all(_ASK.match(text) or _ASK_TAIL.match(text) or text.rstrip("*_ )").endswith("?") for text in texts):
            for index in indexes:
                _mark(drafts[index], "template", True)


def _by_section(drafts: Sequence[PassageDraft], sections: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    if sections:
        for index, draft in enumerate(drafts):
            if draft.section in sections and draft.standing in SUBSTANCE:
                found[draft.section].append(index)
    return found
