"""Labels of diagrams as plain text: in goes what stands between the brackets, out comes one line of words."""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"</?(?:br|b|i|u|s|sub|sup|small|big|strong|em|div|span|p|code|font|center|hr|img)\b[^<>]{0,200}>", re.I
)
_ICON = re.compile(r"\b(?:fa[bklrs]?|mdi|si|logos):[\w:-]{1,60}|<&[\w-]{1,40}>|<\$[\w-]{1,40}>|:fa-[\w-]{1,40}:")
_ENTITY = re.compile(r"#(quot|amp|lt|gt|nbsp|\d{1,6});")
_MARKS = re.compile(r"\*\*|__|~~|`|\"\"")
_CREOLE = re.compile(r"(?<![\w/:])//|//(?![\w/])")
_SPACE = re.compile(r"\s+")
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”"}
_LONGEST = 300
_PLAIN = re.compile(r"(?:[A-Za-z0-9.,()+]+(?: [A-Za-z0-9.,()+]+){0,12})?")


def clean(text: str) -> str:
    """One line of plain words: quotes, tags, Markdown marks, icons, entities and line breaks are gone."""
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text):
        return text
    text = text[: 4 * _LONGEST].strip().replace("\\n", " ").replace("\\l", " ").replace("\\r", " ")
    text = _TAG.sub(" ", unquote(text))
    text = _ICON.sub(" ", _ENTITY.sub(_entity, text))
    text = _CREOLE.sub("", _MARKS.sub("", html.unescape(text)))
    text = unquote(_SPACE.sub(" ", text).strip())
    if len(text) > 2 and text[0] == text[-1] == "*":
        text = text[1:-1]
    return text[:_LONGEST].strip()


def _entity(match: re.Match[str]) -> str:
    """Mermaid writes `#quot;` and `#35;` where HTML has `&quot;` and `&#35;`."""
    name = match.group(1)
    return f"&#{name};" if name.isdigit() else f"&{name};"


def unquote(text: str) -> str:
    """The text without one pair of quotes around it."""
    text = text.strip()
    if len(text) >= 2 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text
