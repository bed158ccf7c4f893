"""The door: a Submission comes in, its medium and its decoded text go out, or a DocumentError says why not."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

from reviewer.documents.limits import LIMITS, Limits
from reviewer.errors import DocumentError
from reviewer.model.document import Media
from reviewer.model.submission import Submission

_SUFFIXES: dict[str, Media] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".txt": "plain",
    ".text": "plain",
    ".rst": "plain",
    ".adoc": "plain",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_REFUSED = re.compile(
    r"\.(?:exe|dll|so|bin|png|jpe?g|gif|webp|svg|ico|bmp|tiff?|heic|mp[34]|mov|avi|wav|zip|t?gz|tar|7z|rar|doc|rtf|odt|pages"
    r"|pptx?|key|xlsx?|csv|epub|drawio|excalidraw|vsdx|psd|class|jar|pyc|wasm|sqlite|db|parquet)",
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP package"),
    (b"PK\x05\x06", "a ZIP package"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "a database"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTML_HEAD = re.compile(rb"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_HINT_FORMATS = "Markdown, plain text, HTML, DOCX and PDF can be read."
_HINT_UTF8 = "Save the document as UTF-8."
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b")) + b"\x7f"
_LATIN_TEXT_BYTES = bytes(
    [*range(0xC0, 0x100), *b"\x85\x91\x92\x93\x94\x96\x97\x95\xa0\xa3\xa7\xab\xb0\xb1\xb5\xb7\xbb\x80"]
)
_LATIN_SHARE = 0.3
"""Western text in a legacy code page has a few accented letters; with more high bytes it is something else."""


def media_of(submission: Submission) -> Media:
    """The medium by suffix; without a known one by the first bytes, else Markdown.

    Raises DocumentError `document.unsupported` for suffixes that are known not to be documents we read.
    """
    suffix = PurePosixPath(submission.name.replace("\\", "/")).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _REFUSED.fullmatch(suffix):
        raise DocumentError(
            f"{suffix} files cannot be read", code="document.unsupported", where=submission.name, hint=_HINT_FORMATS
        )
    return _sniff(submission.data)


def _sniff(data: bytes) -> Media:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    return "html" if _HTML_HEAD.match(data.removeprefix(codecs.BOM_UTF8)[:1024]) else "markdown"


def refuse_size(submission: Submission, media: Media, limits: Limits = LIMITS) -> None:
    """Raise `document.too_large` or, for no bytes at all, `document.empty`."""
    limit = limits.package_bytes if media in ("docx", "pdf") else limits.text_bytes
    size = len(submission.data)
    if size > limit:
        raise DocumentError(
            f"{size:,} bytes are more than the {limit:,} that can be read",
            code="document.too_large",
            where=submission.name,
            hint="Split the document, or leave out embedded data.",
        )
    if not size:
        raise empty(submission.name)


def empty(name: str, hint: str = "Hand in a document with text.") -> DocumentError:
    """The error for a document without text."""
    return DocumentError("there is no text in it", code="document.empty", where=name, hint=hint)


def decode(submission: Submission, limits: Limits = LIMITS) -> str:
    """The text of a Markdown, plain-text or HTML submission, without byte-order mark.

    Raises DocumentError: `document.too_large`, `document.empty`, `document.binary`, `document.undecodable`.
    """
    refuse_size(submission, "markdown", limits)
    text = _decode(submission)
    refuse_blank(text, submission.name)
    return text


def refuse_blank(text: str, name: str) -> None:
    """Raise `document.empty` for white space and invisible characters only."""
    if not text[:200].translate(_INVISIBLE).strip() and not text.translate(_INVISIBLE).strip():
        raise empty(name)


def _decode(submission: Submission) -> str:
    data = submission.data
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, submission.name)
    _refuse_binary(data, submission.name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, submission.name, error.start)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, f"byte {error.start:,} is not valid {encoding}") from error
    if "\x00" in text:
        raise _binary(name, "it contains NUL characters")
    return text


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _binary(name, f"it is {what}")
    if b"\x00" in data:
        raise _binary(name, "it contains NUL bytes")
    if len(data) - len(data.translate(None, _CONTROL_BYTES)) > len(data) // 10:
        raise _binary(name, "more than a tenth of it are control characters")


def _legacy(data: bytes, name: str, at: int) -> str:
    """Windows-1252, the only legacy code page that is safe to guess, where the bytes look like Western text."""
    high = data.translate(None, bytes(range(128)))
    odd = high.translate(None, _LATIN_TEXT_BYTES)
    if len(high) > _LATIN_SHARE * len(data) or len(odd) > len(high) // 4:
        raise _undecodable(name, f"byte {at:,} is not UTF-8, and it is no Western text either")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _undecodable(name, f"byte {error.start:,} is neither UTF-8 nor Windows-1252") from error


def _undecodable(name: str, why: str) -> DocumentError:
    return DocumentError(f"cannot be decoded: {why}", code="document.undecodable", where=name, hint=_HINT_UTF8)


def _binary(name: str, why: str) -> DocumentError:
    hint = f"{_HINT_FORMATS} The name's suffix must tell which."
    return DocumentError(f"is no text: {why}", code="document.binary", where=name, hint=hint)
