"""Conversion: an HTML, DOCX or PDF submission in, Markdown out. Meant to be run in a child process with limits."""

from __future__ import annotations

from reviewer.documents.accept import decode, refuse_blank, refuse_size
from reviewer.documents.complexity import refuse_tags
from reviewer.documents.limits import LIMITS, Limits
from reviewer.errors import DocumentError
from reviewer.model.document import Media
from reviewer.model.submission import Submission


def convert(submission: Submission, media: Media, *, limits: Limits = LIMITS) -> str:
    """The text of a submission; Markdown and plain text come out as they are.

    Raises DocumentError: `document.too_large`, `document.empty`, `document.damaged`, `document.encrypted`,
    `document.too_complex`, `document.memory`.
    """
    refuse_size(submission, media, limits)
    try:
        text = _text(submission, media, limits)
    except MemoryError as error:
        hint = "It needs more memory to be opened than is allowed: split it, or hand in its text."
        raise DocumentError(
            "too large to be opened", code="document.memory", where=submission.name, hint=hint
        ) from error
    if len(text.encode("utf-8", "replace")) > limits.text_bytes:
        raise DocumentError(
            f"its text is longer than the {limits.text_bytes:,} bytes that can be read",
            code="document.too_large",
            where=submission.name,
            hint="Split the document.",
        )
    refuse_blank(text, submission.name)
    return text


def _text(submission: Submission, media: Media, limits: Limits) -> str:
    if media == "html":
        from reviewer.documents.html import html_text

        source = decode(submission, limits)
        refuse_tags(source, submission.name, limits)
        return html_text(source, submission.name)
    if media == "docx":
        from reviewer.documents.docx import docx_text

        return docx_text(submission, limits)
    if media == "pdf":
        from reviewer.documents.pdf import pdf_text

        return pdf_text(submission, limits)
    return decode(submission, limits)
