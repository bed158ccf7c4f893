"""Pseudo-headings of text without `#`: source lines in, the lines that are headings with their level out.

A heading here is an underlined line, a line of an outline ("== Title", "** Title"), a numbered line with a body, a
short line that ends with a colon, is bold alone or in capitals, or a short first line on its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.documents.lines import SourceLines, Span, indent_of
from reviewer.documents.mark import bold_only

_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]*(?=\S)")
_STARS = re.compile(r"(\*{2,6}|={1,6})[ \t]+(?=[^\W\d_])")
_NUMBERED = re.compile(r"[ \t]*(?:#{1,6}[ \t]+)?(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?[ \t]+(?=[^\W\d_]|[\"“'`*])")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,}|\+{3,})[ \t]*")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3}
_SENTENCE = re.compile(
    r"\b(?:following|includes?|is|are|needs?|can|should|will|has|have|we|you|like|these|this|there)\b", re.I
)
_NO_TITLE = re.compile(r"->|=>|→|\s[=~≈]\s|[.;,?!]$")
_MARKER_START = re.compile(r"[ \t]*(?:[-*+•◦▪●–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[ \t]")
_MOST_WORDS = 8
_LONGEST_NAME = 90
_NUMBERED_MOST_WORDS = 10
_SERIES_BODY_SHARE = 0.6
_SERIES_LINES_EACH = 3
_CAPITALS_LEAST_LETTERS = 4


@dataclass(slots=True)
class Title:
    """A heading on `line`; `span` is its text without marks, `underline` the line under it that belongs to it."""

    line: int
    level: int
    span: Span
    underline: int | None = None


def has_headings(lines: SourceLines) -> int:
    """How many headings with `#` or underlines stand outside fences; counting stops at two."""
    count, fence = 0, ""
    for line, text in enumerate(lines.texts):
        head = text.lstrip()[:3]
        if head in ("```", "~~~"):
            fence = "" if fence == head else fence or head
        elif not fence and head[:1] == "#" and _HASHES.match(text) and text.lstrip("# \t"):
            count += _is_hash_heading(text)
        elif not fence and head in ("===", "---") and line and _UNDERLINE.fullmatch(text):
            count += _can_be_underlined(lines, line - 1)
        if count >= 2:
            break
    return count


def titles(lines: SourceLines, first: int, last: int) -> dict[int, Title]:
    """The headings among the lines `first` to `last`, by line."""
    found: dict[int, Title] = {}
    for line in range(first, last + 1):
        title = _marked(lines, line, last)
        if title:
            found[line] = title
    outermost = min((title.level for title in found.values()), default=1)
    for title in found.values():
        title.level -= outermost - 1
    top = 2 if any(title.level == 1 for title in found.values()) else 1
    numbered = _numbered(lines, first, last, top, found)
    deepest = max((title.level for title in numbered), default=top - 1)
    for line in range(first, last + 1):
        if line not in found and _is_named(lines, line, first, last, found):
            found[line] = Title(line, deepest + 1, _bare(lines, line))
    _add_name(lines, first, last, found)
    return found


def _is_hash_heading(text: str) -> bool:
    found = _HASHES.match(text)
    return found is not None and (text[found.end() - 1 : found.end()].isspace() or len(found.group(1)) > 1)


def _can_be_underlined(lines: SourceLines, line: int) -> bool:
    text = lines.texts[line].strip()
    return (
        bool(text) and len(text.split()) <= _NUMBERED_MOST_WORDS and not _MARKER_START.match(text) and "|" not in text
    )


def _marked(lines: SourceLines, line: int, last: int) -> Title | None:
    """Headings that carry a mark of their own: hashes, stars, equal signs, an underline."""
    text = lines.texts[line]
    if text[:1] in "#*=" or text.lstrip()[:1] == "#":
        found = _HASHES.match(text) if _is_hash_heading(text) else _outline_mark(lines, line)
        if found and len(text.split()) <= 2 * _NUMBERED_MOST_WORDS:
            start, end = lines.span(line, found.end())
            body = lines.source[start:end].rstrip("#= \t").rstrip()
            return Title(line, len(found.group(1)), (start, start + len(body))) if body else None
    if line < last and (under := lines.texts[line + 1])[:3] in ("===", "---", "~~~", "^^^", "***", "+++"):
        long_enough = len(under.strip()) * 2 >= len(text.strip())
        if _UNDERLINE.fullmatch(under) and long_enough and _can_be_underlined(lines, line):
            level = _UNDERLINE_LEVELS.get(under[0], 4)
            return Title(line, level, lines.span(line), underline=line + 1)
    return None


def _outline_mark(lines: SourceLines, line: int) -> re.Match[str] | None:
    """The mark of "== Title" or "** Title". Lines of lists and sums ("= 5 TB") have none; "= Title" opens a text."""
    found = _STARS.match(lines.texts[line])
    if found is None or (line and not lines.blank(line - 1)) or _NO_TITLE.search(lines.texts[line].strip("=* \t")):
        return None
    return found if found.group(1) != "=" or not lines.source[: lines.starts[line]].strip() else None


def _numbered(lines: SourceLines, first: int, last: int, top: int, found: dict[int, Title]) -> list[Title]:
    """Numbered lines at the outermost indent, if together they divide the text rather than list things."""
    marks = {line: mark for line in range(first, last + 1) if (mark := _numbered_line(lines, line, found))}
    if not marks:
        return []
    edge = min(indent_of(lines.texts[line]) for line in marks)
    marks = {line: mark for line, mark in marks.items() if indent_of(lines.texts[line]) <= edge + 1}
    bodies = [line for line in marks if _has_body(lines, line, last, marks)]
    spread = max(marks) + 1 - min(marks) if len(marks) > 1 else 0
    if (
        len(bodies) < _SERIES_BODY_SHARE * len(marks)
        or spread < _SERIES_LINES_EACH * (len(marks) - 1)
        or len(marks) < 2
    ):
        return []
    kept: list[Title] = []
    for line in bodies:
        level = top + marks[line].group(1).count(".")
        kept.append(Title(line, level, lines.span(line)))
        found[line] = kept[-1]
    return kept


def _numbered_line(lines: SourceLines, line: int, found: dict[int, Title]) -> re.Match[str] | None:
    text = lines.texts[line]
    if line in found or not text[:12].strip()[:1].isdigit():
        return None
    short = len(text) <= 120 and len(text.split()) <= _NUMBERED_MOST_WORDS + 1
    arrow = "->" in text and ":" not in text and len(text.split()) > 6
    return _NUMBERED.match(text) if short and not arrow and not text.rstrip().endswith((".", ";", ",")) else None


def _has_body(lines: SourceLines, line: int, last: int, marks: dict[int, re.Match[str]]) -> bool:
    """Something other than the next numbered line follows, and the line is no member of a tight list."""
    below = _next_used(lines, line, last)
    if below is None:
        return line - 1 not in marks
    if below in marks:
        return below > line + 1 and (line == 0 or lines.blank(line - 1))
    return line - 1 not in marks


def _next_used(lines: SourceLines, line: int, last: int) -> int | None:
    return next((below for below in range(line + 1, last + 1) if not lines.blank(below)), None)


def _is_named(lines: SourceLines, line: int, first: int, last: int, found: dict[int, Title]) -> bool:
    """A short line that only names: ends with a colon, is bold alone, or in capitals; blank or a heading above it."""
    text = lines.texts[line].strip()
    colon = text.endswith((":", "："))
    if not text or len(text) > _LONGEST_NAME or line == last or not (colon or text[0] in "*_" or text.isupper()):
        return False
    if (
        len(text.split()) > _MOST_WORDS
        or indent_of(lines.texts[line]) > 1
        or not _opens_block(lines, line, first, found)
    ):
        return False
    if bold_only(text):
        return not _NO_TITLE.search(text.strip("*_:"))
    if colon:
        below = lines.texts[line + 1]
        led = not below.strip() or indent_of(below) > indent_of(lines.texts[line]) or _MARKER_START.match(below)
        named = text[0].isupper() or not text[0].isascii()
        return bool(led) and named and not _SENTENCE.search(text) and not _NO_TITLE.search(text[:-1])
    return is_capitals(text) and not _MARKER_START.match(text)


def _opens_block(lines: SourceLines, line: int, first: int, found: dict[int, Title]) -> bool:
    if line == first or lines.blank(line - 1):
        return True
    return line - 1 in found or (line - 2 in found and found[line - 2].underline == line - 1)


def is_capitals(text: str) -> bool:
    """Whether a line is a few words in capitals, and more than one abbreviation."""
    if len(text) > _LONGEST_NAME or not text.isupper():
        return False
    letters = sum(1 for char in text if char.isalpha())
    return letters >= _CAPITALS_LEAST_LETTERS and not _NO_TITLE.search(text) and "_" not in text


def _bare(lines: SourceLines, line: int) -> Span:
    start, end = lines.span(line)
    text = lines.source[start:end]
    body = text.rstrip(":：*_ ")
    gap = len(text) - len(text.lstrip("*_")) if bold_only(text) else 0
    return (start + gap, start + len(body)) if len(body) > gap else (start, end)


def _add_name(lines: SourceLines, first: int, last: int, found: dict[int, Title]) -> None:
    """A short first line on its own above other headings is the document's name; it takes the first level."""
    line = next((line for line in range(first, last + 1) if not lines.blank(line)), None)
    if line is None or line in found or not found or any(title.underline for title in found.values()):
        return
    text = lines.texts[line].strip()
    alone = line == last or lines.blank(line + 1)
    plain_words = text[:1].isalnum() and len(text.split()) <= _MOST_WORDS and not _NO_TITLE.search(text)
    if (
        alone
        and plain_words
        and not _MARKER_START.match(text)
        and not any(title.level == 1 and _is_hash_heading(lines.texts[number]) for number, title in found.items())
    ):
        for title in found.values():
            title.level += 1
        found[line] = Title(line, 1, lines.span(line))
