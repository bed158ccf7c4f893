"""What holds for any text and any bytes: they are read or refused, and what is read hangs together."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewer.documents import Limits, read
from reviewer.documents.lines import SourceLines, line_starts
from reviewer.documents.outline import outline
from reviewer.errors import DocumentError
from reviewer.model.document import Document, Lines
from reviewer.model.submission import Submission

MARKS = [
    "# ", "## ", "- ", "* ", "1. ", "a) ", "> ", "```", "~~~", "|", "|-|-|", "---", "===", "<!--", "-->", "<div>",
    "</div>", "<h2>", "<li>", "{{< mermaid >}}", "{{< /mermaid >}}", ":::", "![a](b)", "[a]: b", "[^1]: ", "**a**",
    "┌─┐", "+--+", "-->", "word", "Word two", "Title:", "TODO", "What is it?", "x = 1;", "系统。", "é", "\n", "\n\n",
    "\r\n", "\r", "    ", "  ", " ", "\t", "\x0b", "\u2028", "\ufeff", ". ", "! ", ": ", "http://a.example",
]  # fmt: skip

texts = st.lists(st.sampled_from(MARKS), max_size=60).map("".join) | st.text(max_size=300)
names = st.sampled_from(["a.md", "a.txt", "a"])


def read_or_refuse(data: bytes, name: str, limits: Limits | None = None) -> Document | None:
    try:
        return read(Submission(name=name, data=data), limits=limits or Limits())
    except DocumentError as error:
        refused = error
    assert refused.code.startswith("document.")
    assert refused.where == name
    return None


def check(document: Document) -> None:
    check_lines(document)
    check_passages(document)
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= len(document.source)
        assert inside(block.lines, document)
        assert 0 <= block.section < len(document.sections)
    for table in document.tables:
        assert document.blocks[table.block].kind == "table"
        assert inside(table.lines, document)


def check_lines(document: Document) -> None:
    assert document.line_starts == line_starts(document.source)
    assert document.sections[0].level == 0
    for section in document.sections:
        assert inside(section.lines, document)
        assert inside(section.own_lines, document)
        assert section.lines[0] == section.own_lines[0] <= section.own_lines[1] <= section.lines[1]
        assert section.parent is None or 0 < section.parent < section.index
        assert section.words >= 0
    for unread in document.unread:
        assert inside(unread.lines, document)


def check_passages(document: Document) -> None:
    end = 0
    for index, passage in enumerate(document.passages):
        text = document.text(passage)
        assert passage.index == index
        assert passage.start >= end
        assert text
        assert text == text.strip()
        assert passage.lines == document.lines_of(passage.start, passage.end)
        assert passage.section == document.blocks[passage.block].section
        assert all(0 <= lead < index for lead in passage.leads)
        assert len(set(passage.leads)) == len(passage.leads)
        end = passage.end


def inside(lines: Lines, document: Document) -> bool:
    return 1 <= lines[0] <= lines[1] <= document.line_count


@given(text=texts, name=names)
@settings(max_examples=400, deadline=None)
@example(text="---\n", name="a.md")
@example(text="- a\n\n  - b\n- <!-- c\n  d --> e\n", name="a.md")
@example(text="<h2>a</h2><h2>b</h2>", name="a.md")
@example(text="a\nb) c", name="a.md")
@example(text="Title:\n    <div>", name="a.md")
@example(text="- a\nb) c", name="a.md")
@example(text="İİİ TODO here", name="a.txt")
@example(text="# <div>\x0b# ", name="a.txt")
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    document = read_or_refuse(text.encode("utf-8", "replace"), name)
    if document:
        check(document)


@given(text=texts)
@settings(max_examples=150, deadline=None)
@example(text="* 1. * \n# ")
def test_the_quick_reader_holds_for_any_markdown(text: str) -> None:
    document = read_or_refuse(text.encode("utf-8", "replace"), "a.md", Limits(grammar_cost_us=0))
    if document:
        check(document)


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.md", "a.txt", "a.html", "a.docx", "a.pdf", "a"]))
@settings(max_examples=300, deadline=None)
@example(data=b"%PDF-1.4\n1 0 obj\n<<", name="a")
@example(data=b"<html><p>a", name="a")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    document = read_or_refuse(data, name)
    if document:
        check(document)


plain_marks = [mark for mark in MARKS if not set(mark) & set("<`~{[|:.!-=") and mark != "What is it?"]


@given(before=st.lists(st.sampled_from(plain_marks), max_size=20).map("".join), name=names)
@settings(max_examples=150, deadline=None)
def test_no_word_gets_lost(before: str, name: str) -> None:
    document = read_or_refuse(f"{before} zebra\n\n{before}giraffe {before}\n".encode(), name)
    assert document is not None
    spoken = " ".join(document.text(passage) for passage in document.passages)
    assert "zebra" in spoken
    assert "giraffe" in spoken


def test_the_outline_of_part_of_a_text_stays_in_that_part() -> None:
    lines = SourceLines("a\n\n  b\n    c\n\nd")
    pieces = outline(lines, 2, 3)
    assert [(piece.first, piece.last) for piece in pieces] == [(2, 2), (3, 3)]
