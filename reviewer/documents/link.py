"""Text that only points elsewhere: one text, or the items of a list, in; whether it is nothing but links, out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.documents.mark import plain

LINK_HINTS = ("](", "://", "][", "]:", "www.", "![", "<img")
"""Lower-case strings one of which stands in every text with a link."""

LEAST_CONTENTS = 4
"""Three items may well be goals that have a section each; four that repeat the headings are a table of contents."""

_CONTENTS_SHARE = 0.8
_SHORT = 200
_LINK = re.compile(
    r"\[!\[[^\[\]]*\]\([^()]*\)\]\([^()]*\)"
    r"|!?\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\]|:\s*\S+)"
    r"|<?(?:https?|ftp)://[^\s<>]+>?|www\.[^\s<>]+|<img\b[^<>]*>|</?a\b[^<>]*>",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:see|also|sources?|main|links?|ref|reference|read|more|via|from|and|or|by|here|blog|video|paper|issue|pr|the)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{2,}")
_TITLES = re.compile(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:useful|further|additional|related|external|recommended|more|other|helpful) )*"
    r"(?:references?|readings?|read more|resources|links?|bibliography|see also|sources|credits|citations?|materials?"
    r"|articles?|literatur|quellen|referencias|références|ссылки|参考(?:资料|文献|链接)?)"
    r"(?:\W+(?:and|&) (?:\w+ )?(?:references?|readings?|resources|links?|sources|credits))?\W*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|toc|agenda|inhalt(?:sverzeichnis)?|目录|目次|содержание)\W*", re.IGNORECASE
)
_LONGEST_TITLE = 80


def is_links(text: str) -> bool:
    """Whether links, addresses and pictures are all there is, but for "see", "source" and the like."""
    rest = _LINK.sub(" ", text)
    if rest == text:
        return False
    return not _WORD.search(_FILLER.sub(" ", plain(rest)) if len(rest) < _SHORT else rest)


def is_link_title(title: str) -> bool:
    """Whether a heading announces links: "References", "Further reading and resources"."""
    return len(title) < _LONGEST_TITLE and _TITLES.fullmatch(title) is not None


def is_contents_title(title: str) -> bool:
    """Whether a heading announces a table of contents."""
    return len(title) < _LONGEST_TITLE and _CONTENTS.fullmatch(title) is not None


def folded_title(text: str) -> str:
    """A heading or list item as both are compared."""
    return plain(text).casefold().strip(" :#.")


def repeats_titles(items: Iterable[str], titles: set[str]) -> bool:
    """Whether the items of a list are the document's headings."""
    folded = [folded_title(item) if len(item) < _SHORT else "" for item in items]
    repeats = sum(1 for item in folded if item in titles)
    return len(folded) >= LEAST_CONTENTS and repeats >= _CONTENTS_SHARE * len(folded)
