"""DOCX: its bytes in, Markdown out: headings, lists, tables and code in the order of the document.

Insertions that were tracked are text, deletions are not; hidden text comes out as an HTML comment, pictures as images.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from reviewer.documents.compose import comment, fence, paragraph, pipe_table
from reviewer.documents.limits import LIMITS, Limits
from reviewer.errors import DocumentError
from reviewer.model.submission import Submission

if TYPE_CHECKING:
    from docx.document import Document as Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|заголовок|标题|見出し)\s*(\d)", re.IGNORECASE)
_CODE_STYLE = re.compile(r"code|html preformatted|plain text|source|listing", re.IGNORECASE)
_MONOSPACE = frozenset(
    {
        "courier",
        "courier new",
        "consolas",
        "menlo",
        "monaco",
        "source code pro",
        "roboto mono",
        "cascadia code",
        "fira code",
    }
)
_DAMAGED_HINT = "Open it in a word processor, save it again as DOCX, or hand in its text."
_CHUNK = 1 << 16
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
_PROLOG_BYTES = 1 << 12


def docx_text(submission: Submission, limits: Limits = LIMITS) -> str:
    """The text of a DOCX as Markdown.

    Raises DocumentError: `document.too_large` for a package that unpacks to too much, `document.encrypted`,
    `document.damaged`.
    """
    _refuse_package(submission, limits)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        package = docx.Document(BytesIO(submission.data))
    except (PackageNotFoundError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise _damaged(submission.name) from error
    return "\n\n".join(_Body(package).blocks()) + "\n"


def _damaged(name: str, why: str = "") -> DocumentError:
    message = f"cannot be read as DOCX: {why}" if why else "cannot be read as DOCX"
    return DocumentError(message, code="document.damaged", where=name, hint=_DAMAGED_HINT)


def _refuse_package(submission: Submission, limits: Limits) -> None:
    """Refuse bombs by what the package declares, then by what really comes out of it, before anything is parsed."""
    if submission.data.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "Remove the password, or save it as DOCX."
        raise DocumentError("is encrypted or an old .doc", code="document.encrypted", where=submission.name, hint=hint)
    try:
        with ZipFile(BytesIO(submission.data)) as package:
            parts = package.infolist()
            sizes = [part.file_size for part in parts]
            if len(parts) > limits.package_parts or sum(sizes) > limits.unpacked_bytes:
                raise _bomb(submission.name, limits)
            if any(part.flag_bits & 1 for part in parts):
                hint = "Remove the password."
                raise DocumentError("is encrypted", code="document.encrypted", where=submission.name, hint=hint)
            total = 0
            for part in parts:
                limit = limits.part_bytes if part.filename.endswith((".xml", ".rels")) else limits.unpacked_bytes
                total += _unpacked_size(package, part.filename, limit)
                if part.filename.endswith(".xml") and _declares_type(package, part.filename):
                    raise _damaged(submission.name, "it declares a document type, which OOXML forbids")
                if part.file_size > limit or total > limits.unpacked_bytes:
                    raise _bomb(submission.name, limits)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise _damaged(submission.name) from error


def _unpacked_size(package: ZipFile, part: str, limit: int) -> int:
    """How many bytes really come out of a part; counting stops above the limit."""
    size = 0
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                break
    return size


def _declares_type(package: ZipFile, part: str) -> bool:
    """Whether a part has a DTD (ECMA-376 part 2 allows none). Text behind an entity would be lost without a word."""
    with package.open(part) as stream:
        return _DOCTYPE.search(stream.read(_PROLOG_BYTES)) is not None


def _bomb(name: str, limits: Limits) -> DocumentError:
    return DocumentError(
        f"unpacks to more than {limits.unpacked_bytes:,} bytes or {limits.package_parts:,} parts",
        code="document.too_large",
        where=name,
        hint="Leave out embedded files, or hand in the text alone.",
    )


class _Body:
    """Walks over the body of a package; paragraphs of one list or one listing are put together."""

    def __init__(self, package: Package) -> None:
        self.body: Any = package.element.body
        self.styles: dict[str, Any] = {style.style_id: style for style in package.styles}
        self.numbered = _numbered_lists(package)
        self.shift = int(any(self._is_title(element) for element in _content(self.body)))
        self.depth = -1

    def blocks(self) -> Iterator[str]:
        items: list[str] = []
        code: list[str] = []
        for element in _content(self.body):
            is_paragraph = element.tag == f"{_W}p"
            listed = self._list_level(element) if is_paragraph else None
            fixed = is_paragraph and listed is None and self._is_code(element)
            if items and listed is None:
                yield "\n".join(items)
                items = []
            if code and not fixed:
                yield fence("\n".join(code))
                code = []
            if listed is not None:
                items.extend(self._item(element, *listed))
            elif fixed:
                code.append(_text(element).replace("\v", "\n"))
            elif is_paragraph:
                yield from self._paragraph(element)
            else:
                yield from _table(element)
            self.depth = -1 if listed is None else self.depth
        if items:
            yield "\n".join(items)
        if code:
            yield fence("\n".join(code))

    def _item(self, element: Any, level: int, number: bool) -> list[str]:
        text = paragraph(_marked_text(element)).replace("\n", " ")
        if not text:
            return []
        self.depth = min(level, self.depth + 1)
        return [f"{'   ' * self.depth}{'1.' if number else '-'} {text}"]

    def _paragraph(self, element: Any) -> Iterator[str]:
        text = paragraph(_marked_text(element))
        level = self._heading_level(element)
        if text:
            yield f"{'#' * level} {text.replace(chr(10), ' ')}" if level else text
        hidden = "".join(
            node.text or "" for run in element.iter(f"{_W}r") if _is_hidden(run) for node in run.iter(f"{_W}t")
        )
        yield from comment(hidden)

    def _style(self, element: Any) -> Any | None:
        found = element.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(found.get(f"{_W}val")) if found is not None else None

    def _is_title(self, element: Any) -> bool:
        style = self._style(element)
        return style is not None and style.name == "Title"

    def _heading_level(self, element: Any) -> int:
        """1 to 6, or 0 for text; headings stand below the document's title where it has one."""
        level = 1 if self._is_title(element) else self._styled_level(element)
        return min(level + self.shift, 6) if level and not self._is_title(element) else level

    def _styled_level(self, element: Any) -> int:
        style = self._style(element)
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        steps = 0
        while outline is None and style is not None and steps < 10:
            if style.name and (found := _HEADING.match(style.name)):
                return min(int(found.group(1)) or 1, 6)
            outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
            style, steps = style.base_style, steps + 1
        level = outline.get(f"{_W}val", "9") if outline is not None else "9"
        return int(level) + 1 if level.isdigit() and int(level) < 6 else 0

    def _list_level(self, element: Any) -> tuple[int, bool] | None:
        """How deep an item stands and whether it is numbered; None for what is no item, a numbered heading included."""
        if self._heading_level(element):
            return None
        style = self._style(element)
        found = element.find(f"{_W}pPr/{_W}numPr")
        if found is None and style is not None:
            found = style.element.find(f"{_W}pPr/{_W}numPr")
        name = style.name or "" if style is not None else ""
        if found is None:
            return (
                (max(_number(name[-1:]) - 1, 0), "Number" in name)
                if name.startswith(("List Bullet", "List Number"))
                else None
            )
        level, number = found.find(f"{_W}ilvl"), found.find(f"{_W}numId")
        identity = number.get(f"{_W}val", "") if number is not None else ""
        if identity == "0":
            return None
        steps = _number(level.get(f"{_W}val", "0")) if level is not None else max(_number(name[-1:]) - 1, 0)
        return steps, (identity, str(steps)) in self.numbered or "Number" in name

    def _is_code(self, element: Any) -> bool:
        style = self._style(element)
        if style is not None and _CODE_STYLE.search(style.name or ""):
            return bool(_text(element).strip())
        runs = [
            run for run in element.iter(f"{_W}r") if "".join(node.text or "" for node in run.iter(f"{_W}t")).strip()
        ]
        return bool(runs) and all(_is_monospace(run) for run in runs)


def _content(body: Any) -> Iterator[Any]:
    """Paragraphs and tables, those inside content controls and insertions included."""
    for element in body:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _content(element)


def _numbered_lists(package: Package) -> set[tuple[str, str]]:
    """Pairs of list id and level whose items are counted rather than bulleted."""
    try:
        numbering: Any = package.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return set()
    formats: dict[str, dict[str, str]] = {}
    for abstract in numbering.iter(f"{_W}abstractNum"):
        levels = {level.get(f"{_W}ilvl"): level.find(f"{_W}numFmt") for level in abstract.iter(f"{_W}lvl")}
        formats[abstract.get(f"{_W}abstractNumId")] = {
            level: found.get(f"{_W}val") for level, found in levels.items() if found is not None
        }
    pairs: set[tuple[str, str]] = set()
    for number in numbering.iter(f"{_W}num"):
        link = number.find(f"{_W}abstractNumId")
        kinds = formats.get(link.get(f"{_W}val"), {}) if link is not None else {}
        pairs |= {(number.get(f"{_W}numId"), level) for level, kind in kinds.items() if kind not in ("bullet", "none")}
    return pairs


def _table(element: Any) -> list[str]:
    rows = [
        [
            " ".join(paragraph(_marked_text(part)) for part in cell.iter(f"{_W}p")).strip()
            for cell in row.iter(f"{_W}tc")
        ]
        for row in element.iter(f"{_W}tr")
    ]
    rows = [row for row in rows if any(row)]
    if all(len(row) < 2 for row in rows):
        return [cell for row in rows for cell in row if cell]
    return pipe_table(rows)


def _marked_text(element: Any) -> str:
    """The text of a paragraph; a paragraph that is bold throughout keeps that, since it names what follows."""
    text = _text(element)
    runs = [run for run in element.iter(f"{_W}r") if "".join(node.text or "" for node in run.iter(f"{_W}t")).strip()]
    if runs and all(_is_bold(run) for run in runs) and "\v" not in text and "*" not in text and len(text) < 120:
        return f"**{text.strip()}**" if text.strip() else text
    return text


def _text(element: Any) -> str:
    """All text runs, insertions and formulas included; deletions, hidden runs and fallbacks left out."""
    parts: list[str] = []
    skipped: set[Any] = set()
    for node in element.iter():
        if node.tag == _FALLBACK or (node.tag == f"{_W}r" and _is_hidden(node)) or node.tag == f"{_W}moveFrom":
            skipped.update(node.iter())
        if node in skipped:
            continue
        if node.tag in (f"{_W}t", f"{_M}t"):
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\v")
        elif node.tag in _PICTURES:
            parts.append(f" ![{' '.join((node.get('descr') or node.get('name') or '').split())}](picture) ")
    return "".join(parts)


def _number(text: str) -> int:
    return min(int(text), 8) if text.isascii() and text.isdigit() else 0


def _flag(run: Any, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val", "true") not in ("0", "false", "none")


def _is_hidden(run: Any) -> bool:
    return _flag(run, "vanish")


def _is_bold(run: Any) -> bool:
    return _flag(run, "b")


def _is_monospace(run: Any) -> bool:
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    return fonts is not None and (fonts.get(f"{_W}ascii") or "").lower() in _MONOSPACE
