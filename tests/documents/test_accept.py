"""What is let in, by which name or first bytes, in which encoding, and what is turned away with which code."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO

import pytest

from reviewer.documents import Limits, media_of, read
from reviewer.errors import DocumentError
from reviewer.model.submission import Submission


def refusal(name: str, data: bytes, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(Submission(name=name, data=data), limits=limits or Limits())
    return caught.value


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.md", "markdown"),
        ("a.MARKDOWN", "markdown"),
        ("a.mdx", "markdown"),
        ("a.txt", "plain"),
        ("a.rst", "plain"),
        ("a.adoc", "plain"),
        ("a.htm", "html"),
        ("dir\\a.docx", "docx"),
        ("dir/a.pdf", "pdf"),
        ("README", "markdown"),
        ("notes.design", "markdown"),
    ],
)
def test_the_suffix_tells_the_medium(name: str, media: str) -> None:
    assert media_of(Submission(name=name, data=b"text")) == media


def test_without_a_known_suffix_the_first_bytes_tell() -> None:
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    assert media_of(Submission(name="x", data=b"%PDF-1.7 ...")) == "pdf"
    assert media_of(Submission(name="x", data=package.getvalue())) == "docx"
    assert media_of(Submission(name="x", data=b"\n<!DOCTYPE html><html>")) == "html"
    assert media_of(Submission(name="x", data=b"# A title")) == "markdown"


@pytest.mark.parametrize("name", ["a.exe", "a.png", "a.zip", "a.pptx", "old.doc"])
def test_other_formats_are_unsupported(name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        media_of(Submission(name=name, data=b"x"))
    assert caught.value.code == "document.unsupported"
    assert caught.value.hint is not None
    assert "Markdown" in caught.value.hint


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n ", "\ufeff\u200b \u2060".encode(), b"\xff\xfe \x00"])
def test_documents_without_text_are_empty(data: bytes) -> None:
    assert refusal("a.md", data).code == "document.empty"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n123", b"PK\x03\x04rest", b"%PDF-1.4", b"text\x00text", b"{\\rtf1 x}", bytes(range(1, 9)) * 9],
)
def test_binary_data_is_refused(data: bytes) -> None:
    assert refusal("a.md", data).code == "document.binary"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_that_are_read(encoding: str) -> None:
    text = "Größe: the café's queue – “fast”"
    document = read(Submission(name="a.md", data=text.encode(encoding)))
    assert document.source == text


def test_the_byte_order_mark_is_no_text() -> None:
    document = read(Submission(name="a.md", data=codecs.BOM_UTF8 + b"# Title\n"))
    assert document.source == "# Title\n"
    assert document.sections[1].lines == (1, 1)


@pytest.mark.parametrize(
    "data", ["Система очередей".encode("cp1251"), "設計の文書です".encode("shift_jis"), b"\xff\xfea"]
)
def test_other_encodings_cannot_be_decoded(data: bytes) -> None:
    assert refusal("a.md", data).code == "document.undecodable"


def test_text_over_the_limit_is_too_large() -> None:
    error = refusal("a.md", b"x" * 101, Limits(text_bytes=100))
    assert error.code == "document.too_large"
    assert "101" in error.message
    assert "100" in error.message


def test_packages_have_a_limit_of_their_own() -> None:
    error = refusal("a.pdf", b"%PDF-" + b"x" * 100, Limits(package_bytes=100))
    assert error.code == "document.too_large"


@pytest.mark.parametrize(
    ("text", "limits", "what"),
    [
        ("a\n" * 11, Limits(used_lines=10), "lines with text"),
        ("\n" * 50 + "a", Limits(lines=20), "lines"),
        ("|a|b|c|\n|-|-|-|\n", Limits(cells=5), "table cells"),
        ("<b>" * 6, Limits(tags=5), "HTML tags"),
        ("So. " * 6, Limits(sentences=5), "sentences"),
    ],
)
def test_structure_over_the_limit_is_too_complex(text: str, limits: Limits, what: str) -> None:
    error = refusal("a.md", text.encode(), limits)
    assert error.code == "document.too_complex"
    assert what in error.message


@pytest.mark.parametrize(
    "text",
    [
        "- an ordinary item of a list of the usual size\n" * 42_000,
        "A paragraph of its own that says one thing only.\n\n" * 40_000,
    ],
)
def test_two_megabytes_of_ordinary_text_are_read(text: str) -> None:
    document = read(Submission(name="a.md", data=text.encode()))
    assert len(document.passages) >= 40_000
