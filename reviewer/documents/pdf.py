"""PDF: its bytes in, Markdown-ish text out: lines in reading order, larger type as headings, no page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reviewer.documents.accept import empty
from reviewer.documents.limits import LIMITS, Limits
from reviewer.errors import DocumentError
from reviewer.model.submission import Submission

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_HINT_OCR = "Its pages are pictures: run text recognition (OCR) on it first, or hand in the text."
_DAMAGED_HINT = "Print it to a new PDF, or hand in the text."
_PAGE_NUMBER = re.compile(r"(?:page|seite|стр\.?|第)?\s*\d{1,4}\s*(?:(?:of|/|von|из)\s*\d{1,4}|页|頁)?", re.IGNORECASE)
_LARGER = 1.12
"""Type this much larger than the body's is a heading's."""

_HEADING_MOST_WORDS = 14
_FURNITURE_LEAST_PAGES = 3


@dataclass(slots=True)
class _Line:
    text: str
    size: float


def pdf_text(submission: Submission, limits: Limits = LIMITS) -> str:
    """The text of a PDF.

    Raises DocumentError: `document.encrypted`, `document.empty` for scanned pages, `document.too_complex` for too many
    pages, `document.damaged`.
    """
    from pypdf.errors import PyPdfError

    try:
        reader = _opened(submission)
        if len(reader.pages) > limits.pages:
            raise DocumentError(
                f"{len(reader.pages):,} pages are more than the {limits.pages:,} that can be read",
                code="document.too_complex",
                where=submission.name,
                hint="Split the document.",
            )
        pages = [_lines(page) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RecursionError) as error:
        hint = _DAMAGED_HINT
        raise DocumentError(
            "cannot be read as PDF", code="document.damaged", where=submission.name, hint=hint
        ) from error
    if not any(line.text for page in pages for line in page):
        raise empty(submission.name, _HINT_OCR)
    return _composed(pages)


def _opened(submission: Submission) -> PdfReader:
    """The reader of a PDF that the empty password opens, by a cipher that is at hand."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    hint = "Remove the password."
    encrypted = DocumentError("is encrypted", code="document.encrypted", where=submission.name, hint=hint)
    try:
        reader = PdfReader(BytesIO(submission.data), strict=False)
        opened = not reader.is_encrypted or bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError) as error:
        raise encrypted from error
    if not opened:
        raise encrypted
    return reader


def _lines(page: PageObject) -> list[_Line]:
    """The page's lines with the size of most of their type."""
    sizes: dict[str, Counter[float]] = {}
    chunk: list[tuple[str, float]] = []

    def visit(text: str, _matrix: Any, text_matrix: Any, _font: Any, size: float) -> None:
        scale = abs(text_matrix[3]) or abs(text_matrix[1]) or 1.0
        chunk.append((text, round(size * scale, 1)))

    text = page.extract_text(visitor_text=visit)
    for part, size in chunk:
        for piece in part.split("\n"):
            if piece.strip():
                sizes.setdefault(piece.strip(), Counter())[size] += 1
    return [_Line(line.rstrip(), _size_of(line.strip(), sizes)) for line in text.split("\n")]


def _size_of(line: str, sizes: dict[str, Counter[float]]) -> float:
    found = sizes.get(line)
    return found.most_common(1)[0][0] if found else 0.0


def _composed(pages: Sequence[Sequence[_Line]]) -> str:
    furniture = _furniture(pages)
    body = Counter[float]()
    for page in pages:
        for line in page:
            body[line.size] += len(line.text) if line.size else 0
    usual = body.most_common(1)[0][0] if body else 0.0
    larger = sorted(
        {line.size for page in pages for line in page if usual and line.size > usual * _LARGER}, reverse=True
    )
    levels = {size: min(rank, 4) for rank, size in enumerate(larger, start=1)}
    texts: list[str] = []
    for page in pages:
        edges = set(_edges(page))
        for index, line in enumerate(page):
            text = line.text.strip()
            if index in edges and (text in furniture or _PAGE_NUMBER.fullmatch(text)):
                continue
            texts.extend(_rendered(line, levels.get(line.size, 0)))
    return "\n".join(texts) + "\n"


def _rendered(line: _Line, level: int) -> list[str]:
    text = line.text
    if level and len(text.split()) <= _HEADING_MOST_WORDS and any(char.isalpha() for char in text):
        return ["", f"{'#' * level} {text.strip()}", ""]
    return [f"\\{text.lstrip()}" if text.lstrip().startswith(("#", "<", "```", "~~~")) else text]


def _edges(page: Sequence[_Line]) -> list[int]:
    """The first two and last two lines of a page that are not blank."""
    used = [index for index, line in enumerate(page) if line.text.strip()]
    return used[:2] + used[-2:]


def _furniture(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """First and last lines that most pages share."""
    if len(pages) < _FURNITURE_LEAST_PAGES:
        return set()
    edges = Counter[str]()
    for page in pages:
        edges.update({page[index].text.strip() for index in _edges(page)})
    return {text for text, count in edges.items() if count * 2 > len(pages)}
