"""Text of unknown origin never acts: not on a terminal, not in Markdown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewer.report.escape import code, html, markdown, one_line, printable

MARKDOWN = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://a.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\x9b31mb", "a31mb"),
        ("over\rwrite\b", "overwrite"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("hid\u200bden\U000e0041", "hidden"),
        ("half \ud800", "half "),
        ("line\nand\ttab", "line\nand\ttab"),
        ("\x1b[" + "1" * 100, "[" + "1" * 100),
    ],
)
def test_printable(text, left) -> None:
    assert printable(text) == left


@given(st.text())
def test_nothing_that_controls_a_terminal_is_left(text) -> None:
    for char in printable(text):
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}


def test_one_line_is_cut_at_a_word() -> None:
    assert one_line("  two\n words ") == "two words"
    assert one_line("the gateway limits calls", 20) == "the gateway limits…"
    assert one_line("x" * 30, 10) == "x" * 9 + "…"
    assert one_line("short", 5) == "short"


HOSTILE = [
    "![x](http://a.example/x.png)",
    "[x](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<!-- hidden",
    "**bold** _it_ ~~gone~~ `code`",
    "a | b",
    "&lt;b&gt; &#64;",
    "# heading",
    "http://a.example and https://b.example",
    "$x$ ^y^",
    "\\",
]


def shown(text: str) -> str:
    """What a reader of the rendered Markdown sees; fails if anything but plain text was made of it."""
    (inline,) = [token for token in MARKDOWN.parse(f"x {text} x") if token.type == "inline"]
    assert {child.type for child in inline.children or []} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children or [])[2:-2]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_plain_text(text) -> None:
    assert shown(markdown(text)).replace("\u200b", "") == text


@given(st.text(alphabet="ab *_`<>[]()!|\\#&~$^", max_size=40))
def test_markdown_shows_any_text_as_it_is(text) -> None:
    assert shown(markdown(text)) == one_line(text)


def test_no_mention_and_no_bare_link() -> None:
    assert "@ana" not in markdown("ask @ana")
    assert markdown("http://a.example") == r"http\://a.example"
    assert "www.a" not in markdown("see www.a.example")
    assert "@ana" not in html("ask @ana")


def test_html() -> None:
    assert html('<b a="c">') == "&lt;b a=&quot;c&quot;&gt;"


@given(st.text(alphabet="ab`| *<[", min_size=1, max_size=30))
def test_a_code_span_holds_exactly_its_text(text) -> None:
    span = code(text)
    line = one_line(text)
    if not line:
        assert span == ""
        return
    (inline,) = [token for token in MARKDOWN.parse(f"x {span} x") if token.type == "inline"]
    spans = [child for child in inline.children or [] if child.type == "code_inline"]
    assert [child.content for child in spans] == [line]


def test_a_code_span_in_a_table_stays_in_its_cell() -> None:
    tokens = MARKDOWN.parse(f"| a | b |\n|---|---|\n| {code('x | `y`', cell=True)} | z |\n")
    cells = [token.content for token in tokens if token.type == "inline"]
    assert cells == ["a", "b", "`` x | `y` ``", "z"]
