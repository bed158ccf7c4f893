"""Markdown marks: text with emphasis, code marks, links and tags in, the bare words out."""

from __future__ import annotations

import re

_ANY = re.compile(r"[*_`\[\]<>\\~{&]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|del|details|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span"
    r"|strike|strong|sub|summary|sup|td|th|tr|tt|u|ul|var)(?:\s[^<>]*=[^<>]*)?\s*/?>|<!--[^<>]*-->",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"\{#[^{}]*\}$")
_EMPHASIS = re.compile(r"[*`]|~~|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_BOLD_ONLY = re.compile(r"(?:\*\*|__)(?=\S)[^*\n]{1,120}(?<=\S)(?:\*\*|__):?|[*_](?=\S)[^*_\n]{1,120}(?<=\S)[*_]:?")


def plain(text: str) -> str:
    """`**Cache** [Redis](url)` → `Cache Redis`. Words, numbers and punctuation stay as they are."""
    if not _ANY.search(text):
        return " ".join(text.split())
    bare = _TAG.sub(" ", _IMAGE_OR_LINK.sub(r"\1", text)) if "[" in text or "<" in text else text
    bare = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _ANCHOR.sub("", bare)))
    if "&" in bare:
        for entity, char in _ENTITIES.items():
            bare = bare.replace(entity, char)
    return " ".join(bare.split())


def bold_only(text: str) -> bool:
    """Whether the whole line is one bold or italic phrase, as people write headings without `#`."""
    return text[:1] in "*_" and len(text) <= 130 and _BOLD_ONLY.fullmatch(text) is not None
